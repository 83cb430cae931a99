//! Attributions: source, cue and content spans, linked.
//!
//! Two passes of one sequence tagger over each paragraph: parts of speech, then spans. Then [`link`] joins the spans.

pub mod features;
pub mod labels;
pub mod link;
pub mod quotes;
pub mod words;

use crate::segment::Segments;
use features::View;
use labels::Run;
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
pub const SPANS: &str = "spans";

/// Finds attributions. Read-only: one serves all threads.
#[derive(Clone, Debug)]
pub struct AttributionTagger {
    words: LexiconTable,
    parts_of_speech: Tagger,
    spans: Tagger,
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
        Ok(AttributionTagger {
            words: LexiconTable::new(model.require_lexicon(WORDS)?),
            parts_of_speech: Tagger::new(model.require_chain(PARTS_OF_SPEECH, &[])?),
            spans: Tagger::new(model.require_chain(SPANS, &labels::NAMES)?),
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
        self.spans.tag(buffer);
        labels::decode(buffer.labels(), runs);
        link::keep_marks(view, runs);
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
        Attribution {
            source: link.source.iter().map(|&n| span(&runs[n])).collect(),
            cue: link.cue.iter().map(|&n| span(&runs[n])).collect(),
            content: link.contents.iter().map(|&n| span(&runs[n])).collect(),
            confidence: self.spans.thousandths(margin),
            why: vec![format!("spans: margin {margin}")],
        }
    }

    /// The least margin at the edges of a run.
    fn margin(&self, run: &Run, scratch: &AttributionBuffer) -> i32 {
        let margins = scratch.buffer.margins();
        let after = if run.role.is_cue() { run.end - 1 } else { run.end.min(margins.len() - 1) };
        [run.start, run.end - 1, after].into_iter().map(|n| margins[n]).min().unwrap_or(0)
    }
}
