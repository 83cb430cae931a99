//! Count claims: words of an article that say how often something has been said.

use crate::{Interval, Span, StatementId};
use serde::{Deserialize, Serialize};

/// "for the fourth time in two weeks", "repeatedly", "again": what is claimed, and of which statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountClaim {
    /// The characters, the window's words included.
    pub span: Span,
    /// How often, this time included; `None` where no number is claimed ("repeatedly").
    pub count: Option<u32>,
    /// In what time; `None` where none is named.
    pub window: Option<ClaimWindow>,
    /// The statement whose saying is counted; `None` where the words beside it show none.
    pub statement: Option<StatementId>,
}

/// The time in which a count is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimWindow {
    /// A length in calendar days that ends with the statement ("in two weeks": 14; a month counts 31, a year 366).
    pub days: Option<u32>,
    /// A stretch of the calendar ("this month"), up to the statement.
    pub interval: Option<Interval>,
}
