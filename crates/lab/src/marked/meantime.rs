//! MEANTIME: Wikinews with mentions and coreference inside each document (CAT XML). Only the first sentences of a document are marked.

use super::{ANYTHING, Known, Mark, MarkedText, NOTHING, NOUNS, Words, either, is_capital, is_held};
use crate::data;
use regex::Regex;
use reportedly_extract::entity_tagger::{NameKind, NounKind};
use reportedly_schema::Span;
use std::collections::BTreeMap;
use std::path::Path;

/// Reads the documents in and below a folder that are marked within themselves.
///
/// # Errors
/// When a file cannot be read.
pub fn read(folder: &Path) -> Result<Vec<MarkedText>, String> {
    let reader = Reader::new();
    let mut out = Vec::new();
    for path in data::files(folder).map_err(|e| format!("{}: {e}", folder.display()))? {
        let inside = path.components().any(|c| c.as_os_str() == "intra-doc_annotation");
        if !inside || path.extension().is_none_or(|e| e != "xml") {
            continue;
        }
        let xml = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        out.push(MarkedText { held: is_held(&id), id, ..reader.document(&xml) }.without_titles());
    }
    Ok(out)
}

struct Reader {
    token: Regex,
    mention: Regex,
    anchor: Regex,
    entity: Regex,
    attribute: Regex,
    refers: Regex,
    end: Regex,
}

impl Reader {
    fn new() -> Self {
        let regex = |pattern: &str| Regex::new(pattern).expect("a pattern");
        Reader {
            token: regex(r#"<token number="(\d+)" sentence="(\d+)" t_id="(\d+)">([^<]*)</token>"#),
            mention: regex(r"(?s)<ENTITY_MENTION ([^>]*)>(.*?)</ENTITY_MENTION>"),
            anchor: regex(r#"<token_anchor t_id="(\d+)""#),
            entity: regex(r"<ENTITY ([^>]*)/>"),
            attribute: regex(r#"(\w+)="([^"]*)""#),
            refers: regex(r"(?s)<REFERS_TO [^>]*>(.*?)</REFERS_TO>"),
            end: regex(r#"<(source|target) m_id="(\d+)""#),
        }
    }

    fn document(&self, xml: &str) -> MarkedText {
        let mut words = Words::default();
        let mut out = MarkedText {
            set: "meantime",
            unmarked: NOTHING | NOUNS | either(NameKind::Group) | either(NameKind::Other),
            ..MarkedText::default()
        };
        let attributes = |text: &str| -> BTreeMap<String, String> {
            self.attribute.captures_iter(text).map(|c| (c[1].to_owned(), c[2].to_owned())).collect()
        };
        let kinds: BTreeMap<String, String> = self
            .entity
            .captures_iter(xml)
            .filter_map(|c| {
                let a = attributes(&c[1]);
                Some((a.get("m_id")?.clone(), a.get("ent_type")?.clone()))
            })
            .collect();
        let mut entity_of: BTreeMap<String, String> = BTreeMap::new();
        for c in self.refers.captures_iter(xml) {
            let ends: Vec<(String, String)> =
                self.end.captures_iter(&c[1]).map(|e| (e[1].to_owned(), e[2].to_owned())).collect();
            let Some((_, target)) = ends.iter().find(|e| e.0 == "target") else { continue };
            for (_, source) in ends.iter().filter(|e| e.0 == "source") {
                entity_of.insert(source.clone(), target.clone());
            }
        }
        let mut sentence_of = Vec::new();
        let mut number_of: BTreeMap<String, usize> = BTreeMap::new();
        let mut last = String::new();
        for c in self.token.captures_iter(xml) {
            if c[2] != last {
                words.end_line();
                last = c[2].to_owned();
            }
            let word =
                c[4].replace("&amp;", "&").replace("&quot;", "\"").replace("``", "\"").replace("''", "\"");
            let closes = matches!(word.as_str(), "." | "," | ";" | ":" | "?" | "!" | ")" | "%")
                || word.starts_with('\'');
            number_of.insert(c[3].to_owned(), words.spans.len());
            sentence_of.push(c[2].parse::<usize>().unwrap_or(0));
            words.push(&word, !closes);
        }
        let mut last_marked = 0;
        let mut groups: BTreeMap<String, Vec<Span>> = BTreeMap::new();
        let mut marks: Vec<Mark> = Vec::new();
        for c in self.mention.captures_iter(xml) {
            let a = attributes(&c[1]);
            let mut at: Vec<usize> =
                self.anchor.captures_iter(&c[2]).filter_map(|t| number_of.get(&t[1]).copied()).collect();
            at.sort_unstable();
            let (Some(&first), Some(&end)) = (at.first(), at.last()) else { continue };
            if end - first + 1 != at.len() {
                continue;
            }
            last_marked = last_marked.max(sentence_of[end]);
            let form = |n: usize| &words.text[words.spans[n].range()];
            let id = a.get("m_id").cloned().unwrap_or_default();
            let entity = entity_of.get(&id);
            let kind = entity.and_then(|e| kinds.get(e)).map_or("", String::as_str);
            let syntax = a.get("syntactic_type").map_or("", String::as_str);
            let first =
                (first..end).find(|&n| !matches!(form(n), "the" | "The" | "a" | "an" | "A")).unwrap_or(end);
            let written =
                (first..=end).all(|n| is_capital(form(n)) || matches!(form(n), "of" | "and" | "&" | "for"));
            let span = words.span(first, end);
            let name = match kind {
                "PER" => Some(NameKind::Person),
                "ORG" => Some(NameKind::Organisation),
                "LOC" => Some(NameKind::Place),
                "PRO" | "FIN" | "MIX" => Some(NameKind::Other),
                _ => None,
            };
            let plain = |n: usize| form(n).chars().all(char::is_alphabetic);
            let known = match (syntax, name) {
                ("NAM", Some(kind)) if written => Known::Name(vec![kind]),
                ("NOM", Some(NameKind::Person)) if end - first < 3 && (first..=end).all(plain) => {
                    Known::Noun(NounKind::Person)
                }
                ("NOM", Some(NameKind::Organisation)) if end - first < 3 && (first..=end).all(plain) => {
                    Known::Noun(NounKind::Organisation)
                }
                ("PRO", _) => Known::Each(NOTHING),
                _ => Known::Each(ANYTHING),
            };
            let simple = matches!(known, Known::Name(_) | Known::Noun(_)) || syntax == "PRO" && first == end;
            if let Some(entity) = entity.filter(|_| simple) {
                groups.entry(entity.clone()).or_default().push(span);
            }
            marks.push(Mark { span, known });
        }
        // Wide mentions hold narrow ones: names and nouns first, then what is not known.
        marks.sort_by_key(|m| {
            (m.known == Known::Each(ANYTHING), std::cmp::Reverse(m.span.end - m.span.start), m.span.start)
        });
        for mark in marks {
            if out.marks.iter().all(|m| m.span.end <= mark.span.start || mark.span.end <= m.span.start) {
                out.marks.push(mark);
            }
        }
        out.marks.sort_by_key(|m| m.span);
        for (_, mut mentions) in groups {
            mentions.sort();
            mentions.dedup();
            if mentions.len() > 1 {
                out.chains.push(mentions);
            }
        }
        let end =
            sentence_of.iter().rposition(|&s| s <= last_marked).map_or(0, |n| words.spans[n].end as usize);
        words.text.truncate(end);
        out.text = words.text;
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_take_the_kind_of_their_entity() {
        let xml = "<token number=\"0\" sentence=\"0\" t_id=\"1\">The</token>\n<token number=\"1\" sentence=\"0\" t_id=\"2\">Coastal</token>\n\
            <token number=\"2\" sentence=\"0\" t_id=\"3\">Agency</token>\n<token number=\"3\" sentence=\"0\" t_id=\"4\">says</token>\n\
            <token number=\"4\" sentence=\"0\" t_id=\"5\">it</token>\n<token number=\"5\" sentence=\"1\" t_id=\"6\">More</token>\n\
            <ENTITY_MENTION m_id=\"7\" syntactic_type=\"NAM\">\n<token_anchor t_id=\"1\"/>\n<token_anchor t_id=\"2\"/>\n<token_anchor t_id=\"3\"/>\n</ENTITY_MENTION>\
            <ENTITY_MENTION m_id=\"8\" syntactic_type=\"PRO\">\n<token_anchor t_id=\"5\"/>\n</ENTITY_MENTION>\
            <ENTITY ent_type=\"ORG\" m_id=\"9\"/><REFERS_TO r_id=\"1\"><source m_id=\"7\"/><source m_id=\"8\"/><target m_id=\"9\"/></REFERS_TO>";
        let marked = Reader::new().document(xml);
        assert_eq!(marked.text, "The Coastal Agency says it");
        assert_eq!(
            marked.marks[0],
            Mark { span: Span::new(4, 18), known: Known::Name(vec![NameKind::Organisation]) }
        );
        assert_eq!(marked.chains, [vec![Span::new(4, 18), Span::new(24, 26)]]);
    }
}
