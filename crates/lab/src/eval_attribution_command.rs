//! `lab eval attribution`: scores a model on a compartment of PolNeAR.

use crate::eval_attribution::{self as eval, Scores};
use crate::polnear;
use crate::{swap_names, train};
use reportedly_extract::attribution;
use reportedly_extract::segment::segment;
use reportedly_schema::Sha256;
use reportedly_tagger::{LexiconTable, Model};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

/// Options of `lab eval attribution`.
#[derive(clap::Args, Debug)]
pub struct AttributionOptions {
    /// PolNeAR.
    #[arg(long, default_value = "../shared/data/polnear")]
    data: PathBuf,
    /// The compartment.
    #[arg(long, default_value = "dev")]
    split: String,
    /// A model file; the embedded `fast` without.
    #[arg(long)]
    model: Option<PathBuf>,
    /// Write what was found for the reference scorer.
    #[arg(long)]
    system_out: Option<PathBuf>,
    /// Replace every name by an invented one first.
    #[arg(long)]
    swap_names: bool,
    /// Where each scoring of `dev` is noted.
    #[arg(long, default_value = "crates/lab/runs.jsonl")]
    runs: PathBuf,
}

/// F1 of every measure in per cent, for comparison with floors.
pub fn percentages(scores: &Scores) -> BTreeMap<String, f64> {
    scores.iter().map(|(name, count)| (name.clone(), 100.0 * count.f1())).collect()
}

/// Runs `lab eval attribution`.
pub fn attribution(options: &AttributionOptions) -> Result<(), String> {
    let bytes = match &options.model {
        Some(path) => std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?,
        None => reportedly_models::fast().to_vec(),
    };
    let model = Model::from_bytes(&bytes).map_err(|e| e.to_string())?;
    let mut gold = polnear::read(&options.data.join(&options.split))?;
    if options.swap_names {
        let words = model.require_lexicon(attribution::WORDS).map_err(|e| e.to_string())?;
        let words = LexiconTable::new(words);
        gold = gold.iter().map(|g| swap_names::swap(g, &words)).collect();
    }
    let tokens: usize = gold.iter().map(|g| segment(&g.text, &train::whole(&g.text)).tokens.len()).sum();
    let clock = std::time::Instant::now();
    let (each, system) = train::evaluate(&model, &gold)?;
    let seconds = clock.elapsed().as_secs_f64();
    let scores = eval::total(&each);
    print!("{}", eval::table(&scores));
    let (low, high) = eval::interval(&each, "relaxed");
    println!("relaxed F1, 95 % of draws of articles: {:.1} to {:.1}", 100.0 * low, 100.0 * high);
    println!(
        "{} articles, {tokens} tokens, {:.0} tokens/s with scoring",
        gold.len(),
        tokens as f64 / seconds
    );
    if let Some(path) = &options.system_out {
        std::fs::write(path, eval::system_lines(&gold, &system))
            .map_err(|e| format!("{}: {e}", path.display()))?;
    }
    if options.split == "dev" {
        let f1: BTreeMap<String, f64> =
            percentages(&scores).into_iter().map(|(name, f)| (name, (100.0 * f).round() / 100.0)).collect();
        let line = serde_json::json!({
            "task": "attribution", "data": "polnear/dev", "articles": gold.len(), "names_swapped": options.swap_names,
            "model_sha256": Sha256::of(&bytes).to_string(), "model_bytes": bytes.len(), "f1": f1,
        });
        let file = std::fs::OpenOptions::new().append(true).create(true).open(&options.runs);
        file.and_then(|mut f| writeln!(f, "{line}"))
            .map_err(|e| format!("{}: {e}", options.runs.display()))?;
    }
    Ok(())
}
