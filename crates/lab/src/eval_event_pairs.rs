//! `lab eval events`: whether the program brings 60 pairs of PolNeAR passages into one event (`gold/events/RULE.md`).
//!
//! Nothing of the gold is given but the articles' texts, outlets and dates: the passages are found in the events that the program makes of
//! all articles of the pairs, put into one record.

use crate::data;
use crate::labelled_pairs::{Counts, CountsByPart, Labelled, Pair, Side, published};
use crate::polnear::GoldArticle;
use rayon::prelude::*;
use reportedly::pipeline::{Given, Outcome, Pipeline, Settings};
use reportedly::record::Record;
use reportedly_link::events;
use reportedly_schema::{Span, statement};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::PathBuf;

/// Options of `lab eval events`.
#[derive(clap::Args, Debug)]
pub struct EventPairsOptions {
    /// PolNeAR.
    #[arg(long, default_value = "../shared/data/polnear")]
    data: PathBuf,
    /// The pairs with their labels.
    #[arg(long, default_value = "crates/lab/gold/events")]
    gold: PathBuf,
    /// Model: `full`, `fast`, or the path of a model file.
    #[arg(long, default_value = "full")]
    model: String,
    /// Print each pair of the part `dev` that is not right.
    #[arg(long)]
    failures: bool,
}

/// By article, the passages that stand in an event, with its number.
type Found = BTreeMap<String, Vec<(Vec<Span>, usize)>>;

fn found(options: &EventPairsOptions, articles: &[&GoldArticle]) -> Result<Found, Box<dyn Error>> {
    let published = published(&options.data)?;
    let model = data::model(&options.model)?;
    let pipeline = Pipeline::new(&model, Settings::default())?;
    let outcomes: Vec<Vec<Outcome>> = articles
        .par_iter()
        .map(|article| {
            let (outlet, day) = published.get(&article.id).cloned().unwrap_or_default();
            let given = Given { outlet: Some(outlet), published: day, ..Given::default() };
            pipeline.articles(&article.id, article.text.as_bytes(), &given).into_iter().collect()
        })
        .collect();
    let folder = tempfile::tempdir()?;
    let mut record = Record::open_or_create(&folder.path().join("pairs.db"))?;
    for outcome in outcomes.iter().flatten() {
        record.add(outcome)?;
    }
    record.relink()?;
    let snapshot = record.store().snapshot_with_layers()?;
    let mut out = Found::new();
    for (n, event) in events(&snapshot).into_iter().enumerate() {
        for passage in event.accounts.into_iter().flat_map(|a| a.passages) {
            let path = snapshot.articles[passage.article].path.clone();
            out.entry(path).or_default().push((passage.spans, n));
        }
    }
    Ok(out)
}

/// The events of which the passages that cover half of a side tell.
fn events_of(side: &Side, found: &Found) -> BTreeSet<usize> {
    let shared = |x: &Span, y: &Span| x.end.min(y.end).saturating_sub(x.start.max(y.start));
    let size = |all: &[Span]| all.iter().map(|s| s.len()).sum::<u32>();
    let covers = |spans: &[Span]| {
        let both: u32 = spans.iter().flat_map(|x| side.content.iter().map(move |y| shared(x, y))).sum();
        both * 2 >= size(spans).min(size(&side.content))
    };
    let all = found.get(&side.article).map_or(&[][..], Vec::as_slice);
    all.iter().filter(|(spans, _)| covers(spans)).map(|(_, event)| *event).collect()
}

/// The number of pairs, and precision and recall with the model `full`, in percent.
///
/// # Errors
/// When data or gold cannot be read.
pub fn score() -> Result<(usize, f64, f64), Box<dyn Error>> {
    let root = data::root();
    let options = EventPairsOptions {
        data: root.join("../shared/data/polnear"),
        gold: root.join("crates/lab/gold/events"),
        model: "full".to_owned(),
        failures: false,
    };
    let answered = answered(&options)?;
    let mut all = Counts::default();
    answered.iter().for_each(|(pair, joined)| all.add(pair.same, *joined));
    Ok((answered.len(), all.precision(), all.recall()))
}

fn answered(options: &EventPairsOptions) -> Result<Vec<(Pair, bool)>, Box<dyn Error>> {
    let Labelled { articles, pairs } = Labelled::read(&options.data, &options.gold)?;
    let found = found(options, &articles.values().collect::<Vec<_>>())?;
    let joined = |pair: &Pair| {
        let [a, b] = [&pair.sides[0], &pair.sides[1]].map(|side| events_of(side, &found));
        !a.is_disjoint(&b)
    };
    let answers: Vec<bool> = pairs.iter().map(joined).collect();
    if options.failures {
        for (pair, joined) in pairs.iter().zip(&answers).filter(|(p, joined)| !p.held && p.same != **joined) {
            println!(
                "{}\t{}\t{}",
                pair.number,
                pair.stratum,
                if *joined { "joined wrongly" } else { "not joined" }
            );
            for side in &pair.sides {
                let text = &articles[&side.article].text;
                println!("    {}\t{}", side.article, statement::joined(text, &side.content));
            }
        }
    }
    Ok(pairs.into_iter().zip(answers).collect())
}

/// Runs `lab eval events`.
///
/// # Errors
/// When data, gold or model cannot be read.
pub fn run(options: &EventPairsOptions) -> Result<(), Box<dyn Error>> {
    let answered = answered(options)?;
    let mut counts = CountsByPart::default();
    answered.iter().for_each(|(pair, joined)| counts.add(pair, *joined));
    counts.print();
    println!("{} pairs", answered.len());
    Ok(())
}
