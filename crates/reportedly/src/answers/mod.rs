//! Questions over a record and their answers: rows with evidence, coverage, and one plain sentence. Nothing here prints or opens a
//! store; [`Snapshot`](reportedly_schema::linkage::Snapshot) comes in, an answer goes out, and a command or page only renders it.
//!
//! * [`repeats`]: what was found again, and on how many occasions.
//! * [`count_claims`]: what articles say of how often something was said, held against the record.
//! * [`timeline`]: statements by when they were said.
//! * [`replies`]: who answered whom. [`positions`]: what each side asks, offers, accepts and refuses, by date.
//! * [`events`]: what accounts of one event give, side by side.
//! * [`changes`]: what changed in a party's position, as far as reports show.
//! * [`wording`]: what outlets did with the same words, and by which names they call one speaker, place or event.
//! * [`matters`], [`matter`]: saved queries, and what is on them.
//! * [`speakers`], [`articles`]: what the record holds.
//! * [`search`]: hits of the store's text search, with evidence. [`show`]: one statement or article.
//!
//! Every answer is an [`Answer`]: [`Answer::lines`] gives its JSON lines, the last of them its coverage; [`Answer::table`] its rows
//! for the eye; [`Answer::sentence`] what may be quoted. Answers say *found*, never how often someone spoke, and judge nothing.

mod articles;
mod brief;
mod cells;
mod changes;
mod changes_found;
mod count_claims;
mod events;
mod evidence;
mod first_seen;
mod matters;
mod occasions;
mod parties;
mod positions;
mod positions_over_time;
mod question;
mod repeats;
mod replies;
mod search;
mod show;
mod speakers;
mod taken_back;
mod terms;
mod timeline;
mod wording;

pub use articles::{ArticleRow, ArticlesAnswer, articles};
pub use changes::{Between, ChangeRow, ChangeSide, ChangesAnswer, changes};
pub use changes_found::{ChangeBasis, ChangeKind};
pub use count_claims::{Claimed, CountClaimRow, CountClaimsAnswer, InRecord, OccasionReported, count_claims};
pub use events::{
    AccountShown, DifferenceShown, EventRow, EventShown, EventsAnswer, FigureShown, Shares, TellerKind,
    TellerShown, events,
};
pub use evidence::{Coverage, DatePublished, DateSaid, Evidence, NotReadRow};
pub use matters::{MatterAnswer, MatterRow, MattersAnswer, PassageRow, matter, matters};
pub use occasions::{Counts, Window};
pub use positions::{AnswerTo, PositionRow, PositionsAnswer, StatedBy, positions};
pub use question::{Question, QuestionError, Within};
pub use repeats::{
    Apart, NearRow, OccasionShown, OccasionsShown, PointShown, RepeatsAnswer, RepeatsRow, UtteranceShown,
    repeats,
};
pub use replies::{RepliesAnswer, ReplyRow, replies};
pub use search::{Hit, SearchAnswer, search};
pub use show::{ShowAnswer, ShowError, ShowStatement, show};
pub use speakers::{FoundAs, PerhapsOne, SpeakerRow, SpeakersAnswer, speakers};
pub use terms::{MemberShown, TermReport, TermShown};
pub use timeline::{TimelineAnswer, TimelineRow, timeline};
pub use wording::{
    CueCount, WordingAnswer, WordingAsked, WordingError, WordingOf, WordingOfKind, WordingRow, wording,
};

use reportedly_schema::Day;

/// Rows for the eye: a header and cells of plain text, as many in each row as in the header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns.
    pub header: Vec<&'static str>,
    /// Cells.
    pub rows: Vec<Vec<String>>,
}

/// What every answer gives.
pub trait Answer {
    /// One or two sentences that can be quoted: what was found and what was searched.
    fn sentence(&self) -> String;
    /// The rows for CSV.
    fn table(&self) -> Table;
    /// The rows for the eye: the columns that matter first, long cells cut.
    fn brief(&self) -> Table {
        self.table()
    }
    /// The JSON lines, the coverage last.
    fn lines(&self) -> Vec<serde_json::Value>;
}

/// A day as it is written in a sentence.
///
/// ```
/// assert_eq!(reportedly::answers::day_in_words("2029-06-09".parse().unwrap()), "9 June 2029");
/// ```
pub fn day_in_words(day: Day) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    format!("{} {} {}", day.day(), MONTHS[day.month() as usize - 1], day.year())
}

/// A number and its noun.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn json<T: serde::Serialize>(row: &T) -> serde_json::Value {
    serde_json::to_value(row).expect("rows hold only strings, numbers and lists")
}

/// Rows and then their coverage.
fn lines_of<T: serde::Serialize>(rows: &[T], coverage: &Coverage) -> Vec<serde_json::Value> {
    rows.iter().map(json).chain([coverage_line(coverage)]).collect()
}

fn coverage_line(coverage: &Coverage) -> serde_json::Value {
    serde_json::json!({ "coverage": coverage })
}
