//! `lab eval utterances`: which of 300 pairs of PolNeAR's statements report one utterance (`gold/utterances/RULE.md`).
//!
//! The gold's attributions are given, all other layers are the program's: speakers, dates, acts. Each pair is asked of
//! [`reportedly_link::same_utterance`] alone, with no record around it.

use crate::data;
use crate::labelled_pairs::{Counts, CountsByPart, Labelled, Pair, Side, published};
use crate::polnear::{Gold, GoldArticle};
use rayon::prelude::*;
use reportedly::pipeline::{Given, Outcome, Pipeline, Settings};
use reportedly::record::Record;
use reportedly_extract::attribution::Attribution;
use reportedly_extract::{Buffer, Extractor};
use reportedly_link::{Identities, compare, same_speaker, same_utterance};
use reportedly_schema::linkage::{EffectiveStatement, Joined, LinkArticle, Snapshot};
use reportedly_schema::{ArticleRecord, Span};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;

/// Options of `lab eval utterances`.
#[derive(clap::Args, Debug)]
pub struct UtterancesOptions {
    /// PolNeAR.
    #[arg(long, default_value = "../shared/data/polnear")]
    data: PathBuf,
    /// The pairs with their labels.
    #[arg(long, default_value = "crates/lab/gold/utterances")]
    gold: PathBuf,
    /// Model: `full`, `fast`, or the path of a model file. It marks names; attributions are the gold's.
    #[arg(long, default_value = "full")]
    model: String,
    /// Keep the record that the pairs are asked of here, and go on from it where it is there: reading takes minutes.
    #[arg(long)]
    record: Option<PathBuf>,
    /// Print each pair of the part `dev` that is not right.
    #[arg(long)]
    failures: bool,
    /// Leave the pairs of the part `held` out.
    #[arg(long)]
    dev: bool,
}

/// What the program says of a pair.
enum Answer {
    /// A statement was lost on the way.
    Lost,
    /// Not one utterance; whether that is because the speakers are not the same.
    Apart {
        speakers: bool,
    },
    Same(Joined, String),
}

/// What the linker gets to see of the articles: in a record, as always, with the gold's attributions.
fn snapshot(options: &UtterancesOptions, articles: &[&GoldArticle]) -> Result<Snapshot, Box<dyn Error>> {
    if let Some(kept) = options.record.as_ref().filter(|path| path.exists()) {
        return Ok(Record::open_or_create(kept)?.snapshot()?);
    }
    let published = published(&options.data)?;
    let model = data::model(&options.model)?;
    let pipeline = Pipeline::new(&model, Settings::default())?;
    let extractor = Extractor::new(model.bytes())?;
    let each: Vec<Vec<ArticleRecord>> = articles
        .par_iter()
        .map_init(Buffer::default, |buffer, article| {
            let (outlet, day) = published.get(&article.id).cloned().unwrap_or_default();
            let given = Given { outlet: Some(outlet), published: day, ..Given::default() };
            let gold = |g: &Gold| Attribution {
                source: g.source.clone(),
                cue: g.cue.clone(),
                content: g.content.clone(),
                ..Attribution::default()
            };
            let read = pipeline.read(&article.id, article.text.as_bytes(), &given);
            let record = |reading| ArticleRecord {
                extraction: extractor.describe(
                    &reading,
                    article.attributions.iter().map(gold).collect(),
                    buffer,
                ),
                made_by: pipeline.made_by().clone(),
                reading,
            };
            read.into_iter().flatten().map(record).collect()
        })
        .collect();
    let folder = tempfile::tempdir()?;
    let place = options.record.clone().unwrap_or_else(|| folder.path().join("pairs.db"));
    let mut record = Record::open_or_create(&place)?;
    for article in each.into_iter().flatten() {
        record.add(&Outcome::Article(Box::new(article)))?;
    }
    Ok(record.snapshot()?)
}

/// Shared bytes per thousand of all bytes of two lists of spans.
fn jaccard(a: &[Span], b: &[Span]) -> u32 {
    let size = |s: &[Span]| s.iter().map(|s| s.len()).sum::<u32>();
    let shared = |x: &Span, y: &Span| x.end.min(y.end).saturating_sub(x.start.max(y.start));
    let both: u32 = a.iter().flat_map(|x| b.iter().map(move |y| shared(x, y))).sum();
    (1000 * both).checked_div(size(a) + size(b) - both).unwrap_or(0)
}

const HALF: u32 = 500;

/// The statement of the record that is a side of a pair.
fn statement<'s>(side: &Side, input: &'s Snapshot) -> Option<(&'s EffectiveStatement, &'s LinkArticle)> {
    let of = |s: &&EffectiveStatement| input.articles[s.article].path == side.article;
    let fit = |s: &&EffectiveStatement| {
        (jaccard(&s.statement.content, &side.content), jaccard(&s.statement.cue, &side.cue))
    };
    let best = input.statements.iter().filter(of).max_by_key(fit)?;
    (fit(&best).0 >= HALF).then(|| (best, &input.articles[best.article]))
}

fn answer(pair: &Pair, input: &Snapshot) -> Answer {
    let (Some(a), Some(b)) = (statement(&pair.sides[0], input), statement(&pair.sides[1], input)) else {
        return Answer::Lost;
    };
    let identities = Identities::new(&input.registry);
    match same_utterance(a, b, &identities) {
        Some((joined, because)) => Answer::Same(joined, because),
        None => Answer::Apart { speakers: same_speaker(a, b, &identities).is_none() },
    }
}

/// The number of pairs, and precision and recall of joining them with the model `full`, in percent.
///
/// # Errors
/// When data or gold cannot be read.
pub fn score() -> Result<(usize, f64, f64), Box<dyn Error>> {
    let root = data::root();
    let options = UtterancesOptions {
        data: root.join("../shared/data/polnear"),
        gold: root.join("crates/lab/gold/utterances"),
        model: "full".to_owned(),
        record: None,
        failures: false,
        dev: false,
    };
    let (pairs, _, answers) = answered(&options)?;
    let mut all = Counts::default();
    for (pair, answer) in pairs.iter().zip(&answers) {
        all.add(pair.same, matches!(answer, Answer::Same(..)));
    }
    Ok((pairs.len(), all.precision(), all.recall()))
}

/// The pairs, the record they were asked of, and an answer for each.
type Answered = (Vec<Pair>, Snapshot, Vec<Answer>);

fn answered(options: &UtterancesOptions) -> Result<Answered, Box<dyn Error>> {
    let Labelled { articles, pairs } = Labelled::read(&options.data, &options.gold)?;
    let input = snapshot(options, &articles.values().collect::<Vec<_>>())?;
    let answers: Vec<Answer> = pairs.iter().map(|pair| answer(pair, &input)).collect();
    Ok((pairs, input, answers))
}

/// Runs `lab eval utterances`.
///
/// # Errors
/// When data, gold or model cannot be read.
pub fn run(options: &UtterancesOptions) -> Result<(), Box<dyn Error>> {
    let (mut pairs, input, mut answers) = answered(options)?;
    if options.dev {
        let mut held = pairs.iter().map(|pair| pair.held).collect::<Vec<_>>().into_iter();
        answers.retain(|_| !held.next().unwrap_or(false));
        pairs.retain(|pair| !pair.held);
    }
    let mut counts = CountsByPart::default();
    let mut by_speaker: BTreeMap<&str, usize> = BTreeMap::new();
    for (pair, answer) in pairs.iter().zip(&answers) {
        let found = matches!(answer, Answer::Same(..));
        counts.add(pair, found);
        if let Answer::Same(joined, _) = answer {
            counts.add_to(format!("joined {joined}"), pair.same, true);
        }
        if pair.same {
            match answer {
                Answer::Lost => *by_speaker.entry("a statement was lost").or_default() += 1,
                Answer::Apart { speakers: true } => *by_speaker.entry("not one speaker").or_default() += 1,
                Answer::Apart { speakers: false } => *by_speaker.entry("not one utterance").or_default() += 1,
                Answer::Same(..) => {}
            }
        }
        if options.failures && !pair.held && pair.same != found {
            failure(pair, answer, &input);
        }
    }
    counts.print();
    for (why, n) in by_speaker {
        println!("missed: {why}\t{n}");
    }
    println!("{} pairs", pairs.len());
    Ok(())
}

fn failure(pair: &Pair, answer: &Answer, input: &Snapshot) {
    let said = match answer {
        Answer::Lost => "lost".to_owned(),
        Answer::Apart { speakers: true } => "not one speaker".to_owned(),
        Answer::Apart { speakers: false } => "not one utterance".to_owned(),
        Answer::Same(joined, because) => format!("{joined}: {because}"),
    };
    println!(
        "{}\t{}\tgold {}\t{said}",
        pair.number,
        pair.stratum,
        if pair.same { "same" } else { "different" }
    );
    let sides = [0, 1].map(|n| statement(&pair.sides[n], input));
    for (s, article) in sides.iter().flatten() {
        let speaker = &s.statement.speaker;
        println!(
            "    {}\t{:?} {} by {:?}\tsaid {:?} {:?}\tacts {:?}\t{:?}\n      {}",
            article.path,
            speaker.name.as_deref().unwrap_or("-"),
            speaker.kind,
            speaker.how,
            s.statement.said.basis,
            s.statement.said.value,
            s.statement.acts.iter().map(|a| a.act).collect::<Vec<_>>(),
            s.statement.mode,
            s.text
        );
    }
    if let [Some(a), Some(b)] = sides {
        println!("    {:?}", compare(&a.0.text, &b.0.text));
    }
}
