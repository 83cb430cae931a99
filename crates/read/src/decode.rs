//! Bytes to text: byte order marks, declared and guessed encodings, and what is no text at all.

use reportedly_schema::Problem;

/// Text that bytes hold, or why they hold none.
#[derive(Debug, PartialEq, Eq)]
pub enum Decoded {
    /// Text, and what went wrong on the way.
    Text(String, Option<Problem>),
    /// Nothing but white space.
    Empty,
    /// No text; where the first telling byte is.
    Binary(usize),
}

/// Of a thousand bytes, so many control bytes (other than tab, line ends, form feed and escape) make a file binary. Text in
/// any encoding for the web has none; machine formats have 30 % and more in their first kilobytes.
const CONTROL_PER_THOUSAND: usize = 20;

/// Bytes looked at to tell text from binary.
const SNIFFED: usize = 64 * 1024;

/// Of a thousand bytes, so many that are invalid UTF-8 still count as damaged UTF-8 when the rest holds valid
/// multi-byte characters.
const DAMAGED_PER_THOUSAND: usize = 20;

/// Decodes `bytes`: UTF-8 unchanged (a byte order mark stays as U+FEFF); UTF-16 and UTF-32 by mark or by the pattern of
/// zeros; damaged UTF-8 with U+FFFD and a problem noted; else `declared` (a label such as `windows-1251`), else the
/// encoding that chardetng guesses.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    // UTF-16 of plain Latin text is valid UTF-8 full of zeros.
    let sixteen = if bytes.contains(&0) { wide(bytes) } else { None };
    if let (Ok(text), None) = (std::str::from_utf8(bytes), sixteen) {
        if let Some(at) = binary(bytes) {
            return Decoded::Binary(at);
        }
        return if text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
            Decoded::Empty
        } else {
            Decoded::Text(text.to_string(), None)
        };
    }
    let (encoding, problem) = if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        (encoding, None)
    } else if let Some(encoding) = sixteen {
        (encoding, None)
    } else if let Some(at) = binary(bytes) {
        return Decoded::Binary(at);
    } else if damaged_utf8(bytes) {
        (encoding_rs::UTF_8, None)
    } else {
        let named = declared.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
        let guessed = || {
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            detector.guess(None, chardetng::Utf8Detection::Deny)
        };
        let encoding = named.filter(|e| *e != encoding_rs::UTF_8).unwrap_or_else(guessed);
        let message = format!("not UTF-8; read as {}", encoding.name());
        (encoding, Some(Problem { code: "encoding".into(), message, span: None, against: None }))
    };
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    let lost = text.matches('\u{fffd}').count();
    let problem = if lost > 0 {
        let first = std::str::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), |_| 0);
        let message = format!(
            "{lost} byte sequences are not valid {}, the first near byte {first}; each replaced by U+FFFD",
            encoding.name()
        );
        Some(Problem { code: "encoding".into(), message, span: None, against: None })
    } else {
        problem
    };
    if text.trim().is_empty() {
        return Decoded::Empty;
    }
    if let Some(at) = binary(text.as_bytes()) {
        return Decoded::Binary(at);
    }
    Decoded::Text(text.into_owned(), problem)
}

/// Where the first control byte is, if there are too many of them.
fn binary(bytes: &[u8]) -> Option<usize> {
    let head = &bytes[..bytes.len().min(SNIFFED)];
    let telling = |b: &u8| (*b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)) || *b == 0x7f;
    let first = head.iter().position(telling)?;
    let zeros = head.contains(&0);
    let many = head.iter().filter(|b| telling(b)).count() * 1000 > head.len() * CONTROL_PER_THOUSAND;
    (zeros || many).then_some(first)
}

/// UTF-16 without a mark: zeros at every other byte of mostly Latin text.
fn wide(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = &bytes[..bytes.len().min(SNIFFED) & !1];
    let pairs = head.len() / 2;
    if pairs < 2 {
        return None;
    }
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = |n: usize, other: usize| n * 10 > pairs * 7 && other * 10 < pairs;
    if most(odd, even) {
        Some(encoding_rs::UTF_16LE)
    } else if most(even, odd) {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// Whether the bytes are damaged UTF-8: few invalid bytes, or more than nine of ten characters beyond ASCII valid, or a cut
/// character at the end alone. Text in another encoding hardly ever holds valid sequences.
fn damaged_utf8(bytes: &[u8]) -> bool {
    let (mut invalid, mut broken, mut wide_valid) = (0, 0, 0);
    for chunk in bytes.utf8_chunks() {
        invalid += chunk.invalid().len();
        broken += usize::from(!chunk.invalid().is_empty());
        wide_valid += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
    }
    let at_end = std::str::from_utf8(bytes).is_err_and(|e| e.error_len().is_none());
    let few = wide_valid > 0 && invalid * 1000 <= bytes.len() * DAMAGED_PER_THOUSAND && wide_valid >= invalid;
    few || wide_valid > broken * VALID_PER_BROKEN || (at_end && invalid <= 3)
}

/// Text is UTF-8 where more than so many valid characters beyond ASCII come on each broken sequence.
const VALID_PER_BROKEN: usize = 9;

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        match decode(bytes, None) {
            Decoded::Text(text, _) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn utf8_stays_as_it_is() {
        let raw = "\u{feff}Žana said:\r\n“No.”\r\n";
        assert_eq!(text(raw.as_bytes()), raw);
    }

    #[test]
    fn other_encodings_are_read() {
        let line = "Министр Вен сказал журналистам, что порт Алдры останется закрытым до весны. ";
        let (cyrillic, _, _) = encoding_rs::WINDOWS_1251.encode(line);
        assert_eq!(text(&cyrillic), line);
        let utf16: Vec<u8> = "Port closed.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&utf16), "Port closed.\n");
    }

    #[test]
    fn damage_is_noted_and_the_rest_kept() {
        let mut raw = "“The port stays shut,” the ministry’s envoy said. ".repeat(4).into_bytes();
        raw[90] = 0xff;
        let Decoded::Text(text, Some(problem)) = decode(&raw, None) else { panic!() };
        assert!(text.contains('\u{fffd}') && text.contains("envoy said."));
        assert_eq!(problem.code, "encoding");
    }

    #[test]
    fn mostly_valid_utf8_is_not_guessed() {
        let mut raw = Vec::new();
        for _ in 0..30 {
            raw.extend("Порт ".as_bytes());
        }
        for at in [9, 45, 90, 135] {
            raw[at] = 0xff;
        }
        let Decoded::Text(text, Some(problem)) = decode(&raw, None) else { panic!() };
        assert!(text.contains("Порт Порт") && text.contains('\u{fffd}'));
        assert!(problem.message.contains("UTF-8"), "{}", problem.message);
    }

    #[test]
    fn binary_and_empty_are_told() {
        assert_eq!(decode(b" \r\n\t ", None), Decoded::Empty);
        assert_eq!(decode(b"", None), Decoded::Empty);
        assert!(matches!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", None), Decoded::Binary(_)));
        assert!(matches!(decode(b"abc\0\0\0\x01\x02\x03def", None), Decoded::Binary(_)));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_decode(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            decode(&bytes, None);
        }
    }
}
