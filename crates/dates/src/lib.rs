//! Time expressions of English news: found, and resolved to [TIMEX3] values.
//!
//! "On 25 October … The following day", "told reporters on Monday", "for the third time in two weeks", "in the summer", "earlier this
//! month": [`find`] says where such words stand and what they say; [`resolve`] says which days they mean, given the day of publication
//! and what was told before; [`tag`] does both in text order. [`Expression`] never changes with the article, [`Resolved`] does.
//!
//! # You may not need this
//! For machine-written dates use `jiff`. For commands typed by a person ("remind me on Tuesday") use a parser that looks ahead: this crate
//! reads a bare "Tuesday" as the last one, because news does. It reads English only, and leaves time zones unconverted.
//!
//! # Examples
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
//! # How dates without a year, a week or a direction are read
//! - A weekday: the last one up to publication; the next one where the nearest verb looks ahead ("will meet on Friday").
//! - A month or day without a year: the nearest to publication, weighted towards the past and towards the tense of the nearest verb.
//!   Without a day of publication: the year of the nearest expression before it in the text; else it stays `XXXX-10-25`.
//! - "the following day", "a week later", "that month": counted from the nearest expression before it told at least that finely.
//! - A season: the latest begun. Winter is named by the year of its December.
//! - Never by today: there is no clock in this crate, and the same arguments always give the same answer.
//!
//! # Values
//! TIMEX3 as in TimeML 1.2.1: `2031-03-03`, `2031-W10`, `2031-W10-WE`, `2031-03`, `2031-Q1`, `2031-H1`, `2030-SU`, `203`, `20`, `BC0264`,
//! `2031-03-03TNI`, `2031-03-03T14:07`, `P2W`, `PT5H30M`, `PXD`, `XXXX-WXX-1`, `PRESENT_REF`. The `mod` is [`Resolved::modifier`]. Spans are
//! without a leading preposition, with determiners and modifiers ("the following day", "late March"). Ages ("45-year-old") are left out.
//!
//! # Method and sources
//! One pass cuts the text into words, numbers and marks; each word carries what its vocabulary entries say it can be (month, unit, shift, …),
//! as in SynTime (Zhong, Sun and Cambria, ACL 2017: time tokens, modifiers, numerals); hand-written rules over these types, longest match
//! first, find expressions. Resolution follows the news strategy of HeidelTime (Strötgen and Gertz, SemEval 2010). Spans and values follow
//! the TimeML 1.2.1 guidelines (Saurí et al. 2006), measured on TimeBank, AQUAINT and WikiWars by `lab eval dates`. Vocabulary is data in
//! `vocabulary/en/*.tsv`; `vocabulary/template` tells what a further language needs.
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
