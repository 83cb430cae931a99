//! What hangs on the day of publication or on the expression before: "last week", "the following day", "two days ago",
//! "over the past six months", "now", "Thanksgiving".

use super::{Found, Grammar, Scope};
use crate::meaning::{
    Amount, DayPart, Holiday, Kind, Meaning, Modifier, Origin, Reference, Shift, Unit, What, Year,
};
use crate::tokens::Shape;
use crate::vocabulary::{Caution, Condition, Direction, Phrase, Reach, Role};

impl Grammar<'_> {
    /// Anything relative.
    pub(super) fn relative(&self, at: usize) -> Option<Found> {
        super::longest([
            self.shifted(at),
            self.span(at),
            self.offset(at),
            self.first_of(at),
            self.frame(at),
            self.holiday(at),
        ])
    }

    /// "last week", "this morning", "the following day", "last March", "the previous evening", "that year".
    fn shifted(&self, at: usize) -> Option<Found> {
        let (end, shift) = self.shift(at)?;
        let the = self.is(at, Role::The);
        let fiscal = if self.is(end, Role::Fiscal) || self.is(end, Role::Full) { end + 1 } else { end };
        let lexeme = self.lexeme(fiscal)?;
        if let Some((unit, false)) = lexeme.unit {
            if self.is(at, Role::More) || matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
                return None;
            }
            let mut what = What::Unit { unit, shift };
            let mut end = fiscal + 1;
            // "the past year", "the last decade": a length up to now.
            let reach =
                self.lexeme(at + usize::from(the)).and_then(|lexeme| lexeme.shift).map(|(_, reach)| reach);
            let span = reach == Some(Reach::Span) && unit != Unit::Weekend
                || the && shift == Shift { steps: -1, from: Origin::Published };
            if span
                && !self.is(at + usize::from(the) + 1, Role::Days)
                && !self
                    .lexeme(at)
                    .is_some_and(|lexeme| lexeme.shift == Some((0, Reach::From(Origin::Published))))
            {
                let (kind, what) = match (unit, shift.steps < 0) {
                    (Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night, _)
                    | (Unit::Decade | Unit::Century | Unit::Millennium, _) => {
                        (Kind::Duration, What::Length { amount: Amount::whole(1), unit })
                    }
                    (unit, true) => (Kind::Date, What::Past { unit }),
                    (unit, false) => (Kind::Date, What::Unit { unit, shift }),
                };
                let mut found = Found::new(end, kind, Scope::Closed, what);
                if self.is(end, Role::Or) && self.is(end + 1, Role::So) {
                    found.end = end + 2;
                    found.meaning.modifier = Some(Modifier::Approx);
                }
                return Some(found);
            }
            if unit == Unit::Night {
                what = What::Unit { unit: Unit::Day, shift };
                return Some(Found {
                    meaning: Meaning { what, part: Some(DayPart::Night), modifier: None },
                    ..Found::new(end, Kind::Time, Scope::Point, what)
                });
            }
            if let Some(after) = self.past_possessive(end)
                && matches!(self.lexeme(after).and_then(|lexeme| lexeme.unit), Some((Unit::Quarter, false)))
            {
                // "last year's quarter".
                what = What::Quarter { number: None, year: Year::Shifted(shift) };
                end = after + 1;
            }
            return Some(self.with_part(Found::new(end, Kind::Date, Scope::Stretch, what)));
        }
        if let Some(part) = lexeme.part.filter(|part| !matches!(part, DayPart::Clock { .. })) {
            let what = What::Unit { unit: Unit::Day, shift };
            return Some(Found {
                meaning: Meaning { what, part: Some(part), modifier: None },
                ..Found::new(fiscal + 1, Kind::Time, Scope::Point, what)
            });
        }
        if let Some((month, caution)) = lexeme.month
            && self.token(fiscal)?.capital
            && caution != Caution::Short
        {
            if let Some((value @ 1..=31, digits)) = self.number(fiscal + 1)
                && digits <= 2
                && shift.from == Origin::Published
                && shift.steps <= 0
            {
                let what = What::Fields {
                    year: Year::Missing,
                    month: Some(month),
                    day: i8::try_from(value).ok(),
                    weekday: None,
                };
                return Some(Found::new(fiscal + 2, Kind::Date, Scope::Point, what));
            }
            return Some(Found::new(fiscal + 1, Kind::Date, Scope::Stretch, What::Month { month, shift }));
        }
        if self.is(fiscal, Role::Period) && shift.from == Origin::Preceding {
            // "the corresponding period last year", "the latest period".
            let (end, year) = self.shifted_year(fiscal + 1).unwrap_or((fiscal + 1, Year::Shifted(shift)));
            return Some(Found::new(end, Kind::Date, Scope::Closed, What::Same { year }));
        }
        let (end, holiday) = self.holiday_rule(fiscal)?;
        let what = What::Holiday { holiday, year: Year::Missing, shift: Some(shift) };
        Some(Found::new(end, Kind::Date, Scope::Point, what))
    }

    /// "the next day" takes a part after it: "the next day at noon" does not, "early the next morning" is the part itself.
    fn with_part(&self, found: Found) -> Found {
        match found.meaning.what {
            What::Unit { unit: Unit::Day, .. } => self.and_time(found),
            _ => found,
        }
    }

    /// "the past two weeks", "the next few days", "the first nine months", "recent months", "the coming years".
    fn span(&self, at: usize) -> Option<Found> {
        let from = at + usize::from(self.is(at, Role::The));
        let shift = self.lexeme(from).and_then(|lexeme| lexeme.shift);
        let first = self.is(from, Role::First);
        if shift.is_none() && !first {
            return None;
        }
        let mut next = from + 1;
        if let Some((_, Reach::Span)) = self.lexeme(next).and_then(|lexeme| lexeme.shift) {
            next += 1;
        }
        if shift.is_some() {
            // A bare plural: "recent weeks", "the coming months", "past years", "the following days".
            let plural = self
                .unit(next)
                .filter(|(_, unit, plural)| *plural && !matches!(unit, Unit::Second | Unit::Minute));
            if let Some((end, unit, _)) = plural {
                // "in past years" tells no length.
                let past = shift == Some((-1, Reach::Span)) && from == at && self.word(from, "past");
                if matches!(shift, Some((0, _))) || past {
                    return None;
                }
                return Some(Found::new(
                    end,
                    Kind::Duration,
                    Scope::Closed,
                    What::Length { amount: Amount::Untold, unit },
                ));
            }
        }
        if matches!(shift, Some((0, Reach::From(Origin::Published)))) {
            return None;
        }
        if self.is(next, Role::A) || self.lexeme(next).is_some_and(|lexeme| lexeme.is(Role::More)) {
            return None;
        }
        let (end, amount, unit, blurred) = self.measured(next)?;
        let hyphenated = (next..end).any(|at| self.mark(at, '-'));
        if hyphenated || unit < Unit::Hour && first {
            return None;
        }
        let mut found = Found::new(end, Kind::Duration, Scope::Closed, What::Length { amount, unit });
        if blurred {
            found.meaning.modifier = Some(Modifier::Approx);
        }
        Some(found)
    }

    /// "the four days", "the nine months": a length told before.
    fn frame(&self, at: usize) -> Option<Found> {
        let next = self.is(at, Role::The).then_some(at + 1)?;
        if let Some((unit, false)) = self.lexeme(next)?.unit {
            let next_word = self.token(next + 1);
            let noun = next_word.is_some_and(|token| {
                token.shape == Shape::Word && token.lexeme.is_none() && token.spaced && !token.capital
            });
            let shift = Shift { steps: 0, from: Origin::Preceding };
            let what = match unit {
                Unit::Weekend if !self.hyphen(next + 1) => {
                    What::Unit { unit, shift: Shift { steps: 0, from: Origin::Published } }
                }
                Unit::Quarter if !noun && !self.is(next + 1, Role::Of) && !self.hyphen(next + 1) => {
                    What::Quarter { number: None, year: Year::Shifted(shift) }
                }
                Unit::Week | Unit::Month | Unit::Year if self.is(next + 1, Role::Ended) => {
                    What::Length { amount: Amount::whole(1), unit }
                }
                Unit::Week if !noun && !self.is(next + 1, Role::Of) && !self.hyphen(next + 1) => {
                    What::Unit { unit, shift }
                }
                Unit::Year
                    if self.after_any(at, &[Role::For, Role::Of])
                        && !noun
                        && !self.is(next + 1, Role::Of) =>
                {
                    What::Unit { unit, shift }
                }
                Unit::Day if self.after_any(at, &[Role::For]) && self.ends_clause(next + 1) => What::Day,
                _ => return None,
            };
            let kind = if matches!(what, What::Length { .. }) { Kind::Duration } else { Kind::Date };
            return Some(Found::new(next + 1, kind, Scope::Stretch, what));
        }
        if (self.is(next, Role::Full) || self.is(next, Role::Fiscal)) && self.is(next + 1, Role::Year) {
            let what = What::Unit { unit: Unit::Year, shift: Shift { steps: 0, from: Origin::Published } };
            return Some(Found::new(next + 2, Kind::Date, Scope::Stretch, what));
        }
        let (end, amount, unit, _) = self.measured(next).filter(|_| self.count(next).is_some())?;
        let hyphenated = (next..end).any(|at| self.mark(at, '-'));
        (!hyphenated && unit >= Unit::Hour)
            .then(|| Found::new(end, Kind::Duration, Scope::Closed, What::Length { amount, unit }))
    }

    /// "the week of March 6", "the day after the vote" is left alone.
    fn first_of(&self, at: usize) -> Option<Found> {
        let next = self.is(at, Role::The).then_some(at + 1)?;
        let (Unit::Week, false) = self.lexeme(next)?.unit? else { return None };
        let day = self.is(next + 1, Role::Of).then(|| self.date(next + 2)).flatten()?;
        let What::Fields { year, month: Some(month), day: Some(day_of_month), .. } = day.meaning.what else {
            return None;
        };
        let what = What::WeekOf { year, month, day: day_of_month };
        Some(Found::new(day.end, Kind::Date, Scope::Closed, what))
    }

    /// The direction after a length: "ago", "earlier", "later", "from now".
    fn direction(&self, at: usize) -> Option<(usize, Direction)> {
        self.phrase(at, |phrase| match phrase {
            Phrase::Direction(direction) => Some(*direction),
            _ => None,
        })
    }

    /// "two days ago", "a week later", "three years earlier", "weeks earlier", "the day before", "a year-ago".
    fn offset(&self, at: usize) -> Option<Found> {
        if self.is(at, Role::The)
            && let Some((unit @ (Unit::Day | Unit::Night | Unit::Week | Unit::Month | Unit::Year), false)) =
                self.lexeme(at + 1).and_then(|lexeme| lexeme.unit)
        {
            return self.the_unit_before(at + 1, unit);
        }
        let (end, amount, unit, blurred) = match self.measured(at) {
            Some(measured) => measured,
            None => match self.lexeme(at)?.unit {
                Some((unit, true)) => (at + 1, Amount::Untold, unit, false),
                Some((unit @ Unit::Year, false)) if self.hyphen(at + 1) => {
                    (at + 1, Amount::whole(1), unit, false)
                }
                _ => return None,
            },
        };
        let end = self.past_hyphen(end);
        let (after, direction) = self.direction(end)?;
        let from = match direction.from {
            Some(from) => from,
            // "two days before." but not "two days before the vote".
            None if self.ends_clause(after) => Origin::Preceding,
            None => return None,
        };
        // "a week later this month" is no offset; "two days earlier this month" neither.
        let mut found = Found::new(
            after,
            Kind::Date,
            Scope::Offset,
            What::Offset { amount, unit, forward: direction.forward, from },
        );
        if blurred {
            found.meaning.modifier = Some(Modifier::Approx);
        }
        Some(if unit == Unit::Day { self.offset_part(found) } else { found })
    }

    fn offset_part(&self, found: Found) -> Found {
        let timed = self.and_time(found);
        if matches!(timed.meaning.part, Some(DayPart::Clock { .. })) { found } else { timed }
    }

    fn ends_clause(&self, at: usize) -> bool {
        self.token(at).is_none_or(|token| {
            matches!(
                token.shape,
                Shape::Gap | Shape::Mark('.' | ',' | ';' | ':' | '"' | '”' | ')' | '!' | '?')
            )
        })
    }

    /// "the day before.", "the year before,", "the night before".
    fn the_unit_before(&self, at: usize, unit: Unit) -> Option<Found> {
        let (after, direction) = self.direction(at + 1).or_else(|| self.word_after(at + 1))?;
        // "the week before last"
        if let Some((-1, Reach::From(Origin::Published))) = self.lexeme(after).and_then(|lexeme| lexeme.shift)
            && direction.from.is_none()
            && !direction.forward
            && self.ends_clause(after + 1)
        {
            let shift = Shift { steps: -2, from: Origin::Published };
            return Some(Found::new(after + 1, Kind::Date, Scope::Point, What::Unit { unit, shift }));
        }
        if direction.from.is_some() && direction.forward || !self.ends_clause(after) {
            return None;
        }
        let shift = Shift { steps: if direction.forward { 1 } else { -1 }, from: Origin::Preceding };
        let what = What::Unit { unit: if unit == Unit::Night { Unit::Day } else { unit }, shift };
        let mut found = Found::new(after, Kind::Date, Scope::Point, what);
        if unit == Unit::Night {
            found.kind = Kind::Time;
            found.meaning.part = Some(DayPart::Night);
        }
        Some(found)
    }

    fn word_after(&self, at: usize) -> Option<(usize, Direction)> {
        self.is(at, Role::After).then_some((at + 1, Direction { forward: true, from: None }))
    }

    /// "now", "recently", "yesterday", "tonight", "at the time".
    pub(super) fn reference(&self, at: usize) -> Option<Found> {
        let (end, value) = self.phrase(at, |phrase| match phrase {
            Phrase::Reference(value, condition) => Some((value, *condition)),
            _ => None,
        })?;
        let (value, condition) = value;
        if !self.reference_stands(at, end, condition) {
            return None;
        }
        let date = |what| Some(Found::new(end, Kind::Date, Scope::Closed, what));
        match value.as_str() {
            "PRESENT_REF" => date(What::Reference(Reference::Present)),
            "PAST_REF" => date(What::Reference(Reference::Past)),
            "FUTURE_REF" => date(What::Reference(Reference::Future)),
            "YEAR_END" => match self.number(end) {
                Some((value, 4)) if (1900..2200).contains(&value) => {
                    let year = Year::Known(i16::try_from(value).ok()?);
                    let what = What::Fields { year, month: Some(12), day: Some(31), weekday: None };
                    Some(Found::new(end + 1, Kind::Date, Scope::Closed, what))
                }
                _ => date(What::YearEnd),
            },
            "PXX" => Some(Found::new(end, Kind::Duration, Scope::Closed, What::While)),
            "MID_YEAR" => {
                let this = Shift { steps: 0, from: Origin::Published };
                let mut found = date(What::Unit { unit: Unit::Year, shift: this })?;
                found.meaning.modifier = Some(Modifier::Mid);
                Some(found)
            }
            length if length.starts_with('P') => {
                let (amount, unit) = super::recurrence::parse_length(length)?;
                Some(Found::new(end, Kind::Duration, Scope::Length, What::Length { amount, unit }))
            }
            days => {
                let digits = days.trim_end_matches(|c: char| c.is_ascii_alphabetic());
                let part = DayPart::parse(&days[digits.len()..]);
                let steps: i32 = digits.parse().ok()?;
                let what = What::Unit { unit: Unit::Day, shift: Shift { steps, from: Origin::Published } };
                let mut found = Found::new(end, Kind::Date, Scope::Point, what);
                if let Some(part) = part {
                    found.kind = Kind::Time;
                    found.meaning.part = Some(part);
                    return Some(found);
                }
                Some(self.and_time(found))
            }
        }
    }

    fn reference_stands(&self, at: usize, end: usize, condition: Condition) -> bool {
        let next = self.token(end);
        let next_word = next.filter(|token| token.shape == Shape::Word && token.spaced);
        match condition {
            Condition::Plain => !self.hyphen(end),
            Condition::Adjective => next_word.is_some_and(|token| !token.capital) && !self.word(end, "and"),
            Condition::Noun => {
                next_word.is_none_or(|token| {
                    token.lexeme.is_some_and(|lexeme| lexeme.unit.is_none() && lexeme.numeral.is_none())
                }) && !self.hyphen(end)
                    && !self.is(end, Role::Of)
            }
            Condition::Adverb => {
                !next_word.is_some_and(|token| token.is(Role::After) || token.is(Role::As))
                    && !self.after_any(at, &[Role::As])
            }
            Condition::At => {
                self.after_any(at, &[Role::At])
                    && (self.ends_clause(end)
                        || !next_word.is_some_and(|token| token.is(Role::Of) || token.is(Role::The)))
            }
        }
    }

    fn holiday_rule(&self, at: usize) -> Option<(usize, Holiday)> {
        if !self.token(at)?.capital {
            return None;
        }
        self.phrase(at, |phrase| match phrase {
            Phrase::Holiday(rule) => parse_holiday(rule),
            _ => None,
        })
    }

    /// "Thanksgiving", "New Year's Day 2031".
    fn holiday(&self, at: usize) -> Option<Found> {
        let (end, holiday) = self.holiday_rule(at)?;
        let comma = if self.mark(end, ',') { end + 1 } else { end };
        let (end, year) = match self.number(comma) {
            Some((value, 4)) if (1000..=2999).contains(&value) => {
                (comma + 1, Year::Known(i16::try_from(value).ok()?))
            }
            _ => self.shifted_year(end).unwrap_or((end, Year::Missing)),
        };
        // "the Easter Rising", "Christmas Island": part of a name.
        let named = year == Year::Missing
            && self.token(end).is_some_and(|token| {
                token.shape == Shape::Word && token.capital && token.spaced && token.lexeme.is_none()
            });
        (!named)
            .then(|| Found::new(end, Kind::Date, Scope::Point, What::Holiday { holiday, year, shift: None }))
    }
}

/// `12-25`, `11-W4-4`, `easter-2`.
fn parse_holiday(rule: &str) -> Option<Holiday> {
    if let Some(days) = rule.strip_prefix("easter") {
        return Some(Holiday::Easter(days.parse().ok()?));
    }
    let (month, rest) = rule.split_once('-')?;
    let month = month.parse().ok()?;
    match rest.strip_prefix('W') {
        Some(rest) => {
            let (nth, weekday) = rest.rsplit_once('-')?;
            Some(Holiday::Nth { month, nth: nth.parse().ok()?, weekday: weekday.parse().ok()? })
        }
        None => Some(Holiday::Fixed { month, day: rest.parse().ok()? }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holiday_rules_are_read() {
        assert_eq!(parse_holiday("12-25"), Some(Holiday::Fixed { month: 12, day: 25 }));
        assert_eq!(parse_holiday("11-W4-4"), Some(Holiday::Nth { month: 11, nth: 4, weekday: 4 }));
        assert_eq!(parse_holiday("easter-2"), Some(Holiday::Easter(-2)));
        assert_eq!(parse_holiday("soon"), None);
    }
}
