//! `lab eval speakers`: who speaks in 200 statements of PolNeAR dev.
//!
//! Twice: with the gold's attributions given, so that only speakers are judged; and from bytes to statements, over the
//! statements that the program meets (content with a Jaccard index of bytes >= 0.5).

use crate::data;
use crate::polnear::{self, GoldArticle};
use crate::speaker_gold::{self as gold, Labelled, Verdict};
use rayon::prelude::*;
use reportedly::pipeline::{Given, ModelChoice, Outcome, Pipeline, Settings};
use reportedly_extract::attribution::Attribution;
use reportedly_extract::{Buffer, Extractor};
use reportedly_schema::{Span, Speaker, Statement};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Options of `lab eval speakers`.
#[derive(clap::Args, Debug)]
pub struct SpeakersOptions {
    /// A compartment of PolNeAR.
    #[arg(long, default_value = "../shared/data/polnear/dev")]
    data: PathBuf,
    /// The statements drawn.
    #[arg(long, default_value = "crates/lab/gold/speakers/drawn.tsv")]
    drawn: PathBuf,
    /// Their answers.
    #[arg(long, default_value = "crates/lab/gold/speakers/gold.tsv")]
    answers: PathBuf,
    /// Model: `full`, `fast`, or the path of a model file.
    #[arg(long, default_value = "full")]
    model: String,
    /// Print each answer that is not right.
    #[arg(long)]
    failures: bool,
    /// Print what the rule draws, and stop.
    #[arg(long)]
    draw: bool,
}

/// Shares in per cent: `right` and `wrong` with attributions given, `met`, `met.right` and `met.wrong` for the whole program.
pub type Shares = BTreeMap<&'static str, f64>;

/// An answer for one labelled statement; none where the program did not find the statement.
type Answers = Vec<Option<Statement>>;

/// The program's answers with the gold's attributions given, and from bytes.
fn answers(
    articles: &[GoldArticle],
    labelled: &[Labelled],
    model: &ModelChoice,
) -> Result<[Answers; 2], String> {
    let pipeline = Pipeline::new(model, Settings::default()).map_err(|e| e.to_string())?;
    let extractor = Extractor::new(model.bytes()).map_err(|e| e.to_string())?;
    let mut wanted: Vec<&GoldArticle> =
        articles.iter().filter(|a| labelled.iter().any(|l| l.article == a.id)).collect();
    wanted.sort_by(|a, b| a.id.cmp(&b.id));
    let statements = |buffer: &mut Buffer, article: &&GoldArticle| -> [Vec<Statement>; 2] {
        let bytes = article.text.as_bytes();
        let attribution = |g: &polnear::Gold| Attribution {
            source: g.source.clone(),
            cue: g.cue.clone(),
            content: g.content.clone(),
            ..Attribution::default()
        };
        let mut given = Vec::new();
        for reading in pipeline.read(&article.id, bytes, &Given::default()).into_iter().flatten() {
            let gold = article.attributions.iter().map(attribution).collect();
            given.extend(extractor.describe(&reading, gold, buffer).statements);
        }
        let whole =
            pipeline.articles(&article.id, bytes, &Given::default()).into_iter().filter_map(|o| match o {
                Outcome::Article(record) => Some(record.extraction.statements),
                _ => None,
            });
        [given, whole.flatten().collect()]
    };
    let each: Vec<[Vec<Statement>; 2]> = wanted.par_iter().map_init(Buffer::default, statements).collect();
    let of: BTreeMap<&str, &[Vec<Statement>; 2]> = wanted.iter().map(|a| a.id.as_str()).zip(&each).collect();
    let find = |side: usize| -> Answers {
        let best = |l: &Labelled| {
            let list = &of.get(l.article.as_str())?[side];
            let shared = |s: &&Statement| jaccard(&s.content, &l.content);
            let best = list.iter().max_by_key(shared)?;
            (jaccard(&best.content, &l.content) >= HALF).then(|| best.clone())
        };
        labelled.iter().map(best).collect()
    };
    Ok([find(0), find(1)])
}

const HALF: u32 = 500;

/// Shared bytes per thousand of all bytes of two contents.
fn jaccard(a: &[Span], b: &[Span]) -> u32 {
    let size = |s: &[Span]| s.iter().map(|s| s.len()).sum::<u32>();
    let both: u32 = a
        .iter()
        .flat_map(|x| b.iter().map(move |y| x.end.min(y.end).saturating_sub(x.start.max(y.start))))
        .sum();
    (1000 * both).checked_div(size(a) + size(b) - both).unwrap_or(0)
}

fn shares(labelled: &[Labelled], [given, whole]: &[Answers; 2]) -> Shares {
    let verdicts = |answers: &Answers| -> Vec<Option<Verdict>> {
        let of = |(l, s): (&Labelled, &Option<Statement>)| s.as_ref().map(|s| gold::verdict(l, &s.speaker));
        labelled.iter().zip(answers).map(of).collect()
    };
    let percent = |of: usize, all: usize| if all == 0 { 0.0 } else { 100.0 * of as f64 / all as f64 };
    let count = |list: &[Option<Verdict>], wanted| list.iter().filter(|v| **v == Some(wanted)).count();
    let (given, whole) = (verdicts(given), verdicts(whole));
    let met = whole.iter().flatten().count();
    BTreeMap::from([
        ("right", percent(count(&given, Verdict::Right), labelled.len())),
        ("wrong", percent(count(&given, Verdict::Wrong), labelled.len())),
        ("met", percent(met, labelled.len())),
        ("met.right", percent(count(&whole, Verdict::Right), met)),
        ("met.wrong", percent(count(&whole, Verdict::Wrong), met)),
    ])
}

/// Scores a model on the test.
///
/// # Errors
/// When data or gold cannot be read.
pub fn score(model: &ModelChoice) -> Result<(usize, Shares), String> {
    let root = data::root();
    let articles = polnear::read(&root.join("../shared/data/polnear/dev"))?;
    let folder = root.join("crates/lab/gold/speakers");
    let labelled = gold::read(&folder.join("drawn.tsv"), &folder.join("gold.tsv"), &articles)?;
    Ok((labelled.len(), shares(&labelled, &answers(&articles, &labelled, model)?)))
}

/// Runs `lab eval speakers`.
///
/// # Errors
/// When data, gold or model cannot be read.
pub fn run(options: &SpeakersOptions) -> Result<(), String> {
    let articles = polnear::read(&options.data)?;
    if options.draw {
        print!("{}", gold::drawn_tsv(&articles));
        return Ok(());
    }
    let labelled = gold::read(&options.drawn, &options.answers, &articles)?;
    let found = answers(&articles, &labelled, &data::model(&options.model)?)?;
    if options.failures {
        for (side, list) in ["given", "whole"].iter().zip(&found) {
            for (l, answer) in labelled.iter().zip(list) {
                if let Some(s) = answer {
                    failure(side, l, &s.speaker, &s.why);
                }
            }
        }
    }
    for (name, share) in shares(&labelled, &found) {
        println!("{name}\t{share:.1}");
    }
    println!("{} statements", labelled.len());
    Ok(())
}

fn failure(side: &str, l: &Labelled, answer: &Speaker, why: &[String]) {
    let verdict = gold::verdict(l, answer);
    if verdict == Verdict::Right {
        return;
    }
    let rule = why.iter().find_map(|w| w.strip_prefix("speaker: ")).unwrap_or_default();
    println!(
        "{side}\t{verdict:?}\t{}\t{}\tsource {:?}\tgold {} {:?}\tanswer {} {:?} {:?}\t{rule}",
        l.number, l.article, l.source, l.kind, l.answer, answer.kind, answer.name, answer.candidates
    );
}
