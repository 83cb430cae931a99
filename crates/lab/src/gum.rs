//! Reads GUM: CoNLL-U with entities and coreference in the last column's `Entity=`.

use reportedly_schema::Span;
use std::collections::BTreeMap;
use std::path::Path;

/// A document with its mentions.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its name.
    pub id: String,
    /// Its text, put together from tokens: a space or nothing between them, a line end before a new paragraph.
    pub text: String,
    /// Mentions in order of their end; those of one cluster mean the same.
    pub mentions: Vec<GumMention>,
}

/// A mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GumMention {
    /// In bytes of the document's text.
    pub span: Span,
    /// The cluster, unique inside the document.
    pub cluster: String,
    /// `person`, `organization`, `place`, …
    pub kind: String,
}

/// Reads every document of a folder, sorted by name.
///
/// # Errors
/// Names the file that cannot be read.
pub fn read(folder: &Path) -> Result<Vec<Document>, String> {
    let files = crate::data::files(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    files
        .iter()
        .filter(|f| f.extension().is_some_and(|e| e == "conllu"))
        .map(|f| {
            let content = std::fs::read_to_string(f).map_err(|e| format!("{}: {e}", f.display()))?;
            let id = f.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            Ok(parse(&id, &content))
        })
        .collect()
}

fn parse(id: &str, content: &str) -> Document {
    let mut out = Document { id: id.to_owned(), ..Document::default() };
    let mut open: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    let mut space = "";
    // A token that is written together with others ("don't") gives the characters; its parts give the annotation.
    let mut together: Option<(usize, usize, &str)> = None;
    for line in content.lines() {
        if line.starts_with("# newpar") {
            space = if out.text.is_empty() { "" } else { "\n" };
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [number, form, .., misc] = columns[..] else { continue };
        if let Some((first, last)) = number.split_once('-') {
            together = first.parse().ok().zip(last.parse().ok()).map(|(f, l)| (f, l, misc));
            out.text.push_str(space);
            out.text.push_str(form);
            space = "";
            continue;
        }
        let Ok(n) = number.parse::<usize>() else { continue };
        let inside = together.is_some_and(|(first, last, _)| (first..=last).contains(&n));
        let start = if inside {
            // The parts share the whole's end; their starts follow from what is left to write.
            let left: usize = form.len();
            out.text.len().saturating_sub(left)
        } else {
            out.text.push_str(space);
            out.text.push_str(form);
            out.text.len() - form.len()
        };
        let spacing = match together {
            Some((_, last, whole)) if inside && n == last => whole,
            _ if inside => "SpaceAfter=No",
            _ => misc,
        };
        space = if spacing.contains("SpaceAfter=No") { "" } else { " " };
        let end = out.text.len();
        if let Some(entity) = misc.split('|').find_map(|m| m.strip_prefix("Entity=")) {
            brackets(entity, start, end, &mut open, &mut out.mentions);
        }
    }
    out.mentions.retain(|m| m.span.of(&out.text).is_some());
    out
}

/// Reads `(1-person-…(2-place-…)` and `1)`: what opens here, what closes.
fn brackets(
    written: &str,
    start: usize,
    end: usize,
    open: &mut BTreeMap<String, Vec<(usize, String)>>,
    out: &mut Vec<GumMention>,
) {
    let mut rest = written;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('(') {
            let stop = after.find(['(', ')']).unwrap_or(after.len());
            let mut parts = after[..stop].split('-');
            let (cluster, kind) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            open.entry(cluster.to_owned()).or_default().push((start, kind.to_owned()));
            rest = &after[stop..];
            if let Some(closed) = rest.strip_prefix(')') {
                close(cluster, end, open, out);
                rest = closed;
            }
        } else {
            let stop = rest.find(')').map_or(rest.len(), |at| at + 1);
            close(rest[..stop].trim_end_matches(')'), end, open, out);
            rest = &rest[stop..];
        }
    }
}

fn close(cluster: &str, end: usize, open: &mut BTreeMap<String, Vec<(usize, String)>>, out: &mut Vec<GumMention>) {
    if let Some((start, kind)) = open.get_mut(cluster).and_then(Vec::pop) {
        out.push(GumMention { span: Span::new(start.min(end), end), cluster: cluster.to_owned(), kind });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_make_a_text_and_brackets_mentions() {
        let content = "# newpar\n\
            1\tAda\t_\t_\t_\t_\t_\t_\t_\tEntity=(1-person-new\n\
            2\tVenn\t_\t_\t_\t_\t_\t_\t_\tEntity=1)|SpaceAfter=No\n\
            3\t,\t_\t_\t_\t_\t_\t_\t_\t_\n\
            # newpar\n\
            1\tshe\t_\t_\t_\t_\t_\t_\t_\tEntity=(1-person-giv)\n\
            2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n\
            2\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n\
            3\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n\
            4\tgo\t_\t_\t_\t_\t_\t_\t_\t_\n";
        let read = parse("x", content);
        assert_eq!(read.text, "Ada Venn,\nshe don't go");
        let cut: Vec<_> = read.mentions.iter().map(|m| (m.span.of(&read.text).unwrap(), m.cluster.as_str())).collect();
        assert_eq!(cut, [("Ada Venn", "1"), ("she", "1")]);
    }
}
