//! A model made ready for tagging.

use crate::chain::{Chain, Decoded};
use crate::convolution::{Convolution, ConvolutionBuffer};
use crate::encoder::{Encoder, EncoderBuffer};
use crate::kernel::Lanes;
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
    processor: Processor,
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
        self.processor.run(Run { tagger: self, window, buffer, scores: &mut scores[start..] });
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
}

impl Work for Run<'_> {
    #[inline(always)]
    fn on<L: Lanes>(self, lanes: L) {
        let Run { tagger, window, buffer, scores } = self;
        let labels = tagger.labels;
        let put = |word: usize, label: usize, score: f32| {
            let score = score.clamp(-MOST_SCORE, MOST_SCORE) * tagger.scale;
            scores[word * labels + label] = score.round_ties_even() as i32;
        };
        match &tagger.network {
            Network::Encoder(network) => {
                assert!(window.pieces.len() <= network.longest(), "a window longer than the model reads");
                network.run(lanes, window, &mut buffer.encoder, put);
            }
            Network::Convolution(network) => network.run(lanes, window, &mut buffer.convolution, put),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{small, window};
    use proptest::prelude::*;

    fn scores(tagger: &Tagger, window: &Window) -> Vec<i32> {
        let mut scores = Vec::new();
        tagger.score(window, &mut Buffer::default(), &mut scores);
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
                prop_assert_eq!(&found, &scores(&tagger.plain(), &window));
            }
        }
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
