//! The headline without the outlet's name, and the outlet's name behind the headline.

use super::first;
use crate::markup::decode;
use crate::vocabulary::plain;

/// The headline: the best source, without the outlet's name behind a bar or dash where another source shows it without.
pub(super) fn headline_of(found: &[(u8, String)]) -> Option<String> {
    let best = first(&found.iter().filter(|(_, t)| !t.is_empty()).cloned().collect::<Vec<_>>())?;
    let shorter = found
        .iter()
        .map(|(_, t)| t)
        .filter(|t| t.len() < best.len() && t.split_whitespace().count() >= 3 && best.starts_with(t.as_str()))
        .filter(|t| best[t.len()..].trim_start().starts_with(['|', '-', '–', '—', '·', ':', '«', '/']))
        .min_by_key(|t| t.len());
    let title = shorter.unwrap_or(&best);
    // Behind a bar stands the outlet.
    let head = title.rsplit_once(" | ").map_or(title.as_str(), |(head, _)| head);
    // Some pages encode what is encoded already: "&amp;#039;".
    Some(decode(head).into_owned())
}

/// The outlet's name behind the headline in the page's title: "Port may reopen - Aldra Post", where another source has the
/// headline without it.
pub(super) fn site_of_title(found: &[(u8, String)]) -> Option<String> {
    /// Words of a name, at most.
    const LONGEST: usize = 5;
    found.iter().find_map(|(_, title)| {
        let (head, name) = [" - ", " | ", " – ", " — "]
            .iter()
            .filter_map(|mark| title.rsplit_once(mark))
            .min_by_key(|(_, n)| n.len())?;
        let name = name.trim();
        let confirmed = found.iter().any(|(_, other)| plain(other) == plain(head.trim()));
        let named = name.split_whitespace().count() <= LONGEST
            && name.split_whitespace().all(|w| {
                w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                    || matches!(w, "of" | "the" | "and" | "&")
            });
        (confirmed && named && !name.is_empty()).then(|| name.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlet_behind_the_headline() {
        let titles = |list: &[&str]| list.iter().map(|t| (4, t.to_string())).collect::<Vec<_>>();
        assert_eq!(
            site_of_title(&titles(&["Port may reopen soon - Aldra Post", "Port may reopen soon"])).as_deref(),
            Some("Aldra Post")
        );
        assert_eq!(site_of_title(&titles(&["Port may reopen - but not soon", "Port may reopen"])), None);
        assert_eq!(site_of_title(&titles(&["Port may reopen - Aldra Post"])), None);
    }

    #[test]
    fn a_headline_that_was_encoded_twice_is_read() {
        let found = [(5, "Fire &#039;under control&#039; at Aldra &amp; Sons".to_string())];
        assert_eq!(headline_of(&found).as_deref(), Some("Fire 'under control' at Aldra & Sons"));
    }
}
