//! Attributions: source, cue and content spans, linked.
//!
//! Two passes of one sequence tagger over each paragraph: parts of speech, then spans. Then [`link`] joins the spans, rules mend
//! constructions that are rare in annotated news, and what is no attribution is sifted out.

mod clauses;
pub mod features;
pub mod labels;
pub mod link;
pub mod quotes;
mod repair;
mod sift;
pub mod words;

use crate::segment::Segments;
use crate::words::Words;
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
    /// Whether confidences mean anything: not before the model's calibration was measured.
    calibrated: bool,
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
        let spans = model.require_chain(SPANS, &labels::NAMES)?;
        Ok(AttributionTagger {
            calibrated: !spans.calibration.0.is_empty(),
            words: LexiconTable::new(model.require_lexicon(WORDS)?),
            parts_of_speech: Tagger::new(model.require_chain(PARTS_OF_SPEECH, &[])?),
            spans: Tagger::new(spans),
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
        let words = Words::new(text, segments);
        if self.calibrated {
            out.retain(|a| sift::keep(&words, a));
        }
        repair::repair(&words, &mut out);
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
            why: vec![format!("spans: least margin {margin}"), format!("link: {}", link.rule(runs))],
        }
    }

    /// The least margin at the edges of a run.
    fn margin(&self, run: &Run, scratch: &AttributionBuffer) -> i32 {
        let margins = scratch.buffer.margins();
        let after = if run.role.is_cue() { run.end - 1 } else { run.end.min(margins.len() - 1) };
        [run.start, run.end - 1, after].into_iter().map(|n| margins[n]).min().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;
    use proptest::prelude::*;
    use reportedly_schema::{Block, BlockKind};
    use reportedly_tagger::{Calibration, Chain, ChainBuilder, Features, Lexicon};

    fn body(text: &str) -> Segments {
        segment(text, &[Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None }])
    }

    fn model(spans: Chain) -> Model {
        Model {
            note: "hand-made".into(),
            chains: vec![ChainBuilder::new(PARTS_OF_SPEECH, &["any"], 1, 40).build(), spans],
            lexicons: vec![Lexicon { name: WORDS.into(), entries: Vec::new() }],
        }
    }

    /// A model that knows one paragraph by heart: for each token, a feature that no other token of it has.
    fn by_heart(text: &str, labels: &[&str]) -> Model {
        let mut view = View::default();
        view.read(text, &body(text), 0, &LexiconTable::new(&Lexicon::default()));
        let mut features = Features::default();
        view.span_features(&mut features);
        let all: Vec<u32> = features.positions().flatten().copied().collect();
        let mut builder = ChainBuilder::new(SPANS, &labels::NAMES, 8, 40);
        for (position, label) in features.positions().zip(labels) {
            let own = position.iter().find(|h| all.iter().filter(|o| o == h).count() == 1);
            let mut weights = [0; 14];
            weights[labels::NAMES.iter().position(|n| n == label).unwrap()] = 100;
            assert!(builder.set_row(*own.expect("a feature of its own"), &weights));
        }
        let mut chain = builder.build();
        chain.calibration = Calibration(vec![(0, 400), (100, 900)]);
        model(chain)
    }

    #[test]
    fn spans_are_cut_linked_and_given_their_confidence() {
        let text = "Rolle said the port reopens.";
        let tagger =
            AttributionTagger::from_model(&by_heart(text, &["BS", "BQ", "BC<", "IC<", "IC<", "OC"])).unwrap();
        let found = tagger.attribute(text, &body(text), &mut AttributionBuffer::default());
        assert_eq!(found.len(), 1);
        let cut = |spans: &[Span]| spans.iter().map(|s| s.of(text).unwrap()).collect::<Vec<_>>();
        assert_eq!(cut(&found[0].source), ["Rolle"]);
        assert_eq!(cut(&found[0].cue), ["said"]);
        assert_eq!(cut(&found[0].content), ["the port reopens"]);
        assert_eq!(found[0].confidence, 900);
        assert_eq!(found[0].why[1], "link: nearest source in the cue's sentence");
    }

    #[test]
    fn a_model_for_something_else_is_refused() {
        let mut other = by_heart("Rolle said no", &["BS", "BQ", "BC<"]);
        other.chains.pop();
        let error = AttributionTagger::from_model(&other).unwrap_err();
        assert_eq!(error.to_string(), "model is for something else: expected a chain \"spans\"");
        assert!(AttributionTagger::new(b"no model").is_err());
    }

    proptest! {
        #[test]
        fn spans_are_cut_from_the_text_in_order(
            text in "([a-zA-Zé“”\"'‘’,.:!? \n-]|said |He |that ){0,80}",
            scores in prop::collection::vec(-40i16..40, 14 * 14),
        ) {
            let mut builder = ChainBuilder::new(SPANS, &labels::NAMES, 1, 40);
            for (n, score) in scores.iter().enumerate() {
                builder.set_transition(n / 14, n % 14, *score);
            }
            let tagger = AttributionTagger::from_model(&model(builder.build())).unwrap();
            let found = tagger.attribute(&text, &body(&text), &mut AttributionBuffer::default());
            for one in &found {
                prop_assert!(!one.content.is_empty() && one.confidence <= 1000);
                for list in [&one.source, &one.cue, &one.content] {
                    prop_assert!(list.windows(2).all(|w| w[0].end <= w[1].start));
                    for span in list {
                        let cut = span.of(&text).expect("on character borders");
                        prop_assert_eq!(cut.trim(), cut);
                        prop_assert!(!cut.is_empty());
                    }
                }
            }
            prop_assert!(found.windows(2).all(|w| w[0].content[0].start <= w[1].content[0].start));
            let mut spans: Vec<_> = found.iter().map(|a| (&a.content, &a.cue)).collect();
            spans.sort();
            spans.dedup();
            prop_assert_eq!(spans.len(), found.len());
        }
    }
}
