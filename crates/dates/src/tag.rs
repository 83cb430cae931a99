//! Finds and resolves in text order, carrying along what was told before.

use crate::meaning::{Amount, Expression, Kind, Origin, Shift, Unit, What, Year};
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
    let mut compared: Vec<Compared> = Vec::new();
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
        let month_before = month_compared(&tokens, &expression, &compared);
        expression.meaning.what = month_before.unwrap_or(expression.meaning.what);
        let need = finest(&expression.meaning.what);
        let preceding = need.and_then(|need| need.pick(&told, &compared, published));
        let tense = tense(text, &tokens, &expression);
        let mut resolved = resolve(&expression, &Anchor { published, preceding, tense });
        if month_before.is_none()
            && let What::Fields { year: Year::Known(year), month: Some(month), .. } = expression.meaning.what
        {
            dated = Some((year, month, expression.end));
        }
        if expression.meaning.what != written {
            resolved.anchored_on = Some(Origin::Preceding);
            expression.meaning.what = written;
        }
        if let Some(stretch) = Compared::of(text, &expression, &resolved) {
            if compared.len() == REMEMBERED {
                compared.remove(0);
            }
            compared.push(stretch);
        }
        let tells = matches!(expression.kind, Kind::Date | Kind::Time) && !names_thing(text, &expression);
        if let Some(period) = resolved.period().filter(|_| tells) {
            if told.len() == REMEMBERED {
                told.remove(0);
            }
            told.push(period);
        }
        if let Some(first) = tagged.last_mut() {
            order_range(text, first, &expression, &resolved);
        }
        tagged.push(Tagged { expression, resolved });
    }
    tagged
}

/// "from January to September": the first lies before the second, within a year of it.
fn order_range(text: &str, first: &mut Tagged, second: &Expression, resolved: &Resolved) {
    const JOINED: [&str; 7] = ["to", "through", "until", "till", "and", "-", "–"];
    let bare =
        |what: &What| matches!(what, What::Fields { year: Year::Missing, month: Some(_), weekday: None, .. });
    let between = text.get(first.expression.end..second.start).unwrap_or("").trim();
    let (Some(begins), Some(ends)) = (first.resolved.earliest, resolved.earliest) else { return };
    if begins <= ends || !JOINED.contains(&between) || !bare(&first.expression.meaning.what) {
        return;
    }
    let led = text.get(..first.expression.start).unwrap_or("").trim_end();
    let open = |word: &str| {
        led.len() >= word.len()
            && led.get(led.len() - word.len()..).is_some_and(|tail| tail.eq_ignore_ascii_case(word))
    };
    if between == "and" && !open("between") || !bare(&second.meaning.what) {
        return;
    }
    let What::Fields { month, day, weekday, .. } = first.expression.meaning.what else { return };
    for year in [ends.year(), ends.year().saturating_sub(1)] {
        let mut known = first.expression;
        known.meaning.what = What::Fields { year: Year::Known(year), month, day, weekday };
        let again = resolve(&known, &Anchor::default());
        if again.earliest.is_some_and(|begins| begins <= ends) {
            first.resolved = Resolved { anchored_on: first.resolved.anchored_on, ..again };
            return;
        }
    }
}

/// "The 1951 convention", "a 2029 memo": a year that names a thing tells no time from which the text goes on.
fn names_thing(text: &str, expression: &Expression) -> bool {
    const OPENERS: [&str; 7] = ["the", "a", "an", "its", "his", "her", "their"];
    let What::Fields { year: Year::Known(_), month: None, day: None, weekday: None } =
        expression.meaning.what
    else {
        return false;
    };
    let before = text.get(..expression.start).unwrap_or("").split_whitespace().next_back().unwrap_or("");
    let after = text.get(expression.end..).unwrap_or("");
    let noun = after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(|c: char| c.is_lowercase()));
    noun && OPENERS.iter().any(|o| before.eq_ignore_ascii_case(o))
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

/// What results, prices and counts are told for, and compared with that of another year.
#[derive(Clone, Copy, Debug)]
enum Compared {
    Stretch(Period),
    /// "the first nine months", "the year": no stretch that the calendar has a name for.
    WholeMonths,
}

impl Compared {
    fn of(text: &str, expression: &Expression, resolved: &Resolved) -> Option<Compared> {
        match expression.meaning.what {
            What::Length { amount: Amount::Tenths(tenths), unit: Unit::Month } if tenths > 10 => {
                let written = text.get(expression.start..expression.end)?;
                (!written.contains('-')).then_some(Compared::WholeMonths)
            }
            What::Length { amount: Amount::Tenths(10), unit: Unit::Year } => Some(Compared::WholeMonths),
            What::Unit { unit: Unit::Year, shift: Shift { steps: 0, from: Origin::Preceding } } => {
                Some(Compared::WholeMonths)
            }
            What::Offset { .. } | What::Same { .. } => None,
            _ => resolved
                .period()
                .filter(|period| matches!(period.unit, Unit::Month | Unit::Quarter | Unit::Half))
                .map(Compared::Stretch),
        }
    }
}

/// The stretch that a comparison hangs on: of those that were over at publication the latest, since a comparison tells of other years and
/// quarters too; one that was not over where there is no other. "The first nine months" told after it take its place. A month counts only
/// where `months`.
fn comparable(compared: &[Compared], published: Option<Date>, months: bool) -> Option<Period> {
    let stretches = || {
        compared.iter().enumerate().filter_map(|(n, c)| match c {
            Compared::Stretch(period) if months || period.unit != Unit::Month => Some((n, *period)),
            _ => None,
        })
    };
    let over = |period: &Period| published.is_none_or(|day| period.latest <= day);
    let latest = stretches()
        .filter(|(_, period)| over(period))
        .max_by_key(|(n, period)| (period.earliest, *n))
        .or_else(|| stretches().next_back());
    let whole = compared.iter().rposition(|c| matches!(c, Compared::WholeMonths));
    match (latest, whole) {
        (latest, Some(whole)) if latest.is_none_or(|(n, _)| whole > n) => {
            let day = latest.map(|(_, period)| period.latest).or(published)?;
            Period::around(day, Unit::Year)
        }
        (latest, _) => latest.map(|(_, period)| period),
    }
}

/// "In September orders rose 3% from a year earlier": that month of the year before. Only after a word that compares.
fn month_compared(tokens: &[Token<'_>], expression: &Expression, compared: &[Compared]) -> Option<What> {
    let What::Offset { amount: Amount::Tenths(10), unit: Unit::Year, forward: false, .. } =
        expression.meaning.what
    else {
        return None;
    };
    let first = tokens.partition_point(|token| token.end <= expression.start);
    let compares = first > 0 && tokens[first - 1].is(Role::Compare);
    let Some(Compared::Stretch(Period { earliest, unit: Unit::Month, .. })) = compared.last() else {
        return None;
    };
    compares.then(|| What::Fields {
        year: Year::Known(earliest.year().saturating_sub(1)),
        month: Some(earliest.month()),
        day: None,
        weekday: None,
    })
}

/// What an expression before must be to be hung on.
#[derive(Clone, Copy)]
enum Need {
    AtMost(Unit),
    /// A day that is this weekday (ISO), else any day.
    Weekday(i8),
    /// The quarter that results are told for, else at most a year.
    QuarterOr(Unit),
    /// The quarter, half or month that results are told for.
    Stretch,
}

impl Need {
    fn pick(self, told: &[Period], compared: &[Compared], published: Option<Date>) -> Option<Period> {
        let most_recent = |unit: Unit| told.iter().rev().find(|period| period.unit <= unit).copied();
        match self {
            Need::AtMost(unit) => most_recent(unit),
            Need::Weekday(weekday) => told
                .iter()
                .rfind(|period| {
                    period.unit <= Unit::Day && period.earliest.weekday().to_monday_one_offset() == weekday
                })
                .copied()
                .or_else(|| most_recent(Unit::Day)),
            Need::QuarterOr(Unit::Quarter) => {
                let quarter =
                    |c: &&Compared| matches!(c, Compared::Stretch(period) if period.unit == Unit::Quarter);
                let quarters: Vec<Compared> = compared.iter().filter(quarter).copied().collect();
                comparable(&quarters, published, false).or_else(|| most_recent(Unit::Quarter))
            }
            Need::QuarterOr(unit) => comparable(compared, published, false).or_else(|| most_recent(unit)),
            Need::Stretch => comparable(compared, published, true),
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
        What::Weekday { weekday, shift: Some(Shift { steps: ..=-1, from: Origin::Preceding }) } => {
            Need::Weekday(weekday)
        }
        What::Weekday { .. } | What::Day => Need::AtMost(Unit::Day),
        What::Month { .. } => Need::AtMost(Unit::Month),
        What::Season { .. } => Need::AtMost(Unit::Year),
        What::Same { .. } => Need::Stretch,
        What::Nth { .. } => Need::AtMost(Unit::Year),
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

/// What a word tells of the side of publication of an expression that begins at token `first`.
fn hint(text: &str, tokens: &[Token<'_>], at: usize, first: usize) -> Option<Tense> {
    let token = &tokens[at];
    if token.shape != Shape::Word {
        return None;
    }
    let lower = |at: usize| text[tokens[at].start..tokens[at].end].to_ascii_lowercase();
    let before = at.checked_sub(1).map(|at| &tokens[at]);
    let follows = |role: Role| tokens.get(at + 1).is_some_and(|token| token.is(role));
    // "had been scheduled to", "had to be": what was to come then.
    let perfect = (1..=2).any(|back| at >= back && lower(at - back) == "had");
    let ahead = if perfect { Tense::Past } else { Tense::Future };
    // "be required", "be held": the participle takes its time from the verb before it.
    let passive = before.is_some_and(|token| token.is(Role::Be)) && lower(at - 1) == "be";
    match token.lexeme.and_then(|lexeme| lexeme.hint) {
        // "May" the month, and "will close after Friday".
        Some(_) if token.capital && token.lexeme.is_some_and(|lexeme| lexeme.month.is_some()) => return None,
        Some(_) if token.is(Role::After) && at + 1 == first => return None,
        Some(Hint::None) => return None,
        Some(Hint::Past) if passive => return None,
        // "had been due to expire Friday": the infinitive takes its time from the verb before it.
        Some(Hint::Future) if before.is_some_and(|token| token.is(Role::To)) => return None,
        Some(Hint::Past) => return Some(Tense::Past),
        Some(Hint::Future) => return Some(ahead),
        Some(Hint::FutureTo)
            if follows(Role::To)
                || (follows(Role::For) || follows(Role::Until)) && (at..at + 3).contains(&first) =>
        {
            return Some(ahead);
        }
        Some(Hint::FutureTo) | None => {}
    }
    if token.is(Role::To) && before.is_some_and(|token| token.is(Role::Be)) {
        return Some(Tense::Future);
    }
    // "a summit to be held on 24 April"
    if token.is(Role::Be) && lower(at) == "be" && before.is_some_and(|token| token.is(Role::To)) {
        return Some(ahead);
    }
    let word = &text[token.start..token.end];
    let participle_of_be = before.is_some_and(|token| token.is(Role::Be));
    // "Asked on Monday what it would take".
    let opens = at + 2 == first && (at == 0 || matches!(tokens[at - 1].shape, Shape::Gap | Shape::Mark('.')));
    let verb = word.ends_with("ed") && (!token.capital || opens);
    (word.len() > 3 && verb && !participle_of_be).then_some(Tense::Past)
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
    // "since March"
    if first >= 1 && tokens[first - 1].is(Role::Since) {
        return Tense::Begun;
    }
    for at in (first.saturating_sub(REACH)..first).rev() {
        if ends(at) {
            break;
        }
        if let Some(tense) = hint(text, tokens, at, first) {
            return tense;
        }
    }
    for at in last..tokens.len().min(last + REACH) {
        if ends(at) {
            break;
        }
        if let Some(tense) = hint(text, tokens, at, first) {
            return tense;
        }
    }
    Tense::Unknown
}
