//! Dates with calendar fields: "5 March 2031", "Mar. 5", "2031-03-05T14:07Z", "the 5th of May", "October", "Monday, Oct. 26".

use super::{Found, Grammar, Scope};
use crate::meaning::{Kind, Shift, Unit, What, Year};
use crate::tokens::Shape;
use crate::vocabulary::{Caution, Numeral, Reach, Role};

/// Prepositions and the like that make a doubtful word a date.
pub(super) const LEADS: &[Role] = &[
    Role::In,
    Role::By,
    Role::Since,
    Role::Until,
    Role::Of,
    Role::During,
    Role::From,
    Role::To,
    Role::Between,
    Role::Before,
    Role::After,
    Role::Throughout,
    Role::Early,
    Role::On,
    Role::For,
    Role::Circa,
    Role::Dated,
    Role::Ended,
    Role::Within,
];

/// Calendar fields as what was named.
pub(super) fn fields(year: Year, month: Option<i8>, day: Option<i8>, weekday: Option<i8>) -> What {
    What::Fields { year, month, day, weekday }
}

/// Days of the longest form of a month.
pub(super) fn longest_month(month: i8) -> i8 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Grammar<'_> {
    /// A date with a day or a month, with its weekday and its time.
    pub(super) fn date(&self, at: usize) -> Option<Found> {
        let found = super::longest([
            self.numeric(at),
            self.weekday_and_date(at),
            self.month_first(at),
            self.day_first(at),
            self.ordinal_day(at),
        ])?;
        let day = matches!(
            found.meaning.what,
            What::Fields { day: Some(_), .. } | What::DayOrMonth { .. } | What::Weekday { .. }
        );
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
            let led = self.after_any(at, LEADS)
                || self
                    .before(at)
                    .is_some_and(|token| token.lexeme.is_some_and(|lexeme| lexeme.shift.is_some()));
            return (beside || led && (dot || token.end - token.start > 3 || number != 3))
                .then_some((end, number));
        }
        if !(token.capital || beside || caution == Caution::Plain) {
            return None;
        }
        Some((at + 1, number))
    }

    /// Whether a month without day or year stands where months stand.
    fn month_alone(&self, at: usize, end: usize) -> bool {
        let Some((_, caution)) = self.lexeme(at).and_then(|lexeme| lexeme.month) else { return false };
        let led = self.after_any(at, LEADS)
            || self.before(at).is_some_and(|token| {
                token.lexeme.is_some_and(|lexeme| lexeme.shift.is_some() || lexeme.every.is_some())
            })
            || self.hyphen(at.wrapping_sub(1));
        let next = self.token(end);
        let before_name =
            next.is_some_and(|token| token.shape == Shape::Word && token.capital && token.spaced);
        if led || caution == Caution::Plain {
            // "the October Revolution" is a name.
            return led
                || !(before_name
                    && next.is_some_and(|token| token.lexeme.is_none())
                    && !self.all_capitals(at));
        }
        let first = self.before(at).is_none_or(|token| {
            matches!(token.shape, Shape::Gap | Shape::Mark('.' | '"' | '“' | '”' | '!' | '?' | ':'))
        });
        match caution {
            Caution::Name => {
                !before_name
                    && !self.before(at).is_some_and(|token| token.shape == Shape::Word && token.capital)
            }
            // "The March accession", "a May meeting"; never "May I", "March on".
            Caution::Word if self.past_possessive(end).is_some() => true,
            Caution::Word => {
                !first
                    && !before_name
                    && self.before(at).is_some_and(|token| {
                        token.is(Role::The) || token.is(Role::A) || token.is(Role::Owner)
                    })
                    && next.is_some_and(|token| {
                        token.shape == Shape::Word && !LEADS.iter().any(|role| token.is(*role))
                    })
            }
            _ => false,
        }
    }

    /// Whether a word stands in a line of capitals, where a capital tells nothing.
    fn all_capitals(&self, at: usize) -> bool {
        self.str(at).chars().all(char::is_uppercase)
    }

    /// A day of the month in digits or as an ordinal ("5", "5th", "fifth").
    pub(super) fn day_of_month(&self, at: usize) -> Option<(usize, i8)> {
        if let Some((value, digits)) = self.number(at) {
            let day = i8::try_from(value).ok().filter(|day| digits <= 2 && (1..=31).contains(day))?;
            if self.glued(at + 1) && self.token(at + 1).is_some_and(|token| token.shape == Shape::Word) {
                return ["st", "nd", "rd", "th"]
                    .iter()
                    .any(|suffix| self.word(at + 1, suffix))
                    .then_some((at + 2, day));
            }
            return Some((at + 1, day));
        }
        let (end, ordinal) = self.ordinal(at)?;
        Some((end, i8::try_from(ordinal).ok().filter(|day| (1..=31).contains(day))?))
    }

    /// An ordinal in words or digits: "third", "twenty-first", "20th".
    pub(super) fn ordinal(&self, at: usize) -> Option<(usize, u32)> {
        if let Some((value, _)) = self.number(at) {
            let suffix =
                self.glued(at + 1) && ["st", "nd", "rd", "th"].iter().any(|suffix| self.word(at + 1, suffix));
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
            self.word(at + 1, first)
                && self.glued_mark(at + 2, '.')
                && self.glued(at + 3)
                && self.word(at + 3, second)
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
    pub(super) fn month_first(&self, at: usize) -> Option<Found> {
        let beside = {
            let end = if self.glued_mark(at + 1, '.') { at + 2 } else { at + 1 };
            self.number(end).is_some()
                || self.mark(end, ',') && self.year_digits(end + 1).is_some()
                || self.day_of_month(end).is_some()
        };
        let capital = self.token(at)?.capital;
        let (end, month) = self.month(at, beside && capital)?;
        let the = if self.is(end, Role::The) { end + 1 } else { end };
        if let Some((after, day)) = self.day_of_month(the)
            && day <= longest_month(month)
            && !self.counts_something(the, after)
        {
            if let Some((end, year)) = self.year_after(after) {
                return Some(Found::new(
                    end,
                    Kind::Date,
                    Scope::Point,
                    fields(year, Some(month), Some(day), None),
                ));
            }
            return Some(Found::new(
                after,
                Kind::Date,
                Scope::Point,
                fields(Year::Missing, Some(month), Some(day), None),
            ));
        }
        // "the September quarter" is the one that ends with it.
        if capital
            && month % 3 == 0
            && matches!(self.lexeme(end).and_then(|lexeme| lexeme.unit), Some((Unit::Quarter, false)))
        {
            let what = What::Quarter { number: Some(month / 3), year: Year::Missing };
            return Some(Found::new(end + 1, Kind::Date, Scope::Stretch, what));
        }
        if let Some((after, year)) = self.year_after(end) {
            return Some(Found::new(
                after,
                Kind::Date,
                Scope::Stretch,
                fields(year, Some(month), None, None),
            ));
        }
        self.month_alone(at, end).then(|| {
            Found::new(end, Kind::Date, Scope::Stretch, fields(Year::Missing, Some(month), None, None))
        })
    }

    /// Whether digits after a month count a thing instead ("In March 10 people", "May 14:07").
    fn counts_something(&self, at: usize, end: usize) -> bool {
        if self.number(at).is_none() || end > at + 1 {
            return false;
        }
        let continues = self.glued(end)
            && self
                .token(end)
                .is_some_and(|token| matches!(token.shape, Shape::Mark(':' | '.' | ',' | '%' | '/')))
            && self.glued(end + 1)
            && self.number(end + 1).is_some();
        continues
            || self.mark(end, '%')
            || self.lexeme(end).is_some_and(|lexeme| lexeme.unit.is_some_and(|(_, plural)| plural))
    }

    /// "5 March 2031", "5th of March", "the 25 October", "24-25 April".
    pub(super) fn day_first(&self, at: usize) -> Option<Found> {
        let the = if self.is(at, Role::The) { at + 1 } else { at };
        let (end, day) = self.day_of_month(the)?;
        let of = if self.is(end, Role::Of) { end + 1 } else { end };
        let of = self.past_hyphen(of);
        if self.token(of).is_some_and(|token| {
            token.capital
                || self.lexeme(of).is_some_and(|lexeme| matches!(lexeme.month, Some((_, Caution::Plain))))
        }) && let Some((after, month)) = self.month(of, true)
            && day <= longest_month(month)
            && !(self.lexeme(the).is_some_and(|lexeme| lexeme.numeral.is_some()) && of == end)
        {
            let dashed = self.past_hyphen(after);
            return Some(match self.year_after(dashed) {
                Some((end, year)) => {
                    Found::new(end, Kind::Date, Scope::Point, fields(year, Some(month), Some(day), None))
                }
                None => Found::new(
                    after,
                    Kind::Date,
                    Scope::Point,
                    fields(Year::Missing, Some(month), Some(day), None),
                ),
            });
        }
        // "24 and 25 April", "24-25 April": the first day takes the month of the second.
        if the == at
            && self.number(at).is_some()
            && (self.hyphen(end)
                || self.is(end, Role::And)
                || self.is(end, Role::To)
                || self.is(end, Role::Or))
        {
            let second = self.day_first(end + 1)?;
            if let What::Fields { month: Some(month), day: Some(_), year, .. } = second.meaning.what
                && day <= longest_month(month)
            {
                return Some(Found::new(
                    end,
                    Kind::Date,
                    Scope::Point,
                    fields(year, Some(month), Some(day), None),
                ));
            }
        }
        None
    }

    /// "on the 25th".
    fn ordinal_day(&self, at: usize) -> Option<Found> {
        if !self.is(at, Role::The)
            || !self.after_any(
                at,
                &[Role::On, Role::By, Role::Until, Role::Since, Role::From, Role::Before, Role::After],
            )
        {
            return None;
        }
        self.number(at + 1)?;
        let (end, day) = self.ordinal(at + 1).and_then(|(end, day)| {
            Some((end, i8::try_from(day).ok().filter(|day| (1..=31).contains(day))?))
        })?;
        let free = self.token(end).is_none_or(|token| match token.shape {
            Shape::Word => token.lexeme.is_some_and(|lexeme| {
                [Role::And, Role::To, Role::In, Role::By, Role::For, Role::At, Role::The]
                    .iter()
                    .any(|role| lexeme.is(*role))
            }),
            Shape::Mark(c) => !matches!(c, '-' | '/' | '%'),
            _ => true,
        });
        free.then(|| Found::new(end, Kind::Date, Scope::Point, fields(Year::Missing, None, Some(day), None)))
    }

    /// The second day of "April 24 and 25", "March 5-7": where it begins and what it is.
    pub(super) fn further_day(&self, found: Found) -> Option<(usize, Found)> {
        let What::Fields { year, month: Some(month), day: Some(first), .. } = found.meaning.what else {
            return None;
        };
        if year != Year::Missing || found.meaning.part.is_some() {
            return None;
        }
        // Only after "month day"; "5 March and 7" does not occur.
        let joined = self.hyphen(found.end) || self.is(found.end, Role::And) || self.is(found.end, Role::To);
        let at = found.end + 1;
        // "24-25 April": the second has the month itself.
        if self.day_first(at).is_some() {
            return None;
        }
        let (end, day) = self
            .day_of_month(at)
            .filter(|_| joined && self.number(at).is_some() && self.number(found.end - 1).is_some())?;
        if day <= first
            || day > longest_month(month)
            || self.counts_something(at, end)
            || !self.clean_end(end)
        {
            return None;
        }
        let (end, year) = self.year_after(end).unwrap_or((end, year));
        let word = self
            .token(end)
            .is_some_and(|token| token.shape == Shape::Word && token.lexeme.is_none() && !token.capital);
        (!word || matches!(year, Year::Known(_))).then(|| {
            (at, Found::new(end, Kind::Date, Scope::Point, fields(year, Some(month), Some(day), None)))
        })
    }
}
