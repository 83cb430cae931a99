//! Articles: the reading, its blocks and what each stage found in it.

use crate::{
    ArticleId, CountClaim, Day, Mention, Narration, Sha256, Span, Statement, Timex, identity::document_key,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

crate::spelled! {
    /// What a run of the reading is. From `nav` on it is noise: kept and shown, never a place for statements.
    BlockKind {
        /// Running text.
        Body = "body",
        /// The headline.
        Title = "title",
        /// A heading under or between the text.
        Subtitle = "subtitle",
        /// Who wrote it.
        Byline = "byline",
        /// Where and when it was written.
        Dateline = "dateline",
        /// The words under a picture.
        Caption = "caption",
        /// A quotation set apart.
        Quote = "quote",
        /// A table.
        Table = "table",
        /// A list.
        List = "list",
        /// Menus, links, page numbers, "read more".
        Nav = "nav",
        /// Advertisement.
        Ad = "ad",
        /// Headlines of other articles.
        Related = "related",
        /// About the author.
        Bio = "bio",
        /// Calls to subscribe, follow or join.
        Subscribe = "subscribe",
        /// Views, shares, reading time.
        Counter = "counter",
        /// The outlet's own notice about the text.
        Disclaimer = "disclaimer",
        /// An error message that was scraped along.
        Error = "error",
        /// A poll or quiz.
        Poll = "poll",
        /// Other noise.
        Other = "other",
    }
}

impl BlockKind {
    /// Whether the block is no part of the article's text.
    pub fn is_noise(self) -> bool {
        use BlockKind::*;
        matches!(self, Nav | Ad | Related | Bio | Subscribe | Counter | Disclaimer | Error | Poll | Other)
    }

    /// Whether statements may come from it: title, subtitle, caption, body, quote, table and list.
    pub fn carries_statements(self) -> bool {
        use BlockKind::*;
        matches!(self, Body | Title | Subtitle | Caption | Quote | Table | List)
    }
}

/// A run of the reading with a kind. Blocks are ordered, disjoint and cover every character that is not white space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The characters, without white space at the edges.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// Its language as an ISO 639-1 code where known.
    pub lang: Option<String>,
}

crate::spelled! {
    /// Where the outlet's name comes from.
    OutletBasis {
        /// The user said so.
        Given = "given",
        /// The page's metadata.
        Metadata = "metadata",
        /// The article names itself.
        Stated = "stated",
        /// Concluded from something weaker.
        Inferred = "inferred",
    }
}

crate::spelled! {
    /// Where the publication date comes from.
    PublishedBasis {
        /// The user said so.
        Given = "given",
        /// The page's metadata.
        Metadata = "metadata",
        /// Written in the article.
        Stated = "stated",
        /// Concluded from dates in the text or in related items.
        Inferred = "inferred",
    }
}

/// When an article was published or updated: days as the outlet writes them, no conversion of time zones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The day, where one can be named.
    pub value: Option<Day>,
    /// First possible day.
    pub earliest: Option<Day>,
    /// Last possible day.
    pub latest: Option<Day>,
    /// The time of day as written, `HH:MM` or `HH:MM:SS`, with the offset where one was written.
    pub time: Option<String>,
    /// Where it comes from.
    pub basis: PublishedBasis,
    /// The characters it was read from, where they are in the reading.
    pub span: Option<Span>,
}

impl Published {
    /// One day that is known.
    pub fn on(day: Day, basis: PublishedBasis, span: Option<Span>) -> Self {
        Published { value: Some(day), earliest: Some(day), latest: Some(day), time: None, basis, span }
    }
}

/// Something that went wrong or is doubtful, and did not stop the article from being read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// A short fixed word, for searching and counting.
    pub code: String,
    /// What was found, where, and what was done about it.
    pub message: String,
    /// The characters concerned.
    pub span: Option<Span>,
    /// The characters that they contradict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<Span>,
}

/// An article's text as one version of the reader saw it. Its characters never change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The path as given; `FILE#N` (1-based) inside a container.
    pub path: String,
    /// SHA-256 of the raw bytes of this article (of the line, in JSON lines).
    pub raw_sha256: Sha256,
    /// The text. For UTF-8 plain text: the file's content unchanged.
    pub text: String,
    /// SHA-256 of `text`.
    pub text_sha256: Sha256,
    /// Ordered, disjoint, covering every character that is not white space.
    pub blocks: Vec<Block>,
    /// Where the article came from.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where the outlet's name comes from.
    pub outlet_basis: Option<OutletBasis>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// When it was changed, if the article says so.
    pub updated: Option<Published>,
    /// ISO 639-1 code of the main text.
    pub language: Option<String>,
    /// What went wrong.
    pub problems: Vec<Problem>,
    /// Fields of the input that have no place here.
    pub extra: BTreeMap<String, serde_json::Value>,
    /// The version of the reader.
    pub reader: String,
}

impl Reading {
    /// The identity of the document over its versions.
    pub fn document_key(&self) -> String {
        document_key(self.url.as_deref(), self.outlet.as_deref(), &self.path)
    }

    /// The identity of this version.
    pub fn id(&self) -> ArticleId {
        ArticleId::new(&self.document_key(), self.raw_sha256)
    }

    /// The block that covers byte `offset`.
    pub fn block_at(&self, offset: u32) -> Option<&Block> {
        let n = self.blocks.partition_point(|b| b.span.end <= offset);
        self.blocks.get(n).filter(|b| b.span.covers(offset))
    }

    /// The characters of `span`; empty where it does not cut `text`.
    pub fn cut(&self, span: Span) -> &str {
        span.of(&self.text).unwrap_or("")
    }
}

crate::spelled! {
    /// Why an input was declined.
    RejectedCode {
        /// Nothing but white space.
        Empty = "empty",
        /// Not text.
        Binary = "binary",
        /// Over a limit on bytes, nodes or nesting.
        TooLarge = "too_large",
        /// No model for its language: kept and counted as not read.
        Language = "language",
        /// Text, but no article.
        NotArticle = "not_article",
        /// It could not be read or parsed.
        Unreadable = "unreadable",
    }
}

/// An input that was declined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// The path as given; `FILE#N` inside a container.
    pub path: String,
    /// SHA-256 of the raw bytes, where they could be read.
    pub raw_sha256: Option<Sha256>,
    /// Why.
    pub code: RejectedCode,
    /// What was wrong, where, and what to do.
    pub message: String,
    /// The reading, where one could be made (a language without a model): stored and searchable.
    pub reading: Option<Box<Reading>>,
}

/// What `extract` found in one reading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extraction {
    /// In text order of their first content byte.
    pub statements: Vec<Statement>,
    /// What the outlet asserts in its own voice.
    pub narrations: Vec<Narration>,
    /// In text order.
    pub timexes: Vec<Timex>,
    /// In text order.
    pub mentions: Vec<Mention>,
    /// In text order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub count_claims: Vec<CountClaim>,
    /// Doubts about the content (dates that contradict each other).
    pub problems: Vec<Problem>,
}

/// What made an output: enough to make it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct MadeBy {
    /// `reportedly` and its version.
    pub tool: String,
    /// The reader's version.
    pub reader: String,
    /// The model's name, `full`, `fast` or a path.
    pub model: String,
    /// SHA-256 of the model's bytes.
    pub model_sha256: String,
    /// SHA-256 of the settings that can change the output.
    pub settings_sha256: String,
}

/// One article with all its layers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleRecord {
    /// The text and its metadata.
    pub reading: Reading,
    /// What was found.
    pub extraction: Extraction,
    /// By what.
    pub made_by: MadeBy,
}
