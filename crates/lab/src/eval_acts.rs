//! `lab eval acts`: what one party does towards another, as PLOVER root and quad classes, on the training rows of Zero-Shot-PLOVER.
//!
//! Hu and others: "Leveraging Codebook Knowledge with NLI and ChatGPT for Zero-Shot Political Relation Classification" (ACL 2024). Each row is a
//! sentence with source, target, quad class (1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict) and one of 15
//! root codes. Macro F1, as there. Rows are split by the hash of their line: four fifths to develop on, the last fifth to report.
//!
//! Three coders are compared: the acts of our statements alone, the verb patterns of PETRARCH-2 after the acts, and a log-linear model over
//! words, patterns and acts that is trained on the four fifths. None of them is shipped.

mod loglinear;
mod verbs;

use crate::bare_text::reading;
use crate::data;
use rayon::prelude::*;
use reportedly_extract::{Buffer, Extractor, Settings};
use reportedly_schema::{Act, ActBasis, Sha256, Span};
use std::collections::BTreeMap;
use std::path::PathBuf;
use verbs::Dictionary;

/// Options of `lab eval acts`.
#[derive(clap::Args, Debug)]
pub struct ActsOptions {
    /// The folder of research data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Model: `full`, `fast`, or the path of a model file.
    #[arg(long, default_value = "fast")]
    model: String,
    /// Print the first N rows of the four fifths that the dictionary coder gets wrong.
    #[arg(long, default_value_t = 0)]
    show_errors: usize,
}

/// Rows whose hash leaves this remainder of five are only reported on.
const HELD_FIFTH: u8 = 4;

/// The root codes with their quad classes; the index is the class.
pub const ROOTS: &[(&str, u8)] = &[
    ("AGREE", 1),
    ("CONSULT", 1),
    ("SUPPORT", 1),
    ("COOPERATE", 2),
    ("AID", 2),
    ("YIELD", 2),
    ("REQUEST", 3),
    ("ACCUSE", 3),
    ("REJECT", 3),
    ("THREATEN", 3),
    ("PROTEST", 4),
    ("SANCTION", 4),
    ("MOBILIZE", 4),
    ("COERCE", 4),
    ("ASSAULT", 4),
];

/// A row.
pub struct Row {
    /// The sentence.
    pub sentence: String,
    /// Bytes of the source and of the target, where they stand in the sentence.
    pub source: Option<Span>,
    /// See `source`.
    pub target: Option<Span>,
    quad: u8,
    root: usize,
    held: bool,
}

/// The index of a root code.
pub fn root(name: &str) -> usize {
    ROOTS.iter().position(|(root, _)| *root == name).unwrap_or(0)
}

fn rows(text: &str) -> Vec<Row> {
    let find = |sentence: &str, part: &str| {
        let at = sentence.to_lowercase().find(&part.to_lowercase())?;
        sentence.get(at..at + part.len()).map(|p| Span::new(at, at + p.len()))
    };
    text.lines()
        .skip(1)
        .filter_map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [_, sentence, source, target, quad, root] = cells.as_slice() else { return None };
            let root = ROOTS.iter().position(|(name, _)| name == root)?;
            let digest = Sha256::of(line.as_bytes()).to_string();
            let last = u8::from_str_radix(&digest[digest.len() - 2..], 16).unwrap_or(0);
            Some(Row {
                sentence: (*sentence).to_string(),
                source: find(sentence, source),
                target: find(sentence, target),
                quad: quad.parse().ok()?,
                root,
                held: last % 5 == HELD_FIFTH,
            })
        })
        .collect()
}

/// The root code that an act of saying comes to.
fn root_of(act: Act) -> Option<usize> {
    Some(root(match act {
        Act::Refusal | Act::Denial => "REJECT",
        Act::Demand => "REQUEST",
        Act::Accusation => "ACCUSE",
        Act::Threat | Act::Warning => "THREATEN",
        Act::Agreement | Act::Promise | Act::Offer | Act::Acceptance | Act::Plan => "AGREE",
        _ => return None,
    }))
}

/// The acts of the statement whose source meets that of the row: by cue first.
fn acts_of(extractor: &Extractor, buffer: &mut Buffer, row: &Row) -> Vec<(Act, ActBasis)> {
    let extraction = extractor.extract(&reading("row", &row.sentence), &Settings::default(), buffer);
    let Some(source) = row.source else { return Vec::new() };
    let mut found: Vec<(Act, ActBasis)> = extraction
        .statements
        .iter()
        .filter(|s| s.source.iter().any(|part| part.overlaps(source)))
        .flat_map(|s| s.acts.iter().map(|a| (a.act, a.basis)))
        .collect();
    found.sort_by_key(|(_, basis)| *basis);
    found
}

/// Right, found and gold rows of each class.
#[derive(Default)]
struct Scores(BTreeMap<usize, [u32; 3]>, u32, u32);

impl Scores {
    fn add(&mut self, gold: usize, found: Option<usize>) {
        self.2 += 1;
        self.0.entry(gold).or_default()[2] += 1;
        if let Some(found) = found {
            self.0.entry(found).or_default()[1] += 1;
            if found == gold {
                self.0.entry(gold).or_default()[0] += 1;
                self.1 += 1;
            }
        }
    }

    /// Macro F1 over the classes that the gold has, and accuracy, in per cent.
    fn of(&self) -> (f64, f64) {
        let f1: Vec<f64> = self
            .0
            .values()
            .filter(|c| c[2] > 0)
            .map(|[right, found, gold]| 200.0 * f64::from(*right) / f64::from(found + gold))
            .collect();
        (
            f1.iter().sum::<f64>() / f1.len().max(1) as f64,
            100.0 * f64::from(self.1) / f64::from(self.2.max(1)),
        )
    }
}

fn line(name: &str, rows: &[&Row], found: &[Option<usize>]) -> String {
    let (mut quads, mut roots) = (Scores::default(), Scores::default());
    for (row, found) in rows.iter().zip(found) {
        roots.add(row.root, *found);
        quads.add(usize::from(row.quad), found.map(|f| usize::from(ROOTS[f].1)));
    }
    let ((quad, quad_accuracy), (root, root_accuracy)) = (quads.of(), roots.of());
    format!(
        "{name:34} {:5} rows  quad macro F1 {quad:5.1} (accuracy {quad_accuracy:5.1})  root macro F1 {root:5.1} (accuracy {root_accuracy:5.1})",
        rows.len()
    )
}

/// Runs `lab eval acts`.
///
/// # Errors
/// Data or a model that cannot be read.
pub fn run(options: &ActsOptions) -> Result<(), Box<dyn std::error::Error>> {
    let file = options.data.join("acts/plover-train.tsv");
    let Ok(text) = std::fs::read_to_string(&file) else {
        if data::required() {
            return Err(format!("{} is missing", file.display()).into());
        }
        println!("left out: {} is missing", file.display());
        return Ok(());
    };
    let patterns = options.data.join("petrarch2-dictionaries/petrarch2/data/dictionaries/CAMEO.2.0.txt");
    let patterns = std::fs::read(&patterns).map_err(|e| format!("{}: {e}", patterns.display()))?;
    let dictionary = Dictionary::read(&String::from_utf8_lossy(&patterns));
    let rows = rows(&text);
    let extractor = Extractor::new(data::model(&options.model)?.bytes())?;
    let acts: Vec<Vec<(Act, ActBasis)>> =
        rows.par_iter().map_init(Buffer::default, |buffer, row| acts_of(&extractor, buffer, row)).collect();
    let by_acts: Vec<Option<usize>> =
        acts.iter().map(|a| a.iter().find_map(|(act, _)| root_of(*act))).collect();
    let by_verbs: Vec<Option<usize>> = rows.iter().map(|row| dictionary.code(row)).collect();
    let by_cue =
        |n: usize| acts[n].iter().filter(|a| a.1 == ActBasis::Cue).find_map(|(act, _)| root_of(*act));
    let both: Vec<Option<usize>> =
        (0..rows.len()).map(|n| by_verbs[n].or(by_cue(n)).or(by_acts[n])).collect();
    let features: Vec<Vec<String>> = rows
        .iter()
        .enumerate()
        .map(|(n, row)| loglinear::features(row, &dictionary, by_verbs[n], &acts[n]))
        .collect();
    let develop: Vec<(&[String], usize)> =
        (0..rows.len()).filter(|n| !rows[*n].held).map(|n| (features[n].as_slice(), rows[n].root)).collect();
    let model = loglinear::Model::train(&develop, ROOTS.len());
    let learned: Vec<Option<usize>> = features.iter().map(|f| Some(model.best(f))).collect();
    for (name, found) in [
        ("acts of our statements", &by_acts),
        ("verb patterns", &by_verbs),
        ("verb patterns, else acts", &both),
        ("log-linear, trained on the rest", &learned),
    ] {
        for (part, held) in [("held fifth", Some(true)), ("four fifths", Some(false)), ("all", None)] {
            let of: Vec<usize> =
                (0..rows.len()).filter(|n| held.is_none_or(|h| rows[*n].held == h)).collect();
            let chosen: Vec<&Row> = of.iter().map(|n| &rows[*n]).collect();
            let found: Vec<Option<usize>> = of.iter().map(|n| found[*n]).collect();
            println!("{}", line(&format!("{name}, {part}"), &chosen, &found));
        }
    }
    let wrong = (0..rows.len()).filter(|n| !rows[*n].held && both[*n] != Some(rows[*n].root));
    for n in wrong.take(options.show_errors) {
        let shown = |c: Option<usize>| c.map_or("-", |c| ROOTS[c].0);
        println!(
            "{} gold, {} verbs, {} acts: {}",
            ROOTS[rows[n].root].0,
            shown(by_verbs[n]),
            shown(by_acts[n]),
            rows[n].sentence
        );
    }
    Ok(())
}
