//! Finds and resolves in text order, carrying along what was told before.

use crate::meaning::{Expression, Kind, Origin, Unit, What, Year};
use crate::period::Period;
use crate::resolve::{Anchor, Resolved, Tense, resolve};
use crate::tokens::{self, Shape, Token};
use crate::vocabulary::{Hint, Role, Vocabulary};
use jiff::civil::Date;

/// How many earlier stretches an expression may hang on.
const REMEMBERED: usize = 16;
/// Words looked at before and after an expression for a verb.
const REACH: usize = 12;

/// An expression with its meaning in this text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagged {
    /// Where it stands and what was written.
    pub expression: Expression,
    /// What it means.
    pub resolved: Resolved,
}

/// Finds and resolves every expression of a text, in text order. Each hangs on the publication day, or on the nearest expression before
/// it that was told finely enough ("the following day" needs a day). The verbs around a weekday or a date without a year tell its side of
/// publication.
///
/// ```
/// use jiff::civil::date;
/// let text = "On 25 October the port closed. The following day it reopened.";
/// let tagged = reportedly_dates::tag(text, Some(date(2031, 3, 5)));
/// assert_eq!(tagged[0].resolved.value.as_deref(), Some("2030-10-25"));
/// assert_eq!(tagged[1].resolved.value.as_deref(), Some("2030-10-26"));
/// assert_eq!(tagged[1].resolved.anchored_on, Some(reportedly_dates::AnchoredOn::Preceding));
/// ```
pub fn tag(text: &str, published: Option<Date>) -> Vec<Tagged> {
    let tokens = tokens::cut(text, Vocabulary::english());
    let mut told: Vec<Period> = Vec::new();
    let mut tagged: Vec<Tagged> = Vec::new();
    let mut dated: Option<(i16, i8, usize)> = None;
    for mut expression in crate::grammar::find(text, &tokens) {
        let written = expression.meaning.what;
        let passage =
            month_of(&written).and_then(|month| year_of_passage(text, dated, month, expression.start));
        if let (Some(year), What::Fields { year: missing @ Year::Missing, .. }) =
            (passage, &mut expression.meaning.what)
        {
            *missing = Year::Known(year);
        }
        let preceding = finest(&expression.meaning.what).and_then(|need| need.pick(&told, published));
        let tense = tense(text, &tokens, &expression);
        let mut resolved = resolve(&expression, &Anchor { published, preceding, tense });
        if let What::Fields { year: Year::Known(year), month: Some(month), .. } = expression.meaning.what {
            dated = Some((year, month, expression.end));
        }
        if expression.meaning.what != written {
            resolved.anchored_on = Some(Origin::Preceding);
            expression.meaning.what = written;
        }
        if let Some(period) = resolved.period().filter(|_| matches!(expression.kind, Kind::Date | Kind::Time))
        {
            if told.len() == REMEMBERED {
                told.remove(0);
            }
            told.push(period);
        }
        tagged.push(Tagged { expression, resolved });
    }
    tagged
}

/// The month of a date that has one.
fn month_of(what: &What) -> Option<i8> {
    match *what {
        What::Fields { year: Year::Missing, month, day: Some(_), .. } => month,
        _ => None,
    }
}

/// The year of the passage: "at the beginning of April 2022 … On April 12". Taken from the expression before, where that names its year
/// and the same month and stands in this sentence or the one before.
fn year_of_passage(text: &str, dated: Option<(i16, i8, usize)>, month: i8, start: usize) -> Option<i16> {
    const SENTENCES: usize = 1;
    let (year, known, end) = dated.filter(|(_, known, end)| *known == month && *end <= start)?;
    let between = text.get(end..start)?;
    let stops = between.match_indices(['.', '!', '?']).filter(|(at, _)| {
        let rest = between[at + 1..].trim_start_matches(['"', '”', '’', ')']);
        rest.starts_with(char::is_whitespace) && rest.trim_start().starts_with(|c: char| !c.is_lowercase())
            || rest.is_empty()
    });
    let near = !between.contains("\n\n") && stops.count() <= SENTENCES && known == month;
    near.then_some(year)
}

/// What an expression before must be to be hung on.
#[derive(Clone, Copy)]
enum Need {
    AtMost(Unit),
    /// A quarter if one was told last, else at most a year.
    QuarterOr(Unit),
}

impl Need {
    fn pick(self, told: &[Period], published: Option<Date>) -> Option<Period> {
        let most_recent = |unit: Unit| told.iter().rev().find(|period| period.unit <= unit).copied();
        match self {
            Need::AtMost(unit) => most_recent(unit),
            Need::QuarterOr(unit) => {
                // Results compare a quarter with that of the year before: both are told, the later one is meant.
                let begun = |period: &&Period| published.is_none_or(|day| period.earliest <= day);
                let quarters = told.iter().filter(|period| period.unit == Unit::Quarter).filter(begun);
                quarters.max_by_key(|period| period.earliest).copied().or_else(|| most_recent(unit))
            }
        }
    }
}

fn finest(what: &What) -> Option<Need> {
    Some(match *what {
        What::Fields { month: None, day: Some(_), .. } => Need::AtMost(Unit::Month),
        What::Fields { year: Year::Known(_), .. } => return None,
        What::Fields { .. } | What::Holiday { .. } | What::Half { .. } | What::YearEnd => {
            Need::AtMost(Unit::Year)
        }
        What::Weekday { .. } | What::Day => Need::AtMost(Unit::Day),
        What::Month { .. } => Need::AtMost(Unit::Month),
        What::Season { .. } => Need::AtMost(Unit::Year),
        What::Quarter { number: None, .. } => Need::QuarterOr(Unit::Quarter),
        What::Quarter { .. } => Need::AtMost(Unit::Year),
        What::Unit { unit: Unit::Quarter, .. } => Need::QuarterOr(Unit::Quarter),
        What::Unit { unit, .. } => Need::AtMost(unit.max(Unit::Day)),
        What::Offset { unit: Unit::Year, from: Origin::Published, .. } => Need::QuarterOr(Unit::Quarter),
        What::Offset { unit: Unit::Year, forward: false, .. } => Need::QuarterOr(Unit::Year),
        What::Offset { unit: Unit::Year, .. } => Need::AtMost(Unit::Year),
        What::Offset { unit: Unit::Decade | Unit::Century | Unit::Millennium, .. } => {
            Need::AtMost(Unit::Year)
        }
        What::Offset { unit, .. } => Need::AtMost(unit.max(Unit::Day)),
        _ => return None,
    })
}

/// What a word tells of the side of publication.
fn hint(text: &str, tokens: &[Token<'_>], at: usize) -> Option<Tense> {
    let token = &tokens[at];
    if token.shape != Shape::Word {
        return None;
    }
    let before = at.checked_sub(1).map(|at| &tokens[at]);
    let lexeme = token.lexeme;
    if let Some(hint) = lexeme.and_then(|lexeme| lexeme.hint) {
        let month = token.capital && lexeme.is_some_and(|lexeme| lexeme.month.is_some());
        // "had been scheduled to": what was to come then.
        let perfect = (1..=2).any(|back| {
            at >= back && text[tokens[at - back].start..tokens[at - back].end].eq_ignore_ascii_case("had")
        });
        return (!month).then_some(match hint {
            Hint::FutureTo if !tokens.get(at + 1).is_some_and(|token| token.is(Role::To)) => return None,
            Hint::Future | Hint::FutureTo if !perfect => Tense::Future,
            _ => Tense::Past,
        });
    }
    if token.is(Role::To) && before.is_some_and(|token| token.is(Role::Be)) {
        return Some(Tense::Future);
    }
    let word = &text[token.start..token.end];
    // "be required": the participle takes its time from the verb before it.
    let passive = before.is_some_and(|token| token.is(Role::Be));
    (word.len() > 3 && word.ends_with("ed") && !token.capital && !passive).then_some(Tense::Past)
}

/// The tense of the nearest verb in the sentence: first of those before the expression, else of those after it.
fn tense(text: &str, tokens: &[Token<'_>], expression: &Expression) -> Tense {
    let first = tokens.partition_point(|token| token.end <= expression.start);
    let last = tokens.partition_point(|token| token.start < expression.end);
    let ends = |at: usize| match tokens[at].shape {
        Shape::Gap => true,
        Shape::Mark('.' | '!' | '?' | ';') => {
            tokens.get(at + 1).is_none_or(|token| token.spaced && token.capital)
        }
        _ => false,
    };
    // "Friday's ruling" is one that was made; "as early as Tuesday" is ahead.
    let possessive =
        tokens.get(last).is_some_and(|token| !token.spaced && matches!(token.shape, Shape::Mark('\'' | '’')));
    if possessive && matches!(expression.meaning.what, What::Weekday { .. }) {
        return Tense::Past;
    }
    let as_early_as =
        |at: usize| tokens[at].is(Role::As) && tokens[at - 1].is(Role::Early) && tokens[at - 2].is(Role::As);
    if first >= 3 && as_early_as(first - 1) {
        return Tense::Future;
    }
    // "gave them until Tuesday" looks ahead; "not until Tuesday", "up until Tuesday" and "Until Tuesday, they had" do not.
    if first >= 2
        && tokens[first - 1].is(Role::Until)
        && !tokens[first - 1].capital
        && !tokens[first - 2].is(Role::Not)
    {
        return Tense::Future;
    }
    for at in (first.saturating_sub(REACH)..first).rev() {
        if ends(at) {
            break;
        }
        if let Some(tense) = hint(text, tokens, at) {
            return tense;
        }
    }
    for at in last..tokens.len().min(last + REACH) {
        if ends(at) {
            break;
        }
        if let Some(tense) = hint(text, tokens, at) {
            return tense;
        }
    }
    Tense::Unknown
}
