//! PolNeAR as CoreNLP labelled it: names only, and by a machine.

use super::{ANYTHING, Known, Mark, MarkedText, NOTHING, NOUNS, is_capital};
use crate::labelled::fold_of;
use crate::{data, polnear};
use flate2::read::GzDecoder;
use reportedly_extract::entity_tagger::NameKind::{Group, Organisation, Other, Person, Place};
use reportedly_schema::{CodePoints, Span};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// Reads `train` or `dev`, without the tenth of train that is held back. Those of `dev` are held.
///
/// # Errors
/// When a file cannot be read.
pub fn read(data_folder: &Path, part: &str) -> Result<Vec<MarkedText>, String> {
    let folder = data_folder.join("polnear-corenlp").join(part);
    let mut tables = BTreeMap::new();
    for path in data::files(&folder).map_err(|e| format!("{}: {e}", folder.display()))? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(id) = name.strip_suffix(".tsv.gz") {
            tables.insert(id.to_owned(), path);
        }
    }
    let mut out = Vec::new();
    for article in polnear::read(&data_folder.join("polnear").join(part))? {
        let Some(path) = tables.get(&article.id) else { continue };
        if part == "train" && fold_of(&article.id, 10) == 0 {
            continue;
        }
        let mut table = String::new();
        let file = std::fs::File::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
        GzDecoder::new(file).read_to_string(&mut table).map_err(|e| format!("{}: {e}", path.display()))?;
        let marks = marks(&article.text, &table);
        let (id, text) = (article.id, article.text);
        out.push(
            MarkedText {
                id,
                text,
                set: "polnear",
                held: part == "dev",
                marks,
                unmarked: NOTHING | NOUNS,
                ..MarkedText::default()
            }
            .without_titles(),
        );
    }
    Ok(out)
}

/// A word of the table: start and end in code points, part of speech, kind of name.
type Row<'t> = (u32, u32, &'t str, &'t str, &'t str);

fn marks(text: &str, table: &str) -> Vec<Mark> {
    let points = CodePoints::new(text);
    let mut out = Vec::new();
    for sentence in table.split("\n\n") {
        let rows: Vec<Row> = sentence
            .lines()
            .filter_map(|l| {
                let c: Vec<&str> = l.split('\t').collect();
                Some((c.get(2)?.parse().ok()?, c.get(3)?.parse().ok()?, *c.get(5)?, *c.get(6)?, *c.get(1)?))
            })
            .collect();
        let span = |first: &Row, last: &Row| -> Option<Span> {
            let (start, end) = (points.byte(first.0), points.byte(last.1));
            (start < end && (end as usize) <= text.len()).then_some(Span { start, end })
        };
        // In headlines every word has a capital, and the machine takes them for names.
        let long = rows.iter().filter(|r| r.4.len() > 3).count();
        let capitals = rows.iter().filter(|r| r.4.len() > 3 && is_capital(r.4)).count();
        if long > 3 && 10 * capitals > 7 * long {
            if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
                out.extend(span(first, last).map(|span| Mark { span, known: Known::Each(ANYTHING) }));
            }
            continue;
        }
        let mut at = 0;
        while at < rows.len() {
            let kind = rows[at].3;
            let mut end = at + 1;
            while end < rows.len() && rows[end].3 == kind {
                end += 1;
            }
            let noun = rows[at..end].iter().any(|r| r.2.starts_with("NN"));
            let known = match kind {
                "PERSON" => Some(vec![Person]),
                "ORGANIZATION" => Some(vec![Organisation]),
                "LOCATION" => Some(vec![Place]),
                "MISC" if end - at == 1 && (!noun || rows[at].2 == "NNPS") => Some(vec![Group]),
                "MISC" => Some(vec![Group, Other]),
                _ => None,
            };
            if let Some(kinds) = known {
                let known = match rows[at..end].iter().any(|r| is_capital(r.4)) {
                    true => Known::Name(kinds),
                    false => Known::Each(ANYTHING),
                };
                out.extend(span(&rows[at], &rows[end - 1]).map(|span| Mark { span, known }));
            }
            at = end;
        }
    }
    out.sort_by_key(|m| m.span);
    // A table that does not fit its text must not put one mark over another.
    let mut end = 0;
    out.retain(|m| {
        let apart = m.span.start >= end;
        end = end.max(m.span.end);
        apart
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_a_kind_are_names_and_headlines_say_nothing() {
        let text = "Žana Venn left Aldran towns.";
        let row = |n: usize, word: &str, start: usize, tag: &str, kind: &str| {
            format!(
                "{n}\t{word}\t{start}\t{}\t{word}\t{tag}\t{kind}\t0\tx\t_\n",
                start + word.chars().count()
            )
        };
        let table = [
            row(1, "Žana", 0, "NNP", "PERSON"),
            row(2, "Venn", 5, "NNP", "PERSON"),
            row(3, "left", 10, "VBD", "O"),
            row(4, "Aldran", 15, "JJ", "MISC"),
            row(5, "towns", 22, "NNS", "O"),
        ]
        .concat();
        let found = marks(text, &table);
        assert_eq!(found[0], Mark { span: Span::new(0, 10), known: Known::Name(vec![Person]) });
        assert_eq!(found[1].known, Known::Name(vec![Group]));
        let title = [
            row(1, "Venn", 5, "NNP", "O"),
            row(2, "Left", 10, "NNP", "O"),
            row(3, "Aldran", 15, "NNP", "O"),
            row(4, "Towns", 22, "NNP", "O"),
        ];
        assert_eq!(marks(text, &title.concat())[0].known, Known::Each(ANYTHING));
    }
}
