//! A statement held against a field of an expectation.

use super::place::cut;
use super::shown;
use super::words::{same_name, within, without_article, words};
use crate::spec::case::Field;
use reportedly_schema::line::{ArticleLine, NamedOut, StatementOut};

/// What was found instead, where the field is not as expected.
pub(super) fn field_mismatch(field: &Field, s: &StatementOut, article: &ArticleLine) -> Option<String> {
    let text = article.article.text.as_deref().unwrap_or("");
    let said = || format!("said {} ({})", shown::days(&s.said.earliest, &s.said.latest), s.said.basis);
    let to = Other { found: s.addressee.as_ref(), label: "to", nobody: "nobody" };
    let venue = Other { found: s.venue.as_ref(), label: "venue", nobody: "none" };
    let (met, found) = match field {
        Field::Kind(kinds) => (kinds.contains(&s.kind), s.kind.to_string()),
        Field::Mode(modes) => (modes.contains(&s.mode), format!("mode {}", s.mode)),
        Field::SpeakerKind(kinds) => {
            (kinds.contains(&s.speaker.kind), format!("speaker is {}", s.speaker.kind))
        }
        Field::How(how) => (s.speaker.how == *how, format!("speaker found by {}", s.speaker.how)),
        Field::Said(days, basis) => (
            s.said.earliest == days.earliest
                && s.said.latest == days.latest
                && basis.is_none_or(|b| s.said.basis == b),
            said(),
        ),
        Field::SaidNothing => {
            (s.said.earliest.is_none() && s.said.latest.is_none() && s.said.value.is_none(), said())
        }
        Field::Undated => (s.said.earliest.is_none(), said()),
        Field::To(name) => to.is(name),
        Field::ToExactly(want) => to.is_exactly(text, want),
        Field::ToNobody => to.is_nobody(),
        Field::Venue(name) => venue.is(name),
        Field::VenueExactly(want) => venue.is_exactly(text, want),
        Field::NoVenue => venue.is_nobody(),
        Field::Via(names) => {
            let found: Vec<&str> = s.via.iter().map(|r| r.name.as_str()).collect();
            let same = found.len() == names.len() && found.iter().zip(names).all(|(a, b)| same_name(a, b));
            (same, format!("via {}", if found.is_empty() { "nobody".into() } else { found.join(" ← ") }))
        }
        Field::Act(act) => (s.acts.iter().any(|a| a.act == *act), format!("acts: {}", shown::acts(s))),
        Field::NotAct(act) => (!s.acts.iter().any(|a| a.act == *act), format!("acts: {}", shown::acts(s))),
        Field::Term(role, want) => (
            s.terms.iter().any(|t| role.is_none_or(|r| t.role == r) && words(&t.text) == words(want)),
            format!("terms: {}", shown::terms(s)),
        ),
        Field::NoTerms => (s.terms.is_empty(), format!("terms: {}", shown::terms(s))),
        Field::Times(times) => (s.times == *times, format!("{} times", s.times)),
        Field::Negated(negated) => {
            (s.negated == *negated, (if s.negated { "negated" } else { "not negated" }).to_string())
        }
        Field::Modality(modality) => (s.modality == *modality, s.modality.to_string()),
        Field::Cue(want) => {
            let found = cut(text, &s.cue);
            (words(&found) == words(want), format!("cue \"{found}\""))
        }
        Field::Source(want) => {
            let found = cut(text, &s.source);
            (words(&found) == words(want), format!("source \"{found}\""))
        }
        Field::Nested => (s.nested_in.is_some(), "not nested".to_string()),
    };
    (!met).then_some(found)
}

/// An addressee or a venue, with how a failure calls it.
struct Other<'s> {
    found: Option<&'s NamedOut>,
    label: &'static str,
    nobody: &'static str,
}

impl Other<'_> {
    /// Whether the words of one name stand inside the other, and what was found.
    fn is(&self, name: &str) -> (bool, String) {
        (self.found.is_some_and(|f| within(&f.name, name)), self.told())
    }

    /// Whether it covers these words of the text, and what it covers.
    fn is_exactly(&self, text: &str, want: &str) -> (bool, String) {
        let found = self.found.map(|f| cut(text, &[(f.start, f.end)]));
        let told = format!("{} {:?}", self.label, found.as_deref().unwrap_or(self.nobody));
        (found.is_some_and(|f| without_article(&f) == without_article(want)), told)
    }

    fn is_nobody(&self) -> (bool, String) {
        (self.found.is_none(), self.told())
    }

    fn told(&self) -> String {
        format!("{} {}", self.label, self.found.map_or(self.nobody, |f| f.name.as_str()))
    }
}
