//! The outlet's name, where a plain text names itself: in a biography, a copyright line, a call to follow, or in words
//! such as "the Aldra Post has learned". An agency that is named as a source is not the outlet.

use crate::noise::Lines;
use crate::units::Unit;
use reportedly_schema::{BlockKind, OutletBasis};
use std::collections::HashMap;
use std::sync::LazyLock;

static WORDS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    include_str!("../vocabulary/outlets.tsv")
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
        .filter_map(|l| l.split_once('\t'))
        .map(|(kind, words)| (kind, words.split('|').collect()))
        .collect()
});

static BIOGRAPHY: LazyLock<regex::Regex> = LazyLock::new(|| {
    regex::Regex::new(r"\bis (?:an?|the) [^.]{0,60}?\b(?:reporter|correspondent|editor|journalist|writer|columnist|producer|bureau chief|analyst)\b[^.,]{0,40}?\b(?:at|for|with|of) (?P<name>(?:[Tt]he )?\p{Lu}[\p{L}.&'’-]*(?: (?:of |the |and |& )?\p{Lu}[\p{L}.&'’-]*){0,4})")
        .expect("pattern")
});

static COPYRIGHT: LazyLock<regex::Regex> = LazyLock::new(|| {
    regex::Regex::new(r"(?:©|\([cC]\)|[Cc]opyright)\s*(?:©|\([cC]\))?\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?,?\s*)?(?:[Bb]y\s+)?(?P<name>\p{Lu}[\p{L}&'’.-]*(?: (?:of |the |and |& )?\p{Lu}[\p{L}&'’-]*){0,4})")
        .expect("pattern")
});

static SELF: LazyLock<regex::Regex> = LazyLock::new(|| {
    let name = r"(?P<name>(?:[Tt]he )?\p{Lu}[\p{L}&'’-]*(?: (?:of |the |and |& )?\p{Lu}[\p{L}&-]*){0,4})";
    let other = name.replace("<name>", "<other>");
    regex::Regex::new(&format!(
        r"{name} (?:has learned|has learnt|can reveal|can exclusively reveal|understands that|has seen (?:a copy|the)|has obtained)|(?:exclusively (?:told|to)|told in an exclusive interview (?:to|with)|in an exclusive interview with|(?:did not|declined to|didn['’]t) (?:immediately )?(?:respond|reply|comment) to) {other}"
    ))
    .expect("pattern")
});

static REPORTS: LazyLock<regex::Regex> = LazyLock::new(|| {
    regex::Regex::new(
        r",\s+(?P<name>(?:the )?\p{Lu}[\p{L}&-]*(?: \p{Lu}[\p{L}&-]*){0,3}) (?:reports|writes|informs)\.$",
    )
    .expect("pattern")
});

/// An outlet that rewrites an agency names itself beside it: "Aldra-Inform informs with reference to …".
static RELAYS: LazyLock<regex::Regex> = LazyLock::new(|| {
    regex::Regex::new(
        r"(?:^|[,.;] )(?P<name>(?:[Tt]he )?\p{Lu}[\p{L}&-]*(?: \p{Lu}[\p{L}&-]*){0,3})(?: (?:informs|reports|writes),? (?:with reference to|citing|referring to)|(?:['’]s)? correspondent (?:reports|informs|writes)\b)",
    )
    .expect("pattern")
});

/// A dateline that names who sent the report: "ALDRA, March 5 (Coast Wire) - …".
static DATELINE: LazyLock<regex::Regex> = LazyLock::new(|| {
    regex::Regex::new(
        r"^\p{Lu}[\p{Lu}\p{M} .'’/-]+(?:, [^()]{1,30})? \((?P<name>\p{Lu}[\p{L}&'’-]*(?: \p{Lu}[\p{L}&'’-]*){0,3})\) ?[-–—]",
    )
    .expect("pattern")
});

/// A call to follow the outlet by its name.
static FOLLOW_NAME: LazyLock<regex::Regex> = LazyLock::new(|| {
    regex::Regex::new(
        r"^Follow (?P<name>(?:the )?\p{Lu}[\p{L}&'’-]*(?: (?:of |the |and |& )?\p{Lu}[\p{L}&'’-]*){0,4}) on ",
    )
    .expect("pattern")
});

static NAMES: LazyLock<regex::Regex> = LazyLock::new(|| {
    regex::Regex::new(r"\p{Lu}[\p{L}&'’-]*(?: (?:of |the |and |& )?\p{Lu}[\p{L}&'’-]*){0,4}")
        .expect("pattern")
});

static FOLLOW: LazyLock<regex::Regex> =
    LazyLock::new(|| regex::Regex::new(r"(?:^|\s)@(?P<name>[A-Za-z][A-Za-z0-9_.]{2,30})").expect("pattern"));

/// The outlet and where its name comes from.
pub fn outlet(text: &str, units: &[Unit], lines: &Lines<'_>) -> Option<(String, OutletBasis)> {
    let line = |n: usize| units[n].span.of(text).unwrap_or("");
    let of = |kinds: &'static [BlockKind]| {
        (0..units.len()).filter(move |n| kinds.contains(&lines.kinds[*n])).map(line)
    };
    for bio in of(&[BlockKind::Bio]) {
        if let Some(name) = BIOGRAPHY.captures(bio).and_then(|c| cleaned(&c["name"])) {
            return Some((name, OutletBasis::Stated));
        }
    }
    for body in of(&[BlockKind::Body]) {
        if let Some(found) = SELF.captures(body)
            && let Some(name) = found.name("name").or(found.name("other")).and_then(|m| cleaned(m.as_str()))
            && sounds_like_outlet(&name)
        {
            return Some((name, OutletBasis::Stated));
        }
    }
    if let Some(name) = lines.masthead.and_then(|n| crate::noise::masthead_name(line(n))) {
        return Some((spelled(text, name.to_string()), OutletBasis::Stated));
    }
    for call in of(&[BlockKind::Subscribe]) {
        if let Some(name) = FOLLOW_NAME.captures(call).and_then(|c| cleaned(&c["name"]))
            && sounds_like_outlet(&name)
        {
            return Some((name, OutletBasis::Stated));
        }
    }
    for notice in of(&[BlockKind::Nav, BlockKind::Disclaimer]) {
        if let Some(name) = COPYRIGHT.captures(notice).and_then(|c| cleaned(&c["name"])) {
            return Some((name, OutletBasis::Stated));
        }
    }
    for call in of(&[BlockKind::Subscribe]) {
        if let Some(found) = FOLLOW.captures(call) {
            let mut name = found["name"].trim_end_matches('.').to_string();
            for suffix in &WORDS["suffix"] {
                let cut =
                    name.len().checked_sub(suffix.len()).filter(|n| *n > 2 && name.is_char_boundary(*n));
                if let Some(cut) = cut.filter(|c| name[*c..].eq_ignore_ascii_case(suffix)) {
                    name.truncate(cut);
                    break;
                }
            }
            // An account alone may be anyone's: the text has to hold the name as well.
            if let Some(name) = mentioned(text, &name) {
                return Some((name, OutletBasis::Inferred));
            }
        }
    }
    /// Paragraphs in which an outlet that rewrites an agency names itself.
    const OPENING: usize = 3;
    for body in of(&[BlockKind::Body]).take(OPENING) {
        if let Some(name) = REPORTS.captures(body).and_then(|c| cleaned(&c["name"]))
            // It sets itself apart from the source it names in the same breath.
            && ["reported by", "according to", "citing", "with reference to", "referring to"].iter().any(|w| body.contains(w))
            && !body.contains(&format!("according to {name}"))
        {
            return Some((name, OutletBasis::Inferred));
        }
        if let Some(name) = RELAYS.captures(body).and_then(|c| cleaned(&c["name"])) {
            return Some((name, OutletBasis::Inferred));
        }
    }
    let first = of(&[BlockKind::Body]).next();
    let sender = first.and_then(|body| DATELINE.captures(body)).and_then(|c| cleaned(&c["name"]));
    sender.map(|name| (name, OutletBasis::Inferred))
}

/// The outlet's name as the text writes it whose letters are those of an account.
fn mentioned(text: &str, account: &str) -> Option<String> {
    let letters = |s: &str| -> String {
        s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let wanted = letters(account);
    NAMES
        .find_iter(text)
        .map(|m| m.as_str())
        .filter_map(|run| {
            // A run may begin with the sentence's first word.
            let starts = std::iter::once(0).chain(run.match_indices(' ').map(|(n, _)| n + 1));
            starts.map(|n| &run[n..]).find(|name| letters(name) == wanted)
        })
        .find(|name| sounds_like_outlet(name))
        .and_then(cleaned)
}

/// A name in capitals as the text writes it elsewhere, if it does.
fn spelled(text: &str, name: String) -> String {
    if name.chars().any(char::is_lowercase) {
        return name;
    }
    mentioned_in_small(text, &name).unwrap_or(name)
}

fn mentioned_in_small(text: &str, name: &str) -> Option<String> {
    NAMES
        .find_iter(text)
        .map(|m| m.as_str())
        .filter_map(|run| {
            let mut starts = std::iter::once(0).chain(run.match_indices(' ').map(|(n, _)| n + 1));
            starts.find_map(|n| run.get(n..n + name.len()).filter(|r| r.eq_ignore_ascii_case(name)))
        })
        .find(|found| found.chars().any(char::is_lowercase))
        .map(str::to_string)
}

/// Whether a word (lower case) stands in names of outlets.
pub(crate) fn names_outlet(word: &str) -> bool {
    WORDS["noun"].contains(&word)
}

/// A name without article and trailing words that belong to the sentence; `None` for an agency.
fn cleaned(name: &str) -> Option<String> {
    let name = name.trim().trim_end_matches(['.', ',', '\'', '’']);
    let name = name.strip_suffix("'s").or(name.strip_suffix("’s")).unwrap_or(name);
    let name =
        name.strip_suffix(" All").or(name.strip_suffix(" Inc")).or(name.strip_suffix(" Ltd")).unwrap_or(name);
    let bare = name.strip_prefix("the ").or(name.strip_prefix("The ")).unwrap_or(name);
    let agency = WORDS["agency"].iter().any(|a| a.eq_ignore_ascii_case(bare));
    let pronoun = ["He", "She", "It", "They", "We", "This", "That", "All"].contains(&bare);
    (!agency && !pronoun && bare.chars().count() >= 2).then(|| bare.to_string())
}

fn sounds_like_outlet(name: &str) -> bool {
    name.split_whitespace().any(|w| WORDS["noun"].contains(&w.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<(String, OutletBasis)> {
        let units = crate::units::units(text);
        let lines = crate::noise::classify(text, &units, Default::default());
        outlet(text, &units, &lines)
    }

    const BODY: &str = "Port may reopen\n\nThe harbour master told reporters in Aldra that the port would open again once the convoys had stopped for good.\n\n";

    #[test]
    fn an_outlet_that_names_itself() {
        assert_eq!(
            of(&format!(
                "{BODY}The ministry has not decided, the Aldra Post has learned from two people who were there.\n"
            )),
            Some(("Aldra Post".into(), OutletBasis::Stated))
        );
        assert_eq!(
            of(&format!("{BODY}© 2031 Aldra Media Group. All rights reserved.\n")),
            Some(("Aldra Media Group".into(), OutletBasis::Stated))
        );
    }

    #[test]
    fn mastheads_senders_and_relays() {
        let stated = |name: &str| Some((name.to_string(), OutletBasis::Stated));
        let inferred = |name: &str| Some((name.to_string(), OutletBasis::Inferred));
        assert_eq!(
            of(&format!(
                "VOICE OF ALDRA - the daily paper of the coast\n{BODY}Follow Voice of Aldra on all platforms!\n"
            )),
            stated("Voice of Aldra")
        );
        assert_eq!(
            of(
                "Port may reopen\n\nVENN, March 5 (Coast Wire) - The harbour master told reporters on Monday that the port would open.\n"
            ),
            inferred("Coast Wire")
        );
        assert_eq!(
            of(
                "Port may reopen\n\nThe port will be opened again in spring. About this says its master, Aldra-Inform informs with reference to agency.\n"
            ),
            inferred("Aldra-Inform")
        );
    }

    #[test]
    fn an_account_counts_only_with_the_name_in_the_text() {
        assert_eq!(of(&format!("{BODY}Follow @aldrapost for more news\n")), None);
        assert_eq!(
            of(&format!(
                "{BODY}Readers of the Aldra Post sent in pictures, said the harbour master.\n\nFollow @aldrapost for more news\n"
            )),
            Some(("Aldra Post".into(), OutletBasis::Inferred))
        );
    }

    #[test]
    fn a_source_is_no_outlet() {
        assert_eq!(
            of(&format!(
                "{BODY}The ministry has not decided, Reuters reported. He told the Aldra Post that he was tired of it all.\n"
            )),
            None
        );
    }
}
