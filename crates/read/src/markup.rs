//! A scanner of HTML tags, without a tree: for limits before a tree is built, for metadata in the head, and for the
//! blocks of an extractor's output. It never fails: broken markup becomes text or is skipped.

use std::borrow::Cow;

/// One piece of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// A start tag: its name as written, and everything between the name and `>`.
    Open {
        /// The name as written.
        name: &'a str,
        /// The rest of the tag; see [`attributes`].
        rest: &'a str,
    },
    /// An end tag.
    Close {
        /// The name as written.
        name: &'a str,
    },
    /// Characters between tags, entities not decoded.
    Text(&'a str),
    /// The content of an element that holds no markup (script, style, title, textarea, …).
    Raw {
        /// The element's name as written.
        name: &'a str,
        /// What its tag said.
        rest: &'a str,
        /// Its content.
        text: &'a str,
    },
}

/// Elements whose content is no markup.
const RAW: [&str; 7] = ["script", "style", "title", "textarea", "iframe", "noembed", "xmp"];

/// Elements that have no content and no end tag (HTML standard, "void elements").
const VOID: [&str; 16] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "basefont", "frame",
];

/// Whether `name` is an element without content.
pub fn is_void(name: &str) -> bool {
    VOID.iter().any(|v| v.eq_ignore_ascii_case(name))
}

/// The pieces of a page, in order.
pub struct Tokens<'a> {
    html: &'a str,
    at: usize,
}

/// Scans `html`.
pub fn tokens(html: &str) -> Tokens<'_> {
    Tokens { html, at: 0 }
}

/// Byte offset of `needle` (ASCII, lower case) in `hay`, letters compared without case.
fn find_ascii(hay: &str, needle: &str) -> Option<usize> {
    let first = needle.as_bytes()[0];
    let mut from = 0;
    while let Some(n) = hay.as_bytes()[from..].iter().position(|b| b.to_ascii_lowercase() == first) {
        let at = from + n;
        let found = hay.as_bytes().get(at..at + needle.len());
        if found.is_some_and(|f| f.eq_ignore_ascii_case(needle.as_bytes())) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

impl<'a> Tokens<'a> {
    /// The end of the tag that starts at `at`: the `>` outside quotation marks, else the first `>`, else the end.
    fn tag_end(&self, at: usize) -> usize {
        /// A tag longer than this has an unclosed quotation mark.
        const LONGEST_TAG: usize = 64 * 1024;
        let bytes = self.html.as_bytes();
        let mut quote = 0u8;
        let mut before = 0u8;
        for (n, &b) in bytes[at..].iter().enumerate().take(LONGEST_TAG) {
            match (quote, b) {
                (0, b'>') => return at + n,
                (0, b'"' | b'\'') if before == b'=' => quote = b,
                (q, b) if q == b => quote = 0,
                _ => {}
            }
            if !b.is_ascii_whitespace() {
                before = b;
            }
        }
        self.html[at..].find('>').map_or(self.html.len(), |n| at + n)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let html = self.html;
        loop {
            if self.at >= html.len() {
                return None;
            }
            let rest = &html[self.at..];
            if !rest.starts_with('<') {
                let end = rest.find('<').map_or(html.len(), |n| self.at + n);
                let text = &html[self.at..end];
                self.at = end;
                return Some(Token::Text(text));
            }
            if let Some(comment) = rest.strip_prefix("<!--") {
                self.at = comment.find("-->").map_or(html.len(), |n| self.at + 4 + n + 3);
                continue;
            }
            if rest.starts_with("<![CDATA[") {
                self.at = rest.find("]]>").map_or(html.len(), |n| self.at + n + 3);
                continue;
            }
            let second = rest.as_bytes().get(1).copied().unwrap_or(b' ');
            if second == b'!' || second == b'?' {
                self.at = rest.find('>').map_or(html.len(), |n| self.at + n + 1);
                continue;
            }
            let close = second == b'/';
            let from = self.at + 1 + usize::from(close);
            if !html.as_bytes().get(from).is_some_and(u8::is_ascii_alphabetic) {
                let end = rest[1..].find('<').map_or(html.len(), |n| self.at + 1 + n);
                let text = &html[self.at..end];
                self.at = end;
                return Some(Token::Text(text));
            }
            let len = html.as_bytes()[from..]
                .iter()
                .position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
                .unwrap_or(html.len() - from);
            let name = &html[from..from + len];
            let end = self.tag_end(from + len);
            let inside = &html[from + len..end];
            self.at = (end + 1).min(html.len());
            if close {
                return Some(Token::Close { name });
            }
            if RAW.iter().any(|r| r.eq_ignore_ascii_case(name)) && !inside.ends_with('/') {
                let needle = format!("</{}", name.to_ascii_lowercase());
                let after = &html[self.at..];
                let stop = find_ascii(after, &needle);
                let text = &after[..stop.unwrap_or(after.len())];
                self.at += text.len();
                if stop.is_some() {
                    let end = self.tag_end(self.at);
                    self.at = (end + 1).min(html.len());
                }
                return Some(Token::Raw { name, rest: inside, text });
            }
            return Some(Token::Open { name, rest: inside });
        }
    }
}

/// The attributes of a tag: names as written, values decoded.
pub fn attributes(rest: &str) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        while bytes.get(at).is_some_and(|b| b.is_ascii_whitespace() || *b == b'/') {
            at += 1;
        }
        if at >= rest.len() {
            return None;
        }
        let stop = |b: &u8| b.is_ascii_whitespace() || *b == b'=' || *b == b'/';
        let len = bytes[at..].iter().position(stop).unwrap_or(rest.len() - at).max(1);
        let mut end = at + len;
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let name = &rest[at..end];
        at = end;
        let mut value = at;
        while bytes.get(value).is_some_and(u8::is_ascii_whitespace) {
            value += 1;
        }
        if bytes.get(value) != Some(&b'=') {
            return Some((name, Cow::Borrowed("")));
        }
        value += 1;
        while bytes.get(value).is_some_and(u8::is_ascii_whitespace) {
            value += 1;
        }
        let (from, to, next) = match bytes.get(value) {
            Some(&q @ (b'"' | b'\'')) => {
                let to =
                    bytes[value + 1..].iter().position(|b| *b == q).map_or(rest.len(), |n| value + 1 + n);
                (value + 1, to, to + 1)
            }
            Some(_) => {
                let to =
                    bytes[value..].iter().position(u8::is_ascii_whitespace).map_or(rest.len(), |n| value + n);
                (value, to, to)
            }
            None => (rest.len(), rest.len(), rest.len()),
        };
        at = next.min(rest.len());
        Some((name, decode(&rest[from..to])))
    })
}

/// The value of attribute `name`, decoded and trimmed, where it is not empty.
pub fn attribute(rest: &str, name: &str) -> Option<String> {
    attributes(rest)
        .find(|(n, _)| n.eq_ignore_ascii_case(name))
        .map(|(_, v)| v.trim().to_string())
        .filter(|v| !v.is_empty())
}

/// Text with its entities decoded.
pub fn decode(text: &str) -> Cow<'_, str> {
    if text.contains('&') { html_escape::decode_html_entities(text) } else { Cow::Borrowed(text) }
}

/// Elements that end a line of visible text.
pub fn is_block(name: &str) -> bool {
    const BLOCK: [&str; 45] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ];
    BLOCK.iter().any(|b| b.eq_ignore_ascii_case(name))
}

/// The visible text of a page, a line for each block element, white space collapsed: what a crude scraper keeps.
pub fn visible_text(html: &str) -> String {
    let mut out = String::new();
    let mut line = String::new();
    let mut hidden: Option<&str> = None;
    let flush = |line: &mut String, out: &mut String| {
        let words = line.split_whitespace();
        let mut any = false;
        for word in words {
            if any {
                out.push(' ');
            }
            out.push_str(word);
            any = true;
        }
        if any {
            out.push('\n');
        }
        line.clear();
    };
    for token in tokens(html) {
        match token {
            Token::Text(text) if hidden.is_none() => line.push_str(&decode(text)),
            Token::Open { name, .. } | Token::Close { name } => {
                let open = matches!(token, Token::Open { .. });
                match hidden {
                    Some(h) if !open && h.eq_ignore_ascii_case(name) => hidden = None,
                    None if open
                        && ["noscript", "template", "svg", "head"]
                            .iter()
                            .any(|h| h.eq_ignore_ascii_case(name)) =>
                    {
                        hidden = Some(name);
                    }
                    _ => {}
                }
                if name.eq_ignore_ascii_case("body") {
                    hidden = None;
                }
                if is_block(name) {
                    flush(&mut line, &mut out);
                }
            }
            _ => {}
        }
    }
    flush(&mut line, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_text_and_raw_content_are_told_apart() {
        let page = "<p class='a > b'>x &lt; y<br/>z</p><script>if (a<b) {}</SCRIPT ><!-- no --> 1 < 2";
        let found: Vec<Token<'_>> = tokens(page).collect();
        assert_eq!(found[0], Token::Open { name: "p", rest: " class='a > b'" });
        assert_eq!(found[1], Token::Text("x &lt; y"));
        assert!(matches!(found[5], Token::Raw { text: "if (a<b) {}", .. }));
        assert_eq!(visible_text(page), "x < y\nz\n1 < 2\n");
    }

    #[test]
    fn attributes_of_all_spellings() {
        let found: Vec<(&str, Cow<'_, str>)> = attributes(r#" a="1 &amp; 2" B='x' c=y d e = "f"/"#).collect();
        let plain: Vec<(&str, &str)> = found.iter().map(|(n, v)| (*n, v.as_ref())).collect();
        assert_eq!(plain, [("a", "1 & 2"), ("B", "x"), ("c", "y"), ("d", ""), ("e", "f")]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_scans_to_its_end(html in "[<>a-z/!='\" &;é-]{0,200}") {
            for token in tokens(&html) {
                if let Token::Open { rest, .. } = token {
                    attributes(rest).for_each(drop);
                }
            }
            visible_text(&html);
        }
    }
}
