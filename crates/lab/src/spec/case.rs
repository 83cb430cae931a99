//! What a case is, once its Markdown has been read.

use reportedly_schema::{
    Act, BlockKind, How, Kind, Modality, Mode, OutletBasis, PublishedBasis, RejectedCode, SaidBasis,
    SpeakerKind, TermRole, Times,
};

/// One heading of a file with everything under it.
#[derive(Debug)]
pub struct Case {
    /// The file's name.
    pub file: String,
    /// Line of the heading, from 1.
    pub line: usize,
    /// Its words.
    pub heading: String,
    /// Why the answer is right.
    pub why: String,
    /// The snippets, with what is expected of each.
    pub articles: Vec<Article>,
    /// What is asked of the record made of them.
    pub questions: Vec<Repeats>,
    /// The reason, where the case is known to fail.
    pub gap: Option<String>,
}

/// A snippet, with what is expected of it.
#[derive(Debug, Default)]
pub struct Article {
    pub path: String,
    pub text: String,
    pub given: Given,
    pub expected: Vec<Expected>,
}

/// What a user gives beside the bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    pub published: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    pub title: Option<String>,
}

/// One line of an expectation.
#[derive(Debug)]
pub struct Expected {
    /// Line in the file, from 1.
    pub line: usize,
    /// As written.
    pub written: String,
    pub what: Expectation,
}

#[derive(Debug, PartialEq)]
pub enum Expectation {
    Statement(Box<Pattern>),
    OnlyThese,
    NoStatement,
    NoStatementIn(String),
    Published(Option<DayRange>, Option<PublishedBasis>),
    Updated(String),
    Outlet(Option<String>, Option<OutletBasis>),
    Title(String),
    Noise(Option<BlockKind>, String),
    Body(String),
    Caption(String),
    Timex(String, Option<String>),
    NoTimex(String),
    /// A problem's code and the characters that it concerns.
    Problem(String, String),
    /// No problem has this code.
    NoProblem(String),
    Rejected(RejectedCode),
}

/// Days, both ends inclusive; an open end is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRange {
    pub earliest: Option<String>,
    pub latest: Option<String>,
}

/// What is expected of one statement; nothing named, nothing checked.
#[derive(Debug, Default, PartialEq)]
pub struct Pattern {
    pub speaker: Vec<Who>,
    pub content: Option<String>,
    pub fields: Vec<Field>,
}

/// An accepted speaker.
#[derive(Debug, PartialEq, Eq)]
pub enum Who {
    Named(String),
    Unknown,
    Unnamed,
    Anyone,
}

#[derive(Debug, PartialEq)]
pub enum Field {
    Kind(Vec<Kind>),
    Mode(Vec<Mode>),
    SpeakerKind(Vec<SpeakerKind>),
    How(How),
    Said(DayRange, Option<SaidBasis>),
    SaidNothing,
    Undated,
    To(String),
    /// These characters, and no others.
    ToExactly(String),
    ToNobody,
    Via(Vec<String>),
    Venue(String),
    /// These characters, and no others.
    VenueExactly(String),
    NoVenue,
    Act(Act),
    NotAct(Act),
    Term(Option<TermRole>, String),
    NoTerms,
    Times(Times),
    Negated(bool),
    Modality(Modality),
    Cue(String),
    Source(String),
    Nested,
}

/// A question to the record made of a case's articles, and its answer.
#[derive(Debug, Default)]
pub struct Repeats {
    /// Line in the file, from 1.
    pub line: usize,
    pub question: Question,
    pub answer: Vec<AnswerLine>,
}

/// Options of `repeats`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    pub speaker: Option<String>,
    pub about: Option<String>,
    pub near: bool,
    pub since: Option<String>,
    pub until: Option<String>,
    /// Days, inclusive.
    pub within: Option<u32>,
    pub all: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub enum AnswerLine {
    Count(usize),
    Low(usize),
    High(usize),
    Articles(usize),
    ForByOthers(usize),
    Undated(usize),
    Dates(Vec<String>),
    NothingFound,
}
