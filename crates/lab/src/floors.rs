//! `lab floors`: no measured score may fall silently.
//!
//! `crates/lab/floors.json` holds, for each score, what was measured, the tolerance (at most 0.3 points, for differences between
//! processors), and the digest and size of the data it was measured on. Checking fails on a score under its floor, on changed data
//! and on a floor without a score. `--write` records what is measured now; a floor that would fall needs `--allow-lower`.

use crate::data;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fs, path::PathBuf};

/// The most that a floor may lie under what was measured, in points of a hundred.
const MOST_TOLERANCE: f64 = 0.3;

/// Arguments of `lab floors`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Record what is measured now.
    #[arg(long)]
    write: bool,
    /// With --write: let floors fall. Say why in CHANGELOG.md, in the same commit.
    #[arg(long)]
    allow_lower: bool,
}

/// One task's scores with the data they were measured on.
pub struct Measured {
    /// The data's folder or file, from the repository's root.
    pub data: String,
    /// How many articles or documents were scored.
    pub articles: usize,
    /// Name to score, in points of a hundred.
    pub scores: BTreeMap<String, f64>,
}

/// A floor as stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Floor {
    /// In points of a hundred.
    pub measured: f64,
    /// How far a score may fall before it fails.
    pub tolerance: f64,
    /// The data's folder or file, from the repository's root.
    pub data: String,
    /// Digest over its names and contents.
    pub data_sha256: String,
    /// How many articles or documents were scored.
    pub articles: usize,
}

/// Floors by score name.
pub type Floors = BTreeMap<String, Floor>;

/// Measures every task, then checks or writes the floors.
///
/// # Errors
/// With every breach in one message.
pub fn run(arguments: &Arguments) -> Result<String, Box<dyn std::error::Error>> {
    let path = path();
    let floors: Floors =
        serde_json::from_str(&fs::read_to_string(&path).unwrap_or_else(|_| "{}".to_string()))?;
    let mut now = Floors::new();
    let mut left_out = Vec::new();
    for task in crate::tasks::TASKS {
        if !data::root().join(task.data).exists() {
            left_out.push(task.data);
            continue;
        }
        let measured = (task.measure)()?;
        let digest = data::digest(&data::root().join(&measured.data))?.to_string();
        for (name, score) in measured.scores {
            let score = (score * 100.0).round() / 100.0;
            now.insert(
                name,
                Floor {
                    measured: score,
                    tolerance: MOST_TOLERANCE,
                    data: measured.data.clone(),
                    data_sha256: digest.clone(),
                    articles: measured.articles,
                },
            );
        }
    }
    if !left_out.is_empty() && data::required() {
        return Err(format!("data is required and missing: {}", left_out.join(", ")).into());
    }
    let found = breaches(&floors, &now, &left_out);
    if arguments.write {
        let falls: Vec<&String> = found.iter().filter(|b| b.contains(" is under ")).collect();
        if !falls.is_empty() && !arguments.allow_lower {
            return Err(
                format!("{falls:#?}\nfloors would fall: --allow-lower, and say why in CHANGELOG.md").into()
            );
        }
        let mut all = floors;
        all.retain(|_, f| left_out.contains(&f.data.as_str()));
        all.extend(now);
        fs::write(&path, serde_json::to_string_pretty(&all)? + "\n")?;
        return Ok(format!("{} floors written to {}", all.len(), path.display()));
    }
    let mut report: Vec<String> = now.iter().map(|(name, f)| format!("{name} {:.2}", f.measured)).collect();
    report.extend(left_out.iter().map(|d| format!("left out, no data: {d}")));
    if found.is_empty() { Ok(report.join("\n")) } else { Err(found.join("\n").into()) }
}

fn path() -> PathBuf {
    data::root().join("crates/lab/floors.json")
}

/// Everything that is wrong with `now` against `floors`, as sentences.
fn breaches(floors: &Floors, now: &Floors, left_out: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, floor) in floors {
        if floor.tolerance > MOST_TOLERANCE {
            found.push(format!("{name}: tolerance {} is over {MOST_TOLERANCE}", floor.tolerance));
        }
        match now.get(name) {
            None if left_out.contains(&floor.data.as_str()) => {}
            None => found.push(format!("{name}: a floor without a score; was its task removed?")),
            Some(score) if score.data_sha256 != floor.data_sha256 || score.articles != floor.articles => {
                found.push(format!("{name}: {} is not the data its floor was measured on", floor.data));
            }
            Some(score) if score.measured < floor.measured - floor.tolerance => found.push(format!(
                "{name}: {:.2} is under its floor, {:.2} measured less {:.2}",
                score.measured, floor.measured, floor.tolerance
            )),
            Some(_) => {}
        }
    }
    found.extend(
        now.keys()
            .filter(|n| !floors.contains_key(*n))
            .map(|n| format!("{n}: a score without a floor; lab floors --write")),
    );
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn floor(measured: f64, data: &str) -> Floor {
        Floor { measured, tolerance: 0.3, data: data.into(), data_sha256: data.into(), articles: 3 }
    }

    fn floors(all: &[(&str, Floor)]) -> Floors {
        all.iter().map(|(n, f)| (n.to_string(), f.clone())).collect()
    }

    #[test]
    fn a_score_may_fall_by_the_tolerance_and_no_further() {
        let stored = floors(&[("relaxed", floor(60.0, "d"))]);
        assert!(breaches(&stored, &floors(&[("relaxed", floor(59.7, "d"))]), &[]).is_empty());
        assert_eq!(breaches(&stored, &floors(&[("relaxed", floor(59.69, "d"))]), &[]).len(), 1);
    }

    #[test]
    fn other_data_a_lost_task_and_a_new_score_are_breaches() {
        let stored = floors(&[("relaxed", floor(60.0, "d"))]);
        let mut other = floor(70.0, "d");
        other.data_sha256 = "e".into();
        assert_eq!(breaches(&stored, &floors(&[("relaxed", other)]), &[]).len(), 1);
        assert_eq!(breaches(&stored, &floors(&[]), &[]).len(), 1);
        assert!(breaches(&stored, &floors(&[]), &["d"]).is_empty(), "data that is not there is left out");
        assert_eq!(breaches(&floors(&[]), &stored, &[]).len(), 1);
    }

    #[test]
    fn every_measured_score_holds_its_floor() {
        match run(&Arguments { write: false, allow_lower: false }) {
            Ok(report) => println!("{report}"),
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn a_wide_tolerance_is_a_breach() {
        let mut wide = floor(60.0, "d");
        wide.tolerance = 2.0;
        assert_eq!(breaches(&floors(&[("r", wide)]), &floors(&[("r", floor(60.0, "d"))]), &[]).len(), 1);
    }
}
