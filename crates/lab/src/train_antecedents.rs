//! `lab train antecedents`: learns the weights that rank whom a pronoun means.
//!
//! A conditional log-linear model over the candidates of each pronoun, with L2 regularisation, fitted by gradient steps from
//! zero: no randomness. Data: GAP development and GUM train. Every tenth example is held out for the figures that are printed and
//! for the least score and the least lead, which are chosen there.

use crate::bare_text::reading;
use crate::data;
use crate::eval_gap;
use crate::{gum, polnear, speaker_gold};
use rayon::prelude::*;
use reportedly_extract::anaphora::{Anaphor, FEATURES, KINDS};
use reportedly_extract::{Buffer, Extractor};
use reportedly_schema::{Sha256, Span};
use std::fmt::Write;
use std::path::PathBuf;

/// Options of `lab train antecedents`.
#[derive(clap::Args, Debug)]
pub struct AntecedentOptions {
    /// The folder of research data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Model: `full`, `fast`, or the path of a model file.
    #[arg(long, default_value = "full")]
    model: String,
    /// Where the weights are written.
    #[arg(long, default_value = "crates/extract/vocabulary/antecedent_weights.tsv")]
    out: PathBuf,
}

/// A pronoun with what is known of its candidates: `Some(true)` meant, `Some(false)` not meant.
struct Example {
    kind: usize,
    speaks: bool,
    held: bool,
    weight: f64,
    candidates: Vec<(Vec<u8>, f64, Option<bool>)>,
}

/// Share of the likelihood of GUM's examples: its pronouns are easier and of many kinds of text.
const GUM_WEIGHT: f64 = 0.5;
/// Of the few from news: they are what the program is for.
const NEWS_WEIGHT: f64 = 5.0;
const STEPS: usize = 600;
const RATE: f64 = 0.5;
const PENALTY: f64 = 2e-4;

/// Reads the data, fits and writes.
///
/// # Errors
/// When data or model cannot be read.
pub fn run(options: &AntecedentOptions) -> Result<(), String> {
    let model = data::model(&options.model)?;
    let extractor = Extractor::new(model.bytes()).map_err(|e| e.to_string())?;
    let mut examples = gap(&options.data, &extractor)?;
    examples.extend(gum_examples(&options.data, &extractor)?);
    examples.extend(news(&options.data, &extractor)?);
    let mut table = vec![[0i32; KINDS]; FEATURES.len() + 5];
    for kind in 0..KINDS {
        let of_kind: Vec<&Example> = examples.iter().filter(|e| e.kind == kind).collect();
        let weights = fit(&of_kind);
        println!("kind {kind}: {} examples", of_kind.len());
        let [plain, speaking] = [false, true].map(|s| {
            let some: Vec<&Example> = of_kind.iter().copied().filter(|e| e.speaks == s).collect();
            thresholds(&some, &weights)
        });
        for (f, weight) in weights.iter().enumerate() {
            table[f][kind] = (1000.0 * weight).round() as i32;
        }
        for (n, threshold) in [plain.0, plain.1, speaking.0, speaking.1].into_iter().enumerate() {
            table[FEATURES.len() + 1 + n][kind] = threshold;
        }
    }
    let mut out = String::from(
        "# Weights of the features that rank whom a pronoun means, in thousandths of a natural logarithm: for \"he\" and \"she\", for \"it\", for \"they\".\n\
         # Rows that begin with = are no features: the factor of the coreference head's score, the least score, how far ahead the best must be; these for sources apart.\n\
         # Written by `lab train antecedents`; the features are described in src/speakers/antecedents.rs.\n",
    );
    let names = FEATURES.iter().copied().chain(["= coreference head", "= least", "= ahead", "= least, speaking", "= ahead, speaking"]);
    for (name, row) in names.zip(&table) {
        let _ = writeln!(out, "{name}\t{}\t{}\t{}", row[0], row[1], row[2]);
    }
    std::fs::write(&options.out, out).map_err(|e| format!("{}: {e}", options.out.display()))
}

fn is_held(id: &str) -> bool {
    Sha256::of(id.as_bytes()).0[0] < 26
}

fn gap(data: &std::path::Path, extractor: &Extractor) -> Result<Vec<Example>, String> {
    let rows = eval_gap::rows(&data.join("gap/gap-development.tsv"))?;
    let of = |buffer: &mut Buffer, row: &eval_gap::Row| {
        let anaphors = extractor.anaphors(&reading(&row.id, &row.text), buffer);
        let anaphor = anaphors.into_iter().find(|a| a.span == row.pronoun)?;
        let known = |names: &[Span]| {
            row.names.iter().find(|(name, _)| names.iter().any(|n| n.overlaps(*name))).map(|(_, means)| *means)
        };
        Some(example(anaphor, is_held(&row.id), 1.0, known))
    };
    Ok(rows.par_iter().map_init(Buffer::default, of).collect::<Vec<_>>().into_iter().flatten().collect())
}

fn gum_examples(data: &std::path::Path, extractor: &Extractor) -> Result<Vec<Example>, String> {
    let documents = gum::read(&data.join("gum/train"))?;
    let of = |buffer: &mut Buffer, document: &gum::Document| -> Vec<Example> {
        // The smallest mention that holds a name tells the name's cluster.
        let cluster = |span: Span| {
            let holding = document.mentions.iter().filter(|m| m.span.contains(span));
            holding.min_by_key(|m| m.span.len()).map(|m| m.cluster.as_str())
        };
        let mut out = Vec::new();
        for anaphor in extractor.anaphors(&reading(&document.id, &document.text), buffer) {
            let Some(meant) = document.mentions.iter().find(|m| m.span == anaphor.span) else { continue };
            let known = |names: &[Span]| {
                let same = names.iter().filter(|n| cluster(**n) == Some(&meant.cluster)).count();
                Some(2 * same > names.len())
            };
            out.push(example(anaphor.clone(), is_held(&document.id), GUM_WEIGHT, known));
        }
        out
    };
    Ok(documents.par_iter().map_init(Buffer::default, of).collect::<Vec<_>>().into_iter().flatten().collect())
}

/// Pronouns that are sources in PolNeAR train, with the development answers of the speaker test.
fn news(data: &std::path::Path, extractor: &Extractor) -> Result<Vec<Example>, String> {
    let articles = polnear::read(&data.join("polnear/train"))?;
    let folder = crate::data::root().join("crates/lab/gold/speakers");
    let labelled = speaker_gold::read(&folder.join("train_drawn.tsv"), &folder.join("train.tsv"), &articles)?;
    let of = |buffer: &mut Buffer, l: &speaker_gold::Labelled| {
        let article = articles.iter().find(|a| a.id == l.article)?;
        let source = article.attributions.iter().find(|g| g.content == l.content)?.source.first().copied()?;
        let anaphor =
            extractor.anaphors(&reading(&l.article, &article.text), buffer).into_iter().find(|a| a.span == source)?;
        let [right] = &l.answer[..] else { return None };
        let known = |names: &[Span]| {
            let says = |n: &Span| n.of(&article.text).is_some_and(|n| right.iter().any(|r| r.ends_with(n) || n.ends_with(r)));
            Some(names.iter().any(says))
        };
        Some(example(anaphor, is_held(&l.article), NEWS_WEIGHT, known))
    };
    Ok(labelled.par_iter().map_init(Buffer::default, of).collect::<Vec<_>>().into_iter().flatten().collect())
}

fn example(anaphor: Anaphor, held: bool, weight: f64, known: impl Fn(&[Span]) -> Option<bool>) -> Example {
    let candidates =
        anaphor.candidates.into_iter().map(|c| (c.features, f64::from(c.head) / 1000.0, known(&c.names))).collect();
    Example { kind: anaphor.kind, speaks: anaphor.speaks, held, weight, candidates }
}

/// Weights of the features, the head's factor last.
fn fit(examples: &[&Example]) -> Vec<f64> {
    let size = FEATURES.len() + 1;
    let mut weights = vec![0.0; size];
    let mut squares = vec![1e-8; size];
    let total: f64 = examples.iter().filter(|e| !e.held).map(|e| e.weight).sum();
    for _ in 0..STEPS {
        let mut gradient = vec![0.0; size];
        for e in examples.iter().filter(|e| !e.held) {
            // "Nobody of these" has score 0.
            let (shares, none) = shares(e, &weights);
            let wrong: f64 = e.candidates.iter().zip(&shares).filter(|(c, _)| c.2 == Some(false)).map(|(_, p)| p).sum();
            let meant: f64 = e.candidates.iter().zip(&shares).filter(|(c, _)| c.2 == Some(true)).map(|(_, p)| p).sum();
            let any = e.candidates.iter().any(|c| c.2 == Some(true));
            // Where one is meant, its likelihood; else that of all who are not known to be wrong.
            let kept = if any { meant } else { none + shares.iter().sum::<f64>() - wrong };
            for (c, share) in e.candidates.iter().zip(&shares) {
                let wanted = match (any, c.2) {
                    (true, Some(true)) | (false, None) => share / kept.max(1e-9),
                    _ => 0.0,
                };
                let pull = e.weight * (wanted - share);
                c.0.iter().for_each(|f| gradient[usize::from(*f)] += pull);
                gradient[size - 1] += pull * c.1;
            }
        }
        for ((w, g), s) in weights.iter_mut().zip(&gradient).zip(&mut squares) {
            let g = g / total - PENALTY * *w;
            *s += g * g;
            *w += RATE * g / s.sqrt();
        }
    }
    weights
}

fn score(candidate: &(Vec<u8>, f64, Option<bool>), weights: &[f64]) -> f64 {
    let head = candidate.1 * weights[weights.len() - 1];
    candidate.0.iter().map(|f| weights[usize::from(*f)]).sum::<f64>() + head
}

/// The share of each candidate, and of none.
fn shares(e: &Example, weights: &[f64]) -> (Vec<f64>, f64) {
    let powers: Vec<f64> = e.candidates.iter().map(|c| score(c, weights).exp()).collect();
    let sum: f64 = 1.0 + powers.iter().sum::<f64>();
    (powers.iter().map(|p| p / sum).collect(), 1.0 / sum)
}

/// Least score and least lead for which the sum of right minus twice the wrong answers is greatest on all examples; printed with what
/// they give on those held out.
fn thresholds(examples: &[&Example], weights: &[f64]) -> (i32, i32) {
    let answer = |e: &Example, least: i32, ahead: i32| -> Option<Option<bool>> {
        let mut scored: Vec<(i32, Option<bool>)> =
            e.candidates.iter().map(|c| ((1000.0 * score(c, weights)) as i32, c.2)).collect();
        scored.sort_by_key(|s| std::cmp::Reverse(s.0));
        let best = scored.first()?;
        let clear = scored.get(1).is_none_or(|next| best.0 - next.0 >= ahead);
        (best.0 >= least && clear).then_some(best.1)
    };
    let count = |held: bool, least: i32, ahead: i32| -> (usize, usize, usize) {
        let (mut right, mut wrong, mut all) = (0, 0, 0);
        for e in examples.iter().filter(|e| !held || e.held) {
            all += usize::from(e.candidates.iter().any(|c| c.2 == Some(true)));
            match answer(e, least, ahead) {
                Some(Some(true)) => right += 1,
                Some(Some(false)) => wrong += 1,
                // Somebody else where nobody known is meant, or instead of the one who is.
                Some(None) => wrong += usize::from(e.candidates.iter().any(|c| c.2 == Some(true))),
                None => {}
            }
        }
        (right, wrong, all)
    };
    let mut best = (i64::MIN, 0, 0);
    for least in (-1000..=2000).step_by(250) {
        for ahead in (0..=2000).step_by(250) {
            let (right, wrong, _) = count(false, least, ahead);
            let gain = right as i64 - 2 * wrong as i64;
            if gain > best.0 {
                best = (gain, least, ahead);
            }
        }
    }
    for (least, ahead) in [(i32::MIN, 0), (best.1, best.2)] {
        for held in [false, true] {
            let (right, wrong, all) = count(held, least, ahead);
            println!("  least {least}, ahead {ahead}, held {held}: {right} right, {wrong} wrong of {all} with an antecedent");
        }
    }
    (best.1, best.2)
}
