//! Years, decades, centuries, quarters, halves and seasons.

use super::calendar::LEADS;
use super::{Found, Grammar, Scope};
use crate::meaning::{Kind, Origin, Season, Shift, Unit, What, Year};
use crate::tokens::{Shape, Token};
use crate::vocabulary::{Caution, Numeral, Role};

/// Years from here to the end of the next range stand without much around them ("the 1990 invasion").
const FREE_YEARS: std::ops::RangeInclusive<i16> = 1900..=2059;
/// Years that need a preposition or a bracket.
const LED_YEARS: std::ops::RangeInclusive<i16> = 1000..=2199;

fn year_of(year: Year) -> What {
    What::Fields { year, month: None, day: None, weekday: None }
}

impl Grammar<'_> {
    /// A stretch longer than a day with a name of its own.
    pub(super) fn stretch(&self, at: usize) -> Option<Found> {
        super::longest([
            self.quarter(at),
            self.same(at),
            self.part_of_stretch(at),
            self.half_year(at),
            self.season(at),
            self.decade(at),
            self.century(at),
            self.year(at),
        ])
    }

    /// "1990", "fiscal 1989", "the year 2000", "the 1988 period", "264 BC", "nineteen ninety-seven", "'99".
    fn year(&self, at: usize) -> Option<Found> {
        let found = |end, year| Some(Found::new(end, Kind::Date, Scope::Stretch, year_of(Year::Known(year))));
        if let Some((end, year)) = self.before_christ(at) {
            return found(end, year);
        }
        let the = if self.is(at, Role::The) { at + 1 } else { at };
        if self.is(the, Role::Year) || self.is(the, Role::Fiscal) {
            let next =
                if self.is(the, Role::Fiscal) && self.is(the + 1, Role::Year) { the + 2 } else { the + 1 };
            if let Some((value, 4)) = self.number(next) {
                return found(next + 1, i16::try_from(value).ok()?);
            }
            if let Some((end, year)) = self.spelled_year(next) {
                return found(end, year);
            }
            if self.is(the, Role::Fiscal) && (self.mark(next, '\'') || self.mark(next, '’')) {
                let (value, 2) = self.number(next + 1)? else { return None };
                return found(next + 2, super::numeric::short_year(value)?);
            }
            return None;
        }
        if the > at {
            // "the 1988 period": the year is the expression, its frame too.
            let (value, 4) = self.number(the)? else { return None };
            let year = i16::try_from(value).ok().filter(|year| FREE_YEARS.contains(year))?;
            let frame = self.is(the + 1, Role::Period)
                || self.is(the + 1, Role::Fiscal) && self.is(the + 2, Role::Year);
            return if frame {
                found(the + 2 + usize::from(self.is(the + 1, Role::Fiscal)), year)
            } else {
                None
            };
        }
        if self.mark(at, '\'') || self.mark(at, '’') {
            let free = self.before(at).is_none_or(|_| self.token(at).is_some_and(|token| token.spaced));
            let (value, 2) = self.number(at + 1).filter(|_| free && self.glued(at + 1))? else { return None };
            let led = self.after_any(at, LEADS);
            return if led && !self.glued(at + 2) {
                found(at + 2, super::numeric::short_year(value)?)
            } else {
                None
            };
        }
        if let Some((end, year)) = self.spelled_year(at) {
            return found(end, year);
        }
        let (value, 4) = self.number(at)? else { return None };
        let year = i16::try_from(value).ok().filter(|year| LED_YEARS.contains(year))?;
        self.year_stands(at, year).then_some(())?;
        found(at + 1, year)
    }

    /// Whether four digits stand where years stand.
    fn year_stands(&self, at: usize, year: i16) -> bool {
        let end = at + 1;
        if self.glued(end)
            && self
                .token(end)
                .is_some_and(|token| matches!(token.shape, Shape::Word | Shape::Mark('%' | '°' | '/' | '$')))
        {
            return false;
        }
        let led = self.after_any(
            at,
            &[
                Role::In,
                Role::Since,
                Role::Until,
                Role::By,
                Role::From,
                Role::During,
                Role::Early,
                Role::Circa,
                Role::Between,
                Role::Throughout,
                Role::Year,
                Role::Years,
                Role::Before,
                Role::After,
                Role::Of,
                Role::Post,
            ],
        );
        if self.after_any(at, &[Role::Numbered]) {
            return false;
        }
        let next = self.token(end);
        let plural = |token: &Token<'_>| {
            token.lexeme.is_none() && self.str(end).ends_with('s') && !self.str(end).ends_with("ss")
        };
        let counts = next
            .filter(|token| token.spaced && token.shape == Shape::Word && !token.capital)
            .is_some_and(|token| {
                // "2000 troops", "1777 prisoners"; but "the 1992 protests".
                token.lexeme.is_some_and(|lexeme| lexeme.unit.is_some())
                    || plural(token) && (year % 50 == 0 || !FREE_YEARS.contains(&year))
            });
        let is_year = |at: usize| {
            self.number(at).is_some_and(|(value, digits)| digits == 4 && (1000..2200).contains(&value))
        };
        let range = self.hyphen(end) && is_year(end + 1) || at >= 2 && self.hyphen(at - 1) && is_year(at - 2);
        if led || range {
            return !counts;
        }
        if self.after_any(at, &[Role::For])
            && FREE_YEARS.contains(&year)
            && next.is_none_or(|token| token.shape != Shape::Word)
        {
            return true;
        }
        if counts || !FREE_YEARS.contains(&year) {
            let bracket = self.before(at).is_some_and(|token| matches!(token.shape, Shape::Mark('(')))
                && next.is_some_and(|token| matches!(token.shape, Shape::Mark(')' | '-' | '–')));
            return bracket && !counts;
        }
        let Some(before) = self.before(at) else { return next.is_some() && !self.glued(end) };
        match before.shape {
            // "No. 1998", "Section 1983", "flight 1990": a name before it numbers it, unless the year is a frame ("World Cup 2022").
            Shape::Word => {
                !before.capital
                    || before.lexeme.is_some_and(|lexeme| {
                        lexeme.hint.is_some()
                            || lexeme.shift.is_some()
                            || lexeme.month.is_some()
                            || [Role::The, Role::A, Role::And, Role::Owner]
                                .iter()
                                .any(|role| lexeme.is(*role))
                    })
            }
            Shape::Mark(c) => {
                matches!(c, '(' | ',' | '-' | '–' | '—' | ';' | '"' | '“' | '\'' | '’')
                    && !(c == '-' && at >= 2 && self.number(at - 2).is_some_and(|(_, digits)| digits < 4))
            }
            Shape::Gap => false,
            Shape::Number { .. } => false,
        }
    }

    /// "nineteen ninety-seven", "two thousand [and four]" after "the year" or a preposition.
    pub(super) fn spelled_year(&self, at: usize) -> Option<(usize, i16)> {
        let numeral = |at: usize| self.lexeme(at).and_then(|lexeme| lexeme.numeral);
        match numeral(at)? {
            Numeral::Cardinal(century @ (18..=20)) => {
                let tens = self.past_hyphen(at + 1);
                let (mut end, mut value) = match numeral(tens)? {
                    Numeral::Cardinal(value @ 10..=99) => (tens + 1, value),
                    _ => return None,
                };
                if value >= 20
                    && let next = self.past_hyphen(end)
                    && let Some(Numeral::Cardinal(ones @ 1..=9)) = numeral(next)
                {
                    value += ones;
                    end = next + 1;
                }
                Some((end, i16::try_from(century * 100 + value).ok()?))
            }
            Numeral::Cardinal(2)
                if self.after_any(
                    at,
                    &[Role::Year, Role::In, Role::Since, Role::By, Role::Until, Role::Fiscal],
                ) =>
            {
                let (end, value) = self.count_in_words(at)?;
                let unit = self.lexeme(end).is_some_and(|lexeme| lexeme.unit.is_some());
                let thing =
                    self.token(end).is_some_and(|token| token.shape == Shape::Word && token.lexeme.is_none());
                ((2000..2100).contains(&value) && !unit && (!thing || self.after_any(at, &[Role::Year])))
                    .then(|| i16::try_from(value).ok())
                    .flatten()
                    .map(|year| (end, year))
            }
            _ => None,
        }
    }

    /// "the 1990s", "1960s", "the '60s", "the nineties".
    fn decade(&self, at: usize) -> Option<Found> {
        let the = self.is(at, Role::The);
        let from = at + usize::from(the);
        let found = |end, first| Some(Found::new(end, Kind::Date, Scope::Stretch, What::Decade(first)));
        let plural = |end: usize| {
            if self.glued(end) && self.word(end, "s") {
                return Some(end + 1);
            }
            self.past_possessive(end)
        };
        if let Some((value, digits)) = self.number(from) {
            let end = plural(from + 1)?;
            if value % 10 != 0 {
                return None;
            }
            return match digits {
                4 => found(end, i16::try_from(value).ok().filter(|year| (1000..2200).contains(year))?),
                2 if the => found(end, 1900 + i16::try_from(value).ok()?),
                _ => None,
            };
        }
        if self.mark(from, '\'') || self.mark(from, '’') {
            let (value, 2) = self.number(from + 1).filter(|_| self.glued(from + 1))? else { return None };
            let end = plural(from + 2)?;
            return if value % 10 == 0 { found(end, 1900 + i16::try_from(value).ok()?) } else { None };
        }
        if let Some(Numeral::Decade(tens)) = self.lexeme(from)?.numeral {
            // "in her thirties" is an age.
            let led = the
                || self.after_any(at, &[Role::Early])
                    && !self.before(at.wrapping_sub(1)).is_some_and(|token| token.is(Role::Owner));
            return if led { found(from + 1, 1900 + i16::try_from(tens).ok()?) } else { None };
        }
        None
    }

    /// "the 20th century", "the nineteenth century", "11th-century".
    fn century(&self, at: usize) -> Option<Found> {
        let from = at + usize::from(self.is(at, Role::The));
        let (end, ordinal) = self.ordinal(from)?;
        let end = self.past_hyphen(end);
        let (Unit::Century, false) = self.lexeme(end)?.unit? else { return None };
        let number = i16::try_from(ordinal).ok().filter(|n| (1..=30).contains(n))?;
        if let Some((after, _)) = self.before_christ_word(end + 1) {
            return Some(Found::new(after, Kind::Date, Scope::Stretch, What::Century(-number)));
        }
        Some(Found::new(end + 1, Kind::Date, Scope::Stretch, What::Century(number - 1)))
    }

    fn before_christ_word(&self, at: usize) -> Option<(usize, ())> {
        self.is(at, Role::Bc).then_some((at + 1, ()))
    }

    /// The year after a quarter, half or season: "2031", "of 2031", "of last year", "last year".
    fn period_year(&self, at: usize) -> Option<(usize, Year)> {
        let of = if self.is(at, Role::Of) || self.is(at, Role::In) { at + 1 } else { at };
        let comma = if self.mark(at, ',') { at + 1 } else { of };
        let fiscal = if self.is(comma, Role::Fiscal) { comma + 1 } else { comma };
        if let Some((value, 4)) = self.number(fiscal)
            && let Some(year) = i16::try_from(value).ok().filter(|year| LED_YEARS.contains(year))
        {
            return Some((fiscal + 1, Year::Known(year)));
        }
        if let Some((end, year)) = self.spelled_year(fiscal) {
            return Some((end, Year::Known(year)));
        }
        self.before_christ(of).map(|(end, year)| (end, Year::Known(year))).or_else(|| self.shifted_year(of))
    }

    /// A year before a quarter: "the 1988 second quarter", "next year's first quarter", "the year-ago quarter".
    fn leading_year(&self, at: usize) -> Option<(usize, Year)> {
        let from = at + usize::from(self.is(at, Role::The));
        let from = if self.is(from, Role::Fiscal) { from + 1 } else { from };
        if let Some((value, 4)) = self.number(from) {
            let year = i16::try_from(value).ok().filter(|year| FREE_YEARS.contains(year))?;
            return Some((self.past_possessive(from + 1).unwrap_or(from + 1), Year::Known(year)));
        }
        if self.is(from, Role::Year) && self.hyphen(from + 1) {
            let back = self.lexeme(from + 2)?.phrases.iter().any(|(rest, phrase)| {
                rest.is_empty()
                    && matches!(phrase, crate::vocabulary::Phrase::Direction(direction) if !direction.forward)
            });
            return back.then_some((from + 3, Year::Shifted(Shift { steps: -1, from: Origin::Preceding })));
        }
        let (end, year) = self.shifted_year(at)?;
        Some((self.past_possessive(end)?, year))
    }

    /// "the third quarter", "third-quarter", "Q3 2031", "3Q", "the 1988 quarter", "the year-ago third quarter".
    fn quarter(&self, at: usize) -> Option<Found> {
        let found = |end, number, year| {
            Some(Found::new(end, Kind::Date, Scope::Stretch, What::Quarter { number, year }))
        };
        if self.word(at, "Q") && self.glued(at + 1) {
            let (number @ 1..=4, 1) = self.number(at + 1)? else { return None };
            let (end, year) = self.period_year(at + 2).unwrap_or((at + 2, Year::Missing));
            return found(end, i8::try_from(number).ok(), year);
        }
        if let Some((number @ 1..=4, 1)) = self.number(at)
            && self.glued(at + 1)
            && self.str(at + 1) == "Q"
        {
            return found(at + 2, i8::try_from(number).ok(), Year::Missing);
        }
        let (from, year) =
            self.leading_year(at).unwrap_or((at + usize::from(self.is(at, Role::The)), Year::Missing));
        let from = if self.is(from, Role::Fiscal) { from + 1 } else { from };
        // "the final quarter", "the last quarter of 2031"; "the last quarter" alone is the one just over.
        let fourth = || {
            let after = self.period_year(from + 2).is_some_and(|_| self.is(from + 2, Role::Of));
            let last = self.is(from, Role::Last)
                && (after || self.lexeme(from).is_some_and(|lexeme| lexeme.shift.is_none()));
            last.then_some((from + 1, 4))
        };
        if let Some((end, number @ 1..=4)) = self.ordinal(from).or_else(fourth) {
            let end = if self.is(end, Role::Fiscal) { end + 1 } else { end };
            // "the third-quarter loss": the article is the noun's.
            if self.hyphen(end) && year == Year::Missing && from > at {
                return None;
            }
            let end = self.past_hyphen(end);
            match self.lexeme(end)?.unit {
                Some((Unit::Quarter, false)) => {}
                // "third-period profit"; a match has periods too.
                _ if self.is(end, Role::Period) && self.results_near(end) => {}
                _ => return None,
            }
            let (end, year) = match year {
                Year::Missing => self.period_year(end + 1).unwrap_or((end + 1, year)),
                year => (end + 1, year),
            };
            return found(end, i8::try_from(number).ok(), year);
        }
        if year == Year::Missing {
            return None;
        }
        let month = matches!(self.lexeme(from).and_then(|lexeme| lexeme.unit), Some((Unit::Month, false)));
        if self.is(from, Role::Period) || month && matches!(year, Year::Shifted(_)) {
            return Some(Found::new(from + 1, Kind::Date, Scope::Stretch, What::Same { year }));
        }
        let quarter =
            matches!(self.lexeme(from).and_then(|lexeme| lexeme.unit), Some((Unit::Quarter, false)));
        if quarter { found(from + 1, None, year) } else { None }
    }

    /// Whether a word for what is told of quarters and halves stands in the sentence, not far off.
    fn results_near(&self, at: usize) -> bool {
        const REACH: usize = 10;
        let stops = |token: &&Token<'_>| !matches!(token.shape, Shape::Gap | Shape::Mark('.' | '!' | '?'));
        let (before, after) = self.tokens.split_at(at.min(self.tokens.len()));
        let mut near = before
            .iter()
            .rev()
            .take(REACH)
            .take_while(stops)
            .chain(after.iter().take(REACH).take_while(stops));
        near.any(|token| token.is(Role::Results))
    }

    /// "the same period last year", "the like 1988 period", "the corresponding quarter of the previous year", "the same month a year
    /// earlier".
    fn same(&self, at: usize) -> Option<Found> {
        let from = self.is(at, Role::The).then_some(at + 1)?;
        self.is(from, Role::Like).then_some(())?;
        let (next, leading) = match self.leading_year(from + 1) {
            Some((next, year)) => (next, Some(year)),
            None => (from + 1, None),
        };
        let lexeme = self.lexeme(next)?;
        let quarter = matches!(lexeme.unit, Some((Unit::Quarter, false)));
        let stretch = quarter
            || lexeme.is(Role::Period)
            || matches!(lexeme.unit, Some((Unit::Month, false)))
            || lexeme.numeral == Some(Numeral::Half);
        stretch.then_some(())?;
        let (end, year) = match leading {
            Some(year) => (next + 1, year),
            None => self.period_year(next + 1).or_else(|| self.year_compared(next + 1))?,
        };
        let what = if quarter { What::Quarter { number: None, year } } else { What::Same { year } };
        Some(Found::new(end, Kind::Date, Scope::Closed, what))
    }

    /// "a year earlier", "a year ago", "one year before" after a stretch.
    fn year_compared(&self, at: usize) -> Option<(usize, Year)> {
        let one = self.is(at, Role::A) || self.count(at).is_some_and(|(_, count)| count == 1);
        (one && self.is(at + 1, Role::Year)).then_some(())?;
        let (end, direction) = self.phrase(at + 2, |phrase| match phrase {
            crate::vocabulary::Phrase::Direction(direction) if !direction.forward => Some(*direction),
            _ => None,
        })?;
        let from = direction.from.unwrap_or(Origin::Preceding);
        Some((end, Year::Shifted(Shift { steps: -1, from })))
    }

    /// "the first week of November", "the last day of March 2031", "the second weekend in May", "the first day of the year".
    fn part_of_stretch(&self, at: usize) -> Option<Found> {
        let from = self.is(at, Role::The).then_some(at + 1)?;
        let (next, nth) = match self.ordinal(from) {
            Some((next, nth)) => (next, u8::try_from(nth).ok().filter(|nth| *nth > 0)?),
            None => (self.is(from, Role::Last).then_some(from + 1)?, 0),
        };
        let (unit @ (Unit::Day | Unit::Week | Unit::Weekend | Unit::Month), false) =
            self.lexeme(next)?.unit?
        else {
            return None;
        };
        (self.is(next + 1, Role::Of) || self.is(next + 1, Role::In)).then_some(())?;
        let whole = next + 2;
        let found = |end, year, month| {
            Some(Found::new(end, Kind::Date, Scope::Closed, What::Nth { unit, nth, year, month }))
        };
        if let Some(month) = self.month_first(whole)
            && let What::Fields { year, month: Some(number), day: None, .. } = month.meaning.what
        {
            return if unit == Unit::Month { None } else { found(month.end, year, Some(number)) };
        }
        if self.is(whole, Role::The) && self.is(whole + 1, Role::Year) {
            let this = Shift { steps: 0, from: Origin::Published };
            return found(whole + 2, Year::Shifted(this), None);
        }
        let (end, year) = self.period_year(whole)?;
        found(end, year, None)
    }

    /// "the first half of 2031", "the second half of last year", "first-half profit", "this year's first half".
    fn half_year(&self, at: usize) -> Option<Found> {
        let (from, leading) = self
            .leading_year(at)
            .map_or((at + usize::from(self.is(at, Role::The)), None), |(from, year)| (from, Some(year)));
        let from = if self.is(from, Role::Fiscal) { from + 1 } else { from };
        let (end, number @ 1..=2) = self.ordinal(from)? else { return None };
        let hyphen = self.hyphen(end);
        let end = self.past_hyphen(end);
        (self.lexeme(end)?.numeral? == Numeral::Half).then_some(())?;
        let (end, year) = match leading.map(|year| (end + 1, year)).or_else(|| self.period_year(end + 1)) {
            Some(found) => found,
            // Matches have halves too. "the first-half loss": the article is the noun's.
            None if self.results_near(end) && !self.is(end + 1, Role::Of) && !(hyphen && from > at) => {
                (end + 1, Year::Missing)
            }
            None => return None,
        };
        let number = i8::try_from(number).ok()?;
        Some(Found::new(end, Kind::Date, Scope::Point, What::Half { number, year }))
    }

    /// "in the summer", "spring 2022", "the winter of 1994", "last winter", "this past spring".
    fn season(&self, at: usize) -> Option<Found> {
        let found = |end, season: Season, year, shift| {
            Some(Found::new(end, Kind::Date, Scope::Stretch, What::Season { season, year, shift }))
        };
        if let Some((end, shift)) = self.shift(at)
            && let Some((season, _)) = self.lexeme(end).and_then(|lexeme| lexeme.season)
        {
            return found(end + 1, season, Year::Missing, Some(shift));
        }
        let the = self.is(at, Role::The);
        let from = at + usize::from(the);
        let (season, caution) = self.lexeme(from)?.season?;
        if let Some((end, year)) = self.period_year(from + 1) {
            let of = self.is(from + 1, Role::Of);
            if the
                || !of
                || self.after_any(at, LEADS)
                || caution == Caution::Plain
                || self.token(from)?.capital
            {
                return found(end, season, year, None);
            }
        }
        let led = self.after_any(
            at,
            &[Role::In, Role::During, Role::Since, Role::Until, Role::By, Role::Throughout, Role::Early],
        );
        let next = self.token(from + 1);
        // "in the fall of the government" falls otherwise.
        let other =
            next.is_some_and(|token| token.is(Role::Of) || token.shape == Shape::Mark('-') && !token.spaced);
        let stands = match caution {
            Caution::Plain => {
                led || the && next.is_none_or(|token| token.shape != Shape::Word || token.lexeme.is_some())
            }
            _ => {
                led && (the
                    || !next.is_some_and(|token| token.shape == Shape::Word && token.lexeme.is_none()))
            }
        };
        if stands && !other { found(from + 1, season, Year::Missing, None) } else { None }
    }

    /// "the month", "the year" inside "the end of the month".
    pub(super) fn bare_unit(&self, at: usize) -> Option<Found> {
        let from = self.is(at, Role::The).then_some(at + 1)?;
        let (unit, false) = self.lexeme(from)?.unit? else { return None };
        if !matches!(
            unit,
            Unit::Week
                | Unit::Month
                | Unit::Quarter
                | Unit::Year
                | Unit::Day
                | Unit::Decade
                | Unit::Century
                | Unit::Weekend
        ) {
            return None;
        }
        let shift = Shift { steps: 0, from: Origin::Published };
        Some(Found::new(from + 1, Kind::Date, Scope::Stretch, What::Unit { unit, shift }))
    }
}
