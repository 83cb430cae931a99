//! A model made ready for tagging.

use crate::arithmetic::rounded;
use crate::chain::{Chain, Decoded};
use crate::convolution::{Convolution, ConvolutionBuffer};
use crate::coreference::{self, Coreference};
use crate::encoder::{Encoder, EncoderBuffer};
use crate::kernel::{Lanes, WIDTH};
use crate::layers::{Heads, Scratch};
use crate::model::{Kind, Model, ModelError};
use crate::pieces::Vocabulary;
use crate::processor::{Processor, Work};
use crate::window::Window;

/// Scores beyond this magnitude (in natural logarithms) say no more than it does.
const MOST_SCORE: f32 = 1000.0;

/// A model made ready for tagging. Read-only: one serves all threads.
#[derive(Clone, Debug)]
pub struct Tagger {
    vocabulary: Vocabulary,
    network: Network,
    chain: Chain,
    labels: usize,
    scale: f32,
    branch: Option<Branch>,
    processor: Processor,
}

/// What reads the branch's scores.
#[derive(Clone, Debug)]
struct Branch {
    chain: Chain,
    labels: usize,
    coreference: Coreference,
}

#[derive(Clone, Debug)]
enum Network {
    Encoder(Encoder),
    Convolution(Convolution),
}

/// Scratch memory of one thread; reused for every window. It never points to a tagger, so one serves all.
#[derive(Clone, Debug, Default)]
pub struct Buffer {
    encoder: EncoderBuffer,
    convolution: ConvolutionBuffer,
}

/// What a tagger says of the own words of windows, one after the other. The last three stay empty where the model has no branch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// For each word the score of each label, in units of the model's scale.
    pub labels: Vec<i32>,
    /// For each word the score of each label of the branch, in the same units.
    pub entities: Vec<i32>,
    /// For each word its vector as an anaphor: what stands for something.
    pub anaphors: Vec<i16>,
    /// For each word its vector as an antecedent: what is stood for.
    pub antecedents: Vec<i16>,
}

impl Scores {
    /// Empties the lists.
    pub fn clear(&mut self) {
        let Scores { labels, entities, anaphors, antecedents } = self;
        labels.clear();
        entities.clear();
        anaphors.clear();
        antecedents.clear();
    }
}

impl Tagger {
    /// Prepares a model.
    ///
    /// # Errors
    /// When a part is missing or of the wrong size.
    pub fn new(model: &Model) -> Result<Self, ModelError> {
        let vocabulary = Vocabulary::new(&model.vocabulary).map_err(|e| model.malformed(&e))?;
        Ok(Tagger {
            vocabulary,
            network: match model.kind {
                Kind::Encoder => Network::Encoder(Encoder::new(model)?),
                Kind::Convolution => Network::Convolution(Convolution::new(model)?),
            },
            chain: Chain::new(model)?,
            branch: match model.branch_sizes()? {
                None => None,
                Some((labels, pair)) => {
                    let coreference = Coreference::new(model, pair)?;
                    Some(Branch { chain: Chain::of_branch(model, labels)?, labels, coreference })
                }
            },
            labels: model.labels.len(),
            scale: f32::from(model.scale),
            processor: Processor::best(),
        })
    }

    /// The pieces that windows are made of.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The number of labels.
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// Appends the score of each label for each of the window's own words to `scores`, in units of the model's scale.
    ///
    /// # Panics
    /// When the window's indices point outside it, or it is longer than the network can read (a programming error).
    pub fn score(&self, window: &Window, buffer: &mut Buffer, scores: &mut Vec<i32>) {
        let start = scores.len();
        scores.resize(start + window.own.len() * self.labels, 0);
        self.processor.run(Run { tagger: self, window, buffer, scores: &mut scores[start..], branch: None });
    }

    /// Appends all that the model says of each of the window's own words to `scores`: the labels' scores are those of [`Tagger::score`].
    ///
    /// # Panics
    /// As [`Tagger::score`].
    pub fn read(&self, window: &Window, buffer: &mut Buffer, scores: &mut Scores) {
        fn more<T: Clone + Default>(list: &mut Vec<T>, count: usize) -> &mut [T] {
            let start = list.len();
            list.resize(start + count, T::default());
            &mut list[start..]
        }
        let words = window.own.len();
        let branch = self.branch.as_ref().map(|branch| BranchScores {
            labels: branch.labels,
            pair: branch.coreference.width,
            scale: self.scale,
            entities: more(&mut scores.entities, words * branch.labels),
            anaphors: more(&mut scores.anaphors, words * branch.coreference.width),
            antecedents: more(&mut scores.antecedents, words * branch.coreference.width),
        });
        let scores = more(&mut scores.labels, words * self.labels);
        self.processor.run(Run { tagger: self, window, buffer, scores, branch });
    }

    /// Whether the model has a branch: without one, [`Tagger::read`] finds no names.
    pub fn has_entities(&self) -> bool {
        self.branch.is_some()
    }

    /// The number of labels of the branch, 0 without one.
    pub fn entity_labels(&self) -> usize {
        self.branch.as_ref().map_or(0, |b| b.labels)
    }

    /// Finds the best labels of the branch of a sequence from the scores of its words; none without a branch.
    pub fn decode_entities(&self, scores: &[i32], out: &mut Decoded) {
        match &self.branch {
            Some(branch) => branch.chain.decode(scores, out),
            None => *out = Decoded::default(),
        }
    }

    /// What scores pairs of words; none without a branch.
    pub fn coreference(&self) -> Option<&Coreference> {
        self.branch.as_ref().map(|b| &b.coreference)
    }

    /// Finds the best labels of a sequence from the scores of its words.
    pub fn decode(&self, scores: &[i32], out: &mut Decoded) {
        self.chain.decode(scores, out);
    }

    /// The same tagger on a processor without special instructions.
    #[cfg(test)]
    fn plain(mut self) -> Self {
        self.processor = Processor::Plain;
        self
    }
}

struct Run<'r> {
    tagger: &'r Tagger,
    window: &'r Window,
    buffer: &'r mut Buffer,
    scores: &'r mut [i32],
    branch: Option<BranchScores<'r>>,
}

/// Where the branch's numbers go.
pub(crate) struct BranchScores<'r> {
    labels: usize,
    pair: usize,
    scale: f32,
    entities: &'r mut [i32],
    anaphors: &'r mut [i16],
    antecedents: &'r mut [i16],
}

impl BranchScores<'_> {
    /// Applies the heads to the rows of a window's own words.
    #[inline(always)]
    pub(crate) fn read<L: Lanes>(&mut self, lanes: L, heads: &Heads, rows: &[f32], scratch: &mut Scratch) {
        let (labels, pair, scale) = (self.labels, self.pair, self.scale);
        heads.entities.apply(
            lanes,
            rows,
            scratch,
            #[inline(always)]
            |m, n, values| {
                let scores = &mut self.entities[m * labels..(m + 1) * labels];
                for (score, value) in scores.iter_mut().skip(n).zip(values) {
                    *score = (value.clamp(-MOST_SCORE, MOST_SCORE) * scale).round_ties_even() as i32;
                }
            },
        );
        heads.pairs.apply(
            lanes,
            rows,
            scratch,
            #[inline(always)]
            |m, n, values| {
                let (to, n) =
                    if n < pair { (&mut self.anaphors, n) } else { (&mut self.antecedents, n - pair) };
                for (x, value) in to[m * pair + n..][..WIDTH].iter_mut().zip(values) {
                    *x = rounded((value * scale).clamp(-coreference::MOST, coreference::MOST), 1.0);
                }
            },
        );
    }
}

impl Work for Run<'_> {
    #[inline(always)]
    fn on<L: Lanes>(self, lanes: L) {
        let Run { tagger, window, buffer, scores, branch } = self;
        let labels = tagger.labels;
        let put = |word: usize, label: usize, score: f32| {
            let score = score.clamp(-MOST_SCORE, MOST_SCORE) * tagger.scale;
            scores[word * labels + label] = score.round_ties_even() as i32;
        };
        match &tagger.network {
            Network::Encoder(network) => {
                assert!(window.pieces.len() <= network.longest(), "a window longer than the model reads");
                network.run(lanes, window, &mut buffer.encoder, put, branch);
            }
            Network::Convolution(network) => {
                network.run(lanes, window, &mut buffer.convolution, put, branch);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{small, window, without_branch};
    use proptest::prelude::*;

    fn scores(tagger: &Tagger, window: &Window) -> Vec<i32> {
        let mut scores = Vec::new();
        tagger.score(window, &mut Buffer::default(), &mut scores);
        scores
    }

    fn all(tagger: &Tagger, window: &Window) -> Scores {
        let mut scores = Scores::default();
        tagger.read(window, &mut Buffer::default(), &mut scores);
        scores
    }

    proptest! {
        #[test]
        fn every_processor_gives_the_same_scores(seed in 0u64..1000, length in 1usize..50) {
            for kind in [Kind::Encoder, Kind::Convolution] {
                let tagger = Tagger::new(&small(kind, seed)).unwrap();
                let window = window(length, seed);
                let found = scores(&tagger, &window);
                prop_assert_eq!(found.len(), window.own.len() * tagger.labels());
                let more = all(&tagger, &window);
                prop_assert_eq!(&more.labels, &found);
                prop_assert_eq!(more.entities.len(), window.own.len() * tagger.entity_labels());
                prop_assert_eq!(more.anaphors.len(), window.own.len() * tagger.coreference().unwrap().width());
                let plain = tagger.plain();
                prop_assert_eq!(&found, &scores(&plain, &window));
                prop_assert_eq!(more, all(&plain, &window));
            }
        }
    }

    #[test]
    fn a_branch_changes_no_score_of_the_others() {
        for kind in [Kind::Encoder, Kind::Convolution] {
            let model = small(kind, 5);
            let (with, without) =
                (Tagger::new(&model).unwrap(), Tagger::new(&without_branch(model)).unwrap());
            assert!(with.has_entities() && !without.has_entities());
            let window = window(30, 5);
            assert_eq!(all(&with, &window).labels, scores(&without, &window));
            assert_eq!(
                all(&without, &window),
                Scores { labels: scores(&without, &window), ..Scores::default() }
            );
            assert!(all(&with, &window).entities.iter().any(|s| *s != 0));
            let mut decoded = Decoded::default();
            without.decode_entities(&[], &mut decoded);
            assert!(decoded.labels().is_empty());
        }
    }

    #[test]
    fn a_branch_with_other_labels_is_refused() {
        let model = small(Kind::Encoder, 1);
        assert!(model.require_branch_labels(&["O", "NAME"]).is_ok());
        assert!(model.require_branch_labels(&["NAME", "O"]).is_err());
        assert!(without_branch(model).require_branch_labels(&["NAME"]).is_ok());
    }

    #[test]
    fn a_buffer_serves_windows_of_any_length_in_any_order() {
        for kind in [Kind::Encoder, Kind::Convolution] {
            let tagger = Tagger::new(&small(kind, 3)).unwrap();
            let (mut buffer, mut together) = (Buffer::default(), Vec::new());
            let windows = [window(40, 1), window(3, 2), window(17, 3)];
            windows.iter().for_each(|w| tagger.score(w, &mut buffer, &mut together));
            assert_eq!(together, windows.iter().flat_map(|w| scores(&tagger, w)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_model_without_its_parts_is_refused() {
        let mut model = small(Kind::Encoder, 1);
        model.vectors.retain(|(name, _)| name != "head.bias");
        let error = Tagger::new(&model).unwrap_err().to_string();
        assert_eq!(error, "model is for something else: expected a vector \"head.bias\" of 3 finite numbers");
        model = small(Kind::Encoder, 1);
        model.kind = Kind::Convolution;
        assert!(Tagger::new(&model).is_err());
    }
}
