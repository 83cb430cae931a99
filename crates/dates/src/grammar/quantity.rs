//! Amounts and lengths: "two and a half", "several", "90-day", "a year or so".

use super::{Found, Grammar, Scope};
use crate::meaning::{Amount, Kind, Unit, What};
use crate::tokens::Shape;
use crate::vocabulary::{Numeral, Role};

/// Digits longer than this are a code, not a count.
const LONGEST_COUNT: u8 = 6;

impl Grammar<'_> {
    /// A whole number in digits ("1,000") or words ("twenty-three").
    pub(super) fn count(&self, at: usize) -> Option<(usize, u32)> {
        if let Some((value, digits)) = self.number(at) {
            if digits > LONGEST_COUNT {
                return None;
            }
            let (mut value, mut end) = (value, at + 1);
            while self.glued_mark(end, ',') && self.glued(end + 1) {
                match self.number(end + 1) {
                    Some((group, 3)) => {
                        value = value.saturating_mul(1000).saturating_add(group);
                        end += 2;
                    }
                    _ => break,
                }
            }
            return Some((end, value));
        }
        self.count_in_words(at)
    }

    /// A whole number in words: "four", "twenty-four", "two hundred", "a thousand".
    pub(super) fn count_in_words(&self, at: usize) -> Option<(usize, u32)> {
        let (mut end, mut value) = match self.lexeme(at)?.numeral {
            Some(Numeral::Cardinal(value)) => (at + 1, value),
            _ if self.is(at, Role::A) && matches!(self.lexeme(at + 1)?.numeral, Some(Numeral::Scale(_))) => {
                (at + 1, 1)
            }
            _ => return None,
        };
        if (20..100).contains(&value) && value % 10 == 0 {
            let next = self.past_hyphen(end);
            if let Some(Numeral::Cardinal(ones @ 1..=9)) = self.lexeme(next).and_then(|lexeme| lexeme.numeral)
            {
                value += ones;
                end = next + 1;
            }
        }
        while let Some(Numeral::Scale(scale)) = self.lexeme(end).and_then(|lexeme| lexeme.numeral) {
            value = value.saturating_mul(scale);
            end += 1;
            let rest = if self.is(end, Role::And) { end + 1 } else { end };
            if let Some((after, small)) = self.lexeme(rest).and_then(|_| self.small(rest))
                && small < scale
            {
                value = value.saturating_add(small);
                end = after;
            }
        }
        Some((end, value))
    }

    /// One to ninety-nine in words.
    fn small(&self, at: usize) -> Option<(usize, u32)> {
        let Some(Numeral::Cardinal(mut value)) = self.lexeme(at)?.numeral else { return None };
        let mut end = at + 1;
        if value >= 20
            && let next = self.past_hyphen(end)
            && let Some(Numeral::Cardinal(ones @ 1..=9)) = self.lexeme(next).and_then(|lexeme| lexeme.numeral)
        {
            value += ones;
            end = next + 1;
        }
        Some((end, value))
    }

    /// An amount before a unit. The third part tells whether a range was written ("two to three").
    pub(super) fn amount(&self, at: usize) -> Option<(usize, Amount, bool)> {
        let lexeme = self.lexeme(at);
        match lexeme.and_then(|lexeme| lexeme.numeral) {
            Some(Numeral::Half) => {
                let end = at + 1;
                // "half a dozen years"
                if self.is(end, Role::A)
                    && let Some(Numeral::Scale(scale)) =
                        self.lexeme(end + 1).and_then(|lexeme| lexeme.numeral)
                {
                    return Some((end + 2, Amount::Tenths(scale.saturating_mul(5)), false));
                }
                let end = if self.is(end, Role::Of) { end + 1 } else { end };
                let end = self.past_hyphen(end);
                return Some((if self.is(end, Role::A) { end + 1 } else { end }, Amount::Tenths(5), false));
            }
            Some(Numeral::Vague) => {
                // "dozens of years", "several more years"
                let of = self.is(at + 1, Role::Of) || self.is(at + 1, Role::More);
                return Some((at + 1 + usize::from(of), Amount::Untold, false));
            }
            _ => {}
        }
        if self.is(at, Role::A) || self.is(at, Role::More) {
            let next = at + 1;
            return match self.lexeme(next).and_then(|lexeme| lexeme.numeral) {
                Some(Numeral::Vague) => {
                    Some((next + 1 + usize::from(self.is(next + 1, Role::More)), Amount::Untold, false))
                }
                Some(Numeral::Couple) => {
                    Some((next + 1 + usize::from(self.is(next + 1, Role::Of)), Amount::whole(2), false))
                }
                Some(Numeral::Half) => Some((self.past_hyphen(next + 1), Amount::Tenths(5), false)),
                Some(Numeral::Scale(_)) => self.count(at).map(|(end, n)| (end, Amount::whole(n), false)),
                Some(Numeral::Cardinal(_)) if self.is(at, Role::More) => self.amount(next),
                _ if self.is(next, Role::More) => Some((next + 1, Amount::whole(1), false)),
                _ if self.number(next).is_some() && self.is(at, Role::More) => self.amount(next),
                _ => Some((next, Amount::whole(1), false)),
            };
        }
        let (mut end, whole) = self.count(at)?;
        let mut tenths = whole.saturating_mul(10);
        if self.glued_mark(end, '.') && self.glued(end + 1) {
            // One decimal is an amount; more are a price or a code.
            let (decimal, 1) = self.number(end + 1)? else { return None };
            tenths = tenths.saturating_add(decimal);
            end += 2;
        } else if self.glued_mark(end, '½') {
            tenths = tenths.saturating_add(5);
            end += 1;
        } else if self.number(end) == Some((1, 1))
            && self.glued_mark(end + 1, '/')
            && self.number(end + 2) == Some((2, 1))
        {
            tenths = tenths.saturating_add(5);
            end += 3;
        } else if self.hyphen(end)
            && self.number(end + 1) == Some((1, 1))
            && self.glued_mark(end + 2, '/')
            && self.number(end + 3) == Some((2, 1))
        {
            tenths = tenths.saturating_add(5);
            end += 4;
        } else if self.is(end, Role::And) && self.is(end + 1, Role::A) && self.half(end + 2) {
            tenths = tenths.saturating_add(5);
            end += 3;
        } else if self.hyphen(end)
            && self.is(end + 1, Role::And)
            && self.hyphen(end + 2)
            && self.is(end + 3, Role::A)
            && self.hyphen(end + 4)
            && self.half(end + 5)
        {
            tenths = tenths.saturating_add(5);
            end += 6;
        }
        let range = self.is(end, Role::To) || self.is(end, Role::Or) || self.hyphen(end);
        if range && let Some((after, upper)) = self.count(end + 1).filter(|(_, upper)| *upper > whole) {
            let _ = upper;
            return Some((after, Amount::Tenths(tenths), true));
        }
        if self.is(end, Role::More) {
            end += 1;
        }
        Some((end, Amount::Tenths(tenths), false))
    }

    fn half(&self, at: usize) -> bool {
        matches!(self.lexeme(at).and_then(|lexeme| lexeme.numeral), Some(Numeral::Half))
    }

    /// A unit word, perhaps after "trading", "consecutive"; the place after it, the unit, whether plural.
    pub(super) fn unit(&self, at: usize) -> Option<(usize, Unit, bool)> {
        let between = self.is(at, Role::Qualifier) || self.is(at, Role::Full);
        let at = if between { self.past_hyphen(at + 1) } else { at };
        let (unit, plural) = self.lexeme(at)?.unit?;
        Some((at + 1, unit, plural))
    }

    /// An amount with its unit: the place after, the parts, and whether a range or "or so" blurred it.
    pub(super) fn measured(&self, at: usize) -> Option<(usize, Amount, Unit, bool)> {
        let (end, amount, mut blurred) = self.amount(at)?;
        let hyphenated = self.hyphen(end);
        let (mut end, unit, plural) = self.unit(self.past_hyphen(end))?;
        let article = self.is(at, Role::A);
        // "three-quarters of the city", "about a quarter" are fractions.
        if unit == Unit::Quarter && (article || plural && hyphenated || self.is(end, Role::Of)) {
            return None;
        }
        if matches!(unit, Unit::Second) && (article || !plural && !hyphenated) {
            // "a second goal" is an ordinal.
            return None;
        }
        // "the 1988 calendar year"
        if !plural && !hyphenated && matches!(amount, Amount::Tenths(tenths) if tenths >= 10_000) {
            return None;
        }
        let mut amount = amount;
        if self.is(end, Role::And) && self.is(end + 1, Role::A) && self.half(end + 2) {
            if let Amount::Tenths(tenths) = amount {
                amount = Amount::Tenths(tenths.saturating_add(5));
            }
            end += 3;
        }
        if self.is(end, Role::Or) {
            if self.is(end + 1, Role::So) {
                blurred = true;
                end += 2;
            } else if let Some((after, _)) = self.count_in_words(end + 1).filter(|_| article)
                && self.lexeme(after).is_none_or(|lexeme| lexeme.unit.is_none())
            {
                blurred = true;
                end = after;
            } else if let Some((after, _, true)) = self.unit(end + 1).filter(|_| plural) {
                blurred = true;
                end = after;
            }
        }
        // "45-year-old", "52 years old", "16 years of age".
        let age = self.past_hyphen(end);
        if self.is(age, Role::Old) || self.is(end, Role::Of) && self.is(end + 1, Role::Old) {
            return None;
        }
        Some((end, amount, unit, blurred))
    }

    /// A plain length: "two weeks", "a two-week", "90-day", "half an hour", "for decades".
    pub(super) fn length(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.bare_plural(at).or_else(|| self.quarter_century(at)) {
            return Some(found);
        }
        let (mut end, amount, unit, blurred) = self.measured(at)?;
        let hyphenated = self.tokens[at..end].iter().any(|token| token.shape == Shape::Mark('-'));
        if self.is(at, Role::A) && end == at + 2 {
            // "$5 a day", "twice a week": the price of each, not a length.
            let rate = self.before(at).is_some_and(|token| {
                matches!(token.shape, Shape::Number { .. } | Shape::Mark('%'))
                    || token.lexeme.is_some_and(|lexeme| lexeme.every.is_some())
            });
            if rate || self.after_any(at, &[Role::Of]) {
                return None;
            }
        }
        if self.hyphen(end) {
            if self.is(end + 1, Role::Long) {
                end += 2;
            } else {
                return None;
            }
        } else if hyphenated && self.is(end, Role::Period) {
            end += 0;
        }
        let mut found = Found::new(end, Kind::Duration, Scope::Length, What::Length { amount, unit });
        if blurred {
            found.meaning.modifier = Some(crate::meaning::Modifier::Approx);
        }
        Some(found)
    }

    /// "a quarter century", "the quarter-century"
    fn quarter_century(&self, at: usize) -> Option<Found> {
        let from = at + usize::from(self.is(at, Role::A));
        (self.lexeme(from)?.unit?.0 == Unit::Quarter).then_some(())?;
        let (end, Unit::Century, false) = self.unit(self.past_hyphen(from + 1))? else { return None };
        let what = What::Length { amount: Amount::whole(25), unit: Unit::Year };
        (!self.hyphen(end)).then(|| Found::new(end, Kind::Duration, Scope::Length, what))
    }

    /// "for years", "within weeks", "decades-long", "month-long".
    fn bare_plural(&self, at: usize) -> Option<Found> {
        let (unit, plural) = self.lexeme(at)?.unit?;
        if !plural {
            let long = self.hyphen(at + 1) && self.is(at + 2, Role::Long) && unit >= Unit::Hour;
            let what = What::Length { amount: Amount::whole(1), unit };
            return long.then(|| Found::new(at + 3, Kind::Duration, Scope::Length, what));
        }
        let what = What::Length { amount: Amount::Untold, unit };
        if self.hyphen(at + 1) && self.is(at + 2, Role::Long) {
            return Some(Found::new(at + 3, Kind::Duration, Scope::Length, what));
        }
        let led = self.after_any(at, &[Role::For, Role::Within, Role::After]);
        let few = matches!(unit, Unit::Second | Unit::Minute | Unit::Quarter | Unit::Night | Unit::Weekend);
        (led && !few && !self.is(at + 1, Role::Old) && !self.hyphen(at + 1))
            .then(|| Found::new(at + 1, Kind::Duration, Scope::Length, what))
    }
}
