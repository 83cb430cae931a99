//! Authors: names out of a byline.

use crate::noise::Lines;
use crate::units::Unit;
use crate::vocabulary::{after_lead, is_role, plain};
use reportedly_schema::BlockKind;

/// The authors that a plain text names in a byline, or over a biography.
pub(crate) fn authors(text: &str, units: &[Unit], lines: &Lines<'_>) -> Vec<String> {
    let line = |n: usize| units[n].span.of(text).unwrap_or("");
    let byline =
        (0..units.len()).find(|n| lines.kinds[*n] == BlockKind::Byline && !names(line(*n)).is_empty());
    if let Some(n) = byline {
        return names(line(n));
    }
    let above =
        (0..units.len()).find(|n| lines.kinds[*n] == BlockKind::Bio && lines.features[*n].is_name(line(*n)));
    above.map(|n| vec![line(n).to_string()]).unwrap_or_default()
}

/// Names in a byline: "By Ada Venn and Ben Orr, Aldra Post" gives the two; roles, places, dates and addresses are left out.
///
/// ```
/// assert_eq!(reportedly_read::names("By Ada Venn and Ben Orr, Aldra Post"), ["Ada Venn", "Ben Orr"]);
/// ```
pub fn names(byline: &str) -> Vec<String> {
    let flat: String = byline.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = plain(&flat);
    let mut rest = flat.as_str();
    if lower.len() == flat.len()
        && let Some(tail) = after_lead("byline", &lower)
    {
        rest = &flat[flat.len() - tail.len()..];
    }
    let rest = rest.split(['|', '•', '·', '(', '[']).next().unwrap_or(rest);
    let mut out: Vec<String> = Vec::new();
    let separated =
        rest.replace(" and ", ",").replace(" & ", ",").replace(" with ", ",").replace([';', '/'], ",");
    for (n, piece) in separated.split(',').map(str::trim).enumerate() {
        let piece = piece.split(" for ").next().unwrap_or(piece).split(" in ").next().unwrap_or(piece).trim();
        let piece = piece.strip_prefix("By ").or(piece.strip_prefix("by ")).unwrap_or(piece);
        let piece = piece.trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != '\'');
        let words = piece.split_whitespace().count();
        let person = (2..=5).contains(&words)
            && piece.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.'))
            && piece.split_whitespace().filter(|w| w.starts_with(char::is_uppercase)).count() >= 2
            && !is_role(&plain(piece))
            && !is_organisation(piece, n);
        // A single author may go by one name, or be a desk or an agency.
        let lone = n == 0
            && (1..=5).contains(&words)
            && !piece.is_empty()
            && piece.chars().any(char::is_alphabetic)
            && !piece.contains("http")
            && !is_role(&plain(piece))
            && !piece.chars().any(|c| c.is_ascii_digit());
        if (person || lone) && !out.iter().any(|o| o == piece) {
            out.push(piece.to_string());
        }
    }
    out
}

/// Whether a piece behind the first name is rather the outlet.
fn is_organisation(piece: &str, n: usize) -> bool {
    const WORDS: [&str; 24] = [
        "post",
        "times",
        "news",
        "press",
        "agency",
        "herald",
        "tribune",
        "journal",
        "correspondent",
        "editor",
        "writer",
        "reporter",
        "staff",
        "service",
        "radio",
        "tv",
        "daily",
        "media",
        "magazine",
        "bureau",
        "group",
        "network",
        "gazette",
        "wire",
    ];
    n > 0 && piece.split_whitespace().any(|w| WORDS.contains(&w.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_many_bylines() {
        assert_eq!(names("By ADA VENN, Coastal Agency Writer"), ["ADA VENN"]);
        assert_eq!(names("Written by: Ada van der Venn | 5 March 2031"), ["Ada van der Venn"]);
        assert_eq!(names("By Ada Venn in Maros and Ben Orr in Aldra"), ["Ada Venn", "Ben Orr"]);
        assert_eq!(names("Ada Venn, Senior Reporter"), ["Ada Venn"]);
        assert_eq!(names(""), Vec::<String>::new());
    }
}
