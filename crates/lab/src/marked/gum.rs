//! GUM: CoNLL-U with nested entities and coreference in brackets (column MISC, `Entity=`).
//!
//! A name is cut out of a mention by its syntax: the head and the capitalised words that belong to it. Titles before a person's name are
//! outside it, and so is an article.

use super::{Known, Mark, MarkedText, NOTHING, Words, begins, is_capital};
use crate::data;
use reportedly_extract::entity_tagger::{NameKind, NounKind};
use reportedly_schema::Span;
use std::collections::BTreeMap;
use std::path::Path;

/// A word of a sentence.
#[derive(Debug)]
struct Word<'l> {
    form: &'l str,
    upos: &'l str,
    xpos: &'l str,
    head: usize,
    relation: &'l str,
    entities: &'l str,
}

/// A mention: words `first..=last` of a sentence.
#[derive(Debug)]
struct Mention<'l> {
    group: &'l str,
    kind: &'l str,
    identified: bool,
    joint: bool,
    first: usize,
    last: usize,
}

/// Words before a name that are no part of it, whatever their syntax.
const TITLES: [&str; 17] = [
    "Mr.",
    "Mr",
    "Mrs.",
    "Mrs",
    "Ms.",
    "Ms",
    "Dr.",
    "Dr",
    "Sir",
    "Lord",
    "Lady",
    "President",
    "Senator",
    "Professor",
    "Prof.",
    "King",
    "Queen",
];
/// Words that may stand between the capitalised words of one name.
const BETWEEN: [&str; 8] = ["of", "the", "and", "&", "for", "-", "'s", "on"];

/// Reads the documents of a folder.
///
/// # Errors
/// When a file cannot be read.
pub fn read(folder: &Path, held: bool) -> Result<Vec<MarkedText>, String> {
    let mut out = Vec::new();
    for path in data::files(folder).map_err(|e| format!("{}: {e}", folder.display()))? {
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        out.push(MarkedText { id, held, ..document(&text) }.without_titles());
    }
    Ok(out)
}

/// Reads one document.
pub fn document(conllu: &str) -> MarkedText {
    let mut words = Words::default();
    let mut out = MarkedText { set: "gum", unmarked: NOTHING, ..MarkedText::default() };
    let mut groups: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for block in conllu.split("\n\n") {
        if block.lines().any(|l| l.starts_with("# newpar")) {
            words.end_line();
        }
        let start = words.spans.len();
        let sentence = sentence(block, &mut words);
        let spans = &words.spans[start..];
        let mentions = mentions(&sentence);
        let mut names: Vec<(usize, usize, NameKind)> = Vec::new();
        let mut nouns: Vec<(usize, NounKind)> = Vec::new();
        for m in &mentions {
            let head = (m.first..=m.last)
                .find(|&n| !(m.first + 1..=m.last + 1).contains(&sentence[n].head))
                .unwrap_or(m.last);
            let name = name(&sentence, m, head);
            let noun = match m.kind {
                "person" => Some(NounKind::Person),
                "organization" => Some(NounKind::Organisation),
                _ => None,
            };
            match (name, noun) {
                (Some((first, last, kind)), _) => names.push((first, last, kind)),
                (None, Some(noun)) if matches!(sentence[head].upos, "NOUN" | "PROPN") => {
                    nouns.push((head, noun));
                }
                _ => {}
            }
            let mention = name.map_or(spans[head], |(first, last, _)| spans[first].hull(spans[last]));
            if !m.joint && !matches!(m.kind, "time" | "quantity") {
                groups.entry(m.group).or_default().push(mention);
            }
        }
        // Of nested names the widest.
        names.sort_by_key(|&(first, last, _)| (std::cmp::Reverse(last - first), first));
        let mut taken = vec![false; sentence.len()];
        for (first, last, kind) in names {
            if !taken[first..=last].contains(&true) {
                taken[first..=last].fill(true);
                let span = spans[first].hull(spans[last]);
                out.marks.push(Mark { span, known: Known::Name(vec![kind]) });
            }
        }
        for (head, kind) in nouns {
            if !std::mem::replace(&mut taken[head], true) {
                out.marks.push(Mark { span: spans[head], known: Known::Noun(kind) });
            }
        }
        for (n, word) in sentence.iter().enumerate() {
            // "the Afghan team": not a mention, and not nothing.
            if n > 0 && !taken[n] && word.upos == "ADJ" && word.xpos == "JJ" && is_capital(word.form) {
                let known = Known::Each(NOTHING | begins(NameKind::Group));
                out.marks.push(Mark { span: spans[n], known });
            }
        }
    }
    out.marks.sort_by_key(|m| m.span);
    for (_, mut mentions) in groups {
        mentions.sort();
        mentions.dedup();
        match mentions[..] {
            [one] => out.alone.push(one),
            _ => out.chains.push(mentions),
        }
    }
    out.text = words.text;
    out
}

/// The words of a sentence; they are appended to the text.
fn sentence<'l>(block: &'l str, words: &mut Words) -> Vec<Word<'l>> {
    let mut out = Vec::new();
    // The end of words that are written as one, and whether a space follows it.
    let mut written: Option<(usize, bool)> = None;
    let mut apart = true;
    for line in block.lines().filter(|l| !l.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, _, upos, xpos, _, head, relation, _, misc] = columns[..] else { continue };
        let space = !misc.split('|').any(|m| m == "SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            written = last.parse().ok().map(|last| (last, space));
            continue;
        }
        let (Ok(id), Ok(head)) = (id.parse::<usize>(), head.parse::<usize>()) else { continue };
        words.push(form, apart);
        apart = match written {
            Some((last, space)) if id <= last => id == last && space,
            _ => space,
        };
        let entities = misc.split('|').find_map(|m| m.strip_prefix("Entity=")).unwrap_or("");
        out.push(Word { form, upos, xpos, head, relation, entities });
    }
    out
}

/// The mentions of a sentence, from its brackets: `(GROUP-TYPE-STATUS-…-LINK-IDENTITY` opens one, `GROUP)` or `)` closes it.
fn mentions<'l>(sentence: &[Word<'l>]) -> Vec<Mention<'l>> {
    let mut out = Vec::new();
    let mut open: Vec<Mention<'l>> = Vec::new();
    for (n, word) in sentence.iter().enumerate() {
        let mut rest = word.entities;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('(') {
                let end = after.find(['(', ')']).unwrap_or(after.len());
                let fields: Vec<&str> = after[..end].splitn(8, '-').collect();
                let group = fields[0].split('[').next().unwrap_or("");
                open.push(Mention {
                    group,
                    kind: fields.get(1).copied().unwrap_or(""),
                    identified: fields.len() > 7 || fields.get(7).is_some_and(|i| !i.is_empty()),
                    joint: fields.get(2).is_some_and(|s| s.ends_with("aggr")),
                    first: n,
                    last: n,
                });
                rest = &after[end..];
                if let Some(after) = rest.strip_prefix(')') {
                    out.extend(open.pop());
                    rest = after;
                }
            } else {
                let Some(end) = rest.find(')') else { break };
                let group = rest[..end].split('[').next().unwrap_or("");
                if let Some(at) = open.iter().rposition(|m| m.group == group) {
                    let mention = open.remove(at);
                    out.push(Mention { last: n, ..mention });
                }
                rest = &rest[end + 1..];
            }
        }
    }
    out
}

/// The words of the name that a mention is, and its kind.
fn name(sentence: &[Word], m: &Mention, head: usize) -> Option<(usize, usize, NameKind)> {
    let kind = match m.kind {
        "person" if sentence[head].xpos == "NNPS" => NameKind::Group,
        "person" => NameKind::Person,
        "organization" => NameKind::Organisation,
        "place" => NameKind::Place,
        "event" | "object" | "abstract" | "animal" | "plant" | "substance" => NameKind::Other,
        _ => return None,
    };
    let proper =
        |n: usize| is_capital(sentence[n].form) || sentence[n].form.starts_with(|c: char| c.is_ascii_digit());
    if m.joint || !(is_capital(sentence[head].form) || m.identified && sentence[head].upos == "PROPN") {
        return None;
    }
    let written = (m.first..=m.last)
        .filter(|&n| !BETWEEN.contains(&sentence[n].form))
        .all(|n| proper(n) || n == m.first && matches!(sentence[n].upos, "DET"));
    if sentence[head].upos != "PROPN" && !(m.identified && written && m.last > m.first) {
        return None;
    }
    let (mut first, mut last) = (head, head);
    if kind == NameKind::Person {
        let part = |n: usize, to: usize| {
            matches!(sentence[n].relation, "flat" | "compound" | "flat:name")
                && (first..=to).contains(&(sentence[n].head.wrapping_sub(1)))
        };
        while last < m.last && part(last + 1, last) {
            last += 1;
        }
        while first > m.first
            && sentence[first - 1].relation == "compound"
            && sentence[first - 1].head == head + 1
            && proper(first - 1)
        {
            first -= 1;
        }
        while first < last && TITLES.contains(&sentence[first].form) {
            first += 1;
        }
        let owned = (m.first..first)
            .any(|n| sentence[n].head == head + 1 && matches!(sentence[n].relation, "det" | "nmod:poss"));
        // "the President": a description.
        if owned && first == last || TITLES.contains(&sentence[first].form) {
            return None;
        }
        return Some((first, last, kind));
    }
    let left = |n: usize| {
        proper(n)
            && matches!(
                sentence[n].relation,
                "compound" | "amod" | "flat" | "nmod:poss" | "nummod" | "nmod:desc" | "advmod"
            )
    };
    while first > m.first && left(first - 1) {
        first -= 1;
    }
    loop {
        let between =
            (last + 1..=m.last).take(2).take_while(|&n| BETWEEN.contains(&sentence[n].form)).count();
        let next = last + 1 + between;
        if next > m.last || !proper(next) {
            break;
        }
        last = next;
    }
    Some((first, last, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_nouns_and_chains_are_cut_from_brackets() {
        let line = |n: usize, form: &str, upos: &str, head: usize, relation: &str, misc: &str| {
            format!("{n}\t{form}\t_\t{upos}\t_\t_\t{head}\t{relation}\t_\t{misc}\n")
        };
        let text = [
            "# newpar\n".to_owned(),
            line(1, "President", "PROPN", 2, "nmod:desc", "Entity=(1-person-new-s-cf1-2-coref-Ada_Venn"),
            line(2, "Ada", "PROPN", 5, "nsubj", "_"),
            line(3, "Venn", "PROPN", 2, "flat", "Entity=1)"),
            line(4, "herself", "PRON", 5, "obl", "Entity=(1-person-giv-s-cf1-1-ana)"),
            line(5, "met", "VERB", 0, "root", "_"),
            line(
                6,
                "aides",
                "NOUN",
                5,
                "obj",
                "Entity=(2-person-new-s-cf2-1-sgl(3-place-new-s-cf2-1-sgl)|SpaceAfter=No",
            ),
            line(7, "of", "ADP", 9, "case", "_"),
            line(8, "the", "DET", 9, "det", "Entity=(4-organization-new-s-cf1-2-sgl"),
            line(9, "Council", "PROPN", 6, "nmod", "_"),
            line(10, "of", "ADP", 11, "case", "_"),
            line(11, "Aldra", "PROPN", 9, "nmod", "Entity=4)2)"),
        ]
        .concat();
        let marked = document(&text);
        assert_eq!(marked.text, "President Ada Venn herself met aidesof the Council of Aldra");
        let cut = |s: &Span| s.of(&marked.text).unwrap();
        let marks: Vec<(&str, &Known)> = marked.marks.iter().map(|m| (cut(&m.span), &m.known)).collect();
        assert_eq!(
            marks,
            [
                ("Ada Venn", &Known::Name(vec![NameKind::Person])),
                ("aides", &Known::Noun(NounKind::Person)),
                ("Council of Aldra", &Known::Name(vec![NameKind::Organisation])),
            ]
        );
        assert_eq!(marked.chains.len(), 1);
        assert_eq!(marked.chains[0].iter().map(cut).collect::<Vec<_>>(), ["Ada Venn", "herself"]);
    }
}
