//! An article's file as lines of text, without the reader that is being measured: what a browser would show, one line per block
//! element, or the lines of a text file.
//!
//! This is no HTML reader. It takes out tags so that a gold quotation can be found in a page we wrote ourselves.

use regex::Regex;
use std::sync::LazyLock;

/// Elements that do not end a line.
const INLINE: [&str; 12] = ["a", "b", "strong", "em", "i", "span", "u", "small", "sup", "sub", "img", "abbr"];

/// Comments, and elements with nothing to read in them.
static UNSEEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?is)<!--.*?-->|<script\b.*?</script>|<style\b.*?</style>|<head\b.*?</head>")
        .expect("the pattern is well-formed")
});

static TAG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<(?:/?([a-zA-Z][a-zA-Z0-9]*))?[^>]*>").expect("the pattern is well-formed")
});

/// Named character references that our pages use, and the five of XML.
const REFERENCES: [(&str, &str); 6] =
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&nbsp;", " "), ("&amp;", "&")];

/// The lines of a file, white space collapsed. A text file keeps its empty lines, so that line `n` is the file's line `n + 1`.
pub fn lines(file: &str, source: &str) -> Vec<String> {
    if file.ends_with(".html") || file.ends_with(".htm") {
        shown_lines(source)
    } else {
        source.trim_start_matches('\u{feff}').split('\n').map(collapsed).collect()
    }
}

/// White space as single spaces, none at the edges.
pub fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shown_lines(html: &str) -> Vec<String> {
    let seen = UNSEEN.replace_all(html, "");
    // Links side by side are items of a menu, even with nothing between them.
    let seen = seen.replace("</a><a", "</a> <a");
    let (mut out, mut line, mut at) = (Vec::new(), String::new(), 0);
    for tag in TAG.captures_iter(&seen) {
        let whole = tag.get(0).expect("a match has its whole");
        line.push_str(&seen[at..whole.start()]);
        at = whole.end();
        let name = tag.get(1).map_or(String::new(), |n| n.as_str().to_lowercase());
        if !INLINE.contains(&name.as_str()) {
            out.push(std::mem::take(&mut line));
        }
    }
    line.push_str(&seen[at..]);
    out.push(line);
    out.iter().map(|line| collapsed(&unescaped(line))).filter(|line| !line.is_empty()).collect()
}

fn unescaped(text: &str) -> String {
    REFERENCES.iter().fold(text.to_string(), |text, (name, char)| text.replace(name, char))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_as_a_browser_shows_it() {
        let html = "<html><head><title>x</title></head><body><!-- no --><nav><a>Home</a><a>News</a></nav>\n<p>So <b>it</b>\nis &amp; was.</p><script>var a = 1;</script><p>End</p></body></html>";
        assert_eq!(lines("a.html", html), ["Home News", "So it is & was.", "End"]);
    }

    #[test]
    fn a_text_file_keeps_its_lines() {
        assert_eq!(lines("a.txt", "One  two\r\n\r\nthree\n"), ["One two", "", "three", ""]);
    }
}
