//! Names in columns: WikiGold, WNUT-17 and re3d.

use super::{
    ANYTHING, Known, Labels, Mark, MarkedText, NOTHING, NOUNS, Words, begins, either, is_capital, is_held,
};
use crate::data;
use reportedly_extract::entity_tagger::NameKind::{Group, Organisation, Other, Person, Place};
use std::path::Path;

/// Sentences of WikiGold that count as one text: its articles are not told apart.
const SENTENCES: usize = 8;

/// Reads all three, from the folder that holds them. The test part of WNUT-17 is left alone.
///
/// # Errors
/// When a file cannot be read.
pub fn read(folder: &Path) -> Result<Vec<MarkedText>, String> {
    let mut out = Vec::new();
    let open = |path: &Path| std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()));
    let text = open(&folder.join("wikigold/CONLL-format/data/wikigold.conll.txt"))?;
    let all = sentences(&text);
    for (n, part) in all.chunks(SENTENCES).enumerate() {
        let id = format!("wikigold-{n}");
        let marked = marked(part, NOTHING | NOUNS, |kind, _| match kind {
            "PER" => Some(Known::Name(vec![Person])),
            "ORG" => Some(Known::Name(vec![Organisation])),
            "LOC" => Some(Known::Name(vec![Place])),
            _ => Some(Known::Name(vec![Group, Other])),
        });
        out.push(MarkedText { held: is_held(&id), id, set: "wikigold", ..marked }.without_titles());
    }
    for (part, path) in [("train", "train/wnut17train.conll"), ("dev", "dev/emerging.dev.conll")] {
        let text = open(&folder.join("WNUT17/CONLL-format/data").join(path))?;
        for (n, sentence) in sentences(&text).chunks(1).enumerate() {
            // Nationalities are not marked there.
            let unmarked = NOTHING | NOUNS | either(Group);
            let marked = marked(sentence, unmarked, |kind, _| match kind {
                "person" => Some(Known::Name(vec![Person])),
                "corporation" => Some(Known::Name(vec![Organisation])),
                "group" => Some(Known::Name(vec![Organisation, Group])),
                "location" => Some(Known::Name(vec![Place])),
                _ => Some(Known::Name(vec![Other])),
            });
            let id = format!("wnut-{part}-{n}");
            out.push(MarkedText { held: is_held(&id), id, set: "wnut", ..marked }.without_titles());
        }
    }
    let re3d = folder.join("re3d/CONLL-format/data-by-source/conll");
    for path in data::files(&re3d).map_err(|e| format!("{}: {e}", re3d.display()))? {
        let text = open(&path)?;
        let unmarked = NOTHING | NOUNS | either(Other) | either(Group);
        let marked = marked(&sentences(&text), unmarked, military);
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        out.push(MarkedText { held: is_held(&id), id, set: "re3d", ..marked });
    }
    Ok(out)
}

/// What re3d's marks say. It marks names, descriptions and pronouns alike, with titles, and countries as organisations where they act: only
/// what is written as a name counts as one.
fn military(kind: &str, words: &[&str]) -> Option<Known> {
    let plain =
        ["The", "We", "They", "Its", "It", "Our", "Their", "He", "She", "His", "This", "These", "Those"];
    let written = words.iter().all(|w| is_capital(w)) && !plain.contains(&words[0]);
    match kind {
        "Person" if written && words.len() > 1 => Some(Known::Each(NOTHING | either(Person))),
        "Person" if written && words[0].len() > 3 => Some(Known::Name(vec![Person])),
        "Organisation" if written => Some(Known::Name(vec![Organisation, Place])),
        "Location" if written => Some(Known::Name(vec![Place])),
        "Nationality" => Some(Known::Each(NOTHING | begins(Group))),
        "Temporal" | "Quantity" | "Money" => Some(Known::Each(NOTHING)),
        _ => Some(Known::Each(ANYTHING)),
    }
}

type Line<'t> = (&'t str, &'t str);

/// Word and label of each line; sentences end at empty lines.
fn sentences(text: &str) -> Vec<Vec<Line<'_>>> {
    let mut out: Vec<Vec<Line>> = vec![Vec::new()];
    for line in text.lines() {
        match line.trim_end().rsplit_once(['\t', ' ']) {
            Some((word, label)) if !word.trim().is_empty() => {
                if let Some(last) = out.last_mut() {
                    last.push((word.trim(), label));
                }
            }
            _ => out.push(Vec::new()),
        }
    }
    out.retain(|s| !s.is_empty());
    out
}

/// A text of sentences, one a line. `known` says what a run of words of a kind is.
fn marked(
    sentences: &[Vec<Line>],
    unmarked: Labels,
    known: impl Fn(&str, &[&str]) -> Option<Known>,
) -> MarkedText {
    let mut words = Words::default();
    let mut out = MarkedText { unmarked, ..MarkedText::default() };
    for sentence in sentences {
        words.end_line();
        let start = words.spans.len();
        let mut at = 0;
        while at < sentence.len() {
            let (word, label) = sentence[at];
            let closes =
                matches!(word, "." | "," | ";" | ":" | "?" | "!" | ")" | "%") || word.starts_with('\'');
            words.push(word, !closes);
            let Some((_, kind)) = label.split_once('-') else {
                at += 1;
                continue;
            };
            let mut end = at + 1;
            while end < sentence.len() && sentence[end].1.strip_prefix("I-") == Some(kind) {
                words.push(sentence[end].0, true);
                end += 1;
            }
            let run: Vec<&str> = sentence[at..end].iter().map(|w| w.0).collect();
            if let Some(known) = known(kind, &run) {
                out.marks.push(Mark { span: words.span(start + at, start + end - 1), known });
            }
            at = end;
        }
    }
    out.text = words.text;
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_a_kind_are_marks() {
        let text = "Ada\tB-person\nVenn\tI-person\nleft\tO\n.\tO\n\nNew B-location\nMereth I-location\n, O\nAldra B-location\n";
        let all = sentences(text);
        assert_eq!(all.len(), 2);
        let marked = marked(&all, NOTHING, |kind, words| {
            Some(Known::Name(vec![if kind == "person" && words.len() == 2 { Person } else { Place }]))
        });
        assert_eq!(marked.text, "Ada Venn left.\nNew Mereth, Aldra");
        let cut: Vec<&str> = marked.marks.iter().map(|m| m.span.of(&marked.text).unwrap()).collect();
        assert_eq!(cut, ["Ada Venn", "New Mereth", "Aldra"]);
        assert_eq!(marked.marks[2].known, Known::Name(vec![Place]));
    }

    #[test]
    fn only_what_is_written_as_a_name_counts_as_one() {
        assert_eq!(military("Organisation", &["the", "group"]), Some(Known::Each(ANYTHING)));
        assert_eq!(military("Person", &["he"]), Some(Known::Each(ANYTHING)));
        assert_eq!(military("Location", &["Tolmark"]), Some(Known::Name(vec![Place])));
    }
}
