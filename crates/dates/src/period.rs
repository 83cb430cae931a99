//! Stretches of the civil calendar: their days, their neighbours and their TIMEX3 spelling.

use crate::meaning::{Season, Unit};
use jiff::Span;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// Days of the calendar with the unit they were told in; both ends inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub earliest: Date,
    /// Last day.
    pub latest: Date,
    /// How finely it was told.
    pub unit: Unit,
}

impl From<Date> for Period {
    fn from(day: Date) -> Period {
        Period { earliest: day, latest: day, unit: Unit::Day }
    }
}

/// Adds days; `None` beyond the calendar (years -9999 to 9999).
pub(crate) fn add_days(day: Date, days: i64) -> Option<Date> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// Adds months, keeping inside the month.
fn add_months(day: Date, months: i64) -> Option<Date> {
    day.checked_add(Span::new().try_months(months).ok()?).ok()
}

impl Period {
    /// A month.
    pub(crate) fn month(year: i16, month: i8) -> Option<Period> {
        let earliest = Date::new(year, month, 1).ok()?;
        Some(Period { earliest, latest: earliest.last_of_month(), unit: Unit::Month })
    }

    /// A run of whole years.
    fn years(first: i16, count: i16, unit: Unit) -> Option<Period> {
        let latest = Date::new(first.checked_add(count - 1)?, 12, 31).ok()?;
        Some(Period { earliest: Date::new(first, 1, 1).ok()?, latest, unit })
    }

    /// A calendar year.
    pub(crate) fn year(year: i16) -> Option<Period> {
        Period::years(year, 1, Unit::Year)
    }

    /// Ten years.
    pub(crate) fn decade(first: i16) -> Option<Period> {
        Period::years(first, 10, Unit::Decade)
    }

    /// A century by its first two digits; negative: before Christ (-3 is the third century BC).
    pub(crate) fn century(number: i16) -> Option<Period> {
        let first =
            if number < 0 { number.checked_mul(100)?.checked_add(1)? } else { number.checked_mul(100)? };
        Period::years(first, 100, Unit::Century)
    }

    /// Three months of a year.
    pub(crate) fn quarter(year: i16, number: i8) -> Option<Period> {
        let first = Period::month(year, number.checked_mul(3)?.checked_sub(2)?)?;
        Some(Period {
            earliest: first.earliest,
            latest: Period::month(year, number * 3)?.latest,
            unit: Unit::Quarter,
        })
    }

    /// Six months of a year.
    pub(crate) fn half(year: i16, number: i8) -> Option<Period> {
        let (first, last) = if number == 1 { (1, 6) } else { (7, 12) };
        Some(Period {
            earliest: Period::month(year, first)?.earliest,
            latest: Period::month(year, last)?.latest,
            unit: Unit::Half,
        })
    }

    /// A season; winter runs from the December of its year.
    pub(crate) fn season(year: i16, season: Season) -> Option<Period> {
        let first = Period::month(year, season.first_month())?.earliest;
        Some(Period { earliest: first, latest: add_months(first, 2)?.last_of_month(), unit: Unit::Season })
    }

    /// The stretch of `unit` that `day` lies in.
    pub(crate) fn around(day: Date, unit: Unit) -> Option<Period> {
        let monday = || add_days(day, -i64::from(day.weekday().to_monday_zero_offset()));
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night => Some(Period::from(day)),
            Unit::Week => {
                let earliest = monday()?;
                Some(Period { earliest, latest: add_days(earliest, 6)?, unit })
            }
            Unit::Fortnight => {
                let earliest = monday()?;
                Some(Period { earliest, latest: add_days(earliest, 13)?, unit })
            }
            Unit::Weekend => {
                let earliest = add_days(monday()?, 5)?;
                Some(Period { earliest, latest: add_days(earliest, 1)?, unit })
            }
            Unit::Month => Period::month(day.year(), day.month()),
            Unit::Quarter => Period::quarter(day.year(), (day.month() + 2) / 3),
            Unit::Half => Period::half(day.year(), if day.month() <= 6 { 1 } else { 2 }),
            Unit::Season => {
                let (year, season) = match day.month() {
                    3..=5 => (day.year(), Season::Spring),
                    6..=8 => (day.year(), Season::Summer),
                    9..=11 => (day.year(), Season::Autumn),
                    12 => (day.year(), Season::Winter),
                    _ => (day.year().checked_sub(1)?, Season::Winter),
                };
                Period::season(year, season)
            }
            Unit::Year => Period::year(day.year()),
            Unit::Decade => Period::decade(day.year().div_euclid(10) * 10),
            Unit::Century => Period::century(day.year().div_euclid(100)),
            Unit::Millennium => {
                Period::years(day.year().div_euclid(1000).checked_mul(1000)?, 1000, Unit::Millennium)
            }
        }
    }

    /// The stretch of `unit` that lies `steps` units on.
    pub(crate) fn stepped(day: Date, unit: Unit, steps: i64) -> Option<Period> {
        let moved = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => Some(day),
            Unit::Day | Unit::Night => add_days(day, steps),
            Unit::Week | Unit::Weekend => add_days(day, steps.checked_mul(7)?),
            Unit::Fortnight => add_days(day, steps.checked_mul(14)?),
            _ => add_months(day.first_of_month(), steps.checked_mul(months(unit)?)?),
        }?;
        Period::around(moved, unit)
    }

    /// The same months of another year.
    pub(crate) fn in_year(&self, year: i16) -> Option<Period> {
        let years = i64::from(year) - i64::from(self.earliest.year());
        let earliest = add_months(self.earliest, years.checked_mul(12)?)?;
        Period::around(earliest, self.unit)
    }

    /// The n-th `unit` of this stretch, from 1; 0 is the last.
    pub(crate) fn part(&self, unit: Unit, nth: u8) -> Option<Period> {
        // A week belongs where most of its days are.
        let half = if unit == Unit::Week { 3 } else { 0 };
        let (from, steps) = match nth {
            0 => (add_days(self.latest, -half)?, 0),
            nth => (add_days(self.earliest, half)?, i64::from(nth) - 1),
        };
        let part = Period::stepped(from, unit, steps)?;
        (part.earliest <= self.latest).then_some(part)
    }

    /// Its TIMEX3 value.
    pub(crate) fn value(&self) -> String {
        let day = self.earliest;
        match self.unit {
            Unit::Week | Unit::Fortnight | Unit::Weekend => {
                let week: ISOWeekDate = day.iso_week_date();
                let end = if self.unit == Unit::Weekend { "-WE" } else { "" };
                format!("{}-W{:02}{end}", year(week.year()), week.week())
            }
            Unit::Month => format!("{}-{:02}", year(day.year()), day.month()),
            Unit::Quarter => format!("{}-Q{}", year(day.year()), (day.month() + 2) / 3),
            Unit::Half => format!("{}-H{}", year(day.year()), if day.month() == 1 { 1 } else { 2 }),
            Unit::Season => {
                let season = [Season::Spring, Season::Summer, Season::Autumn, Season::Winter]
                    .into_iter()
                    .find(|season| season.first_month() == day.month())
                    .map_or("", Season::code);
                format!("{}-{season}", year(day.year()))
            }
            Unit::Year => year(day.year()),
            // ISO 8601: a year without its last digits, as TimeBank writes it.
            Unit::Decade | Unit::Century if day.year() <= 0 => {
                // Years before Christ count down: the last of the stretch has its digits.
                let last = 1 - i32::from(self.latest.year());
                if self.unit == Unit::Decade {
                    format!("BC{:03}", last / 10)
                } else {
                    format!("BC{:02}", last / 100)
                }
            }
            Unit::Decade => format!("{:03}", day.year().div_euclid(10)),
            Unit::Century => format!("{:02}", day.year().div_euclid(100)),
            Unit::Millennium => format!("{}", day.year().div_euclid(1000)),
            _ => format!("{}-{:02}-{:02}", year(day.year()), day.month(), day.day()),
        }
    }
}

/// Months of a unit, where it is made of months.
pub(crate) fn months(unit: Unit) -> Option<i64> {
    Some(match unit {
        Unit::Month => 1,
        Unit::Quarter | Unit::Season => 3,
        Unit::Half => 6,
        Unit::Year => 12,
        Unit::Decade => 120,
        Unit::Century => 1200,
        Unit::Millennium => 12_000,
        _ => return None,
    })
}

/// Four digits; before Christ `BC0264` (TIMEX2's convention).
fn year(year: i16) -> String {
    if year > 0 { format!("{year:04}") } else { format!("BC{:04}", 1 - i32::from(year)) }
}

/// Western Easter Sunday (the anonymous Gregorian computus, Meeus, Astronomical Algorithms, chapter 8).
pub(crate) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    if y < 1583 {
        return None;
    }
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

/// The n-th weekday (ISO number) of a month.
pub(crate) fn nth_weekday(year: i16, month: i8, nth: i8, weekday: i8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn values_follow_the_unit() {
        let day = date(2031, 3, 5);
        let value = |unit| Period::around(day, unit).unwrap().value();
        assert_eq!(value(Unit::Day), "2031-03-05");
        assert_eq!(value(Unit::Week), "2031-W10");
        assert_eq!(value(Unit::Weekend), "2031-W10-WE");
        assert_eq!(value(Unit::Month), "2031-03");
        assert_eq!(value(Unit::Quarter), "2031-Q1");
        assert_eq!(value(Unit::Season), "2031-SP");
        assert_eq!(value(Unit::Decade), "203");
        assert_eq!(value(Unit::Century), "20");
        assert_eq!(Period::year(-263).unwrap().value(), "BC0264");
    }

    #[test]
    fn a_week_over_new_year_takes_the_iso_year() {
        assert_eq!(Period::around(date(2027, 1, 1), Unit::Week).unwrap().value(), "2026-W53");
    }

    #[test]
    fn winter_is_named_by_its_december() {
        let winter = Period::around(date(2031, 2, 1), Unit::Season).unwrap();
        assert_eq!((winter.earliest, winter.latest), (date(2030, 12, 1), date(2031, 2, 28)));
        assert_eq!(winter.value(), "2030-WI");
    }

    #[test]
    fn stepping_stays_on_whole_units() {
        assert_eq!(Period::stepped(date(2031, 3, 31), Unit::Month, -1).unwrap().value(), "2031-02");
        assert_eq!(Period::stepped(date(2031, 1, 2), Unit::Week, -1).unwrap().value(), "2030-W52");
        assert_eq!(Period::stepped(date(9999, 12, 31), Unit::Day, 1), None);
    }

    #[test]
    fn moving_holidays() {
        assert_eq!(easter(2031), Some(date(2031, 4, 13)));
        assert_eq!(easter(2000), Some(date(2000, 4, 23)));
        assert_eq!(nth_weekday(1999, 11, 4, 4), Some(date(1999, 11, 25)));
    }
}
