//! The output format `reportedly/1`: one JSON line per input article. Every position is in Unicode code points, 0-based,
//! end-exclusive. Fields may be added; none may change its meaning.
//!
//! Days are ISO 8601 strings; confidence is a number between 0 and 1 with three places.

use crate::{
    ActFound, ArticleRecord, BlockKind, CodePoints, How, Kind, MadeBy, Modality, Mode, OutletBasis,
    Published, PublishedBasis, Rejected, RejectedCode, SaidBasis, Span, SpeakerKind, TermHolder, TermKind,
    TermRole, Times, TimexAnchor, TimexType, statement::joined,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the format, in the field `schema`.
pub const FORMAT: &str = "reportedly/1";

/// A pair of code point offsets, half-open.
pub type Pair = (u32, u32);

/// One line of output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Line {
    /// An article that was read.
    Article(Box<ArticleLine>),
    /// An input that was declined.
    Rejected(RejectedLine),
}

/// An article that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ArticleLine {
    /// `reportedly/1`.
    pub schema: String,
    /// What the article is.
    pub article: ArticleOut,
    /// What made this line.
    pub made_by: MadeBy,
    /// Ordered, disjoint, covering every character that is not white space.
    pub blocks: Vec<BlockOut>,
    /// In text order.
    pub statements: Vec<StatementOut>,
    /// In text order.
    pub narrations: Vec<NarrationOut>,
    /// In text order.
    pub timexes: Vec<TimexOut>,
    /// In text order.
    pub mentions: Vec<MentionOut>,
    /// Words that say how often something was said, in text order; left out where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub count_claims: Vec<CountClaimOut>,
    /// What went wrong or is doubtful.
    pub problems: Vec<ProblemOut>,
}

/// An input that was declined.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RejectedLine {
    /// `reportedly/1`.
    pub schema: String,
    /// Which input.
    pub article: RejectedArticle,
    /// Why.
    pub rejected: RejectedOut,
}

/// Which input was declined.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RejectedArticle {
    /// The identity, where the bytes could be read.
    pub id: Option<String>,
    /// The path as given.
    pub path: String,
}

/// Why an input was declined.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RejectedOut {
    /// A fixed word.
    pub code: RejectedCode,
    /// What was wrong, where, and what to do.
    pub message: String,
}

/// Metadata of an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct ArticleOut {
    pub id: String,
    pub path: String,
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub outlet_basis: Option<OutletBasis>,
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<PublishedOut>,
    pub updated: Option<PublishedOut>,
    pub language: Option<String>,
    pub text_sha256: String,
    /// The reading's text, with `--text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A date of publication or change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct PublishedOut {
    pub value: Option<String>,
    pub earliest: Option<String>,
    pub latest: Option<String>,
    pub time: Option<String>,
    pub basis: PublishedBasis,
    pub start: Option<u32>,
    pub end: Option<u32>,
}

/// A block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct BlockOut {
    pub start: u32,
    pub end: u32,
    pub kind: BlockKind,
    pub lang: Option<String>,
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct StatementOut {
    pub id: String,
    pub kind: Kind,
    pub mode: Mode,
    pub source: Vec<Pair>,
    pub cue: Vec<Pair>,
    pub content: Vec<Pair>,
    pub text: String,
    pub speaker: SpeakerOut,
    pub addressee: Option<NamedOut>,
    pub via: Vec<RelayOut>,
    pub said: SaidOut,
    pub times: Times,
    pub venue: Option<NamedOut>,
    pub acts: Vec<ActFound>,
    pub negated: bool,
    pub modality: Modality,
    pub terms: Vec<TermOut>,
    pub nested_in: Option<String>,
    pub confidence: f64,
    /// The rules and scores that made it, with `--why`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Vec<String>>,
}

/// A speaker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct SpeakerOut {
    pub name: Option<String>,
    pub id: Option<String>,
    pub kind: SpeakerKind,
    pub how: How,
    pub candidates: Vec<String>,
}

/// Something named: an addressee or a venue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct NamedOut {
    pub name: String,
    pub start: u32,
    pub end: u32,
}

/// A relay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct RelayOut {
    pub name: String,
    pub kind: String,
    pub start: u32,
    pub end: u32,
}

/// When something was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct SaidOut {
    pub value: Option<String>,
    pub earliest: Option<String>,
    pub latest: Option<String>,
    pub basis: SaidBasis,
    pub start: Option<u32>,
    pub end: Option<u32>,
}

/// A term.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TermOut {
    pub role: TermRole,
    pub kind: Option<TermKind>,
    pub actor: Option<String>,
    pub to: Option<String>,
    pub members: Vec<String>,
    pub negated: bool,
    pub norm: String,
    /// Left out where it is the speaker's own.
    #[serde(default, skip_serializing_if = "TermHolder::is_speaker")]
    pub held_by: TermHolder,
    /// With `held_by` other, the other as written, where the text names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    pub spans: Vec<Pair>,
    pub text: String,
}

/// A narration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct NarrationOut {
    pub id: String,
    pub start: u32,
    pub end: u32,
    /// Time expressions inside it, as indices into `timexes`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<usize>,
    /// Entities named inside it, each once, in text order: ids as in `mentions`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<String>,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TimexOut {
    pub start: u32,
    pub end: u32,
    #[serde(rename = "type")]
    pub kind: TimexType,
    pub value: Option<String>,
    #[serde(rename = "mod")]
    pub modifier: Option<String>,
    pub anchor: Option<TimexAnchor>,
    pub text: String,
}

/// A mention of an entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct MentionOut {
    pub start: u32,
    pub end: u32,
    pub entity: String,
    pub name: String,
}

/// Words that say how often something was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CountClaimOut {
    /// First code point, the window's words included.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
    /// How often, this time included; null where no number is claimed ("repeatedly").
    pub count: Option<u32>,
    /// In what time; null where none is named.
    pub window: Option<ClaimWindowOut>,
    /// The statement whose saying is counted; null where the words beside it show none.
    pub statement: Option<String>,
    /// The characters.
    pub text: String,
}

/// The time in which a count is claimed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimWindowOut {
    /// A length in calendar days that ends with the statement.
    pub days: Option<u32>,
    /// The first day, where a stretch of the calendar is named ("this month").
    pub from: Option<String>,
    /// Its last day.
    pub to: Option<String>,
}

/// A problem.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs)]
pub struct ProblemOut {
    pub code: String,
    pub message: String,
    pub start: Option<u32>,
    pub end: Option<u32>,
    /// The characters that these contradict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<Pair>,
}

/// What a line shows beyond the fixed fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// `--text`: the reading's text.
    pub text: bool,
    /// `--why`: rules and scores of each statement.
    pub why: bool,
}

/// Renders a declined input.
pub fn rejected_line(rejected: &Rejected, id: Option<String>) -> RejectedLine {
    RejectedLine {
        schema: FORMAT.to_string(),
        article: RejectedArticle { id, path: rejected.path.clone() },
        rejected: RejectedOut { code: rejected.code, message: rejected.message.clone() },
    }
}

/// Renders an article with all its layers; the one place where bytes become code points.
pub fn article_line(record: &ArticleRecord, shown: Shown) -> ArticleLine {
    let reading = &record.reading;
    let extraction = &record.extraction;
    let points = CodePoints::new(&reading.text);
    let pairs = |spans: &[Span]| spans.iter().map(|s| points.span(*s)).collect::<Vec<_>>();
    let named = |n: &crate::Named| {
        let (start, end) = points.span(n.span);
        NamedOut { name: n.name.clone(), start, end }
    };
    let problem = |p: &crate::Problem| {
        let at = p.span.map(|s| points.span(s));
        ProblemOut {
            code: p.code.clone(),
            message: p.message.clone(),
            start: at.map(|a| a.0),
            end: at.map(|a| a.1),
            against: p.against.map(|s| points.span(s)),
        }
    };
    let statement = |s: &crate::Statement| StatementOut {
        id: s.id.to_string(),
        kind: s.kind,
        mode: s.mode,
        source: pairs(&s.source),
        cue: pairs(&s.cue),
        content: pairs(&s.content),
        text: s.content_text(&reading.text),
        speaker: SpeakerOut {
            name: s.speaker.name.clone(),
            id: s.speaker.id.clone(),
            kind: s.speaker.kind,
            how: s.speaker.how,
            candidates: s.speaker.candidates.clone(),
        },
        addressee: s.addressee.as_ref().map(named),
        via: s
            .via
            .iter()
            .map(|r| {
                let (start, end) = points.span(r.span);
                RelayOut { name: r.name.clone(), kind: r.kind.clone(), start, end }
            })
            .collect(),
        said: {
            let at = s.said.span.map(|x| points.span(x));
            SaidOut {
                value: s.said.value.clone(),
                earliest: s.said.interval.earliest.map(|d| d.to_string()),
                latest: s.said.interval.latest.map(|d| d.to_string()),
                basis: s.said.basis,
                start: at.map(|a| a.0),
                end: at.map(|a| a.1),
            }
        },
        times: s.times,
        venue: s.venue.as_ref().map(named),
        acts: s.acts.clone(),
        negated: s.negated,
        modality: s.modality,
        terms: s
            .terms
            .iter()
            .map(|t| TermOut {
                role: t.role,
                kind: t.kind,
                actor: t.actor.clone(),
                to: t.to.clone(),
                members: t.members.clone(),
                negated: t.negated,
                norm: t.norm.clone(),
                held_by: t.held_by,
                holder: t.holder.clone(),
                spans: pairs(&t.spans),
                text: joined(&reading.text, &t.spans),
            })
            .collect(),
        nested_in: s.nested_in.map(|id| id.to_string()),
        confidence: f64::from(s.confidence) / 1000.0,
        why: shown.why.then(|| s.why.clone()),
    };
    ArticleLine {
        schema: FORMAT.to_string(),
        article: ArticleOut {
            id: reading.id().to_string(),
            path: reading.path.clone(),
            url: reading.url.clone(),
            outlet: reading.outlet.clone(),
            outlet_basis: reading.outlet_basis,
            title: reading.title.clone(),
            authors: reading.authors.clone(),
            published: reading.published.as_ref().map(|p| published(p, &points)),
            updated: reading.updated.as_ref().map(|p| published(p, &points)),
            language: reading.language.clone(),
            text_sha256: reading.text_sha256.to_string(),
            text: shown.text.then(|| reading.text.clone()),
        },
        made_by: record.made_by.clone(),
        blocks: reading
            .blocks
            .iter()
            .map(|b| {
                let (start, end) = points.span(b.span);
                BlockOut { start, end, kind: b.kind, lang: b.lang.clone() }
            })
            .collect(),
        statements: extraction.statements.iter().map(statement).collect(),
        narrations: extraction
            .narrations
            .iter()
            .map(|n| {
                let (start, end) = points.span(n.span);
                let timexes = extraction.timexes.iter().enumerate();
                let dates = timexes.filter(|(_, t)| n.span.contains(t.span)).map(|(at, _)| at).collect();
                let mut participants: Vec<String> = Vec::new();
                for mention in extraction.mentions.iter().filter(|m| n.span.contains(m.span)) {
                    if !participants.contains(&mention.entity) {
                        participants.push(mention.entity.clone());
                    }
                }
                NarrationOut { id: n.id.to_string(), start, end, dates, participants }
            })
            .collect(),
        timexes: extraction
            .timexes
            .iter()
            .map(|t| {
                let (start, end) = points.span(t.span);
                TimexOut {
                    start,
                    end,
                    kind: t.kind,
                    value: t.value.clone(),
                    modifier: t.modifier.clone(),
                    anchor: t.anchor,
                    text: reading.cut(t.span).to_string(),
                }
            })
            .collect(),
        mentions: extraction
            .mentions
            .iter()
            .map(|m| {
                let (start, end) = points.span(m.span);
                MentionOut { start, end, entity: m.entity.clone(), name: m.name.clone() }
            })
            .collect(),
        count_claims: extraction
            .count_claims
            .iter()
            .map(|claim| {
                let (start, end) = points.span(claim.span);
                let day = |d: Option<crate::Day>| d.map(|d| d.to_string());
                CountClaimOut {
                    start,
                    end,
                    count: claim.count,
                    window: claim.window.map(|w| ClaimWindowOut {
                        days: w.days,
                        from: w.interval.and_then(|i| day(i.earliest)),
                        to: w.interval.and_then(|i| day(i.latest)),
                    }),
                    statement: claim.statement.map(|id| id.to_string()),
                    text: reading.cut(claim.span).to_string(),
                }
            })
            .collect(),
        problems: reading.problems.iter().chain(&extraction.problems).map(problem).collect(),
    }
}

fn published(p: &Published, points: &CodePoints) -> PublishedOut {
    let at = p.span.map(|s| points.span(s));
    PublishedOut {
        value: p.value.map(|d| d.to_string()),
        earliest: p.earliest.map(|d| d.to_string()),
        latest: p.latest.map(|d| d.to_string()),
        time: p.time.clone(),
        basis: p.basis,
        start: at.map(|a| a.0),
        end: at.map(|a| a.1),
    }
}

/// The JSON Schema (draft 2020-12) of one output line.
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(Line).to_value()
}
