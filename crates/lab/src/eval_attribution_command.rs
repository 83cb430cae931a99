//! `lab eval attribution`: scores a model on a compartment of PolNeAR.

use crate::augment;
use crate::data;
use crate::eval_attribution::{self as eval, Scores};
use crate::labelled::{self, whole as body};
use crate::pack::find;
use crate::polnear::{self, Gold, GoldArticle};
use crate::reliability::Reliability;
use rayon::prelude::*;
use reportedly::pipeline::{Given, ModelChoice, Outcome, Pipeline, Settings};
use reportedly_extract::segment::segment;
use reportedly_schema::Sha256;
use reportedly_tagger::Model;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

/// Options of `lab eval attribution`.
#[derive(clap::Args, Debug)]
pub struct AttributionOptions {
    /// PolNeAR.
    #[arg(long, default_value = "../shared/data/polnear")]
    data: PathBuf,
    /// The compartment: `dev`, `train`, or `held`, the tenth of train that no weights are learned from.
    #[arg(long, default_value = "dev")]
    split: String,
    /// Model: `full`, `fast`, or the path of a model file.
    #[arg(long, default_value = "full")]
    model: String,
    /// Write what was found for the reference scorer.
    #[arg(long)]
    system_out: Option<PathBuf>,
    /// Replace every name by an invented one first.
    #[arg(long)]
    swap_names: bool,
    /// Link the gold's own spans: the most that a better tagger could reach with these labels and rules.
    #[arg(long)]
    gold_spans: bool,
    /// Score what the whole program finds, from bytes to statements; not noted.
    #[arg(long)]
    whole: bool,
    /// Leave out what has less confidence, in thousandths.
    #[arg(long, default_value_t = 0)]
    min_confidence: u16,
    /// Where each scoring of `dev` is noted.
    #[arg(long, default_value = "crates/lab/runs.jsonl")]
    runs: PathBuf,
}

/// F1 of every measure in per cent, for comparison with floors.
pub fn percentages(scores: &Scores) -> BTreeMap<String, f64> {
    scores.iter().map(|(name, count)| (name.clone(), 100.0 * count.f1())).collect()
}

/// What the whole program finds, from bytes to statements, as a user would get it.
///
/// # Errors
/// When the model cannot be loaded.
pub fn whole(gold: &[GoldArticle], model: &ModelChoice) -> Result<Vec<Vec<Gold>>, String> {
    let pipeline = Pipeline::new(model, Settings::default()).map_err(|e| e.to_string())?;
    let of = |article: &GoldArticle| -> Vec<Gold> {
        pipeline
            .articles(&article.id, article.text.as_bytes(), &Given::default())
            .into_iter()
            .filter_map(|outcome| match outcome {
                Outcome::Article(record) => Some(record.extraction.statements),
                _ => None,
            })
            .flatten()
            .map(|s| Gold { source: s.source, cue: s.cue, content: s.content })
            .collect()
    };
    Ok(gold.par_iter().map(of).collect())
}

/// Writes what was found for the reference scorer, where that is asked for.
fn write_system(
    options: &AttributionOptions,
    gold: &[GoldArticle],
    system: &[Vec<Gold>],
) -> Result<(), String> {
    let Some(path) = &options.system_out else { return Ok(()) };
    std::fs::write(path, eval::system_lines(gold, system)).map_err(|e| format!("{}: {e}", path.display()))
}

/// Runs `lab eval attribution`.
pub fn attribution(options: &AttributionOptions) -> Result<(), String> {
    let choice = data::model(&options.model)?;
    let bytes = choice.bytes();
    let mut gold = match options.split.as_str() {
        "held" => labelled::held(&options.data)?,
        split => polnear::read(&options.data.join(split))?,
    };
    if options.gold_spans {
        let system = labelled::gold_spans(&gold);
        print!("{}", eval::table(&eval::total(&eval::score_each(&gold, &system))));
        return write_system(options, &gold, &system);
    }
    if options.whole {
        let system = whole(&gold, &choice)?;
        let each = eval::score_each(&gold, &system);
        print!("{}", eval::table(&eval::total(&each)));
        let (low, high) = eval::interval(&each, "relaxed");
        println!("relaxed F1, 95 % of draws of articles: {:.1} to {:.1}", 100.0 * low, 100.0 * high);
        return write_system(options, &gold, &system);
    }
    let model = Model::from_bytes(bytes).map_err(|e| e.to_string())?;
    if options.swap_names {
        gold = gold.iter().map(|g| augment::swap_names(g, 1)).collect();
    }
    let tokens: usize = gold.iter().map(|g| segment(&g.text, &body(&g.text)).tokens.len()).sum();
    let clock = std::time::Instant::now();
    let found = find(&model, &gold)?;
    let seconds = clock.elapsed().as_secs_f64();
    let confident = |(article, found): (&GoldArticle, &Vec<(Gold, u16)>)| {
        let (system, confidences): (Vec<Gold>, Vec<u16>) = found.iter().cloned().unzip();
        confidences
            .into_iter()
            .zip(eval::right(&article.text, &article.attributions, &system))
            .collect::<Vec<_>>()
    };
    let reliability = Reliability::of(gold.iter().zip(&found).flat_map(confident));
    let sure = |f: Vec<(Gold, u16)>| {
        f.into_iter().filter(|(_, c)| *c >= options.min_confidence).map(|(attribution, _)| attribution)
    };
    let system: Vec<Vec<Gold>> = found.into_iter().map(|f| sure(f).collect()).collect();
    let each = eval::score_each(&gold, &system);
    let scores = eval::total(&each);
    print!("{}", eval::table(&scores));
    let (low, high) = eval::interval(&each, "relaxed");
    println!("relaxed F1, 95 % of draws of articles: {:.1} to {:.1}", 100.0 * low, 100.0 * high);
    print!("{reliability}");
    println!(
        "{} articles, {tokens} tokens, {:.0} tokens/s on all threads, segmentation included",
        gold.len(),
        tokens as f64 / seconds
    );
    write_system(options, &gold, &system)?;
    if options.split == "dev" {
        let f1: BTreeMap<String, f64> =
            percentages(&scores).into_iter().map(|(name, f)| (name, (100.0 * f).round() / 100.0)).collect();
        let line = serde_json::json!({
            "task": "attribution", "data": "polnear/dev", "articles": gold.len(), "names_swapped": options.swap_names,
            "model_sha256": Sha256::of(bytes).to_string(), "model_bytes": bytes.len(), "f1": f1,
            "calibration_error": (1000.0 * reliability.error()).round() / 1000.0,
        });
        let file = std::fs::OpenOptions::new().append(true).create(true).open(&options.runs);
        file.and_then(|mut f| writeln!(f, "{line}"))
            .map_err(|e| format!("{}: {e}", options.runs.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly_schema::Span;
    use std::path::Path;
    use std::process::Command;

    const TEXT: &str = "Žana Venn said “It is late,” and added that “the port” stays shut.\n\nRolle, who hopes to win, denied it. \
                        It was alleged that he lost, “twice”.\n";

    /// Spans drawn over the text on character borders: rarely equal, often overlapping.
    fn drawn(random: &mut crate::augment::Random, most: usize) -> Vec<Span> {
        let edges: Vec<usize> = TEXT.char_indices().map(|(at, _)| at).collect();
        (0..random.below(most + 1))
            .map(|_| {
                let first = random.below(edges.len() - 1);
                let last = (first + 1 + random.below(40)).min(edges.len() - 1);
                Span::new(edges[first], edges[last])
            })
            .collect()
    }

    fn side(random: &mut crate::augment::Random) -> Vec<Gold> {
        let one = |random: &mut crate::augment::Random| Gold {
            source: drawn(random, 1),
            cue: drawn(random, 1),
            content: drawn(random, 2),
        };
        (0..6).map(|_| one(random)).filter(|g| !g.content.is_empty()).collect()
    }

    /// Gold as a brat file.
    fn standoff(points: &reportedly_schema::CodePoints, gold: &[Gold]) -> String {
        let mut out = String::new();
        let mut next = 1;
        for (n, g) in gold.iter().enumerate() {
            let mut event = format!("E{}\tAttribution:T0", n + 1);
            for (role, spans) in [("Source", &g.source), ("Cue", &g.cue), ("Content", &g.content)] {
                for span in spans {
                    let (start, end) = points.span(*span);
                    out += &format!("T{next}\t{role} {start} {end}\tx\n");
                    event += &format!(" {role}:T{next}");
                    next += 1;
                }
            }
            out += &format!("{event}\n");
        }
        out
    }

    #[test]
    fn the_reference_scorer_gives_the_same_figures() {
        let scorer =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/score/score_attributions.py");
        let python = Command::new("python3").arg("--version").output().is_ok();
        if !scorer.exists() || !python {
            assert!(
                std::env::var_os("REPORTEDLY_REQUIRE_DATA").is_none(),
                "python3 or {} is missing, but REPORTEDLY_REQUIRE_DATA is set",
                scorer.display()
            );
            eprintln!("left out: python3 or {} is missing", scorer.display());
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for part in ["text", "attributions"] {
            std::fs::create_dir(path(part)).unwrap();
        }
        let mut random = crate::augment::Random::new(5);
        let points = reportedly_schema::CodePoints::new(TEXT);
        let (mut gold, mut system) = (Vec::new(), Vec::new());
        for n in 0..60 {
            let id = format!("a_{n:02}");
            let attributions = side(&mut random);
            // A system that is right at times: some of the gold, some drawn anew.
            let mut found: Vec<Gold> =
                attributions.iter().filter(|_| random.below(2) == 0).cloned().collect();
            found.extend(side(&mut random).into_iter().take(3));
            std::fs::write(path("text").join(format!("{id}.txt")), TEXT).unwrap();
            let file = path("attributions").join(format!("{id}_00ff.ann"));
            std::fs::write(file, standoff(&points, &attributions)).unwrap();
            gold.push(GoldArticle { id, text: TEXT.into(), attributions });
            system.push(found);
        }
        assert_eq!(polnear::read(folder.path()).unwrap()[7].attributions, gold[7].attributions);
        std::fs::write(path("system.jsonl"), eval::system_lines(&gold, &system)).unwrap();
        let output = Command::new("python3")
            .arg(scorer)
            .args(["--json", "--gold"])
            .arg(folder.path())
            .arg("--system")
            .arg(path("system.jsonl"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let reference: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let ours = eval::total(&eval::score_each(&gold, &system));
        assert!(ours["relaxed"].right > 20 && ours["relaxed"].f1() < 0.9);
        for (name, count) in &ours {
            let theirs = &reference["measures"][name];
            for (key, value) in [("P", count.precision()), ("R", count.recall()), ("F1", count.f1())] {
                let other = theirs[key].as_f64().unwrap();
                assert!((value - other).abs() < 1e-9, "{name} {key}: {value} here, {other} in the reference");
            }
        }
    }
}
