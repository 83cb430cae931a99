//! One report of something said, as the linker compares it: its words, its days, its setting.

use crate::tie::{REPRINT_REACH_DAYS, RETOLD_REACH_DAYS};
use crate::wording::{Stance, Token, Wording, folded};
use reportedly_schema::linkage::{EffectiveStatement, LinkArticle};
use reportedly_schema::statement::in_reading;
use reportedly_schema::{
    Act, ActBasis, ActFound, Day, Interval, Kind, Mode, PublishedBasis, SaidBasis, Span, TermRole, Times,
};
use std::sync::OnceLock;

/// Days before publication in which a statement dated only by it may have been made, both ends inclusive: news reports what was
/// said on the day or the day before; a long weekend adds two.
pub const PUBLICATION_REACH_DAYS: i32 = 3;

/// When a report's words may have been said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct When {
    pub interval: Interval,
    pub basis: Basis,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Basis {
    /// Both ends written, or carried over from a neighbour.
    Dated,
    /// Near publication.
    Published,
    /// Nothing to go by.
    Undated,
}

impl When {
    pub(crate) fn day(&self) -> Option<Day> {
        (self.basis == Basis::Dated).then(|| self.interval.single_day()).flatten()
    }

    /// Whether both may be of one day's news: one said on a day and the other printed on that day or the next, or both printed within a day of
    /// each other, neither with another day of its own.
    pub(crate) fn one_news(&self, other: &When) -> bool {
        let printed = |w: &When| (w.basis == Basis::Published).then_some(w.interval.latest).flatten();
        let days = |from: Day, to: Day| to.duration_since(from).as_hours() / 24;
        match (printed(self), printed(other)) {
            (Some(a), Some(b)) => days(a, b).abs() <= 1,
            (Some(print), None) => other.day().is_some_and(|said| (0..=1).contains(&days(said, print))),
            (None, Some(print)) => self.day().is_some_and(|said| (0..=1).contains(&days(said, print))),
            (None, None) => false,
        }
    }

    /// Days from the last possible day to the first of another.
    fn days_until(&self, other: &When) -> Option<i64> {
        Some(other.interval.earliest?.duration_since(self.interval.latest?).as_hours() / 24)
    }

    /// Whether the days are those of something said and of a report that tells it later without a day of its own, whichever is which.
    pub(crate) fn may_be_retold(&self, other: &When) -> bool {
        let after = |later: &When, earlier: &When| {
            later.basis == Basis::Published
                && earlier.basis != Basis::Undated
                && earlier.days_until(later).is_some_and(|gap| gap > 0 && gap <= RETOLD_REACH_DAYS.into())
        };
        after(self, other) || after(other, self)
    }

    /// Whether both have written dates, too far apart even for copies of one text.
    pub(crate) fn far_apart(&self, other: &When) -> bool {
        let before = |a: &When, b: &When| a.days_until(b).is_some_and(|gap| gap > REPRINT_REACH_DAYS.into());
        let dated = self.basis == Basis::Dated && other.basis == Basis::Dated;
        dated && (before(self, other) || before(other, self))
    }
}

/// Whether a TIMEX3 value is that of a week (`2031-W09`).
fn is_a_week(value: &str) -> bool {
    value.split_once("-W").is_some_and(|(_, week)| week.bytes().all(|b| b.is_ascii_digit()))
}

/// When `statement` of `article` may have been said.
pub(crate) fn when(statement: &EffectiveStatement, article: &LinkArticle) -> When {
    let s = &statement.statement;
    let undated = When { interval: Interval::default(), basis: Basis::Undated };
    match s.said.basis {
        SaidBasis::Stated | SaidBasis::Carried => {
            let mut interval = s.said.interval;
            if s.said.value.as_deref().is_some_and(is_a_week) {
                // A week that begins on Sunday is a week too.
                interval.earliest = interval.earliest.map(|day| day.yesterday().unwrap_or(day));
            }
            // Nothing is reported before it is said; a publication date that was only concluded bounds nothing.
            let published = article.published.as_ref().filter(|p| p.basis != PublishedBasis::Inferred);
            if let (Some(limit), Some(earliest)) = (published.and_then(|p| p.latest), interval.earliest) {
                if limit < earliest {
                    // A day after publication is no day of the statement: a dateline of another edition, a day misread.
                    return near_publication(limit);
                }
                interval.latest = Some(interval.latest.map_or(limit, |latest| latest.min(limit)));
            }
            let dated = interval.earliest.is_some() && interval.latest.is_some();
            if !dated || (s.times == Times::Repeated && interval.single_day().is_none()) {
                return undated;
            }
            When { interval, basis: Basis::Dated }
        }
        SaidBasis::Published if s.times != Times::Repeated => {
            s.said.interval.latest.map_or(undated, near_publication)
        }
        SaidBasis::Published | SaidBasis::None => undated,
    }
}

/// The days in which what is dated only by its publication may have been said.
fn near_publication(published: Day) -> When {
    let reach = jiff::Span::new().days(PUBLICATION_REACH_DAYS);
    let earliest = published.checked_sub(reach).unwrap_or(published);
    When { interval: Interval { earliest: Some(earliest), latest: Some(published) }, basis: Basis::Published }
}

/// The days on which a statement may have been said, and whether a date was written for it: bounded by publication where that is
/// known, and reaching [`PUBLICATION_REACH_DAYS`] back where it is dated by publication only, or by a day after it. `None` for an undated
/// statement.
pub fn possible_days(statement: &EffectiveStatement, article: &LinkArticle) -> Option<(Interval, bool)> {
    let when = when(statement, article);
    (when.basis != Basis::Undated).then_some((when.interval, when.basis == Basis::Dated))
}

/// What a venue says: names in it, and the one setting it names that excludes the others.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Venue {
    names: Vec<String>,
    setting: Option<u8>,
}

/// Settings that exclude each other; a meeting or a summit excludes none, since one speaks to the press there too.
const SETTINGS: &[&[&str]] = &[
    &["press conference", "news conference", "briefing"],
    &["interview", "television", "broadcaster", "radio", "podcast"],
    &["speech", "address", "rally", "ceremony"],
    &["letter", "article", "post", "tweet", "written statement", "press release"],
];

impl Venue {
    pub(crate) fn of(statement: &EffectiveStatement) -> Option<Venue> {
        Some(Venue::named(&statement.statement.venue.as_ref()?.name))
    }

    /// What a venue's words say.
    pub(crate) fn named(name: &str) -> Venue {
        let lower = folded(name);
        let mut names: Vec<String> = name
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.chars().next().is_some_and(char::is_uppercase))
            .map(folded)
            .collect();
        names.sort();
        names.dedup();
        // "A television address" is both, and excludes neither.
        let mut settings = (0u8..).zip(SETTINGS).filter(|(_, words)| words.iter().any(|w| lower.contains(w)));
        let setting = settings.next().filter(|_| settings.next().is_none()).map(|(n, _)| n);
        Venue { names, setting }
    }

    /// Whether both name places, and no same one, or both name settings, and not the same.
    pub(crate) fn conflicts(&self, other: &Venue) -> bool {
        let places = !self.names.is_empty()
            && !other.names.is_empty()
            && !self.names.iter().any(|n| other.names.contains(n));
        let settings = matches!((self.setting, other.setting), (Some(a), Some(b)) if a != b);
        places || settings
    }
}

/// A report with everything it is compared by.
#[derive(Clone, Debug)]
pub(crate) struct Report<'a> {
    pub statement: &'a EffectiveStatement,
    pub article: &'a LinkArticle,
    pub wording: Wording,
    /// The words without the conditions, where there are any and something is left.
    pub main: Option<Wording>,
    /// The words of the conditions, where there are any and something is left beside them.
    pub conditions: Option<Wording>,
    pub when: When,
    pub venue: Option<Venue>,
    /// Names in the addressee of an offer, demand, condition, promise or threat. Sorted.
    pub addressed: Vec<String>,
    /// See [`Report::parts`].
    pub sentences: OnceLock<Vec<Wording>>,
    /// Of a quotation whether it does nothing but ask.
    pub asks: Option<bool>,
    /// Whether its speaker is known inside its article only, and it is compared with reports of a named one.
    pub loose: bool,
}

impl<'a> Report<'a> {
    pub(crate) fn new(statement: &'a EffectiveStatement, article: &'a LinkArticle) -> Self {
        let (main, conditions) = parted(statement).unzip();
        Report {
            wording: wording(statement),
            main,
            conditions,
            when: when(statement, article),
            venue: Venue::of(statement),
            addressed: addressed(statement),
            sentences: OnceLock::new(),
            asks: asks(statement),
            loose: false,
            statement,
            article,
        }
    }

    /// The sentences of a content of several, those that say enough to be compared. None of a content that its cue refuses or denies.
    pub(crate) fn parts(&self) -> &[Wording] {
        self.sentences.get_or_init(|| {
            let tokens = &self.wording.tokens;
            let turned =
                |a: &ActFound| a.basis == ActBasis::Cue && matches!(a.act, Act::Refusal | Act::Denial);
            let direct = self.statement.statement.kind == Kind::Direct;
            if tokens.last().is_none_or(|t| t.sentence == 0)
                || (!direct && self.statement.statement.acts.iter().any(turned))
            {
                return Vec::new();
            }
            let sentences = tokens.chunk_by(|a, b| a.sentence == b.sentence);
            let part = |sentence: &[Token]| {
                let bytes = sentence.first()?.bytes.hull(sentence.last()?.bytes);
                let part = Wording::new(bytes.of(&self.statement.text)?, direct, Stance::default());
                (part.features.len() >= PART_FEATURES).then_some(part)
            };
            sentences.filter_map(part).collect()
        })
    }
}

/// Features that a sentence of a longer content has at least to be compared on its own.
const PART_FEATURES: usize = 3;

/// Acts that are made towards someone: the same to another is another.
const TOWARDS: &[Act] =
    &[Act::Offer, Act::Demand, Act::Condition, Act::Promise, Act::Threat, Act::Refusal, Act::Acceptance];

fn addressed(statement: &EffectiveStatement) -> Vec<String> {
    let s = &statement.statement;
    if !s.acts.iter().any(|a| TOWARDS.contains(&a.act)) {
        return Vec::new();
    }
    let mut names: Vec<String> = s
        .addressee
        .iter()
        .flat_map(|a| a.name.split(|c: char| !c.is_alphanumeric()))
        .filter(|w| w.chars().next().is_some_and(char::is_uppercase))
        .map(folded)
        .collect();
    names.sort();
    names.dedup();
    names
}

/// Whether each sentence of a quotation is a question; `None` for what is no quotation.
fn asks(statement: &EffectiveStatement) -> Option<bool> {
    let ends = || statement.text.chars().filter(|c| matches!(c, '.' | '!' | '?'));
    (statement.statement.kind == Kind::Direct).then(|| ends().next().is_some() && ends().all(|c| c == '?'))
}

/// The words of a statement, with what its cue adds: a cue that refuses or denies turns what it governs, one that offers, accepts
/// or agrees says the speaker is ready. A direct quotation is governed by no cue, and a content that negates for itself ("refused,
/// as he was not ready") is not turned once more by a refusal.
pub(crate) fn wording(statement: &EffectiveStatement) -> Wording {
    worded(statement, &statement.text)
}

/// What a statement says leaving its conditions out, since the same on other terms is the same proposition; and the conditions. `None` where it
/// has no condition, or nothing without it.
fn parted(statement: &EffectiveStatement) -> Option<(Wording, Wording)> {
    let s = &statement.statement;
    let conditions: Vec<Span> = s
        .terms
        .iter()
        .filter(|t| t.role == TermRole::Condition)
        .flat_map(|t| t.spans.iter().copied())
        .collect();
    if conditions.is_empty() {
        return None;
    }
    let inside = |at: usize, c: char| {
        let place = in_reading(&s.content, Span::new(at, at + c.len_utf8()));
        place.is_some_and(|place| conditions.iter().any(|span| span.covers(place.start)))
    };
    let (mut kept, mut left): (String, String) = Default::default();
    for (at, c) in statement.text.char_indices() {
        let (to, other) = if inside(at, c) { (&mut left, &mut kept) } else { (&mut kept, &mut left) };
        to.push(c);
        other.push(' ');
    }
    let main = worded(statement, &kept);
    let direct = s.kind == Kind::Direct;
    (!main.features.is_empty() && main.tokens.len() < statement_words(statement))
        .then(|| (main, Wording::new(&left, direct, Stance::default())))
}

fn statement_words(statement: &EffectiveStatement) -> usize {
    crate::wording::tokens(&statement.text, false).len()
}

fn worded(statement: &EffectiveStatement, text: &str) -> Wording {
    let s = &statement.statement;
    let by_cue = |acts: &[Act]| s.acts.iter().any(|a| a.basis == ActBasis::Cue && acts.contains(&a.act));
    let direct = s.kind == Kind::Direct;
    let plain = Wording::new(text, direct, Stance::default());
    let negated = plain.occurrences.iter().any(|o| o.sign < 0);
    let stance = if !direct && by_cue(&[Act::Refusal]) {
        Stance { turned: !negated, ready: -1 }
    } else if !direct && by_cue(&[Act::Denial]) {
        Stance { turned: true, ready: 0 }
    } else if by_cue(&[Act::Offer, Act::Acceptance, Act::Agreement]) || s.mode == Mode::Intention {
        // "Agreed that she would not go" says nothing of being ready.
        Stance { turned: false, ready: i8::from(!negated) }
    } else {
        return plain;
    };
    Wording::new(text, direct, stance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_news_is_said_on_the_day_of_print_or_the_day_before() {
        let on = |basis, earliest: i8, latest: i8| {
            let day = |d: i8| Some(Day::new(2021, 5, d).unwrap());
            When { interval: Interval { earliest: day(earliest), latest: day(latest) }, basis }
        };
        let (said, printed) = (|d| on(Basis::Dated, d, d), |d| on(Basis::Published, d - 3, d));
        for (a, b, one) in [
            (said(11), printed(11), true),
            (said(11), printed(12), true),
            (said(11), printed(13), false),
            (said(11), printed(10), false),
            (printed(11), printed(12), true),
            (printed(11), printed(13), false),
            (said(11), said(11), false),
            (on(Basis::Dated, 9, 11), printed(11), false),
            (When { interval: Interval::default(), basis: Basis::Undated }, printed(11), false),
        ] {
            assert_eq!(a.one_news(&b), one, "{a:?} {b:?}");
            assert_eq!(b.one_news(&a), one, "{b:?} {a:?}");
        }
    }

    #[test]
    fn a_venue_of_two_settings_excludes_neither() {
        let conflict = |a: &str, b: &str| Venue::named(a).conflicts(&Venue::named(b));
        assert!(!conflict("a television address", "a televised address"));
        assert!(!conflict("a television address", "an interview"));
        assert!(conflict("an interview", "a speech"));
        assert!(conflict("a rally in Orlu", "a rally in Tesk"));
    }
}
