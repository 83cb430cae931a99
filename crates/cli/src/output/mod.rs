//! Shapes of output. What each command has to say is computed elsewhere; here it becomes characters.

pub mod csv;
pub mod dates;
pub mod jsonl;
pub mod marked;
pub mod notices;
pub mod progress;
pub mod statement;
pub mod table;

use std::borrow::Cow;

/// Text as it may be sent to a terminal: control characters and marks that turn the reading direction around would let an article
/// repaint the screen, so each is shown as U+FFFD. Line ends and tabs stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    let harmful = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.contains(harmful) { Cow::Owned(text.replace(harmful, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// Words on one line: runs of white space become one space.
pub fn one_line(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `1 article`, `2 articles`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// At most `most` characters, the cut shown by `…`; cut at a space where one is near.
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    let end = kept.rfind(' ').filter(|end| *end > kept.len() / 2).unwrap_or(kept.len());
    format!("{}…", &kept[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_cannot_repaint_the_screen() {
        assert_eq!(visible("a\u{1b}[2Jb\u{202e}c\n\td"), "a\u{fffd}[2Jb\u{fffd}c\n\td");
        assert_eq!(one_line(" a\n\n b\u{7}\u{a0}c "), "a b\u{fffd} c");
    }

    #[test]
    fn a_cut_is_shown_and_falls_between_words() {
        assert_eq!(shortened("the port will reopen", 12), "the port…");
        assert_eq!(shortened("the port", 8), "the port");
        assert_eq!(shortened("ааааааааааааа", 5), "аааа…");
    }
}
