//! `lab train antecedents`: learns the weights that rank whom a pronoun means.
//!
//! A conditional log-linear model over the candidates of each pronoun, with L2 regularisation, fitted by gradient steps from
//! zero: no randomness. It learns from GAP development, GUM and the answered pronouns of PolNeAR train
//! (`gold/speakers/train*.tsv`). The coreference head has seen most of GAP and GUM, where its score is worth more than elsewhere: there the score
//! has a weight of its own, which is thrown away. The least score and the least lead of sources are chosen on news, each
//! article scored by weights that were learned without it; those of other pronouns on what no weights are learned from of GAP and GUM.

use crate::bare_text::reading;
use crate::data;
use crate::marked::{MarkedText, gap, gum};
use crate::{polnear, speaker_gold};
use rayon::prelude::*;
use reportedly_extract::anaphora::{Anaphor, FEATURES};
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
    speaks: bool,
    /// The coreference head has not seen the text.
    held: bool,
    /// An article of news: which of [`FOLDS`] parts it belongs to.
    fold: Option<usize>,
    weight: f64,
    candidates: Vec<Candidate>,
}

/// Parts of the news articles, each scored by weights learned without it.
const FOLDS: usize = 5;

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
    let all: Vec<&Example> = examples.iter().collect();
    let learned: Vec<&Example> = examples.iter().filter(|e| !e.held || e.fold.is_some()).collect();
    let mut unseen: Vec<Scored> = Vec::new();
    for fold in 0..FOLDS {
        let rest: Vec<&Example> = all.iter().copied().filter(|e| e.fold != Some(fold)).collect();
        let weights = fit(&rest);
        unseen.extend(all.iter().filter(|e| e.fold == Some(fold)).map(|e| scored(e, &weights)));
    }
    let without_held = fit(&learned);
    let held = all.iter().filter(|e| e.held && e.fold.is_none() && !e.speaks);
    let held: Vec<Scored> = held.map(|e| scored(e, &without_held)).collect();
    println!("pronouns of GAP and GUM that are no sources");
    let plain = thresholds(&held, COST);
    println!("news");
    let speaking = thresholds(&unseen, COST_SPEAKING);
    let weights = fit(&all);
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
        Some(example(anaphor, row.held, None, 1.0, known))
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
            out.push(example(anaphor.clone(), document.held, None, GUM_WEIGHT, known));
        }
        out
    };
    Ok(documents.par_iter().map_init(Buffer::default, of).collect::<Vec<_>>().into_iter().flatten().collect())
}

/// Pronouns that are sources in PolNeAR train: those of the speaker test's development answers, and those drawn besides.
fn news(data: &std::path::Path, extractor: &Extractor) -> Result<Vec<Example>, String> {
    let articles = polnear::read(&data.join("polnear/train"))?;
    let folder = crate::data::root().join("crates/lab/gold/speakers");
    let read = |name: &str| {
        let [drawn, answers] = [format!("{name}_drawn.tsv"), format!("{name}.tsv")].map(|f| folder.join(f));
        speaker_gold::read(&drawn, &answers, &articles)
    };
    let mut labelled = read("train")?;
    labelled.extend(read("train_pronouns")?);
    let of = |buffer: &mut Buffer, l: &speaker_gold::Labelled| {
        let article = articles.iter().find(|a| a.id == l.article)?;
        let source = article.attributions.iter().find(|g| g.content == l.content)?.source.first().copied()?;
        let wanted = source.of(&article.text)?.trim();
        let anaphor = extractor
            .anaphors(&reading(&l.article, &article.text), buffer)
            .into_iter()
            .find(|a| a.span.overlaps(source) && a.span.len() as usize == wanted.len())?;
        let [right] = &l.answer[..] else { return None };
        let known = |names: &[Span]| {
            let fullest = names.iter().filter_map(|n| n.of(&article.text)).max_by_key(|n| words(n).len())?;
            Some(right.iter().any(|r| same_name(&words(r), &words(fullest))))
        };
        let fold = Sha256::of(polnear::event(&l.article).as_bytes()).0[0] as usize % FOLDS;
        Some(example(anaphor, true, Some(fold), NEWS_WEIGHT, known))
    };
    Ok(labelled.par_iter().map_init(Buffer::default, of).collect::<Vec<_>>().into_iter().flatten().collect())
}

/// Lower-case words of a name, initials and marks left out.
fn words(name: &str) -> Vec<String> {
    let word = |w: &str| w.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    name.split_whitespace().map(word).filter(|w| w.len() > 1).collect()
}

/// Whether one form only leaves out what the other says.
fn same_name(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    !short.is_empty() && a.last() == b.last() && short.iter().all(|w| long.contains(w))
}

fn example(
    anaphor: Anaphor,
    held: bool,
    fold: Option<usize>,
    weight: f64,
    known: impl Fn(&[Span]) -> Option<bool>,
) -> Example {
    let candidates = anaphor
        .candidates
        .into_iter()
        .map(|c| (c.features, f64::from(c.head) / 1000.0, known(&c.names)))
        .collect();
    Example { speaks: anaphor.speaks, held, fold, weight, candidates }
}

/// Weights of the features, the head's factor last.
fn fit(examples: &[&Example]) -> Vec<f64> {
    let features = FEATURES.len();
    let values = |e: &Example, c: &Candidate, out: &mut Vec<(usize, f64)>| {
        c.0.iter().for_each(|f| out.push((usize::from(*f), 1.0)));
        out.push((features + usize::from(!e.held), c.1));
    };
    let mut weights = ascend(examples, features + 2, values);
    println!("  head by {:.2}, where it has seen the text {:.2}", weights[features], weights[features + 1]);
    weights.truncate(features + 1);
    weights
}

/// Gradient steps on the likelihood of what is known; `values` gives a candidate's features with their values.
fn ascend(
    examples: &[&Example],
    size: usize,
    values: impl Fn(&Example, &Candidate, &mut Vec<(usize, f64)>),
) -> Vec<f64> {
    let mut weights = vec![0.0; size];
    let mut squares = vec![1e-8; size];
    let total: f64 = examples.iter().map(|e| e.weight).sum::<f64>().max(1.0);
    let table: Vec<Vec<Vec<(usize, f64)>>> = examples
        .iter()
        .map(|e| {
            let row = |c: &Candidate| {
                let mut out = Vec::new();
                values(e, c, &mut out);
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

/// Scores of the candidates of one pronoun in thousandths, best first, with whether each is meant.
type Scored = Vec<(i32, Option<bool>)>;

fn scored(example: &Example, weights: &[f64]) -> Scored {
    let mut out: Scored =
        example.candidates.iter().map(|c| ((1000.0 * score(c, weights)) as i32, c.2)).collect();
    out.sort_by_key(|s| std::cmp::Reverse(s.0));
    out
}

/// Least score and least lead for which right answers less `cost` times the wrong ones are most.
fn thresholds(examples: &[Scored], cost: f64) -> (i32, i32) {
    let answer = |scored: &Scored, least: i32, ahead: i32| -> Option<Option<bool>> {
        let best = scored.first()?;
        let clear = scored.get(1).is_none_or(|next| best.0 - next.0 >= ahead);
        (best.0 >= least && clear).then_some(best.1)
    };
    let count = |least: i32, ahead: i32| -> (usize, usize, usize) {
        let (mut right, mut wrong, mut all) = (0, 0, 0);
        for e in examples {
            let known = e.iter().any(|c| c.1 == Some(true));
            all += usize::from(known);
            match answer(e, least, ahead) {
                Some(Some(true)) => right += 1,
                Some(Some(false)) => wrong += 1,
                // Somebody else where nobody known is meant, or instead of the one who is.
                Some(None) => wrong += usize::from(known),
                None => {}
            }
        }
        (right, wrong, all)
    };
    let mut best = (f64::MIN, 0, 0);
    for least in (-1000..=2000).step_by(250) {
        for ahead in (0..=2500).step_by(250) {
            let (right, wrong, _) = count(least, ahead);
            let gain = right as f64 - cost * wrong as f64;
            if gain > best.0 {
                best = (gain, least, ahead);
            }
        }
    }
    let steps = (0..=2000).step_by(250).map(|ahead| (best.1, ahead));
    for (least, ahead) in [(i32::MIN, 0), (best.1, best.2)].into_iter().chain(steps) {
        let (right, wrong, all) = count(least, ahead);
        println!(
            "  least {least}, ahead {ahead}: {right} right, {wrong} wrong of {} with {all} antecedents",
            examples.len()
        );
    }
    (best.1, best.2)
}
