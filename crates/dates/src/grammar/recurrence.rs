//! What recurs: "every Monday", "each year", "annually", "twice a week", "on Mondays".

use super::{Found, Grammar, Scope};
use crate::meaning::{Amount, Kind, Recurrence, Unit, What};
use crate::tokens::Shape;
use crate::vocabulary::{Caution, Every, Role};

impl Grammar<'_> {
    /// A set.
    pub(super) fn recurring(&self, at: usize) -> Option<Found> {
        let found =
            |end, recurrence| Some(Found::new(end, Kind::Set, Scope::Closed, What::Every(recurrence)));
        if self.number(at).is_some() {
            let (end, _) = self.count(at)?;
            (self.lexeme(end)?.every == Some(Every::Times)).then_some(())?;
            return self.times(end + 1);
        }
        let lexeme = self.lexeme(at)?;
        if let Some(value) = lexeme.set {
            let (amount, unit) = parse_length(value)?;
            let part = self.hyphen(at + 1)
                || self.token(at)?.capital
                    && self.token(at + 1).is_some_and(|token| token.capital && token.spaced);
            return if part { None } else { found(at + 1, Recurrence::Length(amount, unit)) };
        }
        if let Some((weekday, Caution::Plural)) = lexeme.weekday
            && self.token(at)?.capital
            && self.before(at).is_none_or(|token| token.lexeme.is_none_or(|lexeme| lexeme.numeral.is_none()))
        {
            return found(at + 1, Recurrence::Weekday(weekday, None));
        }
        if let Some((weekday, Caution::Plain)) = lexeme.weekday
            && self.token(at)?.capital
            && let Some((end, part)) = self.part(at + 1)
            && self.str(at + 1).ends_with('s')
        {
            // "Tuesday nights"
            return found(end, Recurrence::Weekday(weekday, Some(part)));
        }
        match lexeme.every {
            Some(Every::Each) => self.every(at),
            Some(Every::Per) => {
                let (end, unit, false) = self.unit(at + 1)? else { return None };
                found(end, Recurrence::Length(Amount::whole(1), unit))
            }
            Some(Every::Times) if !self.word(at, "times") => self.times(at + 1),
            _ => {
                let (end, _) = self.count(at)?;
                (self.lexeme(end)?.every == Some(Every::Times)).then_some(())?;
                self.times(end + 1)
            }
        }
    }

    /// "every day", "each of the past three years" is a length, "every two weeks", "every Monday night", "each July".
    fn every(&self, at: usize) -> Option<Found> {
        let found =
            |end, recurrence| Some(Found::new(end, Kind::Set, Scope::Closed, What::Every(recurrence)));
        let mut next = at + 1;
        let mut amount = Amount::whole(1);
        if self.is(next, Role::More) || self.is(next, Role::Qualifier) {
            amount = Amount::whole(if self.is(next, Role::More) { 2 } else { 1 });
            next += 1;
        } else if let Some((end, count)) = self.count(next) {
            amount = Amount::whole(count);
            next = end;
        } else if self.is(next, Role::Few) {
            amount = Amount::Untold;
            next += 1;
        }
        let lexeme = self.lexeme(next)?;
        if let Some((unit, _)) = lexeme.unit {
            return if self.hyphen(next + 1) {
                None
            } else {
                found(next + 1, Recurrence::Length(amount, unit))
            };
        }
        if let Some((weekday, _)) = lexeme.weekday {
            return match self.part(next + 1) {
                Some((end, part)) => found(end, Recurrence::Weekday(weekday, Some(part))),
                None => found(next + 1, Recurrence::Weekday(weekday, None)),
            };
        }
        if let Some((month, _)) = lexeme.month.filter(|_| self.token(next).is_some_and(|token| token.capital))
        {
            return found(next + 1, Recurrence::Month(month));
        }
        if let Some((season, _)) = lexeme.season {
            return found(next + 1, Recurrence::Season(season));
        }
        lexeme.part.and_then(|part| found(next + 1, Recurrence::Part(part)))
    }

    /// "a week" after "twice".
    fn times(&self, at: usize) -> Option<Found> {
        let next = if self.is(at, Role::A) { at + 1 } else { return self.every_after(at) };
        let (end, unit, false) = self.unit(next)? else { return None };
        Some(Found::new(
            end,
            Kind::Set,
            Scope::Closed,
            What::Every(Recurrence::Length(Amount::whole(1), unit)),
        ))
    }

    fn every_after(&self, at: usize) -> Option<Found> {
        (self.lexeme(at)?.every? == Every::Each).then(|| self.every(at)).flatten()
    }

    /// "$5 a day", "50 flights a year": the place after, where an amount stands before.
    pub(super) fn rate(&self, at: usize) -> Option<Found> {
        if !self.is(at, Role::A) {
            return None;
        }
        let (end, unit, false) = self.unit(at + 1)? else { return None };
        let counted = self
            .before(at)
            .is_some_and(|token| matches!(token.shape, Shape::Number { .. } | Shape::Mark('%')))
            || self
                .before(at.wrapping_sub(1))
                .is_some_and(|token| matches!(token.shape, Shape::Number { .. }));
        (counted && unit > Unit::Minute).then(|| {
            Found::new(end, Kind::Set, Scope::Closed, What::Every(Recurrence::Length(Amount::whole(1), unit)))
        })
    }
}

/// `P2W`, `PT1H`, `P3M` as in the file of set words; `XXXX-XX-XXTNI` counts as daily.
pub(super) fn parse_length(value: &str) -> Option<(Amount, Unit)> {
    if value.starts_with('X') {
        return Some((Amount::whole(1), Unit::Day));
    }
    let (time, rest) = match value.strip_prefix("PT") {
        Some(rest) => (true, rest),
        None => (false, value.strip_prefix('P')?),
    };
    let letter = rest.chars().last()?;
    let count: u32 = rest[..rest.len() - letter.len_utf8()].parse().ok()?;
    let unit = match (time, letter) {
        (true, 'H') => Unit::Hour,
        (true, 'M') => Unit::Minute,
        (false, 'D') => Unit::Day,
        (false, 'W') => Unit::Week,
        (false, 'M') => Unit::Month,
        (false, 'Y') => Unit::Year,
        _ => return None,
    };
    Some((Amount::whole(count), unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn set_values_are_read() {
        assert_eq!(parse_length("P2W"), Some((Amount::whole(2), Unit::Week)));
        assert_eq!(parse_length("PT1H"), Some((Amount::whole(1), Unit::Hour)));
        assert_eq!(parse_length("P1"), None);
    }
}
