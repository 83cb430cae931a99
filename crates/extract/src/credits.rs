//! Lines that say who made a report: "MAROS (Coastal Agency) — …", "By Ann Lee, Coastal Agency", "Source: Coastal Agency",
//! "Reporting by Ann Lee". The agency relays everything in the article; the people say nothing in it.

use crate::vocabulary::vocabulary;
use reportedly_schema::{BlockKind, Reading, Relay, Span};
use std::ops::Range;

/// The most words of a dateline before the agency in brackets: "PORT ANSEL, Aldra, March 5".
const LONGEST_DATELINE: usize = 8;
/// The most words of the name of an agency.
const LONGEST_NAME: usize = 6;
/// The most words of a line that is a credit and nothing else.
const LONGEST_LINE: usize = 40;

/// What the lines of one article say of who made it.
#[derive(Clone, Debug, Default)]
pub struct Credits {
    /// The agency, or another outlet, that the report was taken from.
    pub relay: Option<Relay>,
    /// Lines that are nothing but a credit: nobody says anything in them.
    pub lines: Vec<Span>,
}

/// Reads the credits of an article. Its own outlet is none.
pub fn credits(reading: &Reading) -> Credits {
    let mut out = Credits::default();
    let text = &reading.text;
    let own = |name: &str| reading.outlet.as_ref().is_some_and(|o| bare(o).eq_ignore_ascii_case(bare(name)));
    let mut body = 0;
    for block in &reading.blocks {
        let apart = matches!(
            block.kind,
            BlockKind::Ad | BlockKind::Related | BlockKind::Subscribe | BlockKind::Caption | BlockKind::Poll
        );
        if apart {
            continue;
        }
        let mut start = block.span.start as usize;
        for line in text[block.span.range()].split_inclusive('\n') {
            let here = start;
            start += line.len();
            let trimmed = line.trim();
            if trimmed.is_empty() {
                continue;
            }
            let offset = here + (line.len() - line.trim_start().len());
            // Short lines at the foot are often taken for menus.
            let menu = block.kind == BlockKind::Nav;
            let credit =
                credit_line(trimmed).filter(|found| !menu || found.is_some() && trimmed.contains(':'));
            let found = if let Some(found) = credit {
                out.lines.push(Span::new(offset, offset + trimmed.len()));
                found
            } else if block.kind == BlockKind::Byline || !menu && trimmed.starts_with("By ") {
                byline(trimmed)
            } else if block.kind == BlockKind::Body && body == 0 {
                dateline(trimmed)
            } else {
                None
            };
            body += usize::from(block.kind == BlockKind::Body);
            let Some((range, kind)) = found else { continue };
            let name = &trimmed[range.clone()];
            if out.relay.is_none() && !own(name) {
                let span = Span::new(offset + range.start, offset + range.end);
                out.relay = Some(Relay { name: bare(name).to_string(), kind: kind.to_string(), span });
            }
        }
    }
    out
}

type Found = Option<(Range<usize>, &'static str)>;

/// A line that is nothing but a credit: the place of the agency in it, where it names one.
fn credit_line(line: &str) -> Option<Found> {
    if line.split_whitespace().count() > LONGEST_LINE {
        return None;
    }
    let inner = line.trim_start_matches(['(', '[', '*', ' ']);
    let skipped = line.len() - inner.len();
    let lower = inner.to_lowercase();
    let v = vocabulary();
    let longest = v.credits.longest();
    let words: Vec<&str> = lower.split(' ').collect();
    for n in (1..=longest.min(words.len())).rev() {
        let lead = words[..n].join(" ");
        let plain = lead.trim_end_matches(':');
        let Some(class) = v.credits.get(plain) else { continue };
        if lower.len() != inner.len() || *class == "agency" && n == 1 && plain == lead {
            return None;
        }
        return Some(if *class == "agency" {
            let from = skipped + lead.len();
            agency(&line[from..]).map(|(r, kind)| (r.start + from..r.end + from, kind))
        } else {
            None
        });
    }
    // "— Coastal Agency", "(Coastal Agency)" as a line of its own.
    let marked = line.starts_with(['—', '–', '(', '[']) || line.starts_with("- ") || line.starts_with("-- ");
    let found = agency(line).filter(|(_, kind)| marked && *kind == "agency")?;
    Some(Some(found))
}

/// "MAROS, March 5 (Coastal Agency) — The port …".
fn dateline(line: &str) -> Found {
    let open = line.find('(')?;
    let close = open + line[open..].find(')')?;
    let place = &line[..open];
    let named = place.split_whitespace().count() <= LONGEST_DATELINE
        && place.split_whitespace().all(|w| !w.starts_with(char::is_lowercase));
    let dash = line[close + 1..].trim_start().starts_with(['—', '–', '-', ':', '.']);
    let inside = &line[open + 1..close];
    let (range, kind) = agency(inside).filter(|_| named && (dash || !place.trim().is_empty()))?;
    Some((open + 1 + range.start..open + 1 + range.end, kind))
}

/// "By Ann Lee, Coastal Agency", "Ann Lee for the Coastal Agency", "By the Coastal Agency": an agency, not the outlet's own desk.
fn byline(line: &str) -> Found {
    let mut from = 0;
    let mut cuts: Vec<usize> = Vec::new();
    for mark in [",", "|", " for ", " of ", "/", "•", "·"] {
        cuts.extend(line.match_indices(mark).map(|(at, _)| at + mark.len()));
    }
    if let Some(rest) = line.strip_prefix("By ") {
        from = line.len() - rest.len();
    }
    cuts.push(from);
    cuts.sort_unstable();
    cuts.into_iter().find_map(|cut| {
        let end = line[cut..].find([',', '|', '/', '•', '·']).map_or(line.len(), |n| cut + n);
        agency(&line[cut..end])
            .filter(|(_, kind)| *kind == "agency")
            .map(|(r, kind)| (cut + r.start..cut + r.end, kind))
    })
}

/// The agency or outlet that some words are, marks and an article around it aside.
fn agency(text: &str) -> Found {
    let around = |c: char| !c.is_alphanumeric();
    let inner = text.trim_matches(around);
    let start = text.len() - text.trim_start_matches(around).len();
    let name = bare(inner);
    let start = start + (inner.len() - name.len());
    let words: Vec<&str> = name.split_whitespace().collect();
    let small = ["of", "de", "and", "the"];
    let capitals = words.iter().all(|w| w.starts_with(char::is_uppercase) || small.contains(w));
    if words.is_empty() || words.len() > LONGEST_NAME {
        return None;
    }
    let v = vocabulary();
    let range = start..start + name.len();
    if let Some(kind) = v.agencies.get(name) {
        return Some((range, kind));
    }
    if words.len() < 2 || !capitals {
        return None;
    }
    let lower: Vec<String> = words.iter().map(|w| w.to_lowercase()).collect();
    let public =
        lower.last().is_some_and(|l| l == "agency") && v.not_news_agency.has(&lower[lower.len() - 2]);
    let last = lower.last().and_then(|l| v.outlet_words.get(l)).filter(|_| !public);
    let kind = last.or_else(|| v.outlet_first_words.get(&lower[0]))?;
    Some((range, kind))
}

/// Without the article before it.
fn bare(name: &str) -> &str {
    name.strip_prefix("the ").or(name.strip_prefix("The ")).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(line: &str, found: Found) -> Option<(&str, &'static str)> {
        found.map(|(range, kind)| (&line[range], kind))
    }

    #[test]
    fn lines_of_credit() {
        for (line, name) in [
            ("Source: Coastal Agency", Some("Coastal Agency")),
            ("(Source: the Maros Post)", Some("Maros Post")),
            ("— Coastal Agency", Some("Coastal Agency")),
            ("(Reporting by Ann Lee; editing by Carl Binder)", None),
        ] {
            let found = credit_line(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(cut(line, found).map(|f| f.0), name, "{line}");
        }
        for other in
            ["Sources close to the bank said so.", "— The end", "Source of the Ild found", "Reporters left."]
        {
            assert!(credit_line(other).is_none(), "{other}");
        }
    }

    #[test]
    fn datelines_and_bylines() {
        let line = "PORT ANSEL, March 5 (Coastal Agency) — The port is shut.";
        assert_eq!(cut(line, dateline(line)), Some(("Coastal Agency", "agency")));
        let line = "The mayor (Coastal Agency) — no.";
        assert_eq!(cut(line, dateline(line)), None);
        let line = "By Ann Lee, Coastal Agency";
        assert_eq!(cut(line, byline(line)), Some(("Coastal Agency", "agency")));
        let line = "By Ann Lee for the Coastal Agency";
        assert_eq!(cut(line, byline(line)), Some(("Coastal Agency", "agency")));
        let line = "By Ann Lee, Maros Post";
        assert_eq!(cut(line, byline(line)), None);
    }

    proptest! {
        #[test]
        fn any_line_is_read(line in "[\\PC]{0,60}|((Source|By|reporting by|MAROS|\\(|\\)|—|:| |Coastal|Agency|İ|é|,)){0,12}") {
            for found in [credit_line(&line).flatten(), dateline(&line), byline(&line)].into_iter().flatten() {
                prop_assert!(line.get(found.0).is_some_and(|name| !name.is_empty()));
            }
        }
    }
}
