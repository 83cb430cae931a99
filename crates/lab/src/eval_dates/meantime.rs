//! MEANTIME (Minard et al., LREC 2016): Wikinews articles in CAT XML, tokens apart from what is marked on them.
//!
//! Only the first sentences of an article are annotated; the text is cut after the last sentence with a mark on it. The words are set
//! together again as they were written, as far as tokens tell.

use super::gold::{GoldText, GoldTimex, attribute, entity};
use reportedly_schema::Sha256;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Every annotated article, sorted by name.
///
/// # Errors
/// Names the folder that cannot be listed.
pub fn files(data: &Path) -> Result<Vec<PathBuf>, Box<dyn std::error::Error>> {
    let list = |folder: &Path| -> Result<Vec<PathBuf>, Box<dyn std::error::Error>> {
        let entries = std::fs::read_dir(folder)
            .map_err(|error| format!("cannot list {}: {error}", folder.display()))?;
        Ok(entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?)
    };
    let root = data.join("data/meantime_newsreader_english_oct15/intra-doc_annotation");
    let mut files = Vec::new();
    for corpus in list(&root)?.iter().filter(|path| path.is_dir()) {
        files.extend(list(corpus)?.into_iter().filter(|path| path.extension().is_some_and(|e| e == "xml")));
    }
    files.sort_by(|a, b| a.file_name().cmp(&b.file_name()));
    Ok(files)
}

/// Whether the article's errors may be looked at: the digest of its file name is even.
pub fn is_open(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    Sha256::of(name.as_bytes()).0[0].is_multiple_of(2)
}

struct Token {
    sentence: usize,
    start: usize,
    end: usize,
}

/// Reads a file of CAT XML.
pub fn parse(file: &str) -> GoldText {
    let mut text = String::new();
    let mut tokens: BTreeMap<String, Token> = BTreeMap::new();
    let (mut sentence, mut opened, mut after_open) = (0, false, true);
    for piece in file.split("<token ").skip(1) {
        let Some((mark, rest)) = piece.split_once('>') else { continue };
        let mark = format!(" {mark}");
        let word = unescape(rest.split_once("</token>").map_or("", |(word, _)| word));
        let here = attribute(&mark, "sentence").and_then(|n| n.parse().ok()).unwrap_or(sentence);
        let quote = matches!(word.as_str(), "\"" | "``" | "''");
        let closes = quote && opened
            || word.starts_with(['\'', '’'])
            || matches!(word.as_str(), "," | "." | ";" | ":" | "!" | "?" | ")" | "]" | "%" | "n't" | "”");
        if here != sentence {
            text.push_str("\n\n");
            opened = false;
        } else if !closes && !after_open && !text.is_empty() {
            text.push(' ');
        }
        sentence = here;
        let start = text.len();
        text.push_str(if quote { "\"" } else { &word });
        after_open = matches!(word.as_str(), "(" | "[" | "$" | "“" | "#") || quote && !opened;
        opened ^= quote;
        if let Some(id) = attribute(&mark, "t_id") {
            tokens.insert(id.to_owned(), Token { sentence, start, end: text.len() });
        }
    }
    let marks = file.split_once("<Markables>").map_or("", |(_, rest)| rest);
    let marks = marks.split_once("</Markables>").map_or(marks, |(marks, _)| marks);
    let mut last = 0;
    let (mut published, mut timexes, mut ignored) = (None, Vec::new(), Vec::new());
    let mut open = "";
    let mut anchors: Vec<&Token> = Vec::new();
    for piece in marks.split('<').skip(1) {
        let mark = piece.split_once('>').map_or(piece, |(mark, _)| mark);
        if mark.starts_with("token_anchor") {
            let token = attribute(mark, "t_id").and_then(|id| tokens.get(id));
            last = last.max(token.map_or(0, |token| token.sentence));
            anchors.extend(token);
        } else if !mark.starts_with('/') {
            open = mark;
            anchors.clear();
        } else if mark == "/TIMEX3" {
            let of = |name| attribute(open, name).unwrap_or_default();
            let start = anchors.iter().map(|token| token.start).min();
            let end = anchors.iter().map(|token| token.end).max();
            if of("functionInDocument") == "CREATION_TIME" {
                published = of("value").get(..10).and_then(|day| day.parse().ok());
                ignored.extend(start.zip(end).map(|(start, end)| start..end));
            } else if let Some((start, end)) = start.zip(end) {
                timexes.push(GoldTimex {
                    start,
                    end,
                    kind: of("type").to_owned(),
                    value: of("value").to_owned(),
                });
            }
        }
    }
    let end = tokens.values().filter(|token| token.sentence <= last).map(|token| token.end).max();
    text.truncate(end.unwrap_or(0));
    timexes.sort_by_key(|timex| timex.start);
    GoldText { text, published, timexes, ignored }
}

fn unescape(word: &str) -> String {
    let (mut out, mut rest) = (String::new(), word);
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (character, length) = entity(&rest[at..]);
        out.push(character);
        rest = &rest[at + length..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"<Document><token number="0" sentence="0" t_id="1">March</token>
<token number="1" sentence="0" t_id="2">5</token>
<token number="2" sentence="1" t_id="3">Venn</token>
<token number="3" sentence="1" t_id="4">&amp;</token>
<token number="4" sentence="1" t_id="5">Tovey</token>
<token number="5" sentence="1" t_id="6">met</token>
<token number="6" sentence="1" t_id="7">Monday</token>
<token number="7" sentence="1" t_id="8">.</token>
<token number="8" sentence="2" t_id="9">Unread</token>
<Markables>
<TIMEX3 functionInDocument="CREATION_TIME" m_id="1" type="DATE" value="2031-03-05">
<token_anchor t_id="1"/>
<token_anchor t_id="2"/>
</TIMEX3>
<TIMEX3 functionInDocument="NONE" m_id="2" type="DATE" value="2031-03-03">
<token_anchor t_id="7"/>
</TIMEX3>
</Markables></Document>"#;

    #[test]
    fn tokens_are_set_together_and_cut_after_the_last_mark() {
        let gold = parse(FILE);
        assert_eq!(gold.text, "March 5\n\nVenn & Tovey met Monday.");
        assert_eq!(gold.published, Some(jiff::civil::date(2031, 3, 5)));
        assert_eq!(gold.timexes.len(), 1);
        assert_eq!(&gold.text[gold.timexes[0].start..gold.timexes[0].end], "Monday");
        assert!(!gold.counts(0, 7) && gold.counts(9, 13));
    }
}
