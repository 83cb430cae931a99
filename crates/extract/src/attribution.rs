//! Attributions: source, cue and content spans, linked.
//!
//! A network scores labels for every token, a chain finds the best labels of each paragraph. Then [`link`] joins the spans, rules mend
//! constructions that are rare in annotated news, and what is no attribution is sifted out.

mod alike;
pub(crate) mod bargaining;
mod clauses;
mod colon_labels;
mod content_ends;
pub(crate) mod interview;
pub mod labels;
pub mod link;
mod nested;
mod printed_statement;
pub mod quoted_as;
pub mod quotes;
mod repair;
mod retold;
pub mod shape;
mod sift;
mod source_words;
mod translated;
pub mod view;
pub mod windows;

use crate::entity_tagger::{self, Tagged};
use crate::segment::Segments;
use crate::words::Words;
use labels::Run;
use link::Link;
use reportedly_schema::Span;
use reportedly_tagger::{Buffer, Calibration, Decoded, Model, ModelError, Scores, Tagger};
use view::View;

/// One attribution relation, before anything is known about its speaker, date or terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// The whole noun phrase; empty where there is none.
    pub source: Vec<Span>,
    /// The verb group or noun ("said", "according to"); may be empty.
    pub cue: Vec<Span>,
    /// With complementiser and quotation marks; parts in text order; never empty.
    pub content: Vec<Span>,
    /// Thousandths, 0 to 1000.
    pub confidence: u16,
    /// How far ahead the labels of its spans are of the best others, in units of the model; none where a rule made it.
    pub margin: Option<i32>,
    /// Its content is printed word for word without quotation marks: an answer of an interview.
    pub verbatim: bool,
    /// Labels, scores and rules that made it, in order.
    pub why: Vec<String>,
}

/// The names under which a model keeps what margins are worth: of attributions without a quotation mark around a word of their content, and
/// of those with one.
pub const MARGINS: [&str; 2] = ["unquoted", "quoted"];

/// Finds attributions. Read-only: one serves all threads.
#[derive(Clone, Debug)]
pub struct AttributionTagger {
    tagger: Tagger,
    /// As [`MARGINS`]; none as long as the model's confidences have not been measured.
    calibration: Option<[Calibration; 2]>,
    /// Units of score per natural logarithm.
    scale: u16,
}

/// Scratch memory of one thread.
#[derive(Clone, Debug, Default)]
pub struct AttributionBuffer {
    view: View,
    buffer: Buffer,
    scores: Scores,
    decoded: Decoded,
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
    /// When a part is missing or it has other labels.
    pub fn from_model(model: &Model) -> Result<Self, ModelError> {
        model.require_labels(&labels::NAMES)?;
        model.require_branch_labels(&entity_tagger::LABELS)?;
        let [unquoted, quoted] = MARGINS.map(|name| model.calibration(name).cloned());
        Ok(AttributionTagger {
            tagger: Tagger::new(model)?,
            calibration: unquoted.zip(quoted).map(|(u, q)| [u, q]),
            scale: model.scale,
        })
    }

    /// Finds the attributions of a text, in the order of their contents; inner ones stand beside the outer ones that hold them.
    pub fn attribute(
        &self,
        text: &str,
        segments: &Segments,
        buffer: &mut AttributionBuffer,
    ) -> Vec<Attribution> {
        self.score(text, segments, buffer);
        self.finish(text, segments, buffer)
    }

    /// Finds the attributions of a text, as [`AttributionTagger::attribute`] does, and its names and coreference in the same pass; the latter only where
    /// the model has a branch for them.
    pub fn tag(
        &self,
        text: &str,
        segments: &Segments,
        buffer: &mut AttributionBuffer,
    ) -> (Vec<Attribution>, Option<Tagged>) {
        if !self.tagger.has_entities() {
            return (self.attribute(text, segments, buffer), None);
        }
        buffer.scores.clear();
        for one in windows::windows(text, segments, self.tagger.vocabulary()) {
            self.tagger.read(&one.window, &mut buffer.buffer, &mut buffer.scores);
        }
        let AttributionBuffer { scores, decoded, .. } = &mut *buffer;
        let tagged = Tagged::read(text, segments, &self.tagger, self.scale, scores, decoded);
        (self.finish(text, segments, buffer), tagged)
    }

    /// Scores the labels of every word.
    fn score(&self, text: &str, segments: &Segments, buffer: &mut AttributionBuffer) {
        buffer.scores.clear();
        for one in windows::windows(text, segments, self.tagger.vocabulary()) {
            self.tagger.score(&one.window, &mut buffer.buffer, &mut buffer.scores.labels);
        }
    }

    /// Links what is scored, mends it and sifts it.
    fn finish(&self, text: &str, segments: &Segments, buffer: &mut AttributionBuffer) -> Vec<Attribution> {
        let mut out = self.linked(text, segments, buffer);
        let words = Words::new(text, segments);
        if self.calibration.is_some() {
            out.retain(|a| sift::keep(&words, a));
        }
        repair::repair(&words, &mut out);
        if self.calibration.is_some() {
            colon_labels::drop_subjects(&words, &mut out);
            let mut inner = Vec::new();
            for range in nested::candidates(&words, &out) {
                let part = nested::part(segments, &range);
                self.score(text, &part, buffer);
                let found = self.linked(text, &part, buffer);
                inner.extend(found.into_iter().filter(|a| nested::keep(&words, a)));
                inner.iter_mut().for_each(|a| content_ends::closed(&words, a));
            }
            nested::add(&mut out, inner);
            out.retain(|a| sift::says_something(&words, a) && !translated::points_to_reports(&words, a));
        }
        out
    }

    /// What is scored, linked; nothing is mended or left out.
    fn linked(&self, text: &str, segments: &Segments, buffer: &mut AttributionBuffer) -> Vec<Attribution> {
        let mut out = Vec::new();
        for (index, paragraph) in segments.paragraphs.iter().enumerate() {
            let AttributionBuffer { view, scores, decoded, runs, .. } = &mut *buffer;
            let labels = self.tagger.labels();
            self.tagger.decode(
                &scores.labels[paragraph.tokens.start * labels..paragraph.tokens.end * labels],
                decoded,
            );
            view.read(text, segments, index);
            labels::decode(decoded.labels(), runs);
            link::keep_marks(view, runs);
            let tokens = &segments.tokens[paragraph.tokens.clone()];
            for link in link::link(&buffer.view, &buffer.runs) {
                out.push(self.attribution(&link, tokens, buffer));
            }
        }
        out
    }

    fn attribution(
        &self,
        link: &Link,
        tokens: &[crate::segment::Token],
        scratch: &AttributionBuffer,
    ) -> Attribution {
        let runs = &scratch.runs;
        let span = |run: &Run| tokens[run.start].span.hull(tokens[run.end - 1].span);
        let parts = [("source", &link.source), ("cue", &link.cue)]
            .into_iter()
            .filter_map(|(name, n)| Some((name, (*n)?)));
        let parts: Vec<_> = parts.chain(link.contents.iter().map(|&n| ("content", n))).collect();
        let margin = parts.iter().map(|(_, n)| self.margin(&runs[*n], scratch)).min().unwrap_or(0);
        let quoted = link.contents.iter().any(|&n| link::is_quoted(&scratch.view, &runs[n]));
        let confidence = self.calibration.as_ref().map_or(0, |c| c[usize::from(quoted)].thousandths(margin));
        let mut why: Vec<String> =
            parts.iter().map(|(name, n)| self.reason(name, &runs[*n], scratch)).collect();
        why.push(format!("link: {}", link.rule(runs)));
        Attribution {
            source: link.source.iter().map(|&n| span(&runs[n])).collect(),
            cue: link.cue.iter().map(|&n| span(&runs[n])).collect(),
            content: link.contents.iter().map(|&n| span(&runs[n])).collect(),
            confidence,
            margin: Some(margin),
            verbatim: false,
            why,
        }
    }

    /// Labels and margin of one span, in words: "content: BC< IC< x 7, ahead by 3.2".
    fn reason(&self, name: &str, run: &Run, scratch: &AttributionBuffer) -> String {
        let label = |n: usize| labels::NAMES[usize::from(scratch.decoded.labels()[n])];
        let tenths = i64::from(self.margin(run, scratch)) * 10 / i64::from(self.scale);
        let more = match run.end - run.start - 1 {
            0 => String::new(),
            1 => format!(" {}", label(run.start + 1)),
            n => format!(" {} x {n}", label(run.start + 1)),
        };
        format!("{name}: {}{more}, ahead by {}.{}", label(run.start), tenths / 10, tenths % 10)
    }

    /// The least margin at the edges of a run.
    fn margin(&self, run: &Run, scratch: &AttributionBuffer) -> i32 {
        let margins = scratch.decoded.margins();
        let after = if run.role.is_cue() { run.end - 1 } else { run.end.min(margins.len() - 1) };
        [run.start, run.end - 1, after].into_iter().map(|n| margins[n]).min().unwrap_or(0)
    }
}

#[cfg(test)]
pub(crate) use tests::by_heart;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;
    use proptest::prelude::*;
    use reportedly_schema::{Block, BlockKind};
    use reportedly_tagger::{FORBIDDEN, Kind, Matrix};

    fn body(text: &str) -> Segments {
        segment(text, &[Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None }])
    }

    const WIDTH: usize = 32;

    /// A model that knows the label of each word by heart and looks at nothing else.
    pub(crate) fn by_heart(words: &[(&str, &str)]) -> Model {
        let count = labels::NAMES.len();
        let (mut pieces, mut head) = (vec![0.0; (3 + words.len()) * WIDTH], vec![0.0; count * WIDTH]);
        let mut vocabulary = String::from("[UNK]\n[CLS]\n[SEP]");
        for (n, (word, label)) in words.iter().enumerate() {
            pieces[(3 + n) * WIDTH + n] = 1.0;
            let label = labels::NAMES.iter().position(|name| name == label).unwrap();
            head[label * WIDTH + n] = 1.0;
            vocabulary.push('\n');
            vocabulary.push_str(word);
        }
        let matrix = |name: &str, weights: &[f32]| (name.to_owned(), Matrix::rounded(weights, WIDTH));
        let vector = |name: &str, value: f32, length: usize| (name.to_owned(), vec![value; length]);
        Model {
            kind: Kind::Convolution,
            note: "hand-made".into(),
            labels: labels::NAMES.map(str::to_owned).to_vec(),
            vocabulary,
            sizes: [("width", 32), ("inner", 32), ("blocks", 1), ("blocks.0.step", 1)]
                .map(|(name, size)| (name.to_owned(), size))
                .to_vec(),
            matrices: vec![
                matrix("pieces.weight", &pieces),
                matrix("shapes.weight", &[0.0; 8 * WIDTH]),
                matrix("places.weight", &[0.0; 4 * WIDTH]),
                matrix("blocks.0.up.weight", &[0.0; WIDTH * WIDTH]),
                matrix("blocks.0.down.weight", &[0.0; WIDTH * WIDTH]),
                matrix("head.weight", &head),
            ],
            vectors: vec![
                vector("norm.weight", 1.0, WIDTH),
                vector("norm.bias", 0.0, WIDTH),
                vector("blocks.0.near.weight", 0.0, 7 * WIDTH),
                vector("blocks.0.near.bias", 0.0, WIDTH),
                vector("blocks.0.norm.weight", 1.0, WIDTH),
                vector("blocks.0.norm.bias", 0.0, WIDTH),
                vector("blocks.0.up.bias", 0.0, WIDTH),
                vector("blocks.0.down.bias", 0.0, WIDTH),
                vector("last.weight", 1.0, WIDTH),
                vector("last.bias", 0.0, WIDTH),
                vector("head.bias", 0.0, count),
            ],
            start: vec![0; count],
            transitions: vec![0; count * count],
            scale: 64,
            calibrations: MARGINS
                .map(|name| (name.to_owned(), Calibration(vec![(0, 400), (100, 900)])))
                .to_vec(),
        }
    }

    #[test]
    fn spans_are_cut_linked_and_given_their_confidence() {
        let text = "Rolle said the port reopens.";
        let words = [
            ("rolle", "BS"),
            ("said", "BQ"),
            ("the", "BC<"),
            ("port", "IC<"),
            ("reopens", "IC<"),
            (".", "OC"),
        ];
        let tagger = AttributionTagger::from_model(&by_heart(&words)).unwrap();
        let found = tagger.attribute(text, &body(text), &mut AttributionBuffer::default());
        assert_eq!(found.len(), 1);
        let cut = |spans: &[Span]| spans.iter().map(|s| s.of(text).unwrap()).collect::<Vec<_>>();
        assert_eq!(cut(&found[0].source), ["Rolle"]);
        assert_eq!(cut(&found[0].cue), ["said"]);
        assert_eq!(cut(&found[0].content), ["the port reopens"]);
        assert_eq!(found[0].confidence, 900);
        let why = [
            "source: BS, ahead by 5.5",
            "cue: BQ, ahead by 5.5",
            "content: BC< IC< x 2, ahead by 5.3",
            "link: nearest source in the cue's sentence",
        ];
        assert_eq!(found[0].why, why);
    }

    #[test]
    fn a_model_for_something_else_is_refused() {
        let mut other = by_heart(&[]);
        other.labels[4] = "B-VERB".into();
        let error = AttributionTagger::from_model(&other).unwrap_err().to_string();
        assert!(error.starts_with("model is for something else: expected the labels O OS"), "{error}");
        assert!(AttributionTagger::new(b"no model").is_err());
    }

    proptest! {
        #[test]
        fn spans_are_cut_from_the_text_in_order(
            text in "([a-zA-Zé“”\"'‘’,.:!? \n-]|said |He |that ){0,80}",
            scores in prop::collection::vec(-40i16..40, 14 * 14),
            cut in prop::collection::vec(any::<bool>(), 14 * 14),
        ) {
            let mut model = by_heart(&[("said", "BQ"), ("he", "BS"), ("that", "BC<")]);
            model.transitions =
                scores.iter().zip(&cut).enumerate().map(|(n, (s, c))| if *c && n % 15 > 0 { FORBIDDEN } else { *s }).collect();
            let tagger = AttributionTagger::from_model(&model).unwrap();
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
