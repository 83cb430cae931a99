//! Reads PolNeAR: brat standoff annotation over plain text.
//!
//! Offsets in the files are Unicode code points; here they become bytes. An event without content is left out, and where an
//! article has several annotators the first identifier in sorted order is taken: both as the reference scorer does.

use reportedly_schema::{CodePoints, Span};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// One attribution of the gold standard, or of a system: spans of each role in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gold {
    /// Whose.
    pub source: Vec<Span>,
    /// The words that attribute.
    pub cue: Vec<Span>,
    /// What.
    pub content: Vec<Span>,
}

/// An article with its gold attributions.
#[derive(Clone, Debug)]
pub struct GoldArticle {
    /// The file's name without `.txt`.
    pub id: String,
    /// The file's text, unchanged.
    pub text: String,
    /// Attributions in file order.
    pub attributions: Vec<Gold>,
}

/// Reads one compartment (`train`, `dev`), sorted by id.
pub fn read(folder: &Path) -> Result<Vec<GoldArticle>, String> {
    let names = |part: &str| -> Result<Vec<String>, String> {
        let path = folder.join(part);
        let entries = fs::read_dir(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let mut names: Vec<String> = entries.filter_map(|e| e.ok()?.file_name().into_string().ok()).collect();
        names.sort();
        Ok(names)
    };
    let mut annotations: BTreeMap<String, String> = BTreeMap::new();
    for name in names("attributions")? {
        if let Some((id, _)) = name.strip_suffix(".ann").and_then(|n| n.rsplit_once('_')) {
            annotations.entry(id.to_owned()).or_insert(name);
        }
    }
    let mut articles = Vec::new();
    for name in names("text")? {
        let Some(id) = name.strip_suffix(".txt") else { continue };
        let open = |path: &Path| fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()));
        let text = open(&folder.join("text").join(&name))?;
        let attributions = match annotations.get(id) {
            Some(file) => {
                let path = folder.join("attributions").join(file);
                parse(&text, &open(&path)?).map_err(|e| format!("{}: {e}", path.display()))?
            }
            None => Vec::new(),
        };
        articles.push(GoldArticle { id: id.to_owned(), text, attributions });
    }
    Ok(articles)
}

/// The part of an article's name that tells event and outlet: `outlet_date`. Articles that share it stay on one side of a split.
pub fn event(id: &str) -> &str {
    id.match_indices('_').nth(1).map_or(id, |(at, _)| &id[..at])
}

fn parse(text: &str, standoff: &str) -> Result<Vec<Gold>, String> {
    let points = CodePoints::new(text);
    let mut bound: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    let mut out = Vec::new();
    let mut events = Vec::new();
    for (n, line) in standoff.lines().enumerate() {
        let mut columns = line.split('\t');
        let (Some(id), Some(second)) = (columns.next(), columns.next()) else { continue };
        let numbered = |letter: char| id.strip_prefix(letter).is_some_and(|r| r.parse::<u32>().is_ok());
        if numbered('T') {
            let Some((_, offsets)) = second.split_once(' ') else { continue };
            let spans = offsets.split(';').map(|pair| {
                let (start, end) = pair.split_once(' ')?;
                let (start, end) = (points.byte(start.parse().ok()?), points.byte(end.parse().ok()?));
                (start <= end).then_some(Span { start, end })
            });
            let spans: Option<Vec<Span>> = spans.collect();
            bound.insert(
                id,
                spans.ok_or_else(|| format!("line {}: offsets expected, found {offsets:?}", n + 1))?,
            );
        } else if numbered('E') {
            events.push((n, second));
        }
    }
    for (n, roles) in events {
        let mut gold = Gold::default();
        for role in roles.split(' ') {
            let Some((name, target)) = role.split_once(':') else { continue };
            let list = match name.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "Source" => &mut gold.source,
                "Cue" => &mut gold.cue,
                "Content" => &mut gold.content,
                _ => continue,
            };
            let spans = bound.get(target).ok_or_else(|| format!("line {}: {target} is not there", n + 1))?;
            list.extend(spans);
        }
        if !gold.content.is_empty() {
            out.push(gold);
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_read_in_code_points_and_kept_where_they_have_content() {
        let text = "Žana said no. Ok.";
        let standoff = "T1\tSource 0 4\tŽana\nT2\tCue 5 9\tsaid\nT3\tContent 10 12;14 16\tno Ok\nT4\tAttribution 5 9\tsaid\n\
                        E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\nE2\tAttribution:T4 Source2:T1 Cue:T2\n";
        let read = parse(text, standoff).unwrap();
        assert_eq!(read.len(), 1);
        let cut = |spans: &[Span]| spans.iter().map(|s| s.of(text).unwrap()).collect::<Vec<_>>();
        assert_eq!(cut(&read[0].source), ["Žana"]);
        assert_eq!(cut(&read[0].content), ["no", "Ok"]);
        assert!(parse(text, "T1\tCue x 9\t\n").unwrap_err().starts_with("line 1"));
        assert!(parse(text, "E1\tAttribution:T9 Content:T3\n").is_err());
    }

    #[test]
    fn an_event_is_outlet_and_day() {
        assert_eq!(event("coastal_2031-03-05_port-of-aldra"), "coastal_2031-03-05");
        assert_eq!(event("plain"), "plain");
    }
}
