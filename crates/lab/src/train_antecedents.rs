//! `lab train antecedents`: learns the weights that rank whom a pronoun means.
//!
//! A conditional log-linear model over the candidates of each pronoun, with L2 regularisation, fitted by gradient steps from
//! zero: no randomness. Features are learned from GAP development and GUM train. The coreference head has seen these texts, so
//! what its score is worth beside the features is learned from texts that neither has seen: the held tenth of GAP development, GUM
//! dev and the development answers of the speaker test; the least score and the least lead are chosen there as well.

use crate::bare_text::reading;
use crate::data;
use crate::marked::{MarkedText, gap, gum};
use crate::{polnear, speaker_gold};
use rayon::prelude::*;
use reportedly_extract::anaphora::{Anaphor, FEATURES};
use reportedly_extract::{Buffer, Extractor};
use reportedly_schema::Span;
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
    speaks: bool,
    held: bool,
    weight: f64,
    candidates: Vec<Candidate>,
}

/// Features, the head's score, whether it is meant.
type Candidate = (Vec<u8>, f64, Option<bool>);

/// Share of the likelihood of GUM's examples: its pronouns are easier and of many kinds of text.
const GUM_WEIGHT: f64 = 0.5;
/// Of the few from news: they are what the program is for.
const NEWS_WEIGHT: f64 = 5.0;
/// How many right answers a wrong one costs; of those that say who speaks, more: a wrong speaker is worse than an unknown one.
const COST: f64 = 0.5;
const COST_SPEAKING: f64 = 1.5;
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
    let mut examples = ambiguous(&options.data, &extractor)?;
    examples.extend(gum_examples(&options.data, &extractor)?);
    examples.extend(news(&options.data, &extractor)?);
    println!("{} pronouns", examples.len());
    let weights = fit(&examples);
    let [plain, speaking] = [(false, COST), (true, COST_SPEAKING)].map(|(speaks, cost)| {
        let some: Vec<&Example> = examples.iter().filter(|e| e.held && e.speaks == speaks).collect();
        thresholds(&some, &weights, cost)
    });
    let mut out = String::from(
        "# Weights of the features that rank whom \"he\" and \"she\" mean, in thousandths of a natural logarithm.\n\
         # Rows that begin with = are no features: the factor of the coreference head's score; the least score, and how far ahead the best must be,\n\
         # for sources apart. Written by `lab train antecedents`; the features are described in src/speakers/antecedents.rs.\n",
    );
    let rows = FEATURES
        .iter()
        .copied()
        .chain(["= coreference head"])
        .zip(weights.iter().map(|w| (1000.0 * w).round() as i32));
    let names = ["= least", "= ahead", "= least, speaking", "= ahead, speaking"];
    for (name, number) in rows.chain(names.into_iter().zip([plain.0, plain.1, speaking.0, speaking.1])) {
        let _ = writeln!(out, "{name}\t{number}");
    }
    std::fs::write(&options.out, out).map_err(|e| format!("{}: {e}", options.out.display()))
}

fn ambiguous(data: &std::path::Path, extractor: &Extractor) -> Result<Vec<Example>, String> {
    let rows = gap::read(&data.join("gap/gap-development.tsv"))?;
    let of = |buffer: &mut Buffer, row: &MarkedText| {
        let choice = row.choices.first()?;
        let anaphors = extractor.anaphors(&reading(&row.id, &row.text), buffer);
        let anaphor = anaphors.into_iter().find(|a| a.span == choice.pronoun)?;
        let asked = choice.asked?;
        let known = |names: &[Span]| {
            asked.iter().find(|(name, _)| names.iter().any(|n| n.overlaps(*name))).map(|(_, means)| *means)
        };
        Some(example(anaphor, row.held, 1.0, known))
    };
    Ok(rows.par_iter().map_init(Buffer::default, of).collect::<Vec<_>>().into_iter().flatten().collect())
}

fn gum_examples(data: &std::path::Path, extractor: &Extractor) -> Result<Vec<Example>, String> {
    let mut documents = gum::read(&data.join("gum/train"), false)?;
    documents.extend(gum::read(&data.join("gum/dev"), true)?);
    let of = |buffer: &mut Buffer, document: &MarkedText| -> Vec<Example> {
        let mut out = Vec::new();
        for anaphor in extractor.anaphors(&reading(&document.id, &document.text), buffer) {
            let Some(chain) = document.chains.iter().find(|c| c.contains(&anaphor.span)) else { continue };
            let known = |names: &[Span]| {
                let same = names.iter().filter(|n| chain.iter().any(|c| c.overlaps(**n))).count();
                Some(2 * same > names.len())
            };
            out.push(example(anaphor.clone(), document.held, GUM_WEIGHT, known));
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
        let anaphor = extractor
            .anaphors(&reading(&l.article, &article.text), buffer)
            .into_iter()
            .find(|a| a.span == source)?;
        let [right] = &l.answer[..] else { return None };
        let known = |names: &[Span]| {
            let says = |n: &Span| {
                n.of(&article.text).is_some_and(|n| right.iter().any(|r| r.ends_with(n) || n.ends_with(r)))
            };
            Some(names.iter().any(says))
        };
        Some(example(anaphor, true, NEWS_WEIGHT, known))
    };
    Ok(labelled.par_iter().map_init(Buffer::default, of).collect::<Vec<_>>().into_iter().flatten().collect())
}

fn example(anaphor: Anaphor, held: bool, weight: f64, known: impl Fn(&[Span]) -> Option<bool>) -> Example {
    let candidates = anaphor
        .candidates
        .into_iter()
        .map(|c| (c.features, f64::from(c.head) / 1000.0, known(&c.names)))
        .collect();
    Example { speaks: anaphor.speaks, held, weight, candidates }
}

/// Weights of the features, the head's factor last.
fn fit(examples: &[Example]) -> Vec<f64> {
    let learned: Vec<&Example> = examples.iter().filter(|e| !e.held).collect();
    let features = FEATURES.len();
    let weights =
        ascend(&learned, features, |c, out| c.0.iter().for_each(|f| out.push((usize::from(*f), 1.0))));
    // How much the features together are worth, and the head.
    let unseen: Vec<&Example> = examples.iter().filter(|e| e.held).collect();
    let by_features = |c: &Candidate| c.0.iter().map(|f| weights[usize::from(*f)]).sum::<f64>();
    let factors = ascend(&unseen, 3, |c, out| out.extend([(0, by_features(c)), (1, c.1), (2, 1.0)]));
    println!("  features by {:.2}, head by {:.2}, all {:+.2}", factors[0], factors[1], factors[2]);
    let mut out: Vec<f64> = weights.iter().map(|w| w * factors[0]).collect();
    out.push(factors[1]);
    out
}

/// Gradient steps on the likelihood of what is known; `values` gives a candidate's features with their values.
fn ascend(
    examples: &[&Example],
    size: usize,
    values: impl Fn(&Candidate, &mut Vec<(usize, f64)>),
) -> Vec<f64> {
    let mut weights = vec![0.0; size];
    let mut squares = vec![1e-8; size];
    let total: f64 = examples.iter().map(|e| e.weight).sum::<f64>().max(1.0);
    let table: Vec<Vec<Vec<(usize, f64)>>> = examples
        .iter()
        .map(|e| {
            let row = |c: &Candidate| {
                let mut out = Vec::new();
                values(c, &mut out);
                out
            };
            e.candidates.iter().map(row).collect()
        })
        .collect();
    for _ in 0..STEPS {
        let mut gradient = vec![0.0; size];
        for (e, rows) in examples.iter().zip(&table) {
            let power = |row: &Vec<(usize, f64)>| row.iter().map(|(f, v)| weights[*f] * v).sum::<f64>().exp();
            let powers: Vec<f64> = rows.iter().map(power).collect();
            // "Nobody of these" has score 0.
            let sum: f64 = 1.0 + powers.iter().sum::<f64>();
            let share = |known: Option<bool>| -> f64 {
                e.candidates.iter().zip(&powers).filter(|(c, _)| c.2 == known).map(|(_, p)| p / sum).sum()
            };
            let any = e.candidates.iter().any(|c| c.2 == Some(true));
            // Where one is meant, its likelihood; else that of all who are not known to be wrong.
            let kept = if any { share(Some(true)) } else { 1.0 - share(Some(false)) };
            for ((c, row), power) in e.candidates.iter().zip(rows).zip(&powers) {
                let share = power / sum;
                let wanted = match (any, c.2) {
                    (true, Some(true)) | (false, None) => share / kept.max(1e-9),
                    _ => 0.0,
                };
                row.iter().for_each(|(f, v)| gradient[*f] += e.weight * (wanted - share) * v);
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

fn score(candidate: &Candidate, weights: &[f64]) -> f64 {
    let head = candidate.1 * weights[weights.len() - 1];
    candidate.0.iter().map(|f| weights[usize::from(*f)]).sum::<f64>() + head
}

/// Least score and least lead for which right answers less `cost` times the wrong ones are most on the texts not seen.
fn thresholds(examples: &[&Example], weights: &[f64], cost: f64) -> (i32, i32) {
    let answer = |e: &Example, least: i32, ahead: i32| -> Option<Option<bool>> {
        let mut scored: Vec<(i32, Option<bool>)> =
            e.candidates.iter().map(|c| ((1000.0 * score(c, weights)) as i32, c.2)).collect();
        scored.sort_by_key(|s| std::cmp::Reverse(s.0));
        let best = scored.first()?;
        let clear = scored.get(1).is_none_or(|next| best.0 - next.0 >= ahead);
        (best.0 >= least && clear).then_some(best.1)
    };
    let count = |least: i32, ahead: i32| -> (usize, usize, usize) {
        let (mut right, mut wrong, mut all) = (0, 0, 0);
        for e in examples {
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
    let mut best = (f64::MIN, 0, 0);
    for least in (-1000..=2000).step_by(250) {
        for ahead in (0..=2000).step_by(250) {
            let (right, wrong, _) = count(least, ahead);
            let gain = right as f64 - cost * wrong as f64;
            if gain > best.0 {
                best = (gain, least, ahead);
            }
        }
    }
    for (least, ahead) in [(i32::MIN, 0), (best.1, best.2)] {
        let (right, wrong, all) = count(least, ahead);
        println!("  least {least}, ahead {ahead}: {right} right, {wrong} wrong of {all} with an antecedent");
    }
    (best.1, best.2)
}
