//! From what was written to a TIMEX3 value and days, given the day of publication and the expression before.

use crate::lengths;
use crate::meaning::{
    Amount, Expression, Holiday, Kind, Modifier, Origin, Reference, Season, Shift, Unit, What, Year,
};
use crate::period::{Period, add_days, easter, nth_weekday};
use jiff::civil::Date;

/// How many times nearer the other reading of a date without a year must be to win: news leaves out the year of near days only, so
/// nearness outweighs the verb. On the development part of TimeBank and AQUAINT 4 gives the most values, 10 and more the fewest.
const AGAINST_A_PAST_VERB: i64 = 4;
/// The same for a past reading where the verb looks ahead; 2 to 30 give the same values there.
const AGAINST_A_FUTURE_VERB: i64 = 8;
/// The same for a future reading where no verb tells: news looks back.
const AGAINST_THE_PAST: i64 = 2;

/// What the verbs around an expression tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Tense {
    /// Before publication.
    Past,
    /// After publication.
    Future,
    /// Begun at publication, however near the next one is: "since March".
    Begun,
    /// Nothing; read as past unless the future is much nearer.
    #[default]
    Unknown,
}

/// What an expression was counted from.
pub type AnchoredOn = Origin;

/// What is known where an expression stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Anchor {
    /// The day the article was published, if known.
    pub published: Option<Date>,
    /// The stretch of time told before it in the text, if any; a `Date` converts with `Period::from`.
    pub preceding: Option<Period>,
    /// What the verbs around it tell.
    pub tense: Tense,
}

/// What an expression means.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Resolved {
    /// The TIMEX3 value; `X` stands for what is not known; `None` where it stays ambiguous.
    pub value: Option<String>,
    /// The TIMEX3 `mod`.
    pub modifier: Option<&'static str>,
    /// What it was counted from; `None` for full dates, lengths, sets and references.
    pub anchored_on: Option<AnchoredOn>,
    /// First possible day.
    pub earliest: Option<Date>,
    /// Last possible day.
    pub latest: Option<Date>,
    /// How finely the days are told; `None` without days.
    pub unit: Option<Unit>,
}

impl Resolved {
    /// Its days as what a later expression can hang on.
    pub fn period(&self) -> Option<Period> {
        Some(Period { earliest: self.earliest?, latest: self.latest?, unit: self.unit? })
    }
}

/// A stretch found, or the value where it is not.
enum Place {
    Found(Period, Option<Origin>),
    Value(String),
    Ambiguous,
}

impl Place {
    /// A stretch that was worked out, or the value with its unknown digits.
    fn or(found: Option<(Period, Option<Origin>)>, value: &str) -> Place {
        match found {
            Some((period, from)) => Place::Found(period, from),
            None => Place::Value(value.to_owned()),
        }
    }
}

/// Works out what an expression means. Nothing but the arguments enters: no clock, no state.
///
/// ```
/// use jiff::civil::date;
/// use reportedly_dates::{Anchor, find, resolve};
///
/// let monday = find("told reporters on Monday")[0];
/// let anchor = Anchor { published: Some(date(2031, 3, 5)), ..Anchor::default() };
/// assert_eq!(resolve(&monday, &anchor).value.as_deref(), Some("2031-03-03"));
/// // Without a day of publication it stays some Monday.
/// assert_eq!(resolve(&monday, &Anchor::default()).value.as_deref(), Some("XXXX-WXX-1"));
/// ```
pub fn resolve(expression: &Expression, anchor: &Anchor) -> Resolved {
    let meaning = &expression.meaning;
    let modifier = meaning.modifier.map(Modifier::as_str);
    let suffix = meaning.part.map_or_else(String::new, crate::meaning::DayPart::suffix);
    match place(&meaning.what, anchor) {
        Place::Ambiguous => Resolved { modifier, ..Resolved::default() },
        Place::Value(value) => {
            let value = if expression.kind == Kind::Time { value + &suffix } else { value };
            Resolved { value: Some(value), modifier, ..Resolved::default() }
        }
        Place::Found(period, from) => {
            let value = period.value() + if period.unit <= Unit::Day { suffix.as_str() } else { "" };
            let (mut earliest, mut latest) = narrowed(period, meaning.modifier, anchor.published);
            if let (What::Past { unit }, Some(day)) = (meaning.what, anchor.published) {
                (earliest, latest) = (one_back(day, unit).unwrap_or(earliest), day);
            }
            Resolved {
                value: Some(value),
                modifier,
                anchored_on: from,
                earliest: Some(earliest),
                latest: Some(latest),
                unit: Some(period.unit),
            }
        }
    }
}

/// The days a modifier leaves: thirds for early, mid and late; up to or from publication for earlier and later.
fn narrowed(period: Period, modifier: Option<Modifier>, published: Option<Date>) -> (Date, Date) {
    let Period { earliest, latest, unit } = period;
    if unit <= Unit::Day {
        return (earliest, latest);
    }
    let days = i64::from(earliest.until(latest).map_or(0, |span| span.get_days()));
    let third = |numerator: i64| add_days(earliest, days * numerator / 3).unwrap_or(earliest);
    match modifier {
        Some(Modifier::Start) => (earliest, third(1)),
        Some(Modifier::Mid) => (third(1), third(2)),
        Some(Modifier::End) => (third(2), latest),
        Some(Modifier::Earlier) => {
            (earliest, published.filter(|day| (earliest..=latest).contains(day)).unwrap_or(latest))
        }
        Some(Modifier::Later) => {
            (published.filter(|day| (earliest..=latest).contains(day)).unwrap_or(earliest), latest)
        }
        _ => (earliest, latest),
    }
}

fn place(what: &What, anchor: &Anchor) -> Place {
    match *what {
        What::Fields { year, month, day, weekday } => fields(year, month, day, weekday, anchor),
        What::WeekOf { year, month, day } => {
            let week =
                |year| Date::new(year, month, day).ok().and_then(|day| Period::around(day, Unit::Week));
            Place::or(in_year(year, anchor, week), "XXXX-WXX")
        }
        What::DayOrMonth { .. } => Place::Ambiguous,
        What::Weekday { weekday, shift } => weekday_place(weekday, shift, anchor),
        What::Month { month, shift } => month_place(month, shift, anchor),
        What::Season { season, year, shift } => season_place(season, year, shift, anchor),
        What::Quarter { number, year } => quarter_place(number, year, anchor),
        What::Half { number, year } => {
            let anchor = without_future(anchor);
            let half = |year| Period::half(year, number);
            Place::or(in_year(year, &anchor, half), &format!("XXXX-H{number}"))
        }
        What::Same { year } => same_place(year, anchor),
        What::Nth { unit, nth, year, month } => {
            let found = in_year(year, anchor, |year| {
                let whole = match month {
                    Some(month) => Period::month(year, month)?,
                    None => Period::year(year)?,
                };
                whole.part(unit, nth)
            });
            Place::or(found, unknown(unit))
        }
        What::Decade(first) => Place::or(Period::decade(first).map(|period| (period, None)), "XXXX"),
        What::Century(number) => Place::or(Period::century(number).map(|period| (period, None)), "XXXX"),
        What::Unit { unit, shift } => unit_place(unit, shift, anchor),
        What::Past { unit } if anchor.published.is_none() => {
            Place::Value(lengths::length(Amount::whole(1), unit))
        }
        What::Past { unit } => unit_place(unit, Shift { steps: -1, from: Origin::Published }, anchor),
        What::Offset { amount, unit, forward, from } => offset_place(amount, unit, forward, from, anchor),
        What::Length { amount, unit } => Place::Value(lengths::length(amount, unit)),
        What::While => Place::Value("PXX".to_owned()),
        What::Every(recurrence) => Place::Value(lengths::recurring(recurrence)),
        What::Reference(reference) => Place::Value(
            match reference {
                Reference::Present => "PRESENT_REF",
                Reference::Past => "PAST_REF",
                Reference::Future => "FUTURE_REF",
            }
            .to_owned(),
        ),
        What::Holiday { holiday, year, shift } => holiday_place(holiday, year, shift, anchor),
        What::YearEnd => {
            let last = |year| Date::new(year, 12, 31).ok().map(Period::from);
            Place::or(in_year(Year::Missing, anchor, last), "XXXX-12-31")
        }
        What::Day => match (anchor.preceding.filter(|period| period.unit <= Unit::Day), anchor.published) {
            (Some(period), _) => Place::Found(period, Some(Origin::Preceding)),
            (None, Some(day)) => Place::Found(Period::from(day), Some(Origin::Published)),
            (None, None) => Place::Value("XXXX-XX-XX".to_owned()),
        },
    }
}

/// The day a shift is counted from: publication, or what came before if it was told at least as finely as `unit`. Years fall back on
/// publication: "a year earlier" in an article's first sentence is a year before it.
fn base(from: Origin, unit: Unit, anchor: &Anchor) -> Option<(Period, Origin)> {
    let published = anchor.published.map(|day| (Period::from(day), Origin::Published));
    match from {
        Origin::Published => published,
        Origin::Preceding => anchor
            .preceding
            .filter(|period| period.unit <= unit)
            .map(|period| (period, Origin::Preceding))
            .or_else(|| {
                published
                    .filter(|_| unit >= Unit::Quarter || unit == Unit::Week && anchor.preceding.is_none())
            }),
    }
}

/// The year a shift leads to.
fn shifted_year(shift: Shift, anchor: &Anchor) -> Option<(i16, Origin)> {
    let (period, from) = base(shift.from, Unit::Year, anchor)?;
    Some((period.earliest.year().checked_add(i16::try_from(shift.steps).ok()?)?, from))
}

/// What recurs each year, in the year written or the one the anchor makes likeliest.
fn in_year(
    year: Year,
    anchor: &Anchor,
    make: impl Fn(i16) -> Option<Period>,
) -> Option<(Period, Option<Origin>)> {
    match year {
        Year::Known(year) => make(year).map(|period| (period, None)),
        Year::Shifted(shift) => {
            let (year, from) = shifted_year(shift, anchor)?;
            make(year).map(|period| (period, Some(from)))
        }
        Year::Missing => {
            if let Some(published) = anchor.published {
                let around = [-1, 0, 1].map(|step| published.year().checked_add(step).and_then(&make));
                return choose(&around, published, anchor.tense)
                    .map(|period| (period, Some(Origin::Published)));
            }
            let preceding = anchor.preceding.filter(|period| period.unit <= Unit::Year)?;
            if preceding.unit == Unit::Year {
                return make(preceding.earliest.year()).map(|period| (period, Some(Origin::Preceding)));
            }
            let near = [-1, 0, 1].map(|step| preceding.earliest.year().checked_add(step).and_then(&make));
            near.into_iter()
                .flatten()
                .min_by_key(|period| days_between(preceding.earliest, period.earliest).abs())
                .map(|period| (period, Some(Origin::Preceding)))
        }
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(i64::MAX / 4, |span| i64::from(span.get_days()))
}

/// The reading of a yearly date: the latest begun or the next to come, by distance, weighted by the tense.
fn choose(candidates: &[Option<Period>], published: Date, tense: Tense) -> Option<Period> {
    let begun = candidates
        .iter()
        .flatten()
        .filter(|period| period.earliest <= published)
        .max_by_key(|period| period.earliest);
    let coming = candidates
        .iter()
        .flatten()
        .filter(|period| period.earliest > published)
        .min_by_key(|period| period.earliest);
    match (begun, coming) {
        (Some(begun), Some(coming)) => {
            let back = days_between(begun.latest, published).max(0);
            let ahead = days_between(published, coming.earliest).max(0);
            let future = match tense {
                Tense::Begun => false,
                Tense::Past => ahead.saturating_mul(AGAINST_A_PAST_VERB) < back,
                Tense::Unknown => ahead.saturating_mul(AGAINST_THE_PAST) < back,
                Tense::Future => ahead < back.saturating_mul(AGAINST_A_FUTURE_VERB),
            };
            Some(if future { *coming } else { *begun })
        }
        (one, None) | (None, one) => one.copied(),
    }
}

fn fields(year: Year, month: Option<i8>, day: Option<i8>, weekday: Option<i8>, anchor: &Anchor) -> Place {
    match (month, day) {
        (Some(month), Some(day)) => {
            let make = |year| Date::new(year, month, day).ok().map(Period::from);
            if year == Year::Missing
                && let Some(weekday) = weekday
                && let Some(around) = anchor.published.or(anchor.preceding.map(|period| period.earliest))
            {
                // The weekday picks the year, where exactly one of the near ones has it.
                let fits = |period: &Period| period.earliest.weekday().to_monday_one_offset() == weekday;
                let years =
                    [-1, 0, 1].map(|step| around.year().checked_add(step).and_then(make).filter(fits));
                let origin = if anchor.published.is_some() { Origin::Published } else { Origin::Preceding };
                if let [Some(period), None, None] | [None, Some(period), None] | [None, None, Some(period)] =
                    years
                {
                    return Place::Found(period, Some(origin));
                }
            }
            match in_year(year, anchor, make) {
                Some((period, from)) => Place::Found(period, from),
                // 30 February: written, but no day.
                None if matches!(year, Year::Known(_)) => Place::Ambiguous,
                None => Place::Value(format!("XXXX-{month:02}-{day:02}")),
            }
        }
        (Some(month), None) => {
            Place::or(in_year(year, anchor, |year| Period::month(year, month)), &format!("XXXX-{month:02}"))
        }
        (None, Some(day)) => {
            let found = day_of_some_month(day, weekday, anchor);
            Place::or(found, &format!("XXXX-XX-{day:02}"))
        }
        (None, None) => Place::or(in_year(year, anchor, Period::year), "XXXX"),
    }
}

/// "the 25th": of the month told before, else of the month of publication or a neighbour by tense.
fn day_of_some_month(day: i8, weekday: Option<i8>, anchor: &Anchor) -> Option<(Period, Option<Origin>)> {
    let fits = |period: &Period| {
        weekday.is_none_or(|weekday| period.earliest.weekday().to_monday_one_offset() == weekday)
    };
    let make = |month: Period| {
        Date::new(month.earliest.year(), month.earliest.month(), day).ok().map(Period::from).filter(fits)
    };
    if let Some(month) = anchor
        .preceding
        .filter(|period| period.unit <= Unit::Month)
        .and_then(|period| Period::around(period.earliest, Unit::Month))
        && let Some(period) = make(month)
    {
        return Some((period, Some(Origin::Preceding)));
    }
    let published = anchor.published?;
    let near = [-1, 0, 1].map(|step| Period::stepped(published, Unit::Month, step).and_then(make));
    choose(&near, published, anchor.tense).map(|period| (period, Some(Origin::Published)))
}

/// The last such weekday up to and including `day`.
fn weekday_until(day: Date, weekday: i8) -> Option<Date> {
    let back = i64::from(day.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
    add_days(day, -back)
}

fn weekday_place(weekday: i8, shift: Option<Shift>, anchor: &Anchor) -> Place {
    let value = format!("XXXX-WXX-{weekday}");
    let shift_or_bare = shift.unwrap_or(Shift { steps: 0, from: Origin::Published });
    let Some((period, origin)) = base(shift_or_bare.from, Unit::Day, anchor) else {
        return Place::Value(value);
    };
    let day = period.earliest;
    let until = weekday_until(day, weekday);
    let before = add_days(day, -1).and_then(|day| weekday_until(day, weekday));
    let after = add_days(day, 7).and_then(|day| weekday_until(day, weekday));
    let found = match shift {
        Some(Shift { steps: ..=-1, .. }) => before,
        Some(Shift { steps: 1.., .. }) => after,
        // "this Friday" is that of the week; "that Friday" the nearest to what came before.
        Some(Shift { from: Origin::Published, .. }) => {
            add_days(day, i64::from(weekday - day.weekday().to_monday_one_offset()))
        }
        Some(Shift { from: Origin::Preceding, .. }) => {
            add_days(day, 3).and_then(|day| weekday_until(day, weekday))
        }
        None if anchor.tense == Tense::Future => add_days(day, 6).and_then(|day| weekday_until(day, weekday)),
        None => until,
    };
    Place::or(found.map(|day| (Period::from(day), Some(origin))), &value)
}

fn month_place(month: i8, shift: Shift, anchor: &Anchor) -> Place {
    let value = format!("XXXX-{month:02}");
    let Some((period, origin)) = base(shift.from, Unit::Month, anchor) else { return Place::Value(value) };
    let day = period.earliest;
    let year = match shift.steps {
        ..=-1 if month < day.month() => day.year(),
        ..=-1 => day.year() - 1,
        0 => day.year(),
        _ if month > day.month() => day.year(),
        _ => day.year() + 1,
    };
    Place::or(Period::month(year, month).map(|period| (period, Some(origin))), &value)
}

fn season_place(season: Season, year: Year, shift: Option<Shift>, anchor: &Anchor) -> Place {
    let value = format!("XXXX-{}", season.code());
    let make = |year| Period::season(year, season);
    let Some(shift) = shift else {
        if let (Year::Missing, Some(published)) = (year, anchor.published) {
            let near = [-1, 0, 1].map(|step| published.year().checked_add(step).and_then(make));
            // A season without a verb that looks ahead is the latest begun, however near the next is.
            let begun = near
                .iter()
                .flatten()
                .filter(|season| season.earliest <= published)
                .max_by_key(|season| season.earliest);
            let coming = near
                .iter()
                .flatten()
                .filter(|season| season.latest >= published)
                .min_by_key(|season| season.earliest);
            let found = if anchor.tense == Tense::Future { coming } else { begun };
            return Place::or(found.map(|period| (*period, Some(Origin::Published))), &value);
        }
        return Place::or(in_year(year, anchor, make), &value);
    };
    // "The dam was finished in 2024. That summer it cracked."
    if let (Origin::Preceding, Some(told)) =
        (shift.from, anchor.preceding.filter(|told| told.unit == Unit::Year))
    {
        let year = told.earliest.year().checked_add(i16::try_from(shift.steps).unwrap_or(0));
        return Place::or(year.and_then(make).map(|period| (period, Some(Origin::Preceding))), &value);
    }
    let Some((period, origin)) = base(shift.from, Unit::Season, anchor) else { return Place::Value(value) };
    let day = period.earliest;
    let near = [-1, 0, 1].map(|step| day.year().checked_add(step).and_then(make));
    let mut near = near.into_iter().flatten();
    let found = match shift.steps {
        ..=-1 => near.rfind(|season| season.latest < day),
        // "this winter" in January is the one that runs; else that of the year.
        0 => make(day.year() - 1).filter(|season| season.latest >= day).or_else(|| make(day.year())),
        _ => near.find(|season| season.earliest > day),
    };
    Place::or(found.map(|period| (period, Some(origin))), &value)
}

/// The day a week, a month, … before.
fn one_back(day: Date, unit: Unit) -> Option<Date> {
    match crate::period::months(unit) {
        Some(months) => day.checked_sub(jiff::Span::new().try_months(months).ok()?).ok(),
        None => add_days(day, if unit == Unit::Fortnight { -14 } else { -7 }),
    }
}

/// The stretch told before in the year asked for; without one, the year is all that is known.
fn same_place(year: Year, anchor: &Anchor) -> Place {
    let to = match year {
        Year::Known(year) => Some((year, None)),
        Year::Shifted(shift) => shifted_year(shift, anchor).map(|(year, from)| (year, Some(from))),
        Year::Missing => None,
    };
    let found = to.and_then(|(year, from)| {
        let told = anchor.preceding.filter(|told| (Unit::Month..Unit::Year).contains(&told.unit));
        match told {
            Some(told) => Some((told.in_year(year)?, Some(Origin::Preceding))),
            None => Some((Period::year(year)?, from)),
        }
    });
    Place::or(found, "XXXX")
}

/// Results are told for the quarter or half nearest to publication though the verb looks ahead ("expects a third-quarter loss").
fn without_future(anchor: &Anchor) -> Anchor {
    let tense = if anchor.tense == Tense::Future { Tense::Unknown } else { anchor.tense };
    Anchor { tense, ..*anchor }
}

fn quarter_place(number: Option<i8>, year: Year, anchor: &Anchor) -> Place {
    if let Some(number) = number {
        let anchor = without_future(anchor);
        return Place::or(
            in_year(year, &anchor, |year| Period::quarter(year, number)),
            &format!("XXXX-Q{number}"),
        );
    }
    // "the 1988 quarter": that of the expression before, else the last that was over at publication.
    let told = anchor
        .preceding
        .filter(|period| period.unit == Unit::Quarter)
        .map(|period| (period, Origin::Preceding));
    let ended = || {
        anchor
            .published
            .and_then(|day| Period::stepped(day, Unit::Quarter, -1))
            .map(|period| (period, Origin::Published))
    };
    let Some((quarter, origin)) = told.or_else(ended) else { return Place::Value("XXXX-QX".to_owned()) };
    let number = (quarter.earliest.month() + 2) / 3;
    let year = match year {
        Year::Known(year) => year,
        Year::Shifted(shift) if shift.steps == 0 => quarter.earliest.year(),
        Year::Shifted(shift) => match (shift.from, anchor.published) {
            (Origin::Published, Some(day)) => {
                day.year().saturating_add(i16::try_from(shift.steps).unwrap_or(0))
            }
            _ => quarter.earliest.year().saturating_add(i16::try_from(shift.steps).unwrap_or(0)),
        },
        Year::Missing => quarter.earliest.year(),
    };
    Place::or(Period::quarter(year, number).map(|period| (period, Some(origin))), &format!("XXXX-Q{number}"))
}

/// The value of a stretch that is not known, by unit.
fn unknown(unit: Unit) -> &'static str {
    match unit {
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Half => "XXXX-HX",
        Unit::Season | Unit::Year | Unit::Decade | Unit::Century | Unit::Millennium => "XXXX",
        _ => "XXXX-XX-XX",
    }
}

fn unit_place(unit: Unit, shift: Shift, anchor: &Anchor) -> Place {
    let value = unknown(unit);
    let Some((period, origin)) = base(shift.from, unit, anchor) else {
        return Place::Value(value.to_owned());
    };
    let mut steps = i64::from(shift.steps);
    let monday = period.earliest.weekday() == jiff::civil::Weekday::Monday;
    if (unit, steps, shift.from) == (Unit::Week, 0, Origin::Preceding)
        && origin == Origin::Published
        && monday
        && anchor.tense == Tense::Past
    {
        // A paper of Monday that looks back on "the week" means the one just over.
        steps = -1;
    }
    if unit == Unit::Weekend && origin == Origin::Published && anchor.tense != Tense::Future {
        // On a Monday "the weekend" is the one just over.
        let saturday = Period::around(period.earliest, Unit::Weekend).map(|weekend| weekend.earliest);
        if saturday.is_some_and(|saturday| saturday > period.earliest) && steps == 0 {
            steps = -1;
        }
    }
    if unit == Unit::Quarter && shift == (Shift { steps: 0, from: Origin::Preceding }) {
        return quarter_place(None, Year::Shifted(shift), anchor);
    }
    let from = if steps > 0 { period.latest } else { period.earliest };
    Place::or(Period::stepped(from, unit, steps).map(|period| (period, Some(origin))), value)
}

fn offset_place(amount: Amount, unit: Unit, forward: bool, from: Origin, anchor: &Anchor) -> Place {
    let Amount::Tenths(tenths) = amount else {
        return Place::Value(if forward { "FUTURE_REF" } else { "PAST_REF" }.to_owned());
    };
    // "compared with a year ago" after a quarter means that quarter of the year before.
    if unit == Unit::Year
        && tenths % 10 == 0
        && let Some(quarter) = anchor.preceding.filter(|period| period.unit == Unit::Quarter)
        && (from == Origin::Preceding || tenths == 10)
    {
        let years = i64::from(tenths / 10) * if forward { 1 } else { -1 };
        let found =
            years.checked_mul(4).and_then(|steps| Period::stepped(quarter.earliest, Unit::Quarter, steps));
        return Place::or(found.map(|period| (period, Some(Origin::Preceding))), unknown(unit));
    }
    let sign = if forward { 1 } else { -1 };
    let tenths = i64::from(tenths);
    let (unit, steps) = match (unit, tenths % 10) {
        (Unit::Fortnight, _) => (Unit::Week, tenths * 2 / 10),
        (Unit::Second | Unit::Minute, _) => (unit, 0),
        (Unit::Hour, _) => (Unit::Day, tenths / 240),
        (Unit::Day | Unit::Night | Unit::Weekend, _) => (Unit::Day, tenths / 10),
        (Unit::Week, 0) => (Unit::Week, tenths / 10),
        (Unit::Week, _) => (Unit::Day, tenths * 7 / 10),
        (Unit::Month, 0) => (Unit::Month, tenths / 10),
        (Unit::Month, _) => (Unit::Week, tenths * 30 / 70),
        (Unit::Year, 0) => (Unit::Year, tenths / 10),
        (Unit::Year, _) => (Unit::Month, tenths * 12 / 10),
        (Unit::Decade, _) => (Unit::Year, tenths),
        (Unit::Century, _) => (Unit::Year, tenths * 10),
        (Unit::Millennium, _) => (Unit::Year, tenths * 100),
        (unit, _) => (unit, tenths / 10),
    };
    // "from 8.1 million a week earlier" with nothing told before is a week before publication; "a week later" is not after it.
    let published = anchor.published.map(|day| (Period::from(day), Origin::Published));
    let Some((period, origin)) =
        base(from, unit, anchor).or(published.filter(|_| !forward && unit >= Unit::Week))
    else {
        return Place::Value(unknown(unit).to_owned());
    };
    let day = if forward { period.latest } else { period.earliest };
    Place::or(Period::stepped(day, unit, sign * steps).map(|period| (period, Some(origin))), unknown(unit))
}

fn holiday_place(holiday: Holiday, year: Year, shift: Option<Shift>, anchor: &Anchor) -> Place {
    let make = |year| {
        match holiday {
            Holiday::Fixed { month, day } => Date::new(year, month, day).ok(),
            Holiday::Nth { month, nth, weekday } => nth_weekday(year, month, nth, weekday),
            Holiday::Easter(days) => easter(year).and_then(|sunday| add_days(sunday, i64::from(days))),
        }
        .map(Period::from)
    };
    let value = match holiday {
        Holiday::Fixed { month, day } => format!("XXXX-{month:02}-{day:02}"),
        Holiday::Nth { month, .. } => format!("XXXX-{month:02}-XX"),
        Holiday::Easter(_) => "XXXX-XX-XX".to_owned(),
    };
    let Some((shift, published)) = shift.zip(anchor.published) else {
        return Place::or(in_year(year, anchor, make), &value);
    };
    let mut near =
        [-1, 0, 1].map(|step| published.year().checked_add(step).and_then(make)).into_iter().flatten();
    let found = match shift.steps {
        ..=-1 => near.rfind(|day| day.latest < published),
        0 => make(published.year()),
        _ => near.find(|day| day.earliest > published),
    };
    Place::or(found.map(|period| (period, Some(Origin::Published))), &value)
}
