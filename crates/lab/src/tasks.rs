//! What the floors are measured on: each task names its data and gives its scores.

use crate::{
    data, eval_attribution as eval, eval_attribution_command as attribution, eval_dates, eval_demo_command,
    eval_event_pairs, eval_gap, eval_snippets_command, eval_speakers, eval_utterances, floors::Measured,
    polnear,
};
use reportedly::pipeline::ModelChoice;
use std::{collections::BTreeMap, error::Error};

/// A task of `lab floors`.
pub struct Task {
    /// The data's folder, from the repository's root.
    pub data: &'static str,
    /// Scores it.
    pub measure: fn() -> Result<Measured, Box<dyn Error>>,
}

/// Every task, in the order of the report.
pub const TASKS: &[Task] = &[
    Task { data: POLNEAR_DEV, measure: attributions },
    Task { data: POLNEAR_DEV, measure: speakers },
    Task { data: GAP, measure: pronouns },
    Task { data: POLNEAR, measure: utterances },
    Task { data: POLNEAR, measure: event_pairs },
    Task { data: TIME, measure: dates },
    Task { data: DEMO, measure: demo },
    Task { data: SNIPPETS, measure: snippets },
    Task { data: SNIPPETS_HELD, measure: snippets_held },
];

const POLNEAR_DEV: &str = "../shared/data/polnear/dev";
const POLNEAR: &str = "../shared/data/polnear";
const GAP: &str = "../shared/data/gap";
const TIME: &str = "../shared/data/time";

const DEMO: &str = "crates/lab/gold/demo";

const SNIPPETS: &str = "spec/adversarial";
const SNIPPETS_HELD: &str = "spec/held-out";

/// Scores on the demo corpus that hold a floor. We wrote it ourselves: they say that nothing broke, not how good it is.
const SELF_HELD: [&str; 15] = [
    "self_precision",
    "self_recall",
    "self_speaker_right",
    "self_said_right",
    "self_published_right",
    "self_noise_recall",
    "self_repeats_days_precision",
    "self_repeats_range_holds",
    "self_utterances_precision",
    "self_points_precision",
    "self_terms_f1",
    "self_replies_precision",
    "self_count_claims_f1",
    "self_events_precision",
    "self_differences_precision",
];

/// Attribution measures that hold a floor; the others are shown by `lab eval attribution`.
const HELD: [&str; 7] =
    ["relaxed", "relaxed.quoted", "strict", "exact.source", "exact.cue", "exact.content", "token.content"];

fn attributions() -> Result<Measured, Box<dyn Error>> {
    let gold = polnear::read(&data::root().join(POLNEAR_DEV))?;
    let mut scores: BTreeMap<String, f64> = BTreeMap::new();
    for model in [ModelChoice::Full, ModelChoice::Fast] {
        let system = attribution::whole(&gold, &model)?;
        let all = attribution::percentages(&eval::total(&eval::score_each(&gold, &system)));
        let held = HELD.iter().filter_map(|name| Some((*name, *all.get(*name)?)));
        scores.extend(held.map(|(name, score)| (format!("polnear_dev_{}_{name}", model.name()), score)));
    }
    Ok(Measured { data: POLNEAR_DEV.to_string(), articles: gold.len(), scores })
}

fn speakers() -> Result<Measured, Box<dyn Error>> {
    let mut scores: BTreeMap<String, f64> = BTreeMap::new();
    let mut statements = 0;
    for model in [ModelChoice::Full, ModelChoice::Fast] {
        let (all, shares) = eval_speakers::score(&model)?;
        statements = all;
        // A floor is the least that may be reached: wrong ones are held by what is left.
        scores.extend(shares.into_iter().filter(|(name, _)| *name != "met").map(
            |(name, share)| match name {
                "wrong" | "met.wrong" => (
                    format!("polnear_dev_{}_speaker.{}", model.name(), name.replace("wrong", "not_wrong")),
                    100.0 - share,
                ),
                _ => (format!("polnear_dev_{}_speaker.{name}", model.name()), share),
            },
        ));
    }
    Ok(Measured { data: POLNEAR_DEV.to_string(), articles: statements, scores })
}

fn pronouns() -> Result<Measured, Box<dyn Error>> {
    let mut scores: BTreeMap<String, f64> = BTreeMap::new();
    let mut rows = 0;
    for model in [ModelChoice::Full, ModelChoice::Fast] {
        let (all, f1) = eval_gap::score(&model)?;
        rows = all;
        scores.insert(format!("gap_validation_{}_f1", model.name()), f1);
    }
    Ok(Measured { data: GAP.to_string(), articles: rows, scores })
}

fn event_pairs() -> Result<Measured, Box<dyn Error>> {
    let (pairs, precision, recall) = eval_event_pairs::score()?;
    let scores = [("precision", precision), ("recall", recall)];
    let scores = scores.map(|(name, score)| (format!("polnear_pairs_full_events.{name}"), score));
    Ok(Measured { data: POLNEAR.to_string(), articles: pairs, scores: scores.into_iter().collect() })
}

fn utterances() -> Result<Measured, Box<dyn Error>> {
    let (pairs, precision, recall) = eval_utterances::score()?;
    let scores = [("precision", precision), ("recall", recall)];
    let scores = scores.map(|(name, score)| (format!("polnear_pairs_full_utterances.{name}"), score));
    Ok(Measured { data: POLNEAR.to_string(), articles: pairs, scores: scores.into_iter().collect() })
}

fn dates() -> Result<Measured, Box<dyn Error>> {
    let folder = data::root().join(TIME);
    let articles = data::files(&folder)?.iter().filter(|f| f.extension().is_some_and(|e| e == "tml")).count();
    let scores = eval_dates::scores(&folder)?.into_iter().filter(|(name, _)| name.ends_with("_f1")).collect();
    Ok(Measured { data: TIME.to_string(), articles, scores })
}

fn demo() -> Result<Measured, Box<dyn Error>> {
    let root = data::root();
    let articles = root.join("demo/articles");
    let all = eval_demo_command::scores(&root.join(DEMO), &articles, &root.join("demo/meta.csv"))?;
    let scores =
        SELF_HELD.iter().filter_map(|name| Some((name.to_string(), 100.0 * all.get(*name)?))).collect();
    Ok(Measured { data: DEMO.to_string(), articles: data::files(&articles)?.len(), scores })
}

fn snippets() -> Result<Measured, Box<dyn Error>> {
    scored_cases(SNIPPETS, "self_snippets")
}

fn snippets_held() -> Result<Measured, Box<dyn Error>> {
    scored_cases(SNIPPETS_HELD, "self_held_snippets")
}

fn scored_cases(folder: &str, prefix: &str) -> Result<Measured, Box<dyn Error>> {
    let score = eval_snippets_command::score(&data::root().join(folder))?;
    let scores =
        score.shares().into_iter().map(|(name, share)| (format!("{prefix}_{name}"), share)).collect();
    Ok(Measured { data: folder.to_string(), articles: score.cases, scores })
}
