//! `lab eval similarity`: how well the linker's comparison of two wordings agrees with people.
//!
//! Microsoft Research paraphrases: accuracy and F1 on the validation part, the least likeness being the best one on the training
//! part. STS headlines of 2013 and 2014: Pearson's r. Each for the words alone (Jaccard index of word sets), the vectors alone and
//! the linker's likeness.

use reportedly_link::{Vectors, compare, word_keys};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Options of `lab eval similarity`.
#[derive(clap::Args, Debug)]
pub struct SimilarityOptions {
    /// The folder of paraphrases and sentence pairs.
    #[arg(long, default_value = "../shared/data/similarity")]
    data: PathBuf,
    /// Print what is compared of each pair of the training part, for fitting.
    #[arg(long)]
    parts: bool,
}

/// Two texts with what people say of them.
struct Pair {
    label: f64,
    a: String,
    b: String,
}

/// Reads rows of label, and the two texts in the last two columns.
fn pairs(path: &Path) -> Result<Vec<Pair>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [.., a, b] = cells.as_slice() else { return None };
        Some(Pair { label: cells[0].parse().ok()?, a: (*a).to_owned(), b: (*b).to_owned() })
    };
    let out: Vec<Pair> = text.lines().filter_map(row).collect();
    if out.is_empty() {
        return Err(format!("{}: no rows of label and two texts", path.display()));
    }
    Ok(out)
}

/// A name, and how alike two sentences are by it, in thousandths.
type Way = (&'static str, fn(&str, &str) -> i64);

/// The ways of comparing two texts.
const WAYS: &[Way] = &[
    ("words", |a, b| {
        let set = |text| word_keys(text).into_iter().map(|w| w.key).collect::<BTreeSet<_>>();
        let (a, b) = (set(a), set(b));
        let both = a.intersection(&b).count();
        (1000 * both / (a.len() + b.len() - both).max(1)) as i64
    }),
    ("vectors", |a, b| Vectors::shared().and_then(|v| v.cosine(a, b)).unwrap_or(0).into()),
    ("likeness", |a, b| compare(a, b).likeness()),
];

/// The scores in points of a hundred, by name.
///
/// # Errors
/// When a file cannot be read.
pub fn score(folder: &Path) -> Result<(usize, BTreeMap<String, f64>), String> {
    let learned = pairs(&folder.join("msr-para/msr-para-train.tsv"))?;
    let held = pairs(&folder.join("msr-para/msr-para-val.tsv"))?;
    let headlines: Vec<(&str, Vec<Pair>)> = ["2013", "2014"]
        .into_iter()
        .map(|year| Ok((year, pairs(&folder.join("sts").join(year).join("headlines.test.tsv"))?)))
        .collect::<Result<_, String>>()?;
    let mut out = BTreeMap::new();
    let compared = held.len() + headlines.iter().map(|h| h.1.len()).sum::<usize>();
    for (name, way) in WAYS {
        let values = |pairs: &[Pair]| -> Vec<i64> { pairs.iter().map(|p| way(&p.a, &p.b)).collect() };
        let least = best_threshold(&learned, &values(&learned));
        let (accuracy, f1) = accuracy(&held, &values(&held), least);
        out.insert(format!("paraphrase.{name}.accuracy"), accuracy);
        out.insert(format!("paraphrase.{name}.f1"), f1);
        for (year, pairs) in &headlines {
            out.insert(format!("headlines.{year}.{name}.r"), 100.0 * pearson(pairs, &values(pairs)));
        }
    }
    Ok((compared, out))
}

/// The least value that counts as a paraphrase with the fewest errors.
fn best_threshold(pairs: &[Pair], values: &[i64]) -> i64 {
    let candidates: BTreeSet<i64> = values.iter().copied().collect();
    let right = |least: i64| accuracy(pairs, values, least).0;
    candidates.into_iter().max_by(|&a, &b| right(a).total_cmp(&right(b))).unwrap_or(0)
}

/// Accuracy and F1 in per cent where values from `least` on count as paraphrases.
fn accuracy(pairs: &[Pair], values: &[i64], least: i64) -> (f64, f64) {
    let of = |label: bool, found: bool| {
        pairs.iter().zip(values).filter(|(p, v)| (p.label > 0.5) == label && (**v >= least) == found).count()
    };
    let (hit, alarm, miss) = (of(true, true), of(false, true), of(true, false));
    let accuracy = 100.0 * (hit + of(false, false)) as f64 / pairs.len().max(1) as f64;
    (accuracy, 200.0 * hit as f64 / (2 * hit + alarm + miss).max(1) as f64)
}

fn pearson(pairs: &[Pair], values: &[i64]) -> f64 {
    let n = pairs.len() as f64;
    let mean = |all: &mut dyn Iterator<Item = f64>| all.sum::<f64>() / n;
    let x = mean(&mut pairs.iter().map(|p| p.label));
    let y = mean(&mut values.iter().map(|&v| v as f64));
    let product = |f: &dyn Fn(f64, f64) -> f64| -> f64 {
        pairs.iter().zip(values).map(|(p, &v)| f(p.label - x, v as f64 - y)).sum()
    };
    product(&|a, b| a * b) / (product(&|a, _| a * a) * product(&|_, b| b * b)).sqrt()
}

/// Runs `lab eval similarity`.
///
/// # Errors
/// When a file cannot be read.
pub fn run(options: &SimilarityOptions) -> Result<(), String> {
    if options.parts {
        println!("label\tcover\tlonger\tequal\tcosine\tnumbers\tnames\tfeatures");
        for pair in pairs(&options.data.join("msr-para/msr-para-train.tsv"))? {
            let c = compare(&pair.a, &pair.b);
            println!(
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                pair.label,
                c.cover,
                c.cover_of_longer,
                c.equal_cover,
                c.cosine,
                u8::from(c.other_numbers),
                c.other_names,
                c.features
            );
        }
        return Ok(());
    }
    let (compared, scores) = score(&options.data)?;
    for (name, score) in scores {
        println!("{name}\t{score:.1}");
    }
    println!("{compared} pairs");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measures_are_those_of_hand_made_rows() {
        let row = |label: f64| Pair { label, a: String::new(), b: String::new() };
        let rows = [row(1.0), row(0.0), row(1.0), row(0.0)];
        assert_eq!(best_threshold(&rows, &[900, 300, 800, 400]), 800);
        assert_eq!(accuracy(&rows, &[900, 850, 800, 400], 800), (75.0, 80.0));
        assert!((pearson(&rows, &[10, 0, 10, 0]) - 1.0).abs() < 1e-9);
        assert!((pearson(&rows, &[0, 10, 0, 10]) + 1.0).abs() < 1e-9);
    }
}
