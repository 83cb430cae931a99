//! Time expressions of English news: found, and resolved to [TIMEX3] values and days.
//!
//! "On 25 October … The following day", "told reporters on Monday", "for the third time in two weeks", "in the summer", "earlier this
//! month": [`find`] says where such words stand and what they say; [`resolve`] says which days they mean, given the day of publication
//! and what was told before; [`tag`] does both in text order. [`Expression`] never changes with the article, [`Resolved`] does.
//!
//! # You may not need this
//! For machine-written dates use `jiff`. For commands typed by a person ("remind me on Tuesday") use a parser that looks ahead: this crate
//! reads a bare "Tuesday" as the last one, because news does. It reads English only, and leaves time zones unconverted.
//!
//! # A first look
//! ```
//! use jiff::civil::date;
//! use reportedly_dates::{Kind, tag};
//!
//! let published = Some(date(2031, 3, 5));
//! let value = |text: &str| tag(text, published)[0].resolved.value.clone();
//! assert_eq!(value("Venn told reporters on Monday").as_deref(), Some("2031-03-03"));
//! assert_eq!(value("It happened in the summer.").as_deref(), Some("2030-SU"));
//! assert_eq!(value("talks will resume on Friday").as_deref(), Some("2031-03-07"));
//!
//! // Days come along with the value, both ends inclusive.
//! let march = &tag("in late March 2031", None)[0].resolved;
//! assert_eq!((march.value.as_deref(), march.modifier), (Some("2031-03"), Some("END")));
//! assert_eq!(march.latest, Some(date(2031, 3, 31)));
//!
//! // What is not known stays open: no day, no guess.
//! let vague = &tag("on 25 October", None)[0].resolved;
//! assert_eq!((vague.value.as_deref(), vague.earliest), (Some("XXXX-10-25"), None));
//! let either = &tag("on 3/5/2031", published)[0];
//! assert_eq!((either.expression.kind, &either.resolved.value), (Kind::Date, &None));
//! ```
//!
//! # What comes back
//! | field | what it is |
//! | --- | --- |
//! | [`Expression::start`], [`Expression::end`] | bytes of the text, half-open, on character boundaries; in order and apart. Without a leading preposition, with determiners and modifiers ("the following day", "late March") |
//! | [`Expression::kind`] | the TIMEX3 type: DATE, TIME, DURATION, SET |
//! | [`Expression::meaning`] | what was written, before anything is known of the article |
//! | [`Resolved::value`] | the TIMEX3 value; `None` where two readings stay ("3/5/2031") |
//! | [`Resolved::modifier`] | the TIMEX3 `mod`: `START` `MID` `END` `APPROX` `MORE_THAN` `LESS_THAN` `EQUAL_OR_MORE` `EQUAL_OR_LESS` |
//! | [`Resolved::anchored_on`] | what it was counted from: publication, or the expression before; `None` where the words say it all |
//! | [`Resolved::earliest`], [`Resolved::latest`] | the days it may be, both inclusive, of the proleptic Gregorian calendar; both or neither |
//! | [`Resolved::unit`] | how finely it was told |
//!
//! # Values
//! As in TimeML 1.2.1, which follows ISO 8601. An `X` stands for what is not known.
//!
//! | written (published Wednesday 5 March 2031) | type | value | `mod` | days |
//! | --- | --- | --- | --- | --- |
//! | 5 March 2031; Wednesday | DATE | `2031-03-05` | | the day |
//! | this week; the weekend | DATE | `2031-W10`; `2031-W09-WE` | | Monday to Sunday; Saturday and Sunday |
//! | late May 2030 | DATE | `2030-05` | `END` | the last third |
//! | earlier this month | DATE | `2031-03` | `START` | its first day to publication |
//! | the third quarter; the first half of 2030 | DATE | `2030-Q3`; `2030-H1` | | of the calendar year |
//! | in the summer | DATE | `2030-SU` (`SP` `SU` `FA` `WI`) | | June to August; winter has the year of its December |
//! | last year; the past year | DATE | `2030` | | the calendar year; the year up to publication |
//! | the 1990s; the 19th century | DATE | `199`; `18` | | 1990 to 1999; 1800 to 1899 |
//! | 264 BC | DATE | `BC0264` | | the year |
//! | now; recently; in the near future | DATE | `PRESENT_REF`; `PAST_REF`; `FUTURE_REF` | | none |
//! | Monday night; 14:07 GMT | TIME | `2031-03-03TNI`; `2031-03-05T14:07Z` (`MO` `MI` `AF` `EV` `NI` `DT`) | | the day |
//! | nearly two and a half years; decades | DURATION | `P2Y6M`; `PXDE` | `LESS_THAN`; none | none |
//! | five and a half hours | DURATION | `PT5H30M` | | none |
//! | every Monday; twice a year; daily | SET | `XXXX-WXX-1`; `P1Y`; `P1D` | | none |
//!
//! # Anchors: how dates without a year, a week or a direction are read
//! - A weekday: the last one up to publication; the next one where the nearest verb looks ahead ("will meet on Friday", "the board meets
//!   Friday", "agreed to vote on Friday").
//! - A month or day without a year: the nearest to publication, weighted towards the past and towards the tense of the nearest verb.
//!   Without a day of publication: the year of the nearest expression before it in the text; else it stays `XXXX-10-25`.
//! - "the following day", "a week later", "that month": counted from the nearest expression before it told at least that finely.
//! - "a year earlier" after a quarter that results were told for: that quarter of the year before; after "the first nine months": the
//!   year before.
//! - A season: the latest begun.
//! - Never by today: there is no clock in this crate, and the same arguments always give the same answer.
//!
//! [`tag`] keeps the anchors while it goes through a text. To keep them yourself:
//! ```
//! use jiff::civil::date;
//! use reportedly_dates::{Anchor, Period, Tense, find, resolve};
//!
//! let expression = find("The following day it rained.")[0];
//! let anchor = Anchor { preceding: Some(Period::from(date(2030, 10, 25))), ..Anchor::default() };
//! assert_eq!(resolve(&expression, &anchor).value.as_deref(), Some("2030-10-26"));
//!
//! let friday = find("Friday")[0];
//! let ahead = Anchor { published: Some(date(2031, 3, 5)), preceding: None, tense: Tense::Future };
//! assert_eq!(resolve(&friday, &ahead).earliest, Some(date(2031, 3, 7)));
//! ```
//!
//! # Method and sources
//! One pass cuts the text into words, numbers and marks; each word carries what its vocabulary entries say it can be (month, unit, shift, …),
//! as in SynTime (Zhong, Sun and Cambria, ACL 2017: time tokens, modifiers, numerals); hand-written rules over these types, longest match
//! first, find expressions. Resolution follows the news strategy of HeidelTime (Strötgen and Gertz, SemEval 2010). Spans and values follow
//! the TimeML 1.2.1 guidelines (Saurí et al. 2006), measured on TimeBank, AQUAINT, WikiWars and MEANTIME by `lab eval dates`. Ages
//! ("45-year-old") are left out. Vocabulary is data in `vocabulary/en/*.tsv`; `vocabulary/template` tells what a further language needs.
//!
//! # Speed and limits
//! About 20 MB of text a second on one core; time and memory grow with the length of the text alone. Any `&str` is fine: nothing panics,
//! numbers that are too large are no dates, and days beyond the years -9999 to 9999 are left open.
//!
//! [TIMEX3]: https://timeml.github.io/site/publications/timeMLdocs/timeml_1.2.1.html#timex3
#![deny(missing_docs)]

mod grammar;
mod lengths;
mod meaning;
mod period;
mod resolve;
mod tag;
mod tokens;
mod vocabulary;

pub use meaning::{
    Amount, DayPart, Expression, Holiday, Kind, Meaning, Modifier, Origin, Recurrence, Reference, Season,
    Shift, Unit, What, Year,
};
pub use period::Period;
pub use resolve::{Anchor, AnchoredOn, Resolved, Tense, resolve};
pub use tag::{Tagged, tag};

/// Finds the time expressions of a text: in order, not overlapping, byte offsets on character boundaries.
///
/// ```
/// let text = "The port, closed since 5 March 2031, reopened two days ago.";
/// let found: Vec<&str> = reportedly_dates::find(text).iter().map(|found| &text[found.start..found.end]).collect();
/// assert_eq!(found, ["5 March 2031", "two days ago"]);
/// ```
pub fn find(text: &str) -> Vec<Expression> {
    grammar::find(text, &tokens::cut(text, vocabulary::Vocabulary::english()))
}
