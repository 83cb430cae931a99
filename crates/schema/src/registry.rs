//! What users declare about speakers: which proper names are one speaker's, which offices he held when, who spoke for which
//! party, and which names are not one speaker.
//!
//! Plain data. The rules a registry must keep (proper names only, no name in two entries) are those of the crate that reads it.

use crate::{Day, Interval, SpeakerKind};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Everything declared about the speakers of one record. [`Registry::sorted`] gives the order in which it is kept and compared.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Registry {
    /// Speakers.
    pub entries: Vec<Entry>,
    /// Who speaks for which party, and when.
    pub memberships: Vec<Membership>,
    /// Names that are not one speaker.
    pub different: Vec<Different>,
}

/// A speaker with a stable id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Small letters, digits and hyphens; never changes, whatever the speaker is called.
    pub id: String,
    /// What the speaker is called in answers; two entries have two names ("Ivo Maros (judge)").
    pub name: String,
    /// `person`, `organisation` or `government`.
    pub kind: SpeakerKind,
    /// Proper names beside [`Entry::name`].
    pub aliases: Vec<Alias>,
    /// Offices held.
    pub roles: Vec<Role>,
    /// The item in Wikidata: `Q` and digits.
    pub wikidata: Option<String>,
    /// For people.
    pub note: Option<String>,
}

/// A proper name of a speaker.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Alias {
    /// The name as written.
    pub form: String,
    /// When it meant this speaker.
    pub period: Period,
    /// The one article in which it means this speaker: its path, URL or id.
    pub article: Option<String>,
    /// For people.
    pub note: Option<String>,
}

impl Alias {
    /// A name that means one speaker everywhere and always.
    pub fn always(form: impl Into<String>) -> Alias {
        Alias { form: form.into(), period: Period::default(), article: None, note: None }
    }
}

/// An office that a speaker held.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Role {
    /// The days, both ends inclusive.
    pub period: Period,
    /// The office: "foreign minister".
    pub title: String,
    /// Of what: "Aldra". Several spellings are separated by semicolons: "Aldra; Aldran".
    pub body: Option<String>,
    /// For people.
    pub note: Option<String>,
}

/// That someone speaks for a party.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Membership {
    /// The party's name.
    pub party: String,
    /// Who.
    pub member: Member,
    /// The days, both ends inclusive.
    pub period: Period,
    /// For people.
    pub note: Option<String>,
}

/// Who speaks for a party.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Member {
    /// A speaker, by [`Entry::id`].
    Entry(String),
    /// A body, or whoever holds this office of it.
    Body {
        /// The office; `None` for the body itself and everyone who holds an office of it.
        title: Option<String>,
        /// Its name, several spellings separated by semicolons.
        body: String,
    },
}

/// Two proper names that are not one speaker, whatever their spelling says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Different {
    /// The name that comes first in code point order.
    pub a: String,
    /// The other.
    pub b: String,
    /// For people.
    pub note: Option<String>,
}

impl Different {
    /// The pair in its one order.
    pub fn new(a: impl Into<String>, b: impl Into<String>, note: Option<String>) -> Different {
        let (a, b) = (a.into(), b.into());
        if a <= b { Different { a, b, note } } else { Different { a: b, b: a, note } }
    }
}

impl Registry {
    /// Whether nothing is declared.
    pub fn is_empty(&self) -> bool {
        *self == Registry::default()
    }

    /// The same in its one order, without repetitions: entries by name and id, what belongs to them by itself.
    pub fn sorted(mut self) -> Registry {
        for entry in &mut self.entries {
            entry.aliases.retain(|alias| *alias != Alias::always(&entry.name));
            entry.aliases.sort();
            entry.aliases.dedup();
            entry.roles.sort();
            entry.roles.dedup();
        }
        self.entries.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        self.memberships.sort();
        self.memberships.dedup();
        self.different.sort();
        self.different.dedup_by(|a, b| (&a.a, &a.b) == (&b.a, &b.b));
        self
    }

    /// The entry with this id.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }
}

/// A day, a month or a year, as written.
///
/// ```
/// use reportedly_schema::registry::CalendarDate;
/// let month: CalendarDate = "2028-02".parse().unwrap();
/// assert_eq!((month.first().to_string(), month.last().to_string()), ("2028-02-01".into(), "2028-02-29".into()));
/// assert_eq!(month.to_string(), "2028-02");
/// assert!("Feb-28".parse::<CalendarDate>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CalendarDate {
    first: Day,
    last: Day,
}

impl CalendarDate {
    /// Its first day.
    pub fn first(self) -> Day {
        self.first
    }

    /// Its last day.
    pub fn last(self) -> Day {
        self.last
    }
}

impl From<Day> for CalendarDate {
    fn from(day: Day) -> CalendarDate {
        CalendarDate { first: day, last: day }
    }
}

impl FromStr for CalendarDate {
    type Err = String;

    /// Reads `2031-03-05`, `2031-03` or `2031`, and nothing else.
    fn from_str(written: &str) -> Result<CalendarDate, String> {
        let shape = |(n, byte): (usize, u8)| match n {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        };
        let day = |filled: &str| -> Option<Day> { filled.parse().ok() };
        let found = if !written.bytes().enumerate().all(shape) {
            None
        } else {
            match written.len() {
                4 => day(&format!("{written}-01-01"))
                    .map(|first| CalendarDate { first, last: first.last_of_year() }),
                7 => day(&format!("{written}-01"))
                    .map(|first| CalendarDate { first, last: first.last_of_month() }),
                10 => day(written).map(CalendarDate::from),
                _ => None,
            }
        };
        found.ok_or_else(|| format!("{written:?} is no date: expected YYYY-MM-DD, YYYY-MM or YYYY"))
    }
}

impl fmt::Display for CalendarDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let CalendarDate { first, last } = self;
        if first == last {
            write!(f, "{first}")
        } else if first.month() == last.month() {
            write!(f, "{:04}-{:02}", first.year(), first.month())
        } else {
            write!(f, "{:04}", first.year())
        }
    }
}

impl TryFrom<String> for CalendarDate {
    type Error = String;

    fn try_from(written: String) -> Result<CalendarDate, String> {
        written.parse()
    }
}

impl From<CalendarDate> for String {
    fn from(date: CalendarDate) -> String {
        date.to_string()
    }
}

/// Days from one date until another, both inclusive; an end that is not given is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Period {
    /// Begins with the first day of this.
    pub from: Option<CalendarDate>,
    /// Ends with the last day of this.
    pub until: Option<CalendarDate>,
}

impl Period {
    /// Whether it has no end on either side.
    pub fn is_always(&self) -> bool {
        *self == Period::default()
    }

    /// The days.
    pub fn days(&self) -> Interval {
        Interval { earliest: self.from.map(CalendarDate::first), latest: self.until.map(CalendarDate::last) }
    }

    /// Whether every day of `days` is in it; an open end of `days` is only in an open end.
    ///
    /// ```
    /// use reportedly_schema::{Interval, registry::Period};
    /// let period = Period { from: Some("2029-05".parse().unwrap()), until: Some("2031-03-04".parse().unwrap()) };
    /// assert!(period.holds(Interval::day("2031-03-04".parse().unwrap())));
    /// assert!(!period.holds(Interval::day("2031-03-05".parse().unwrap())));
    /// assert!(!period.holds(Interval::default()));
    /// ```
    pub fn holds(&self, days: Interval) -> bool {
        let own = self.days();
        own.earliest.is_none_or(|first| days.earliest.is_some_and(|day| day >= first))
            && own.latest.is_none_or(|last| days.latest.is_some_and(|day| day <= last))
    }

    /// Whether the two share a day.
    pub fn overlaps(&self, other: &Period) -> bool {
        self.days().overlaps(&other.days())
    }
}

impl fmt::Display for Period {
    /// `from 2029-05 until 2031-03-04`; empty for always.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.until) {
            (Some(from), Some(until)) => write!(f, "from {from} until {until}"),
            (Some(from), None) => write!(f, "from {from}"),
            (None, Some(until)) => write!(f, "until {until}"),
            (None, None) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_they_were_read() {
        for written in ["2031-03-05", "2031-03", "2031", "0001", "2028-02-29", "2031-12"] {
            assert_eq!(written.parse::<CalendarDate>().unwrap().to_string(), written);
        }
        for wrong in
            ["", "31", "2031-13", "2031-02-30", "2031-3-5", "20310305", "2031-", "March 2031", "２０31"]
        {
            let told = wrong.parse::<CalendarDate>().unwrap_err();
            assert!(told.contains("YYYY-MM"), "{told}");
        }
    }

    #[test]
    fn the_same_declarations_in_any_order_are_one_registry() {
        let entry = |name: &str, aliases: &[&str]| Entry {
            id: name.to_lowercase(),
            name: name.to_string(),
            kind: SpeakerKind::Person,
            aliases: aliases.iter().map(|form| Alias::always(*form)).collect(),
            roles: vec![],
            wikidata: None,
            note: None,
        };
        let a = Registry {
            entries: vec![entry("Venn", &["B", "A", "Venn"]), entry("Maros", &[])],
            different: vec![Different::new("Y", "X", None), Different::new("X", "Y", None)],
            ..Registry::default()
        };
        let b = Registry {
            entries: vec![entry("Maros", &[]), entry("Venn", &["A", "B", "A"])],
            different: vec![Different::new("X", "Y", None)],
            ..Registry::default()
        };
        assert_eq!(a.sorted(), b.sorted());
    }
}
