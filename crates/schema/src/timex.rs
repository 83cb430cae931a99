//! Time expressions: what was written, what it means, and the days it covers.

use crate::{Day, Span};
use serde::{Deserialize, Serialize};

crate::spelled! {
    /// The TIMEX3 type (TimeML 1.2.1).
    TimexType {
        /// A calendar day or a longer stretch of the calendar.
        Date = "DATE",
        /// A time of day.
        Time = "TIME",
        /// A length of time.
        Duration = "DURATION",
        /// Something that recurs.
        Set = "SET",
    }
}

crate::spelled! {
    /// What a relative expression was counted from.
    TimexAnchor {
        /// The article's publication date.
        Published = "published",
        /// The time expression before it in the article ("the following day").
        Preceding = "preceding",
    }
}

/// Calendar days, both ends inclusive; an open end is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Interval {
    /// First possible day.
    pub earliest: Option<Day>,
    /// Last possible day.
    pub latest: Option<Day>,
}

impl Interval {
    /// One day.
    pub fn day(day: Day) -> Self {
        Interval { earliest: Some(day), latest: Some(day) }
    }

    /// Whether the two share a day; an open end reaches without limit.
    ///
    /// ```
    /// # use reportedly_schema::Interval;
    /// # let day = |d| Interval::day(format!("2031-03-{d:02}").parse().unwrap());
    /// assert!(day(3).overlaps(&Interval { earliest: None, latest: day(4).latest }));
    /// assert!(!day(3).overlaps(&day(4)));
    /// ```
    pub fn overlaps(&self, other: &Interval) -> bool {
        let before =
            |a: &Interval, b: &Interval| matches!((a.latest, b.earliest), (Some(x), Some(y)) if x < y);
        !before(self, other) && !before(other, self)
    }

    /// Both ends known and equal.
    pub fn single_day(&self) -> Option<Day> {
        self.earliest.filter(|_| self.earliest == self.latest)
    }
}

/// A time expression of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timex {
    /// The characters, without a leading preposition.
    pub span: Span,
    /// DATE, TIME, DURATION or SET.
    pub kind: TimexType,
    /// The TIMEX3 value: `2031-03-03`, `2031-W10`, `2022-SP`, `P2W`, `PAST_REF`, …; `None` where it stays ambiguous.
    pub value: Option<String>,
    /// The TIMEX3 modifier (`START`, `MID`, `END`, `APPROX`, `MORE_THAN`, …).
    pub modifier: Option<String>,
    /// What it was counted from; `None` for a full date or a duration.
    pub anchor: Option<TimexAnchor>,
    /// The days covered, for DATE and TIME with a calendar value.
    pub interval: Option<Interval>,
}
