//! Attributions: source, cue and content spans, linked.
//!
//! Three passes of one sequence tagger over each paragraph: parts of speech, then spans, then spans again with the first answer
//! in sight. Then [`link`] joins the spans.

pub mod features;
pub mod labels;
pub mod link;
pub mod quotes;
pub mod words;

use crate::segment::Segments;
use features::View;
use labels::{Role, Run};
use link::Link;
use reportedly_schema::Span;
use reportedly_tagger::{Buffer, LexiconTable, Model, ModelError, Tagger};

/// One attribution relation, before anything is known about its speaker, date or terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The whole noun phrase; empty where there is none.
    pub source: Vec<Span>,
    /// The verb group or noun ("said", "according to"); may be empty.
    pub cue: Vec<Span>,
    /// With complementiser and quotation marks; parts in text order; never empty.
    pub content: Vec<Span>,
    /// Thousandths, 0 to 1000.
    pub confidence: u16,
    /// Labels, scores and rules that made it, in order.
    pub why: Vec<String>,
}

/// The lexicon of word classes in a model.
pub const WORDS: &str = "words";
/// The chain that finds parts of speech.
pub const PARTS_OF_SPEECH: &str = "parts_of_speech";
/// The chain that finds spans.
pub const FIRST_PASS: &str = "first_pass";
/// The chain that finds spans with the labels of the first in sight.
pub const SECOND_PASS: &str = "second_pass";

/// Finds attributions. Read-only: one serves all threads.
#[derive(Clone, Debug)]
pub struct AttributionTagger {
    words: LexiconTable,
    parts_of_speech: Tagger,
    first_pass: Tagger,
    second_pass: Option<Tagger>,
}

/// Scratch memory of one thread.
#[derive(Clone, Debug, Default)]
pub struct AttributionBuffer {
    view: View,
    buffer: Buffer,
    runs: Vec<Run>,
}

impl AttributionTagger {
    /// Builds the tagger from the bytes of a model file.
    ///
    /// # Errors
    /// When the bytes are not a model, or a model for something else.
    pub fn new(model: &[u8]) -> Result<Self, ModelError> {
        Self::from_model(&Model::from_bytes(model)?)
    }

    /// Builds the tagger from a model.
    ///
    /// # Errors
    /// When a chain or lexicon is missing or has other labels.
    pub fn from_model(model: &Model) -> Result<Self, ModelError> {
        let spans = |name: &str| model.require_chain(name, &labels::NAMES).map(Tagger::new);
        Ok(AttributionTagger {
            words: LexiconTable::new(model.require_lexicon(WORDS)?),
            parts_of_speech: Tagger::new(model.require_chain(PARTS_OF_SPEECH, &[])?),
            first_pass: spans(FIRST_PASS)?,
            second_pass: match model.chain(SECOND_PASS) {
                Some(_) => Some(spans(SECOND_PASS)?),
                None => None,
            },
        })
    }

    /// Finds the attributions of a text, in the order of their contents.
    pub fn attribute(
        &self,
        text: &str,
        segments: &Segments,
        buffer: &mut AttributionBuffer,
    ) -> Vec<Attribution> {
        let mut out = Vec::new();
        for index in 0..segments.paragraphs.len() {
            self.tag(text, segments, index, buffer);
            let tokens = &segments.tokens[segments.paragraphs[index].tokens.clone()];
            for link in link::link(&buffer.view, &buffer.runs) {
                out.push(self.attribution(&link, tokens, buffer));
            }
        }
        out
    }

    fn tag(&self, text: &str, segments: &Segments, index: usize, scratch: &mut AttributionBuffer) {
        let AttributionBuffer { view, buffer, runs } = scratch;
        view.read(text, segments, index, &self.words);
        buffer.features.clear();
        view.part_of_speech_features(&mut buffer.features);
        self.parts_of_speech.tag(buffer);
        view.tags.copy_from_slice(buffer.labels());
        buffer.features.clear();
        view.span_features(&mut buffer.features);
        self.first_pass.tag(buffer);
        if let Some(second) = &self.second_pass {
            view.set_first_pass(buffer.labels(), buffer.margins().iter().map(|&m| sureness(m)));
            buffer.features.clear();
            view.span_features(&mut buffer.features);
            second.tag(buffer);
        }
        labels::decode(buffer.labels(), runs);
    }

    fn attribution(
        &self,
        link: &Link,
        tokens: &[crate::segment::Token],
        scratch: &AttributionBuffer,
    ) -> Attribution {
        let runs = &scratch.runs;
        let span = |run: &Run| tokens[run.start].span.hull(tokens[run.end - 1].span);
        let used = || link.source.iter().chain(&link.cue).chain(&link.contents).map(|&n| &runs[n]);
        let margin = used().map(|run| self.margin(run, scratch)).min().unwrap_or(0);
        let tagger = self.second_pass.as_ref().unwrap_or(&self.first_pass);
        Attribution {
            source: link.source.iter().map(|&n| span(&runs[n])).collect(),
            cue: link.cue.iter().map(|&n| span(&runs[n])).collect(),
            content: link.contents.iter().map(|&n| span(&runs[n])).collect(),
            confidence: tagger.thousandths(margin),
            why: vec![format!("spans: margin {margin}")],
        }
    }

    /// The least margin at the edges of a run.
    fn margin(&self, run: &Run, scratch: &AttributionBuffer) -> i32 {
        let margins = scratch.buffer.margins();
        let after = if run.role == Role::Cue { run.end - 1 } else { run.end.min(margins.len() - 1) };
        [run.start, run.end - 1, after].into_iter().map(|n| margins[n]).min().unwrap_or(0)
    }
}

/// How sure the first pass was of a label, from its margin.
pub fn sureness(margin: i32) -> u8 {
    match margin {
        ..=15 => 0,
        16..=47 => 1,
        48..=127 => 2,
        _ => 3,
    }
}
