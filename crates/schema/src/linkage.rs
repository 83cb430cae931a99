//! What links statements of many articles: the input of the linker and its result, one link generation.

use crate::{
    ArticleId, Block, Interval, Mention, Narration, OutletBasis, Problem, Published, Sha256, Statement,
    StatementId, Timex,
};
use serde::{Deserialize, Serialize};
use std::ops::Range;

pub use crate::registry::Registry;

/// An article as the linker sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkArticle {
    /// Identity.
    pub id: ArticleId,
    /// The path as given.
    pub path: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where the outlet's name comes from.
    pub outlet_basis: Option<OutletBasis>,
    /// ISO 639-1 code of the main text.
    pub language: Option<String>,
    /// The URL.
    pub url: Option<String>,
    /// When.
    pub published: Option<Published>,
    /// Digest of the reading's text.
    pub text_sha256: Sha256,
    /// What makes two texts comparable, see [`Sketch`].
    pub sketch: Sketch,
}

/// A MinHash sketch of an article's body (Broder 1997): for each of a fixed number of hash functions the smallest hash of
/// the body's word shingles. Empty for a body shorter than one shingle.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sketch(pub Vec<u32>);

/// A statement as corrected by the user, with what linking needs of its surroundings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectiveStatement {
    /// Index into the articles given.
    pub article: usize,
    /// The statement.
    pub statement: Statement,
    /// The content's spans in Unicode code points of the reading, half-open: what answers show outside.
    pub content_points: Vec<(u32, u32)>,
    /// The content's characters, parts joined by ` … `.
    pub text: String,
    /// The source's characters, likewise.
    pub source_text: String,
    /// The cue's characters, likewise.
    pub cue_text: String,
    /// The sentence or sentences the statement stands in.
    pub context: String,
}

crate::spelled! {
    /// How sure a join is.
    Joined {
        /// The same words of one speaker on one day, or a reprint.
        Certain = "certain",
        /// Aligned words, compatible day and venue.
        Probable = "probable",
        /// Compatible, with little to go by.
        Possible = "possible",
    }
}

crate::spelled! {
    /// What a decision is about.
    Level {
        /// One thing said on one occasion.
        Utterance = "utterance",
        /// One proposition over occasions.
        Point = "point",
    }
}

crate::spelled! {
    /// What a person decided of two statements.
    Ruling {
        /// They are of one.
        Together = "together",
        /// They are not of one.
        Apart = "apart",
    }
}

/// A statement in a text, whichever articles carry it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StatementKey {
    /// Digest of the text.
    pub text_sha256: Sha256,
    /// The statement.
    pub statement: StatementId,
}

/// What a person decided of two statements; the linker keeps to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Decision {
    /// Of what they are one or not.
    pub level: Level,
    /// Which.
    pub ruling: Ruling,
    /// The lesser key.
    pub a: StatementKey,
    /// The greater one.
    pub b: StatementKey,
}

impl Decision {
    /// A decision, with its two statements in order.
    pub fn new(level: Level, ruling: Ruling, one: StatementKey, other: StatementKey) -> Self {
        Decision { level, ruling, a: one.min(other), b: one.max(other) }
    }
}

/// An index in a generation that stands for a statement or article that is there no more.
pub const GONE: usize = usize::MAX;

/// The generation before, in terms of the articles and statements that are there now.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Before {
    /// What was linked; an index is [`GONE`] where what it named is.
    pub generation: LinkGeneration,
    /// For each statement whether it was linked then just as it and its article are now.
    pub kept: Vec<bool>,
    /// For each statement what the linker keeps to compare it by; empty where nothing is kept.
    pub profiles: Vec<Vec<u8>>,
}

/// A speaker of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordSpeaker {
    /// The commonest proper form.
    pub name: String,
    /// What it is.
    pub kind: crate::SpeakerKind,
    /// Every proper form found, sorted; what an office was called is among them only where nobody is known to have held it.
    pub forms: Vec<String>,
    /// Statements, by index into the input, in input order.
    pub statements: Vec<usize>,
}

/// One thing said on one occasion, reported one or more times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Utterance {
    /// The id of its first statement by (said.earliest, article id, start).
    pub id: StatementId,
    /// The occasion, as index into [`LinkGeneration::occasions`].
    pub occasion: usize,
    /// Statements that report it, by index into the input, first one first.
    pub reports: Vec<usize>,
    /// The least sure of its joins; `certain` for a single report.
    pub joined: Joined,
    /// Why they were joined, in words.
    pub because: String,
}

/// One act of speaking by one speaker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occasion {
    /// The id of its first utterance.
    pub id: StatementId,
    /// The speaker, as index into [`LinkGeneration::speakers`].
    pub speaker: usize,
    /// When.
    pub said: Interval,
    /// Whether a date was written for it; undated and publication-dated occasions never raise the lowest count.
    pub dated: bool,
    /// Where, as written.
    pub venue: Option<String>,
}

/// One proposition or stance put forward on one or more occasions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The id of its first utterance.
    pub id: StatementId,
    /// The speaker, as index into [`LinkGeneration::speakers`].
    pub speaker: usize,
    /// The words of its most typical report.
    pub gist: String,
    /// Utterances, as indices into [`LinkGeneration::utterances`], earliest first.
    pub utterances: Vec<usize>,
}

/// The result of linking: derived, replaced as a whole, never edited.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LinkGeneration {
    /// Sorted by name.
    pub speakers: Vec<RecordSpeaker>,
    /// Groups of articles (indices into the input) that carry the same text; the earliest first.
    pub reprints: Vec<Vec<usize>>,
    /// Sorted by id.
    pub occasions: Vec<Occasion>,
    /// Sorted by id.
    pub utterances: Vec<Utterance>,
    /// Sorted by id.
    pub points: Vec<Point>,
}

impl LinkGeneration {
    /// By statement its speaker, for as many statements as were linked.
    ///
    /// # Panics
    /// When the generation holds an index beyond `statements`: a programming error.
    pub fn speaker_of(&self, statements: usize) -> Vec<Option<usize>> {
        let mut of = vec![None; statements];
        for (n, speaker) in self.speakers.iter().enumerate() {
            speaker.statements.iter().for_each(|&statement| of[statement] = Some(n));
        }
        of
    }

    /// By statement the utterance that it reports, for as many statements as were linked.
    ///
    /// # Panics
    /// When the generation holds an index beyond `statements`: a programming error.
    pub fn utterance_of(&self, statements: usize) -> Vec<Option<usize>> {
        let mut of = vec![None; statements];
        for (n, utterance) in self.utterances.iter().enumerate() {
            utterance.reports.iter().for_each(|&report| of[report] = Some(n));
        }
        of
    }

    /// By article the earliest one that carries the same text, for as many articles as were linked: itself where no earlier one does.
    ///
    /// ```
    /// use reportedly_schema::linkage::LinkGeneration;
    /// let links = LinkGeneration { reprints: vec![vec![2, 0]], ..LinkGeneration::default() };
    /// assert_eq!(links.first_with_text(3), [2, 1, 2]);
    /// ```
    ///
    /// # Panics
    /// When the generation holds an index beyond `articles`: a programming error.
    pub fn first_with_text(&self, articles: usize) -> Vec<usize> {
        let mut first: Vec<usize> = (0..articles).collect();
        for group in &self.reprints {
            group.iter().for_each(|&article| first[article] = group[0]);
        }
        first
    }
}

crate::spelled! {
    /// What a reply does to what it answers.
    ReplyKind {
        /// Says yes to it.
        Accepts = "accepts",
        /// Says no to it, or denies it.
        Refuses = "refuses",
        /// Says yes on a condition.
        Conditions = "conditions",
        /// Takes it up in any other way.
        Answers = "answers",
    }
}

/// That one statement answers another: derived from the statements when it is asked for, never stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// What is answered: a statement, by index into the input.
    pub to: usize,
    /// What answers it.
    pub reply: usize,
    /// In which way.
    pub kind: ReplyKind,
    /// What shows it, in words that quote the reply's.
    pub because: String,
}

crate::spelled! {
    /// In what two accounts of one event differ.
    DifferenceKind {
        /// Why it happened.
        Reason = "reason",
        /// What came before what, and when.
        Order = "order",
        /// Who did it.
        Actor = "actor",
        /// How many.
        Number = "number",
        /// Where.
        Place = "place",
        /// Whether it happened.
        Occurrence = "occurrence",
    }
}

crate::spelled! {
    /// What a report did with the words of an utterance, beside its other reports.
    WordingKind {
        /// It lacks a condition that other reports have.
        ConditionNotInReport = "condition_not_in_report",
        /// Its quotation is a shortened form of the one others give.
        Cut = "cut",
        /// It has other words in quotation marks than others have there for the same passage.
        ParaphraseInMarks = "paraphrase_in_marks",
        /// Its cue is another than the others'.
        CueVerb = "cue_verb",
    }
}

crate::spelled! {
    /// What a form of name is made of.
    FormClass {
        /// A proper name, in any spelling.
        Name = "name",
        /// A proper name with an office, rank or word for what somebody is.
        WithTitle = "with_title",
        /// A form of address and a surname.
        Honorific = "honorific",
        /// No proper name: an office, an epithet, a description that the article resolves.
        Description = "description",
        /// An adjective of a place's name, or the name of its inhabitants.
        Adjective = "adjective",
    }
}

/// An input that is in the record and was not read: declined, or in a language without a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotRead {
    /// The path as given.
    pub path: String,
    /// Why.
    pub code: crate::RejectedCode,
    /// What was wrong, where, and what to do.
    pub message: String,
}

/// A count claim of an article, as a question needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordClaim {
    /// Index into the articles.
    pub article: usize,
    /// What is claimed.
    pub claim: crate::CountClaim,
    /// Its span in Unicode code points of the reading, half-open.
    pub points: (u32, u32),
    /// Its characters.
    pub text: String,
}

/// What an article's text holds beside its statements.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Layers {
    /// The reading's text; the spans below are bytes of it.
    pub text: String,
    /// Its blocks that are not noise, in text order.
    pub blocks: Vec<Block>,
    /// What the outlet asserts in its own voice, in text order.
    pub narrations: Vec<Narration>,
    /// Time expressions, in text order.
    pub timexes: Vec<Timex>,
    /// Names of the article's entities, in text order.
    pub mentions: Vec<Mention>,
    /// What was found to be wrong with it.
    pub problems: Vec<Problem>,
}

/// Everything a question is answered from, read in one transaction.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Snapshot {
    /// Sorted by article id.
    pub articles: Vec<LinkArticle>,
    /// Corrections applied; sorted by (article id, start, statement id).
    pub statements: Vec<EffectiveStatement>,
    /// Sorted by article and place.
    pub count_claims: Vec<RecordClaim>,
    /// Sorted by path.
    pub not_read: Vec<NotRead>,
    /// What users declared.
    pub registry: Registry,
    /// What users decided of pairs of statements, sorted.
    pub decisions: Vec<Decision>,
    /// The current link generation, made of exactly these articles and statements.
    pub links: LinkGeneration,
    /// Models that made the statements, sorted; more than one is told with every answer.
    pub models: Vec<String>,
    /// For each article what else its text holds; empty where the question needs none of it.
    pub layers: Vec<Layers>,
}

impl Snapshot {
    /// The statements of an article, by index: they stand together, as [`Snapshot::statements`] is sorted.
    pub fn statements_of(&self, article: usize) -> Range<usize> {
        let from = self.statements.partition_point(|s| s.article < article);
        from..from + self.statements[from..].partition_point(|s| s.article == article)
    }
}

/// Rows in the order of a key, equal ones as they stood, and where each went: row `n` stands at `moved[n]`.
pub fn in_order<T, K: Ord>(rows: Vec<T>, key: impl Fn(&T) -> K) -> (Vec<T>, Vec<usize>) {
    let mut rows: Vec<(usize, T)> = rows.into_iter().enumerate().collect();
    rows.sort_by_cached_key(|(_, row)| key(row));
    let mut moved = vec![0; rows.len()];
    for (place, (n, _)) in rows.iter().enumerate() {
        moved[*n] = place;
    }
    (rows.into_iter().map(|(_, row)| row).collect(), moved)
}
