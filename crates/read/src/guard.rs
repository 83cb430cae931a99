//! Limits of a page, counted from its tags before any tree is built: extractors take more than a minute for 50,000 nested
//! elements, so such a page is declined by size and never by the clock.

use crate::input::Limits;
use crate::markup::{Token, is_void, tokens};

/// What a page goes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excess {
    /// More tags than allowed; how many are allowed.
    Nodes(usize),
    /// More elements open at once; how many are allowed, and the byte at which there were more.
    Nesting(usize, usize),
}

/// Elements that end when one of the same kind begins, their end tags being optional (HTML standard, "optional tags").
fn ends(open: &str, next: &str) -> bool {
    let is = |name: &str, list: &[&str]| list.iter().any(|l| l.eq_ignore_ascii_case(name));
    if is(open, &["p"]) {
        return crate::markup::is_block(next) && !is(next, &["br", "button"]);
    }
    (is(open, &["li"]) && is(next, &["li"]))
        || (is(open, &["td", "th"]) && is(next, &["td", "th", "tr", "tbody"]))
        || (is(open, &["tr"]) && is(next, &["tr", "tbody", "tfoot"]))
        || (is(open, &["dd", "dt"]) && is(next, &["dd", "dt"]))
        || (is(open, &["option"]) && is(next, &["option", "optgroup"]))
}

/// Checks a page against `limits`; elements whose end is missing count as open, void ones and omitted ends do not.
pub fn check(html: &str, limits: &Limits) -> Result<(), Excess> {
    /// An end tag closes an element at most so many levels up, as stray end tags are ignored.
    const REACH: usize = 64;
    let mut open: Vec<&str> = Vec::new();
    let mut nodes = 0;
    for token in tokens(html) {
        match token {
            Token::Open { name, rest } => {
                nodes += 1;
                if nodes > limits.nodes {
                    return Err(Excess::Nodes(limits.nodes));
                }
                if is_void(name) || rest.ends_with('/') {
                    continue;
                }
                while open.last().is_some_and(|top| ends(top, name)) {
                    open.pop();
                }
                open.push(name);
                if open.len() > limits.nesting {
                    let at = name.as_ptr() as usize - html.as_ptr() as usize;
                    return Err(Excess::Nesting(limits.nesting, at));
                }
            }
            Token::Close { name } => {
                let from = open.len().saturating_sub(REACH);
                if let Some(at) = open[from..].iter().rposition(|o| o.eq_ignore_ascii_case(name)) {
                    open.truncate(from + at);
                }
            }
            Token::Raw { .. } => nodes += 1,
            Token::Text(_) => {}
        }
    }
    Ok(())
}

/// Elements whose end tag may be left out at the end of a page (HTML standard, "optional tags").
const OPTIONAL_END: [&str; 18] = [
    "html", "body", "head", "p", "li", "dd", "dt", "td", "th", "tr", "tbody", "thead", "tfoot", "colgroup",
    "option", "optgroup", "rp", "rt",
];

/// Whether a page breaks off: inside a tag, a comment or a script, or with an element open that must be closed and neither
/// `</body>` nor `</html>`. Gives the page's length in bytes.
pub fn cut_off(html: &str) -> Option<usize> {
    let end = html.trim_end().len();
    let mut open: Vec<&str> = Vec::new();
    let mut raw_to_end = false;
    for token in tokens(html) {
        match token {
            Token::Open { name, rest } if !is_void(name) && !rest.ends_with('/') => open.push(name),
            Token::Close { name } if ["body", "html"].iter().any(|n| n.eq_ignore_ascii_case(name)) => {
                return None;
            }
            Token::Close { name } => {
                /// As for nesting: a stray end tag closes nothing far up.
                const REACH: usize = 64;
                let from = open.len().saturating_sub(REACH);
                if let Some(at) = open[from..].iter().rposition(|o| o.eq_ignore_ascii_case(name)) {
                    open.truncate(from + at);
                }
            }
            Token::Raw { text, .. } => {
                raw_to_end = text.as_ptr() as usize + text.len() == html.as_ptr() as usize + html.len();
            }
            _ => {}
        }
    }
    let page = open.iter().any(|o| ["html", "body"].iter().any(|n| n.eq_ignore_ascii_case(o)));
    let unclosed = page && open.iter().any(|o| !OPTIONAL_END.iter().any(|n| n.eq_ignore_ascii_case(o)));
    let tail = &html[..end];
    let in_tag = tail.rfind('<').is_some_and(|at| {
        let rest = &tail[at + 1..];
        !rest.contains('>') && rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!')
    });
    (unclosed || in_tag || raw_to_end).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_break_off_are_told() {
        assert!(cut_off("<html><body><article><p>The port has been clo").is_some());
        assert!(cut_off("<html><body><p>The port is closed.</p><a hre").is_some());
        assert!(cut_off("<html><body><p>One.</p><script>var x = 1;").is_some());
        assert_eq!(cut_off("<html><body><article><p>One.</p></article></body></html>\n"), None);
        assert_eq!(cut_off("<!doctype html><html><body><p>End tags of these may be left out."), None);
        assert_eq!(cut_off("<p>a piece of a page</p>"), None);
    }

    #[test]
    fn depth_counts_what_stays_open() {
        let limits = Limits { nesting: 20, nodes: 1000, ..Limits::default() };
        assert!(check(&"<div>".repeat(21), &limits).is_err());
        assert!(check(&"<div></div>".repeat(300), &limits).is_ok());
        assert!(check(&"<p>one<br><img src=x>".repeat(200), &limits).is_ok());
        assert!(check(&"<ul><li>a<li>b</ul>".repeat(100), &limits).is_ok());
        assert!(
            check("<script>'<div><div><div>'.repeat(9)</script>", &Limits { nesting: 2, ..limits }).is_ok()
        );
        assert_eq!(check(&"<br>".repeat(1001), &limits), Err(Excess::Nodes(1000)));
    }

    proptest::proptest! {
        #[test]
        fn any_page_is_counted(html in "[<>a-z/ ]{0,200}") {
            let _ = check(&html, &Limits::default());
        }
    }
}
