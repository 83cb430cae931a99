//! Weekdays with the date or the shift beside them, and the shifts themselves ("last", "the following", "this coming").

use super::calendar::fields;
use super::{Found, Grammar, Scope};
use crate::meaning::{Kind, Origin, Shift, What, Year};
use crate::vocabulary::{Caution, Reach, Role};

impl Grammar<'_> {
    /// "Monday", "Monday, Oct. 26", "last Friday", "next Tuesday", "Friday's" (without the 's), "Monday night".
    pub(super) fn weekday_and_date(&self, at: usize) -> Option<Found> {
        let (mut end, weekday, shift) = self.weekday(at)?;
        let short =
            matches!(self.lexeme(end - 1).and_then(|lexeme| lexeme.weekday), Some((_, Caution::Short)));
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
            && let Some((after, day)) =
                self.day_of_month(next + 1).filter(|_| self.number(next + 1).is_some())
            && after > next + 2
        {
            return Some(Found::new(
                after,
                Kind::Date,
                Scope::Point,
                fields(Year::Missing, None, Some(day), Some(weekday)),
            ));
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
        // "a recent Sunday" is no certain one.
        if reach == Reach::Span && self.after_any(at, &[Role::A]) {
            return None;
        }
        let origin = match reach {
            Reach::Span => Origin::Published,
            // "the next day" and "the last day" hang on what was told before; "next week" on today.
            Reach::From(Origin::Published) if the && steps > 0 => Origin::Preceding,
            Reach::From(origin) => origin,
        };
        Some((from, Shift { steps, from: origin }))
    }
}
