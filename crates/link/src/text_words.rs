//! The words of an article's text by block, each with its bytes: what names, titles and descriptions are looked for in.

use crate::wording::folded;
use reportedly_schema::linkage::Layers;
use reportedly_schema::{BlockKind, Span};

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TextWord {
    /// Its bytes, without a possessive ending.
    pub span: Span,
    /// Lower case, without diacritics, points and possessive ending.
    pub folded: String,
    /// Whether it begins with a capital letter, or with one of a script that has none.
    pub capital: bool,
    /// Whether all its letters are capitals, two at least.
    pub capitals: bool,
    /// Whether nothing but white space stands between it and the word before, in one block; or an "&", or the apostrophe of a plural
    /// ("Nurses' Union").
    pub follows: bool,
    /// Whether only a comma, and white space, stands between.
    pub after_comma: bool,
    /// Whether a sentence, a heading or a quotation begins with it.
    pub opens: bool,
    /// Whether it had a possessive ending.
    pub possessive: bool,
    /// Whether it is a plural with the apostrophe of an owner ("nurses'").
    pub plural_owner: bool,
    /// Whether it stands in a title or subtitle.
    pub heading: bool,
}

/// The words of the blocks that carry statements: title, subtitle, body and the like.
pub(crate) fn text_words(layers: &Layers) -> Vec<TextWord> {
    let mut out = Vec::new();
    for block in layers.blocks.iter().filter(|b| b.kind.carries_statements()) {
        let heading = matches!(block.kind, BlockKind::Title | BlockKind::Subtitle);
        if let Some(text) = block.span.of(&layers.text) {
            words_of(text, block.span.start, heading, &mut out);
        }
    }
    out
}

/// Whether a character may stand inside a word between letters.
fn joins(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '-' | '‑')
}

fn words_of(text: &str, base: u32, heading: bool, out: &mut Vec<TextWord>) {
    let first = out.len();
    let mut last_end = 0;
    let mut open_mark = false;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            let before_letter =
                text[at + next.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric);
            // The points of initials and numbers: "S.P.", "3.5".
            let inner = (joins(next) || next == '.' && (end - start <= 2 || c.is_numeric())) && before_letter;
            if !next.is_alphanumeric() && !inner {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let raw = &text[start..end];
        let stem = raw.strip_suffix("'s").or_else(|| raw.strip_suffix("’s")).unwrap_or(raw);
        let between = text.get(last_end..start).unwrap_or("");
        let plural_owner = out.len() > first && out.last().is_some_and(|w| w.plural_owner);
        let joined =
            if plural_owner { between.strip_prefix(['\'', '’']).unwrap_or(between) } else { between };
        let follows = out.len() > first
            && (joined.chars().all(char::is_whitespace) || joined.trim() == "&" && joined.len() > 1);
        open_mark = mark_open_after(between, out.len() == first, open_mark);
        // "Gen. Maros", "A. Venn": the point of a short word parts nothing.
        let short = out.last().is_some_and(|w| w.capital && w.folded.len() <= 4) && between.trim() == ".";
        let opens = out.len() == first
            || (!short && between.contains(['.', '!', '?', ':', '…', '“', '"', '«', '\n', '•']));
        let letters = || stem.chars().filter(|c| c.is_alphabetic());
        out.push(TextWord {
            span: Span { start: base + start as u32, end: base + (start + stem.len()) as u32 },
            folded: folded(stem).replace(['.', 'ʼ'], ""),
            capital: c.is_alphabetic() && !c.is_lowercase(),
            capitals: letters().count() > 1 && letters().all(char::is_uppercase),
            follows: follows || (out.len() > first && short),
            after_comma: out.len() > first && between.trim() == ",",
            opens,
            possessive: stem.len() < raw.len(),
            plural_owner: is_plural_owner(stem, &text[end..], open_mark),
            heading,
        });
        last_end = end;
    }
}

/// Whether a plural has the apostrophe of an owner behind it, and not a mark that ends a quotation: what stands after it goes on in small or
/// capital letters after one space.
fn is_plural_owner(stem: &str, after: &str, open_mark: bool) -> bool {
    let mut rest = after.chars();
    let mark = rest.next().is_some_and(|c| matches!(c, '\'' | '’'));
    let goes_on = rest.next() == Some(' ') && rest.next().is_some_and(char::is_alphabetic);
    mark && goes_on && !open_mark && stem.ends_with(['s', 'S']) && stem.len() > 2
}

/// Whether a single quotation mark is open after what stands between two words, that was or was not `open` before; `begins` a block.
fn mark_open_after(between: &str, begins: bool, open: bool) -> bool {
    let (mut open, mut parted) = (open, begins);
    for c in between.chars() {
        match c {
            '‘' => open = true,
            '\'' | '’' if open => open = false,
            '\'' if parted => open = true,
            _ => {}
        }
        parted = !matches!(c, '\'' | '’');
    }
    open
}

/// The bytes from one word to another, both included.
pub(crate) fn between(words: &[TextWord], from: usize, to: usize) -> Span {
    words[from].span.hull(words[to].span)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use reportedly_schema::Block;

    /// A text of one heading and a body, parted by a line end.
    pub(crate) fn layers(title: &str, body: &str) -> Layers {
        let text = format!("{title}\n{body}");
        let block = |start: usize, end: usize, kind| Block { span: Span::new(start, end), kind, lang: None };
        Layers {
            blocks: vec![
                block(0, title.len(), BlockKind::Title),
                block(title.len() + 1, text.len(), BlockKind::Body),
            ],
            text,
            ..Layers::default()
        }
    }

    #[test]
    fn words_are_cut_with_what_stands_before_them() {
        let layers = layers("PORT shut", "Gen. Maros's fleet, the I.P. Orlin, stays. “We wait,” he said.");
        let words = text_words(&layers);
        let shown: Vec<&str> = words.iter().map(|w| w.span.of(&layers.text).unwrap()).collect();
        assert_eq!(&shown[..8], ["PORT", "shut", "Gen", "Maros", "fleet", "the", "I.P", "Orlin"]);
        assert!(words[0].capitals && words[0].heading && !words[2].heading);
        assert!(words[2].opens && words[3].follows && !words[3].opens && words[3].possessive);
        assert!(words[5].after_comma && !words[5].follows);
        assert_eq!(words[6].folded, "ip");
        assert!(words[7].follows);
    }

    #[test]
    fn a_plural_owner_and_an_ampersand_part_no_name() {
        let layers = layers(
            "",
            "The Nurses' Union and Oxley & Rusk met. 'We end the strikes' She said the nurses’ union agreed.",
        );
        let words = text_words(&layers);
        let at = |word: &str| words.iter().position(|w| w.folded == word).unwrap();
        assert!(words[at("union")].follows && words[at("nurses")].plural_owner);
        assert!(words[at("rusk")].follows);
        assert!(!words[at("she")].follows && !words[at("strikes")].plural_owner);
        assert!(words.iter().rfind(|w| w.folded == "union").unwrap().follows);
    }
}
