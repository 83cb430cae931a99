//! One writing for the ways in which a word is written: case, diacritics, letters of other alphabets' spellings, apostrophes.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower case without diacritics: compatibility decomposition, marks dropped, the letters that do not decompose written out.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        out.push_str(text);
        out.make_ascii_lowercase();
        return out;
    }
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            '’' | 'ʼ' | '‘' => out.push('\''),
            c => out.push(c),
        }
    }
    out
}
