//! Where words of the reading stand.

use reportedly_schema::line::{ArticleLine, Pair, StatementOut};

/// The code points of the first occurrence of `words` in the reading; any white space matches any other.
pub(super) fn place(line: &ArticleLine, words: &str) -> Result<Pair, String> {
    let text = line.article.text.as_deref().ok_or("the line has no text; the runner needs --text")?;
    let text: Vec<char> = text.chars().collect();
    let wanted: Vec<char> = words.trim().chars().collect();
    for start in 0..text.len() {
        let (mut at, mut n) = (start, 0);
        while n < wanted.len() && at < text.len() {
            if wanted[n].is_whitespace() && text[at].is_whitespace() {
                while n < wanted.len() && wanted[n].is_whitespace() {
                    n += 1;
                }
                while at < text.len() && text[at].is_whitespace() {
                    at += 1;
                }
            } else if wanted[n] == text[at] {
                (at, n) = (at + 1, n + 1);
            } else {
                break;
            }
        }
        if n == wanted.len() && n > 0 {
            return Ok((start as u32, at as u32));
        }
    }
    Err(format!("these words are not in the reading: \"{words}\""))
}

/// The characters of spans.
pub(super) fn cut(text: &str, pairs: &[Pair]) -> String {
    let part = |&(start, end): &Pair| -> String {
        text.chars().skip(start as usize).take(end.saturating_sub(start) as usize).collect()
    };
    pairs.iter().map(part).collect::<Vec<_>>().join(" … ")
}

/// Whether a statement's content shares a character with a span.
pub(super) fn touches(statement: &StatementOut, (start, end): Pair) -> bool {
    statement.content.iter().any(|&(a, b)| a < end && start < b)
}

/// Whether the article was HTML, whose reader may leave noise out of the reading.
pub(super) fn is_html(line: &ArticleLine) -> bool {
    line.article.path.ends_with(".html")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::matcher::tests::example;
    use reportedly_schema::line::Line;

    #[test]
    fn white_space_in_a_place_is_any_white_space() {
        let Line::Article(article) = example() else { unreachable!() };
        assert_eq!(place(&article, "reopen\n5   March"), Ok((18, 32)));
        assert!(place(&article, "reopen6").is_err());
    }
}
