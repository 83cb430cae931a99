//! Dates with calendar fields: "5 March 2031", "Mar. 5", "2031-03-05T14:07Z", "the 5th of May", "October", "Monday, Oct. 26".

use super::{Found, Grammar, Scope};
use crate::meaning::{DayPart, Kind, Shift, What, Year};
use crate::tokens::Shape;
use crate::vocabulary::{Caution, Numeral, Reach, Role};

/// Two-digit years up to this one are 20xx, above it 19xx (POSIX `%y`).
const LAST_SHORT_YEAR_OF_2000: u32 = 68;

/// Prepositions and the like that make a doubtful word a date.
pub(super) const LEADS: &[Role] = &[
    Role::In, Role::By, Role::Since, Role::Until, Role::Of, Role::During, Role::From, Role::To, Role::Between, Role::Before, Role::After,
    Role::Throughout, Role::Early, Role::On, Role::For, Role::Circa, Role::Dated, Role::Ended, Role::Within,
];

fn fields(year: Year, month: Option<i8>, day: Option<i8>, weekday: Option<i8>) -> What {
    What::Fields { year, month, day, weekday }
}

/// Days of the longest form of a month.
fn longest_month(month: i8) -> i8 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Grammar<'_> {
    /// A date with a day or a month, with its weekday and its time.
    pub(super) fn date(&self, at: usize) -> Option<Found> {
        let found = super::longest([self.numeric(at), self.weekday_and_date(at), self.month_first(at), self.day_first(at), self.ordinal_day(at)])?;
        let day = matches!(found.meaning.what, What::Fields { day: Some(_), .. } | What::DayOrMonth { .. } | What::Weekday { .. });
        Some(if day && found.meaning.part.is_none() { self.and_time(found) } else { found })
    }

    /// A month name; `beside`: whether a day or year stands next to it, which settles doubtful words.
    fn month(&self, at: usize, beside: bool) -> Option<(usize, i8)> {
        let token = self.token(at)?;
        let (number, caution) = token.lexeme?.month?;
        let dot = self.glued_mark(at + 1, '.');
        if caution == Caution::Short {
            if !token.capital {
                return None;
            }
            let end = if dot { at + 2 } else { at + 1 };
            let led = self.after_any(at, LEADS) || self.before(at).is_some_and(|token| token.lexeme.is_some_and(|lexeme| lexeme.shift.is_some()));
            return (beside || led && (dot || token.end - token.start > 3 || number != 3)).then_some((end, number));
        }
        if !token.capital && !(beside || caution == Caution::Plain) {
            return None;
        }
        Some((at + 1, number))
    }

    /// Whether a month without day or year stands where months stand.
    fn month_alone(&self, at: usize, end: usize) -> bool {
        let Some((_, caution)) = self.lexeme(at).and_then(|lexeme| lexeme.month) else { return false };
        let led = self.after_any(at, LEADS)
            || self.before(at).is_some_and(|token| token.lexeme.is_some_and(|lexeme| lexeme.shift.is_some() || lexeme.every.is_some()))
            || self.hyphen(at.wrapping_sub(1));
        if led || caution == Caution::Plain {
            return true;
        }
        let next = self.token(end);
        let before_name = next.is_some_and(|token| token.shape == Shape::Word && token.capital && token.spaced);
        let first = self.before(at).is_none_or(|token| matches!(token.shape, Shape::Gap | Shape::Mark('.' | '"' | '“' | '”' | '!' | '?' | ':')));
        match caution {
            Caution::Name => !before_name && !self.before(at).is_some_and(|token| token.shape == Shape::Word && token.capital),
            // "The March accession", "a May meeting"; never "May I", "March on".
            Caution::Word => {
                !first
                    && !before_name
                    && self.before(at).is_some_and(|token| token.is(Role::The) || token.is(Role::A) || token.is(Role::Owner))
                    && next.is_some_and(|token| token.shape == Shape::Word && !LEADS.iter().any(|role| token.is(*role)))
            }
            _ => false,
        }
    }

    /// A day of the month in digits or as an ordinal ("5", "5th", "fifth").
    fn day_of_month(&self, at: usize) -> Option<(usize, i8)> {
        if let Some((value, digits)) = self.number(at) {
            let day = i8::try_from(value).ok().filter(|day| digits <= 2 && (1..=31).contains(day))?;
            if self.glued(at + 1) && self.token(at + 1).is_some_and(|token| token.shape == Shape::Word) {
                return ["st", "nd", "rd", "th"].iter().any(|suffix| self.word(at + 1, suffix)).then_some((at + 2, day));
            }
            return Some((at + 1, day));
        }
        let (end, ordinal) = self.ordinal(at)?;
        Some((end, i8::try_from(ordinal).ok().filter(|day| (1..=31).contains(day))?))
    }

    /// An ordinal in words or digits: "third", "twenty-first", "20th".
    pub(super) fn ordinal(&self, at: usize) -> Option<(usize, u32)> {
        if let Some((value, _)) = self.number(at) {
            let suffix = self.glued(at + 1) && ["st", "nd", "rd", "th"].iter().any(|suffix| self.word(at + 1, suffix));
            return suffix.then_some((at + 2, value));
        }
        match self.lexeme(at)?.numeral? {
            Numeral::Ordinal(value) => Some((at + 1, value)),
            Numeral::Cardinal(tens) if tens >= 20 && tens % 10 == 0 => {
                let next = self.past_hyphen(at + 1);
                match self.lexeme(next)?.numeral? {
                    Numeral::Ordinal(ones @ 1..=9) => Some((next + 1, tens + ones)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Four digits as a year beside a month or in a numeric date.
    fn year_digits(&self, at: usize) -> Option<(usize, i16)> {
        let (value, 4) = self.number(at)? else { return None };
        let year = i16::try_from(value).ok().filter(|year| (1000..=2999).contains(year))?;
        let decade = self.glued(at + 1) && self.token(at + 1).is_some_and(|token| token.shape == Shape::Word);
        let more = self.glued(at + 1)
            && self.token(at + 1).is_some_and(|token| matches!(token.shape, Shape::Mark(',' | '.' | ':')))
            && self.glued(at + 2)
            && self.number(at + 2).is_some();
        (!decade && !more).then_some((at + 1, year))
    }

    /// The year after a month or day: ", 2031", "2031", "of 2031", "last year", "of that year", "264 BC".
    fn year_after(&self, at: usize) -> Option<(usize, Year)> {
        if let Some((end, year)) = self.before_christ(at) {
            return Some((end, Year::Known(year)));
        }
        if let Some((end, year)) = self.year_digits(at) {
            return Some((end, Year::Known(year)));
        }
        if let Some((end, year)) = self.spelled_year(at) {
            return Some((end, Year::Known(year)));
        }
        if self.mark(at, ',')
            && let Some((end, year)) = self.year_digits(at + 1)
        {
            return Some((end, Year::Known(year)));
        }
        let of = if self.is(at, Role::Of) { at + 1 } else { at };
        if of > at
            && let Some((end, year)) = self.year_digits(of)
        {
            return Some((end, Year::Known(year)));
        }
        self.shifted_year(of)
    }

    /// "last year", "this year", "that year", "the same year", "the following year".
    pub(super) fn shifted_year(&self, at: usize) -> Option<(usize, Year)> {
        let from = if self.is(at, Role::The) { at + 1 } else { at };
        let (steps, reach) = self.lexeme(from)?.shift?;
        let Reach::From(origin) = reach else { return None };
        self.is(from + 1, Role::Year).then_some((from + 2, Year::Shifted(Shift { steps, from: origin })))
    }

    /// "264 BC", "44 B.C.", "AD 70": the place after and the astronomical year.
    pub(super) fn before_christ(&self, at: usize) -> Option<(usize, i16)> {
        if self.is(at, Role::Ad) && self.str(at) == "AD" {
            let (year, digits) = self.number(at + 1)?;
            return (digits <= 4).then(|| i16::try_from(year).ok()).flatten().map(|year| (at + 2, year));
        }
        let (value, digits) = self.number(at)?;
        if digits > 4 {
            return None;
        }
        let year = i16::try_from(value).ok().filter(|year| *year > 0)?;
        let dotted = |first: &str, second: &str| {
            self.word(at + 1, first) && self.glued_mark(at + 2, '.') && self.glued(at + 3) && self.word(at + 3, second)
        };
        let past_dot = |end: usize| if self.glued_mark(end, '.') { end + 1 } else { end };
        if self.is(at + 1, Role::Bc) && self.token(at + 1).is_some_and(|token| token.capital) {
            return Some((at + 2, 1 - year));
        }
        if dotted("b", "c") {
            return Some((past_dot(at + 4), 1 - year));
        }
        if self.is(at + 1, Role::Ad) && self.str(at + 1) == "AD" {
            return Some((at + 2, year));
        }
        dotted("a", "d").then(|| (past_dot(at + 4), year))
    }

    /// "March 5, 2031", "Mar. 5", "March the fifth", "October 2024", "July last year", "October".
    fn month_first(&self, at: usize) -> Option<Found> {
        let beside = {
            let end = if self.glued_mark(at + 1, '.') { at + 2 } else { at + 1 };
            self.number(end).is_some() || self.mark(end, ',') && self.year_digits(end + 1).is_some() || self.day_of_month(end).is_some()
        };
        let capital = self.token(at)?.capital;
        let (end, month) = self.month(at, beside && capital)?;
        let the = if self.is(end, Role::The) { end + 1 } else { end };
        if let Some((after, day)) = self.day_of_month(the)
            && day <= longest_month(month)
            && !self.counts_something(the, after)
        {
            if let Some((end, year)) = self.year_after(after) {
                return Some(Found::new(end, Kind::Date, Scope::Point, fields(year, Some(month), Some(day), None)));
            }
            return Some(Found::new(after, Kind::Date, Scope::Point, fields(Year::Missing, Some(month), Some(day), None)));
        }
        if let Some((after, year)) = self.year_after(end) {
            return Some(Found::new(after, Kind::Date, Scope::Stretch, fields(year, Some(month), None, None)));
        }
        self.month_alone(at, end)
            .then(|| Found::new(end, Kind::Date, Scope::Stretch, fields(Year::Missing, Some(month), None, None)))
    }

    /// Whether digits after a month count a thing instead ("In March 10 people", "May 14:07").
    fn counts_something(&self, at: usize, end: usize) -> bool {
        if self.number(at).is_none() || end > at + 1 {
            return false;
        }
        let continues = self.glued(end)
            && self.token(end).is_some_and(|token| matches!(token.shape, Shape::Mark(':' | '.' | ',' | '%' | '/')))
            && self.glued(end + 1)
            && self.number(end + 1).is_some();
        continues || self.mark(end, '%') || self.lexeme(end).is_some_and(|lexeme| lexeme.unit.is_some_and(|(_, plural)| plural))
    }

    /// "5 March 2031", "5th of March", "the 25 October", "24-25 April".
    fn day_first(&self, at: usize) -> Option<Found> {
        let the = if self.is(at, Role::The) { at + 1 } else { at };
        let (end, day) = self.day_of_month(the)?;
        let of = if self.is(end, Role::Of) { end + 1 } else { end };
        let of = self.past_hyphen(of);
        if self.token(of).is_some_and(|token| token.capital || self.lexeme(of).is_some_and(|lexeme| matches!(lexeme.month, Some((_, Caution::Plain)))))
            && let Some((after, month)) = self.month(of, true)
            && day <= longest_month(month)
            && !(self.lexeme(the).is_some_and(|lexeme| lexeme.numeral.is_some()) && of == end)
        {
            let dashed = self.past_hyphen(after);
            return Some(match self.year_after(dashed) {
                Some((end, year)) => Found::new(end, Kind::Date, Scope::Point, fields(year, Some(month), Some(day), None)),
                None => Found::new(after, Kind::Date, Scope::Point, fields(Year::Missing, Some(month), Some(day), None)),
            });
        }
        // "24 and 25 April", "24-25 April": the first day takes the month of the second.
        if the == at && self.number(at).is_some() && (self.hyphen(end) || self.is(end, Role::And) || self.is(end, Role::To) || self.is(end, Role::Or)) {
            let second = self.day_first(end + 1)?;
            if let What::Fields { month: Some(month), day: Some(_), year, .. } = second.meaning.what
                && day <= longest_month(month)
            {
                return Some(Found::new(end, Kind::Date, Scope::Point, fields(year, Some(month), Some(day), None)));
            }
        }
        None
    }

    /// "on the 25th".
    fn ordinal_day(&self, at: usize) -> Option<Found> {
        if !self.is(at, Role::The) || !self.after_any(at, &[Role::On, Role::By, Role::Until, Role::Since, Role::From, Role::Before, Role::After]) {
            return None;
        }
        self.number(at + 1)?;
        let (end, day) = self.ordinal(at + 1).and_then(|(end, day)| Some((end, i8::try_from(day).ok().filter(|day| (1..=31).contains(day))?)))?;
        let free = self.token(end).is_none_or(|token| match token.shape {
            Shape::Word => token.lexeme.is_some_and(|lexeme| [Role::And, Role::To, Role::In, Role::By, Role::For, Role::At, Role::The].iter().any(|role| lexeme.is(*role))),
            Shape::Mark(c) => !matches!(c, '-' | '/' | '%'),
            _ => true,
        });
        free.then(|| Found::new(end, Kind::Date, Scope::Point, fields(Year::Missing, None, Some(day), None)))
    }

    /// "Monday", "Monday, Oct. 26", "last Friday", "next Tuesday", "Friday's" (without the 's), "Monday night".
    fn weekday_and_date(&self, at: usize) -> Option<Found> {
        let (mut end, weekday, shift) = self.weekday(at)?;
        let short = matches!(self.lexeme(end - 1).and_then(|lexeme| lexeme.weekday), Some((_, Caution::Short)));
        if short && self.glued_mark(end, '.') {
            end += 1;
        }
        let next = if self.mark(end, ',') { end + 1 } else { end };
        let date = super::longest([self.numeric(next), self.month_first(next), self.day_first(next)]);
        if let Some(mut found) = date
            && let What::Fields { year, month: Some(month), day: Some(day), .. } = found.meaning.what
        {
            found.meaning.what = fields(year, Some(month), Some(day), Some(weekday));
            return Some(found);
        }
        if self.is(next, Role::The)
            && let Some((after, day)) = self.day_of_month(next + 1).filter(|_| self.number(next + 1).is_some())
            && after > next + 2
        {
            return Some(Found::new(after, Kind::Date, Scope::Point, fields(Year::Missing, None, Some(day), Some(weekday))));
        }
        if short && self.time(next).is_none() {
            return None;
        }
        Some(Found::new(end, Kind::Date, Scope::Point, What::Weekday { weekday, shift }))
    }

    /// A weekday with the shift before it: the place after, the ISO number, the shift.
    fn weekday(&self, at: usize) -> Option<(usize, i8, Option<Shift>)> {
        let (at, shift) = match self.shift(at) {
            Some((end, shift)) => (end, Some(shift)),
            None => (at, None),
        };
        let token = self.token(at)?;
        let (weekday, caution) = token.lexeme?.weekday?;
        (token.capital && caution != Caution::Plural).then_some((at + 1, weekday, shift))
    }

    /// "last", "this", "this past", "this coming", "the following", "next": the place after and the shift.
    pub(super) fn shift(&self, at: usize) -> Option<(usize, Shift)> {
        use crate::meaning::Origin;
        let the = self.is(at, Role::The);
        let mut from = at + usize::from(the);
        let (mut steps, reach) = self.lexeme(from)?.shift?;
        from += 1;
        if let Some((next, reach)) = self.lexeme(from).and_then(|lexeme| lexeme.shift) {
            // "this past spring", "this coming Sunday", "that same day", "this same week".
            match reach {
                Reach::Span => {
                    steps = next;
                    return Some((from + 1, Shift { steps, from: Origin::Published }));
                }
                Reach::From(Origin::Preceding) if next == 0 => from += 1,
                Reach::From(_) => {}
            }
        }
        let origin = match reach {
            Reach::Span => Origin::Published,
            // "the next day" and "the last day" hang on what was told before; "next week" on today.
            Reach::From(Origin::Published) if the && steps > 0 => Origin::Preceding,
            Reach::From(origin) => origin,
        };
        Some((from, Shift { steps, from: origin }))
    }

    /// "2031-03-05", "2031-03-05T14:07:00+02:00", "05.03.2031", "3/5/2031", "24.05.24", "2031/03/05".
    fn numeric(&self, at: usize) -> Option<Found> {
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
            if self.glued(end) && self.word(end, "T") && self.glued(end + 1)
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
            2 if separator != '-' && separator != '–' && first_digits == 2 && second_digits == 2 || third_digits == 2 && separator == '/' => {
                i16::try_from(if third <= LAST_SHORT_YEAR_OF_2000 { 2000 + third } else { 1900 + third }).ok()?
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

    /// The second day of "April 24 and 25", "March 5-7": where it begins and what it is.
    pub(super) fn further_day(&self, found: Found) -> Option<(usize, Found)> {
        let What::Fields { year, month: Some(month), day: Some(first), .. } = found.meaning.what else { return None };
        if year != Year::Missing || found.meaning.part.is_some() {
            return None;
        }
        // Only after "month day"; "5 March and 7" does not occur.
        let joined = self.hyphen(found.end) || self.is(found.end, Role::And) || self.is(found.end, Role::To);
        let at = found.end + 1;
        let (end, day) = self.day_of_month(at).filter(|_| joined && self.number(at).is_some() && self.number(found.end - 1).is_some())?;
        if day <= first || day > longest_month(month) || self.counts_something(at, end) || !self.clean_end(end) {
            return None;
        }
        let (end, year) = self.year_after(end).unwrap_or((end, year));
        let word = self.token(end).is_some_and(|token| token.shape == Shape::Word && token.lexeme.is_none() && !token.capital);
        (!word || matches!(year, Year::Known(_)))
            .then(|| (at, Found::new(end, Kind::Date, Scope::Point, fields(year, Some(month), Some(day), None))))
    }
}
