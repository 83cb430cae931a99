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
    if let Some(n) = above {
        return vec![line(n).to_string()];
    }
    let told: Vec<String> = (0..units.len())
        .filter(|n| lines.kinds[*n] == BlockKind::Bio)
        .filter_map(|n| subject_of_biography(line(n)))
        .collect();
    match &told[..] {
        [only] => vec![only.clone()],
        [] => signed(text, units, lines).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Whom the last paragraph tells of in words of a biography, if the article does not speak of that person before it.
fn signed(text: &str, units: &[Unit], lines: &Lines<'_>) -> Option<String> {
    let n = (0..units.len()).rev().find(|n| lines.kinds[*n] == BlockKind::Body)?;
    let span = units[n].span;
    if lines.features[n].hits.of(BlockKind::Bio) == 0 {
        return None;
    }
    let name = subject_of_biography(span.of(text)?)?;
    let surname = name.rsplit(' ').next()?;
    let before = text.get(..span.start as usize)?;
    (!before.contains(surname)).then_some(name)
}

/// Whom a biography tells of: "Ada Venn is a fellow of …", "Ada Venn, a professor of law, writes for …".
fn subject_of_biography(line: &str) -> Option<String> {
    let first = line
        .split_whitespace()
        .take_while(|w| !matches!(*w, "is" | "was" | "writes" | "covers" | "reports" | "has"));
    let mut name: Vec<&str> = Vec::new();
    for word in first {
        name.push(word.trim_end_matches(','));
        if word.ends_with(',') {
            break;
        }
    }
    const PARTICLES: [&str; 8] = ["de", "da", "van", "von", "der", "al", "bin", "la"];
    let part = |w: &&str| {
        w.starts_with(char::is_uppercase) && !w.contains(|c: char| c.is_ascii_digit())
            || PARTICLES.contains(w)
    };
    let whole = (2..=5).contains(&name.len()) && name.iter().all(part) && !is_role(&plain(&name.join(" ")));
    let opens = ["The", "This", "An", "A", "Our", "Follow", "Contact", "Email"];
    (whole && !opens.contains(&name[0])).then(|| name.join(" "))
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
    fn a_biography_tells_of_its_author() {
        for (line, name) in [
            ("Ada Venn is a fellow of the Port Institute.", Some("Ada Venn")),
            ("Ada van der Venn, a professor of law at Maros, writes often.", Some("Ada van der Venn")),
            ("The author is a fellow of the Port Institute.", None),
            ("Follow Ada Venn on the network.", None),
            ("Our reporter writes about ports.", None),
        ] {
            assert_eq!(subject_of_biography(line).as_deref(), name, "{line}");
        }
    }

    #[test]
    fn names_of_many_bylines() {
        assert_eq!(names("By ADA VENN, Coastal Agency Writer"), ["ADA VENN"]);
        assert_eq!(names("Written by: Ada van der Venn | 5 March 2031"), ["Ada van der Venn"]);
        assert_eq!(names("By Ada Venn in Maros and Ben Orr in Aldra"), ["Ada Venn", "Ben Orr"]);
        assert_eq!(names("Ada Venn, Senior Reporter"), ["Ada Venn"]);
        assert_eq!(names(""), Vec::<String>::new());
    }
}
