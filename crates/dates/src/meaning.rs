//! What a time expression says, before anything is known about the article it stands in.

/// The TIMEX3 type (TimeML 1.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A calendar day or a longer stretch of the calendar.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
}

impl Kind {
    /// The TIMEX3 spelling: `DATE`, `TIME`, `DURATION`, `SET`.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Date => "DATE",
            Kind::Time => "TIME",
            Kind::Duration => "DURATION",
            Kind::Set => "SET",
        }
    }
}

/// A unit of time; ordered from short to long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A calendar day.
    Day,
    /// A night, counted like a day.
    Night,
    /// Saturday and Sunday.
    Weekend,
    /// Monday to Sunday.
    Week,
    /// Two weeks.
    Fortnight,
    /// A calendar month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A season of three months.
    Season,
    /// Half a year.
    Half,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
}

impl Unit {
    pub(crate) fn parse(name: &str) -> Option<Unit> {
        Some(match name {
            "second" => Unit::Second,
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "night" => Unit::Night,
            "weekend" => Unit::Weekend,
            "week" => Unit::Week,
            "fortnight" => Unit::Fortnight,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            "millennium" => Unit::Millennium,
            _ => return None,
        })
    }
}

/// A season, as TIMEX3 names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February; named by the year of its December.
    Winter,
}

impl Season {
    pub(crate) fn parse(code: &str) -> Option<Season> {
        [Season::Spring, Season::Summer, Season::Autumn, Season::Winter]
            .into_iter()
            .find(|season| season.code() == code)
    }

    /// The TIMEX3 code: `SP`, `SU`, `FA`, `WI`.
    pub fn code(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
            Season::Winter => "WI",
        }
    }

    /// The month it begins in.
    pub(crate) fn first_month(self) -> i8 {
        match self {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
        }
    }
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayPart {
    /// `MO`.
    Morning,
    /// `MI`.
    Midday,
    /// `AF`.
    Afternoon,
    /// `EV`.
    Evening,
    /// `NI`.
    Night,
    /// `DT`.
    Daytime,
    /// A clock time as written.
    Clock {
        /// 0 to 24.
        hour: i8,
        /// 0 to 59; `None` where only the hour was given.
        minute: Option<i8>,
        /// 0 to 60.
        second: Option<i8>,
        /// Minutes east of UTC, where given in numbers or as UTC; other zone names belong to the span, not to the value.
        offset: Option<i16>,
    },
}

impl DayPart {
    pub(crate) fn parse(code: &str) -> Option<DayPart> {
        if let Some((hour, minute)) = code.split_once(':') {
            return Some(DayPart::Clock {
                hour: hour.parse().ok()?,
                minute: minute.parse().ok(),
                second: None,
                offset: None,
            });
        }
        [
            DayPart::Morning,
            DayPart::Midday,
            DayPart::Afternoon,
            DayPart::Evening,
            DayPart::Night,
            DayPart::Daytime,
        ]
        .into_iter()
        .find(|part| part.suffix() == format!("T{code}"))
    }

    /// What follows the day in a TIMEX3 value: `TNI`, `T14:07`, `T14:07:30Z`, `T09:30-05:00`.
    pub fn suffix(self) -> String {
        match self {
            DayPart::Morning => "TMO".to_owned(),
            DayPart::Midday => "TMI".to_owned(),
            DayPart::Afternoon => "TAF".to_owned(),
            DayPart::Evening => "TEV".to_owned(),
            DayPart::Night => "TNI".to_owned(),
            DayPart::Daytime => "TDT".to_owned(),
            DayPart::Clock { hour, minute, second, offset } => {
                let mut suffix = format!("T{hour:02}:{:02}", minute.unwrap_or(0));
                if let Some(second) = second {
                    suffix.push_str(&format!(":{second:02}"));
                }
                match offset {
                    None => {}
                    Some(0) => suffix.push('Z'),
                    Some(offset) => {
                        let sign = if offset < 0 { '-' } else { '+' };
                        let minutes = offset.unsigned_abs();
                        suffix.push_str(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60));
                    }
                }
                suffix
            }
        }
    }
}

/// What a relative expression is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The day of publication ("two days ago").
    Published,
    /// The expression before it in the text ("two days earlier").
    Preceding,
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Amount {
    /// In tenths: 25 is two and a half.
    Tenths(u32),
    /// "several", "a few", a bare plural.
    Untold,
}

impl Amount {
    /// `n` whole ones.
    pub fn whole(n: u32) -> Amount {
        Amount::Tenths(n.saturating_mul(10))
    }
}

/// The TIMEX3 modifier, with the two readings news makes of START and END kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modifier {
    /// "early March", "the beginning of April".
    Start,
    /// "mid-May".
    Mid,
    /// "late March", "the end of February".
    End,
    /// "earlier this month": from its first day to publication.
    Earlier,
    /// "later this month": from publication to its last day.
    Later,
    /// "about two weeks".
    Approx,
    /// "more than two weeks".
    MoreThan,
    /// "nearly two weeks".
    LessThan,
    /// "at least two weeks".
    EqualOrMore,
    /// "up to two weeks".
    EqualOrLess,
}

impl Modifier {
    pub(crate) fn parse(name: &str) -> Option<Modifier> {
        Some(match name {
            "START" => Modifier::Start,
            "MID" => Modifier::Mid,
            "END" => Modifier::End,
            "EARLIER" => Modifier::Earlier,
            "LATER" => Modifier::Later,
            "APPROX" => Modifier::Approx,
            "MORE_THAN" => Modifier::MoreThan,
            "LESS_THAN" => Modifier::LessThan,
            "EQUAL_OR_MORE" => Modifier::EqualOrMore,
            "EQUAL_OR_LESS" => Modifier::EqualOrLess,
            _ => return None,
        })
    }

    /// The TIMEX3 spelling of the `mod` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Modifier::Start | Modifier::Earlier => "START",
            Modifier::Mid => "MID",
            Modifier::End | Modifier::Later => "END",
            Modifier::Approx => "APPROX",
            Modifier::MoreThan => "MORE_THAN",
            Modifier::LessThan => "LESS_THAN",
            Modifier::EqualOrMore => "EQUAL_OR_MORE",
            Modifier::EqualOrLess => "EQUAL_OR_LESS",
        }
    }
}

/// A step along the calendar: `last` is one back from publication, `the following` one on from the expression before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shift {
    /// -1, 0 or 1.
    pub steps: i32,
    /// What is counted from.
    pub from: Origin,
}

/// A year as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Year {
    /// Astronomical: 1 BC is 0, 264 BC is -263.
    Known(i16),
    /// "last year", "that year".
    Shifted(Shift),
    /// Not written.
    Missing,
}

/// What recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recurrence {
    /// Every so long: `P1D`.
    Length(Amount, Unit),
    /// A weekday, perhaps with a part of the day: `XXXX-WXX-1`.
    Weekday(i8, Option<DayPart>),
    /// A month: `XXXX-07`.
    Month(i8),
    /// A season: `XXXX-SU`.
    Season(Season),
    /// A part of every day: `XXXX-XX-XXTMO`.
    Part(DayPart),
}

/// A holiday's rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holiday {
    /// The same month and day each year.
    Fixed {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// The n-th weekday of a month.
    Nth {
        /// 1 to 12.
        month: i8,
        /// 1 to 5.
        nth: i8,
        /// ISO weekday.
        weekday: i8,
    },
    /// Days from Western Easter Sunday.
    Easter(i8),
}

/// A time without a date of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// `PRESENT_REF`
    Present,
    /// `PAST_REF`
    Past,
    /// `FUTURE_REF`
    Future,
}

/// The stretch of time named, without its modifier and time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Calendar fields; what is missing was not written.
    Fields {
        /// The year, if any.
        year: Year,
        /// 1 to 12.
        month: Option<i8>,
        /// 1 to 31.
        day: Option<i8>,
        /// ISO weekday, Monday 1.
        weekday: Option<i8>,
    },
    /// The week around a day ("the week of March 6").
    WeekOf {
        /// The year, if any.
        year: Year,
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// Two numbers that could each be the month ("3/5/2031").
    DayOrMonth {
        /// The first number.
        first: i8,
        /// The second number.
        second: i8,
        /// The year.
        year: i16,
    },
    /// A weekday without a date.
    Weekday {
        /// ISO weekday, Monday 1.
        weekday: i8,
        /// "last", "next", …
        shift: Option<Shift>,
    },
    /// A month without a year, moved ("last March").
    Month {
        /// 1 to 12.
        month: i8,
        /// "last", "this", "next".
        shift: Shift,
    },
    /// A season.
    Season {
        /// Which.
        season: Season,
        /// Its year.
        year: Year,
        /// "last", "this", "next".
        shift: Option<Shift>,
    },
    /// A quarter of a year; without a number, that of the expression before ("the 1988 quarter").
    Quarter {
        /// 1 to 4.
        number: Option<i8>,
        /// Its year.
        year: Year,
    },
    /// A stretch told before, in another year: "the same period last year", "the year-earlier period".
    Same {
        /// Its year.
        year: Year,
    },
    /// A day, a week or another part of a longer stretch: "the last week of March", "the first quarter of fiscal 1990" has a number
    /// of its own.
    Nth {
        /// Of what.
        unit: Unit,
        /// From 1; 0 is the last.
        nth: u8,
        /// The year of the stretch.
        year: Year,
        /// The month of the stretch, if it is one.
        month: Option<i8>,
    },
    /// Half a year.
    Half {
        /// 1 or 2.
        number: i8,
        /// Its year.
        year: Year,
    },
    /// Ten years from this one.
    Decade(i16),
    /// A century by its first two digits: 19 is 1900 to 1999.
    Century(i16),
    /// "this week", "the following day", "last year".
    Unit {
        /// Of what.
        unit: Unit,
        /// Which one.
        shift: Shift,
    },
    /// "the past year", "the last month": told as the one before, and reaching to publication.
    Past {
        /// Of what.
        unit: Unit,
    },
    /// "two days ago", "a week later".
    Offset {
        /// How many.
        amount: Amount,
        /// Of what.
        unit: Unit,
        /// Later rather than earlier.
        forward: bool,
        /// Counted from.
        from: Origin,
    },
    /// "two weeks".
    Length {
        /// How many.
        amount: Amount,
        /// Of what.
        unit: Unit,
    },
    /// "every Monday".
    Every(Recurrence),
    /// "now", "recently".
    Reference(Reference),
    /// "Thanksgiving".
    Holiday {
        /// When it falls.
        holiday: Holiday,
        /// Its year.
        year: Year,
        /// "last", "next".
        shift: Option<Shift>,
    },
    /// "a while": a length not told in any unit.
    While,
    /// The last day of the year at hand.
    YearEnd,
    /// A time of day alone.
    Day,
}

/// What an expression says, before anything is known about the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Meaning {
    /// The stretch of time.
    pub what: What,
    /// The time of day in it.
    pub part: Option<DayPart>,
    /// "early", "about", …
    pub modifier: Option<Modifier>,
}

impl From<What> for Meaning {
    fn from(what: What) -> Meaning {
        Meaning { what, part: None, modifier: None }
    }
}

/// A time expression: where it stands and what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expression {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Its TIMEX3 type.
    pub kind: Kind,
    /// What was written, not yet what it means.
    pub meaning: Meaning,
}
