//! Rules over tokens: from a place in the text to the longest time expression that begins there.
//!
//! Each rule looks at the tokens from one place on and answers with what it found and where that ends; rules call each other
//! (a clock time takes the date after it, a modifier whatever it modifies). The longest answer wins; of equals the first.

mod calendar;
mod clock;
mod numeric;
mod periods;
mod quantity;
mod recurrence;
mod relative;
mod weekday;

use crate::meaning::{Expression, Kind, Meaning, Modifier, What};
use crate::tokens::{Shape, Token};
use crate::vocabulary::{Before, Lexeme, Phrase, Role};

/// What sort of thing was found, as far as the words before it care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// A stretch of the calendar that can be early, late or its end ("March", "last year").
    Stretch,
    /// A day or a clock time.
    Point,
    /// A plain length ("two weeks").
    Length,
    /// A length that points ("two weeks ago").
    Offset,
    /// Takes no modifier.
    Closed,
}

/// An expression from the token asked about up to, not including, `end`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub end: usize,
    pub kind: Kind,
    pub scope: Scope,
    pub meaning: Meaning,
}

impl Found {
    fn new(end: usize, kind: Kind, scope: Scope, what: What) -> Found {
        Found { end, kind, scope, meaning: Meaning::from(what) }
    }
}

/// The longest; of equals the first.
fn longest(found: impl IntoIterator<Item = Option<Found>>) -> Option<Found> {
    let mut best: Option<Found> = None;
    for found in found.into_iter().flatten() {
        if best.is_none_or(|best| found.end > best.end) {
            best = Some(found);
        }
    }
    best
}

/// A text cut into tokens, with what the rules ask of it.
pub(crate) struct Grammar<'t> {
    text: &'t str,
    tokens: &'t [Token<'static>],
}

/// Finds the expressions of a text that was cut into `tokens`.
pub(crate) fn find(text: &str, tokens: &[Token<'static>]) -> Vec<Expression> {
    let grammar = Grammar { text, tokens };
    let mut expressions = Vec::new();
    let (mut at, mut last_end) = (0, usize::MAX);
    while at < tokens.len() {
        let token = &tokens[at];
        let opens = match token.shape {
            Shape::Number { .. } => true,
            Shape::Word => token.lexeme.is_some_and(|lexeme| lexeme.opens) || grammar.str(at) == "Q",
            Shape::Mark(c) => matches!(c, '\'' | '’'),
            Shape::Gap => false,
        };
        // "24-25 April": the second day stands after the hyphen of the first.
        let second = at > 0 && at - 1 == last_end && grammar.hyphen(last_end);
        if opens
            && (second || grammar.clean_start(at))
            && let Some(found) = grammar.expression(at)
            && grammar.clean_end(found.end)
        {
            let push = |expressions: &mut Vec<Expression>, from: usize, found: Found| {
                expressions.push(Expression {
                    start: tokens[from].start,
                    end: tokens[found.end - 1].end,
                    kind: found.kind,
                    meaning: found.meaning,
                });
            };
            push(&mut expressions, at, found);
            at = found.end;
            last_end = at;
            if let Some((from, also)) = grammar.further_day(found) {
                push(&mut expressions, from, also);
                at = also.end;
            }
        } else {
            at += 1;
        }
    }
    expressions
}

impl<'t> Grammar<'t> {
    fn token(&self, at: usize) -> Option<&Token<'static>> {
        self.tokens.get(at)
    }

    fn before(&self, at: usize) -> Option<&Token<'static>> {
        at.checked_sub(1).and_then(|at| self.tokens.get(at))
    }

    fn lexeme(&self, at: usize) -> Option<&'static Lexeme> {
        self.token(at).and_then(|token| token.lexeme)
    }

    fn str(&self, at: usize) -> &'t str {
        self.token(at).map_or("", |token| &self.text[token.start..token.end])
    }

    fn is(&self, at: usize, role: Role) -> bool {
        self.lexeme(at).is_some_and(|lexeme| lexeme.is(role))
    }

    /// Whether the token before has one of the roles.
    fn after_any(&self, at: usize, roles: &[Role]) -> bool {
        self.before(at).is_some_and(|token| roles.iter().any(|role| token.is(*role)))
    }

    fn mark(&self, at: usize, mark: char) -> bool {
        self.token(at).is_some_and(|token| token.shape == Shape::Mark(mark))
    }

    fn glued(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| !token.spaced)
    }

    fn glued_mark(&self, at: usize, mark: char) -> bool {
        self.mark(at, mark) && self.glued(at)
    }

    /// A hyphen without spaces around it.
    fn hyphen(&self, at: usize) -> bool {
        self.glued(at)
            && self.glued(at + 1)
            && self.token(at).is_some_and(|token| matches!(token.shape, Shape::Mark('-' | '–' | '‑' | '‐')))
    }

    /// The place after an optional glued hyphen.
    fn past_hyphen(&self, at: usize) -> usize {
        if self.hyphen(at) { at + 1 } else { at }
    }

    fn number(&self, at: usize) -> Option<(u32, u8)> {
        match self.token(at)?.shape {
            Shape::Number { value, digits } => Some((value, digits)),
            _ => None,
        }
    }

    /// Whether the token at `at` is the word `word`, whatever its case.
    fn word(&self, at: usize, word: &str) -> bool {
        self.str(at).eq_ignore_ascii_case(word)
    }

    /// A possessive 's: the place after it.
    fn past_possessive(&self, at: usize) -> Option<usize> {
        let apostrophe = self.glued_mark(at, '\'') || self.glued_mark(at, '’');
        (apostrophe && self.glued(at + 1) && self.word(at + 1, "s")).then_some(at + 2)
    }

    /// No expression begins inside a number, a name with digits or an address.
    fn clean_start(&self, at: usize) -> bool {
        let Some(before) = self.before(at).filter(|_| self.glued(at)) else { return true };
        match before.shape {
            Shape::Gap => true,
            Shape::Number { .. } | Shape::Word => {
                matches!(self.token(at).map(|token| token.shape), Some(Shape::Mark(_)))
            }
            // "1917-1918"
            Shape::Mark('-' | '–' | '‑') if self.year_range(at) => true,
            Shape::Mark('-' | '‑' | '‐') => {
                // "mid-May", "post-1959", "Saturday-Sunday": fine after a word that stands free; never after digits or in "AP-NY-02-10-00".
                at >= 2
                    && self.tokens[at - 2].shape == Shape::Word
                    && self.number(at).is_none_or(|(_, digits)| digits == 4)
                    && !self.tokens[at - 1].spaced
                    && (at < 3
                        || self.tokens[at - 2].spaced
                        || matches!(self.tokens[at - 3].shape, Shape::Mark('(' | '"' | '“')))
            }
            Shape::Mark('.' | ',' | ':') => {
                self.number(at).is_none()
                    && (at < 2 || !matches!(self.tokens[at - 2].shape, Shape::Number { .. }))
            }
            Shape::Mark(c) => !matches!(
                c,
                '$' | '£' | '€' | '#' | '@' | '_' | '&' | '=' | '\\' | '/' | '%' | '+' | '~' | '*'
            ),
        }
    }

    /// Whether the number at `at` is the second of "1917-1918" or "1939–45" with four digits each.
    fn year_range(&self, at: usize) -> bool {
        let four = |at: usize| self.number(at).is_some_and(|(_, digits)| digits == 4);
        at >= 2
            && four(at)
            && four(at - 2)
            && !self.hyphen(at + 1)
            && (at < 3 || self.tokens[at - 2].spaced || matches!(self.tokens[at - 3].shape, Shape::Mark('(')))
    }

    /// No expression ends inside a word or number.
    fn clean_end(&self, end: usize) -> bool {
        let Some(token) = self.token(end).filter(|token| !token.spaced) else { return true };
        match token.shape {
            Shape::Number { .. } | Shape::Word => false,
            Shape::Mark('.' | ',' | ':' | '/') => !(self.glued(end + 1) && self.number(end + 1).is_some()),
            Shape::Mark('@' | '_' | '=' | '%') => false,
            _ => true,
        }
    }

    /// The longest phrase that begins here and is wanted, and the place after it.
    fn phrase<T>(&self, at: usize, wanted: impl Fn(&'static Phrase) -> Option<T>) -> Option<(usize, T)> {
        self.lexeme(at)?.phrases.iter().find_map(|(rest, phrase)| {
            let fits = rest.iter().enumerate().all(|(n, piece)| self.word(at + 1 + n, piece));
            fits.then(|| wanted(phrase)).flatten().map(|value| (at + 1 + rest.len(), value))
        })
    }

    fn modifier(&self, at: usize) -> Option<(usize, (Modifier, Before))> {
        self.phrase(at, |phrase| match phrase {
            Phrase::Modifier(modifier, before) => Some((*modifier, *before)),
            _ => None,
        })
    }

    /// Anything that begins here.
    fn expression(&self, at: usize) -> Option<Found> {
        longest([self.edge(at), self.modified(at), self.plain(at)])
    }

    /// Anything without a modifier.
    fn plain(&self, at: usize) -> Option<Found> {
        let token = self.token(at)?;
        if token.lexeme.is_none()
            && self.number(at).is_none()
            && self.str(at) != "Q"
            && !self.mark(at, '\'')
            && !self.mark(at, '’')
        {
            return None;
        }
        longest([
            self.clock(at),
            self.date(at),
            self.stretch(at),
            self.relative(at),
            self.reference(at),
            self.recurring(at),
            self.rate(at),
            self.length(at),
        ])
    }

    /// "the end of February", "the beginning of this week", "the middle of the month".
    fn edge(&self, at: usize) -> Option<Found> {
        let from = if self.is(at, Role::The) { at + 1 } else { at };
        let (of, modifier) = self.phrase(from, |phrase| match phrase {
            Phrase::Edge(modifier) => Some(*modifier),
            _ => None,
        })?;
        if from == at
            && !self.after_any(at, &[Role::At, Role::By, Role::Until, Role::Since, Role::From, Role::To])
        {
            return None;
        }
        if !self.is(of, Role::Of) {
            return None;
        }
        let inner =
            self.plain(of + 1).or_else(|| self.modified(of + 1)).or_else(|| self.bare_unit(of + 1))?;
        self.with_modifier(inner, modifier, Before::Point)
    }

    /// A modifier and what it modifies: "late March", "nearly two years ago", "the early 1990s".
    fn modified(&self, at: usize) -> Option<Found> {
        let from = if self.is(at, Role::The) { at + 1 } else { at };
        let (word_end, (modifier, before)) = self.modifier(from)?;
        let end = self.past_hyphen(word_end);
        // "the late-November trip": the article is the noun's.
        if from > at && end > word_end {
            return None;
        }
        if from > at && before != Before::Point {
            return None;
        }
        if self.is(at, Role::In) {
            return None;
        }
        if matches!(modifier, Modifier::Start | Modifier::Mid | Modifier::End)
            && self.after_any(at, &[Role::At, Role::By, Role::In, Role::Until, Role::Since])
            && !self.is(self.past_hyphen(word_end) + 1, Role::Of)
            && let Some((after, part)) = self.part(end)
            && self.plain(end).is_none()
        {
            let mut found = Found::new(after, Kind::Time, Scope::Point, What::Day);
            found.meaning.part = Some(part);
            found.meaning.modifier = Some(modifier);
            return Some(found);
        }
        // "earlier in the year", "late in the day"
        let within = || self.is(word_end - 1, Role::In).then(|| self.bare_unit(end)).flatten();
        let mut inner = self.plain(end).or_else(|| self.edge(end)).or_else(within)?;
        if let What::Unit { unit: crate::meaning::Unit::Day, shift } = inner.meaning.what
            && shift.steps == 0
            && self.is(word_end - 1, Role::In)
        {
            inner.meaning.what = What::Day;
        } else if let What::Unit { shift, .. } = &mut inner.meaning.what
            && shift.steps == 0
            && self.is(word_end - 1, Role::In)
            && self.is(end, Role::The)
        {
            shift.from = crate::meaning::Origin::Preceding;
        }
        self.with_modifier(inner, modifier, before)
    }

    fn with_modifier(&self, mut inner: Found, modifier: Modifier, before: Before) -> Option<Found> {
        let fits = match before {
            Before::Point => match modifier {
                Modifier::Earlier | Modifier::Later => {
                    matches!(inner.meaning.what, What::Unit { .. } | What::Day)
                        && inner.scope == Scope::Stretch
                        || matches!(
                            inner.meaning.what,
                            What::Fields { year: crate::meaning::Year::Known(_), day: None, .. }
                        )
                }
                _ => matches!(inner.scope, Scope::Stretch | Scope::Point),
            },
            Before::Length => matches!(inner.scope, Scope::Length | Scope::Offset),
            // "get around Friday's ruling"
            Before::Any => {
                inner.scope != Scope::Closed && !matches!(inner.meaning.what, What::Weekday { .. })
            }
        };
        if !fits {
            return None;
        }
        inner.meaning.modifier = Some(modifier);
        if inner.scope == Scope::Stretch && before == Before::Point {
            inner.scope = Scope::Point;
        }
        Some(inner)
    }
}
