//! Dates in numbers alone: "2031-03-05T14:07Z", "05.03.2031", "3/5/2031", "24.05.24".

use super::calendar::{fields, longest_month};
use super::{Found, Grammar, Scope};
use crate::meaning::{DayPart, Kind, What, Year};
use crate::tokens::Shape;

/// Two-digit years up to this one are 20xx, above it 19xx (POSIX `%y`).
const LAST_SHORT_YEAR_OF_2000: u32 = 68;

impl Grammar<'_> {
    /// "2031-03-05", "2031-03-05T14:07:00+02:00", "05.03.2031", "3/5/2031", "24.05.24", "2031/03/05".
    pub(super) fn numeric(&self, at: usize) -> Option<Found> {
        let (first, first_digits) = self.number(at)?;
        let separator = match self.token(at + 1).filter(|token| !token.spaced)?.shape {
            Shape::Mark(c @ ('-' | '.' | '/' | '–' | '‑')) => c,
            _ => return None,
        };
        let (second, second_digits) = self.number(at + 2).filter(|_| self.glued(at + 2))?;
        if !(self.glued_mark(at + 3, separator) && self.glued(at + 4)) {
            return None;
        }
        let (third, third_digits) = self.number(at + 4)?;
        let end = at + 5;
        if second_digits > 2 {
            return None;
        }
        let small = |value: u32| i8::try_from(value).ok();
        let point = |what| Found::new(end, Kind::Date, Scope::Point, what);
        if first_digits == 4 && third_digits <= 2 {
            let (month, day) = (small(second)?, small(third)?);
            let year = i16::try_from(first).ok().filter(|year| (1000..=2999).contains(year))?;
            if !(1..=12).contains(&month) || !(1..=longest_month(month)).contains(&day) {
                return None;
            }
            let mut found = point(fields(Year::Known(year), Some(month), Some(day), None));
            if self.glued(end)
                && self.word(end, "T")
                && self.glued(end + 1)
                && let Some((mut after, mut part)) = self.time(end + 1)
            {
                if let DayPart::Clock { offset, .. } = &mut part
                    && self.glued(after)
                    && self.str(after) == "Z"
                {
                    *offset = Some(0);
                    after += 1;
                }
                found.end = after;
                found.kind = Kind::Time;
                found.meaning.part = Some(part);
            }
            return Some(found);
        }
        if first_digits > 2 {
            return None;
        }
        let year = match third_digits {
            4 => i16::try_from(third).ok().filter(|year| (1000..=2999).contains(year))?,
            2 if separator != '-' && separator != '–' && first_digits == 2 && second_digits == 2
                || third_digits == 2 && separator == '/' =>
            {
                short_year(third)?
            }
            _ => return None,
        };
        let (first, second) = (small(first)?, small(second)?);
        let date = |month: i8, day: i8| {
            ((1..=12).contains(&month) && (1..=longest_month(month)).contains(&day))
                .then(|| fields(Year::Known(year), Some(month), Some(day), None))
        };
        // Dots are written day first; slashes and hyphens either way round.
        let (day_first, month_first) = (date(second, first), date(first, second));
        let what = match (day_first, month_first) {
            (Some(what), _) if separator == '.' || first == second => what,
            (Some(_), Some(_)) => What::DayOrMonth { first, second, year },
            (Some(what), None) | (None, Some(what)) => what,
            (None, None) => return None,
        };
        Some(point(what))
    }
}

/// A two-digit year as a whole one.
pub(super) fn short_year(value: u32) -> Option<i16> {
    let century = if value <= LAST_SHORT_YEAR_OF_2000 { 2000 } else { 1900 };
    i16::try_from(century + value).ok()
}
