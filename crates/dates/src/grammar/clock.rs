//! Times of day: "14:07", "3 p.m.", "noon Saturday", "9.30am EST", "Monday morning".

use super::{Found, Grammar, Scope};
use crate::meaning::{DayPart, Kind, Modifier, What};
use crate::tokens::Shape;
use crate::vocabulary::Role;

impl Grammar<'_> {
    /// "am", "a.m.", "p.m": the place after it and whether it is past noon.
    fn half_day(&self, at: usize) -> Option<(usize, bool)> {
        if self.is(at, Role::Am) {
            return Some((at + 1, false));
        }
        if self.is(at, Role::Pm) {
            return Some((at + 1, true));
        }
        let pm = if self.word(at, "p") {
            true
        } else if self.word(at, "a") {
            false
        } else {
            return None;
        };
        if !(self.glued_mark(at + 1, '.') && self.glued(at + 2) && self.word(at + 2, "m")) {
            return None;
        }
        Some((if self.glued_mark(at + 3, '.') { at + 4 } else { at + 3 }, pm))
    }

    /// A two-digit number below `limit`.
    fn pair(&self, at: usize, limit: u32) -> Option<i8> {
        match self.number(at)? {
            (value, 2) if value < limit => i8::try_from(value).ok(),
            _ => None,
        }
    }

    /// A time zone: the place after it and its offset, if its letters have one meaning.
    fn zone(&self, at: usize) -> Option<(usize, Option<i16>)> {
        let token = self.token(at)?;
        if token.capital
            && let Some(offset) = token.lexeme.and_then(|lexeme| lexeme.zone)
            && self.str(at).chars().all(char::is_uppercase)
        {
            return Some((at + 1, offset.filter(|offset| *offset == 0)));
        }
        let sign = match token.shape {
            Shape::Mark('+') => 1,
            Shape::Mark('-') if !token.spaced => -1,
            _ => return None,
        };
        let (value, digits) = self.number(at + 1).filter(|_| self.glued(at + 1))?;
        let value = i16::try_from(value).ok()?;
        let (end, minutes) = match digits {
            2 if self.glued_mark(at + 2, ':') => (at + 4, value * 60 + i16::from(self.pair(at + 3, 60)?)),
            2 => (at + 2, value * 60),
            4 => (at + 2, value / 100 * 60 + value % 100),
            _ => return None,
        };
        (minutes <= 14 * 60).then_some((end, Some(sign * minutes)))
    }

    /// A clock time alone, with its zone.
    pub(super) fn time(&self, at: usize) -> Option<(usize, DayPart)> {
        let (hour, digits) = match self.number(at) {
            Some((value, digits)) if digits <= 4 => (value, digits),
            Some(_) => return None,
            None => {
                let (end, hour) = self.count_in_words(at).filter(|(_, hour)| (1..=12).contains(hour))?;
                return self.in_words(end, hour);
            }
        };
        let (mut end, mut minute, mut second) = (at + 1, None, None);
        let mut sure = false;
        let mut hour =
            i8::try_from(if digits == 4 { hour / 100 } else { hour }).ok().filter(|hour| *hour <= 24)?;
        if digits == 4 {
            // "0735 GMT", "1400 hrs": only with what says that it is a time.
            let (value, _) = self.number(at)?;
            minute = i8::try_from(value % 100).ok().filter(|minute| *minute < 60);
            minute?;
            let hours = self.is(end, Role::Hrs);
            if !hours && (self.lexeme(end).is_none() || self.zone(end).is_none()) {
                return None;
            }
            if hours && value < 100 {
                return None;
            }
            end += usize::from(hours);
            sure = true;
        } else if digits == 3 {
            return None;
        } else if self.glued(end) && (self.mark(end, ':') || self.mark(end, '.')) && self.glued(end + 1) {
            minute = self.pair(end + 1, 60);
            minute?;
            sure = self.mark(end, ':');
            end += 2;
            if self.glued_mark(end, ':') && self.glued(end + 1) {
                second = Some(self.pair(end + 1, 61)?);
                end += 2;
                if self.glued_mark(end, '.') && self.glued(end + 1) && self.number(end + 1).is_some() {
                    end += 2;
                }
            }
            if self.is(end, Role::Hrs) {
                end += 1;
                sure = true;
            }
        }
        if let Some((after, pm)) = self.half_day(end).filter(|_| (1..=12).contains(&hour)) {
            hour = match (hour, pm) {
                (12, false) => 0,
                (12, true) => 12,
                (hour, true) => hour + 12,
                (hour, false) => hour,
            };
            end = after;
            sure = true;
        } else if self.is(end, Role::O)
            && (self.mark(end + 1, '\'') || self.mark(end + 1, '’'))
            && self.is(end + 2, Role::Clock)
        {
            end += 3;
            sure = true;
        } else if minute.is_none() {
            let (after, part) = self.of_day(end)?;
            let hour = if matches!(part, DayPart::Morning) || hour == 12 { hour } else { hour + 12 };
            return (hour <= 24)
                .then_some((after, DayPart::Clock { hour, minute: None, second: None, offset: None }));
        } else if let Some((_, Some(_))) = self.zone(end) {
            sure = true;
        }
        // A score or a ratio: "won 2:1", "3:15 ratio" has one digit after the colon or no zone; two digits after a colon are taken as a time.
        if !sure {
            return None;
        }
        let offset = match self.zone(end) {
            Some((after, offset)) => {
                end = after;
                offset
            }
            None => None,
        };
        Some((end, DayPart::Clock { hour, minute, second, offset }))
    }

    /// "three o'clock", "four in the morning", "seven p.m.".
    fn in_words(&self, end: usize, hour: u32) -> Option<(usize, DayPart)> {
        let hour = i8::try_from(hour).ok()?;
        let clock = |hour| DayPart::Clock { hour, minute: None, second: None, offset: None };
        if let Some((after, pm)) = self.half_day(end) {
            return Some((after, clock(hour % 12 + if pm { 12 } else { 0 })));
        }
        if self.is(end, Role::O)
            && (self.mark(end + 1, '\'') || self.mark(end + 1, '’'))
            && self.is(end + 2, Role::Clock)
        {
            return Some((end + 3, clock(hour)));
        }
        let (after, part) = self.of_day(end)?;
        let hour = if matches!(part, DayPart::Morning) || hour == 12 { hour } else { hour + 12 };
        Some((after, clock(hour)))
    }

    /// "in the morning", "at night".
    fn of_day(&self, at: usize) -> Option<(usize, DayPart)> {
        let at = if self.is(at, Role::In) && self.is(at + 1, Role::The) {
            at + 2
        } else if self.is(at, Role::At) {
            at + 1
        } else {
            return None;
        };
        let part = self.lexeme(at)?.part.filter(|part| !matches!(part, DayPart::Clock { .. }))?;
        Some((at + 1, part))
    }

    /// The part of the day named by one word, with "mid-" before it or not.
    pub(super) fn part(&self, at: usize) -> Option<(usize, DayPart)> {
        Some((at + 1, self.lexeme(at)?.part?))
    }

    /// A time of day with the date after it, or alone: "10 p.m. Wednesday", "noon", "the night of 5 March".
    pub(super) fn clock(&self, at: usize) -> Option<Found> {
        if let Some((end, part)) = self.time(at) {
            return Some(self.timed(end, part));
        }
        // "in morning trading"
        if self.after_any(at, &[Role::In, Role::Early, Role::During])
            && let Some((after, part)) = self.part(at)
            && self.is(after, Role::Qualifier)
            && !self.glued(after)
        {
            return Some(timed(Found::new(after, Kind::Time, Scope::Point, What::Day), part));
        }
        if let Some((end, part)) = self.part(at) {
            let clock = matches!(part, DayPart::Clock { .. });
            if let Some(day) = self.day(end) {
                return Some(timed(day, part));
            }
            // "noon" and "midnight" stand alone; "morning" does not.
            return clock.then(|| Found {
                meaning: with_part(What::Day, part),
                ..Found::new(end, Kind::Time, Scope::Point, What::Day)
            });
        }
        // "the night of 5 March", "the morning of that day", "the early hours of Thursday".
        let the = self.is(at, Role::The);
        let (mut end, mut modifier) = (at + usize::from(the), None);
        if the && let Some((after, (found, crate::vocabulary::Before::Point))) = self.modifier(end) {
            end = after;
            modifier = Some(found);
        }
        let (end, part) = self.part(end).filter(|_| the)?;
        // "in the morning": of the day told before.
        let noun = self.token(end).is_some_and(|token| {
            token.shape == Shape::Word && token.lexeme.is_none() && token.spaced && !token.capital
        });
        if modifier.is_none()
            && self.after_any(at, &[Role::In, Role::During])
            && part != DayPart::Night
            && !noun
            && !self.is(end, Role::Of)
            && !self.hyphen(end)
        {
            return Some(timed(Found::new(end, Kind::Time, Scope::Point, What::Day), part));
        }
        // "the early morning hours of 30 April"
        let hours = matches!(
            self.lexeme(end).and_then(|lexeme| lexeme.unit),
            Some((crate::meaning::Unit::Hour, true))
        );
        let of = if hours { end + 1 } else { end };
        if self.is(of, Role::Of)
            && let Some(day) = self.day(of + 1)
        {
            let mut found = timed(day, part);
            found.meaning.modifier = modifier;
            return Some(found);
        }
        None
    }

    /// A clock time that ended at `end`, with the day after it if there is one.
    fn timed(&self, end: usize, part: DayPart) -> Found {
        let after = if self.mark(end, ',') { end + 1 } else { end };
        // "2:30 this afternoon", "10:15 on Tuesday morning"
        let on = if self.is(after, Role::On) { after + 1 } else { after };
        if let DayPart::Clock { hour, minute, second, offset } = part
            && let Some(mut day) = super::longest([self.date(on), self.reference(on), self.relative(on)])
            && let Some(of_day) = day.meaning.part
            && !matches!(of_day, DayPart::Clock { .. })
        {
            let past_noon = matches!(of_day, DayPart::Afternoon | DayPart::Evening | DayPart::Night);
            let hour = if past_noon && (1..12).contains(&hour) && (of_day != DayPart::Night || hour > 5) {
                hour + 12
            } else {
                hour
            };
            day.meaning.part = Some(DayPart::Clock { hour, minute, second, offset });
            return day;
        }
        match self.day(after) {
            Some(day) => timed(day, part),
            None => Found {
                meaning: with_part(What::Day, part),
                ..Found::new(end, Kind::Time, Scope::Point, What::Day)
            },
        }
    }

    /// A day: a weekday, a date with its day, yesterday.
    fn day(&self, at: usize) -> Option<Found> {
        let found = super::longest([self.date(at), self.reference(at), self.relative(at)])?;
        let day = match found.meaning.what {
            What::Fields { day, weekday, .. } => day.is_some() || weekday.is_some(),
            What::Weekday { .. } => true,
            What::Offset { unit, .. } => unit == crate::meaning::Unit::Day && found.scope == Scope::Point,
            What::Unit { unit, .. } => unit == crate::meaning::Unit::Day,
            What::Holiday { .. } => true,
            _ => false,
        };
        (day && found.meaning.part.is_none()).then_some(found)
    }

    /// The time of day after a day that ended at `end`: "Monday night", "5 March 2031, 14:07 GMT".
    pub(super) fn and_time(&self, mut found: Found) -> Found {
        let end = found.end;
        if let Some((after, part)) = self.part(end).filter(|(_, part)| !matches!(part, DayPart::Clock { .. }))
        {
            if self.hyphen(after) && !self.glued(end) {
                return found;
            }
            found.end = after;
            found.kind = Kind::Time;
            found.scope = Scope::Point;
            found.meaning.part = Some(part);
            return found;
        }
        // "early", "late" before the part: "Friday early morning".
        if let Some((next, (modifier @ (Modifier::Start | Modifier::End | Modifier::Mid), _))) =
            self.modifier(end)
            && let Some((after, part)) =
                self.part(self.past_hyphen(next)).filter(|(_, part)| !matches!(part, DayPart::Clock { .. }))
        {
            found.end = after;
            found.kind = Kind::Time;
            found.meaning.part = Some(part);
            found.meaning.modifier = Some(modifier);
            return found;
        }
        let next = if self.mark(end, ',') { end + 1 } else { end };
        if let Some((after, part)) = self.time(next) {
            found.end = after;
            found.kind = Kind::Time;
            found.scope = Scope::Point;
            found.meaning.part = Some(part);
        }
        found
    }
}

fn with_part(what: What, part: DayPart) -> crate::meaning::Meaning {
    crate::meaning::Meaning { what, part: Some(part), modifier: None }
}

fn timed(mut day: Found, part: DayPart) -> Found {
    day.kind = Kind::Time;
    day.scope = Scope::Point;
    day.meaning.part = Some(part);
    day
}
