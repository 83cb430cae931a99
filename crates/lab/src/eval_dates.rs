//! `lab eval dates`: scores `reportedly-dates` as TempEval-3 did.
//!
//! Strict span F1 (same characters), relaxed span F1 (overlap), and over the relaxed matches type F1 and value F1 (the TIMEX3 value
//! equal, character for character). That is what TempEval-3's own scorer counts (`evaluate_entities.py` of UzZaman et al., SemEval 2013): it
//! compares `value` and `type` as strings, without any normalisation of its own, over expressions that overlap, and its value F1 is the
//! relaxed F1 times the share of those that agree. It matches by tokens, this by characters, which comes to the same for expressions that do
//! not cut words. The document creation time is not counted; it is the day of publication. TimeBank and AQUAINT
//! are sorted together by file name; the first four fifths are for development, the last fifth is held out. MEANTIME is halved by a
//! digest of the file's name; errors are shown of one half only.

mod gold;
mod meantime;
mod timeml;

use gold::GoldText;
use jiff::civil::Date;
use reportedly_dates::{Kind, tag};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What to score.
#[derive(clap::Args)]
pub struct DatesTask {
    /// The folder with `timebank-aquaint` and `wikiwars-train`.
    #[arg(long, default_value = "../shared/data/time")]
    data: PathBuf,
    /// The folder of MEANTIME.
    #[arg(long, default_value = "../shared/data/meantime")]
    meantime_data: PathBuf,
    /// Score the last fifth of TimeBank and AQUAINT instead of the first four.
    #[arg(long)]
    held_out: bool,
    /// Score the WikiWars narratives instead; they are read without a day of publication.
    #[arg(long, conflicts_with = "held_out")]
    wikiwars: bool,
    /// Score the Wikinews articles of MEANTIME, in two halves; errors are those of the open half.
    #[arg(long, conflicts_with_all = ["held_out", "wikiwars"])]
    meantime: bool,
    /// Score every part, as the floors do.
    #[arg(long, conflicts_with_all = ["held_out", "wikiwars", "meantime"])]
    all: bool,
    /// Print the first N expressions missed, made up or given another value.
    #[arg(long, value_name = "N", default_value_t = 0)]
    show_errors: usize,
}

/// A part of the data.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Development,
    HeldOut,
    WikiWars,
    /// The half of MEANTIME whose errors may be looked at.
    MeantimeOpen,
    /// The other half.
    MeantimeShut,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Part::Development => "dev",
            Part::HeldOut => "held_out",
            Part::WikiWars => "wikiwars",
            Part::MeantimeOpen => "meantime_open",
            Part::MeantimeShut => "meantime_shut",
        }
    }

    fn is_meantime(self) -> bool {
        matches!(self, Part::MeantimeOpen | Part::MeantimeShut)
    }

    /// Errors of held-out texts are never shown.
    fn is_open(self) -> bool {
        !matches!(self, Part::HeldOut | Part::MeantimeShut)
    }
}

/// Scores and prints.
///
/// # Errors
/// Names the folder or file that cannot be read.
pub fn run(task: &DatesTask) -> Result<(), Box<dyn std::error::Error>> {
    if task.all {
        for (name, value) in &scores(&task.data)? {
            println!("{name}\t{value:.1}");
        }
        return Ok(());
    }
    let parts: &[Part] = match (task.meantime, task.wikiwars, task.held_out) {
        (true, _, _) => &[Part::MeantimeOpen, Part::MeantimeShut],
        (_, true, _) => &[Part::WikiWars],
        (_, _, true) => &[Part::HeldOut],
        _ => &[Part::Development],
    };
    for part in parts {
        let folder = if part.is_meantime() { &task.meantime_data } else { &task.data };
        let (scores, errors) = score(folder, *part)?;
        for line in errors.iter().take(if part.is_open() { task.show_errors } else { 0 }) {
            println!("{line}");
        }
        for (name, value) in &scores {
            println!("{name}\t{value:.1}");
        }
    }
    Ok(())
}

/// The scores of the three parts of `time` by name, for the floors: `dates_dev_strict_f1`, ….
///
/// # Errors
/// Names the folder or file that cannot be read.
pub fn scores(data: &Path) -> Result<BTreeMap<String, f64>, Box<dyn std::error::Error>> {
    let mut all = BTreeMap::new();
    for part in [Part::Development, Part::HeldOut, Part::WikiWars] {
        all.extend(score(data, part)?.0);
    }
    Ok(all)
}

type Scored = (BTreeMap<String, f64>, Vec<String>);

fn score(data: &Path, part: Part) -> Result<Scored, Box<dyn std::error::Error>> {
    let files = files(data, part)?;
    let mut counts = Counts::default();
    let mut errors = Vec::new();
    for file in &files {
        let bytes =
            std::fs::read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        let file_text = String::from_utf8_lossy(&bytes);
        let gold = if part.is_meantime() { meantime::parse(&file_text) } else { timeml::parse(&file_text) };
        let published = gold.published.filter(|_| part != Part::WikiWars);
        counts.add(&gold, published, &file.file_name().unwrap_or_default().to_string_lossy(), &mut errors);
    }
    let name = part.name();
    let mut scores = BTreeMap::new();
    scores.insert(format!("dates_{name}_texts"), files.len() as f64);
    scores.insert(format!("dates_{name}_gold"), counts.gold as f64);
    for (measure, hits) in [
        ("strict", counts.strict),
        ("relaxed", counts.relaxed),
        ("type", counts.kind),
        ("value", counts.value),
    ] {
        scores.insert(format!("dates_{name}_{measure}_f1"), f1(hits, counts.gold, counts.found));
    }
    scores.insert(
        format!("dates_{name}_relaxed_precision"),
        100.0 * counts.relaxed as f64 / counts.found.max(1) as f64,
    );
    scores.insert(
        format!("dates_{name}_relaxed_recall"),
        100.0 * counts.relaxed as f64 / counts.gold.max(1) as f64,
    );
    Ok((scores, errors))
}

fn f1(hits: usize, gold: usize, found: usize) -> f64 {
    if gold + found == 0 { 0.0 } else { 200.0 * hits as f64 / (gold + found) as f64 }
}

/// The files of a part, sorted by name.
fn files(data: &Path, part: Part) -> Result<Vec<PathBuf>, Box<dyn std::error::Error>> {
    if part.is_meantime() {
        let mut files = meantime::files(data)?;
        files.retain(|file| meantime::is_open(file) == (part == Part::MeantimeOpen));
        return Ok(files);
    }
    let folders: &[&str] = match part {
        Part::WikiWars => &["wikiwars-train"],
        _ => &["timebank-aquaint/TimeBank", "timebank-aquaint/AQUAINT"],
    };
    let mut files = Vec::new();
    for folder in folders {
        let folder = data.join(folder);
        let entries = std::fs::read_dir(&folder)
            .map_err(|error| format!("cannot list {}: {error}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "tml") {
                files.push(path);
            }
        }
    }
    files.sort_by(|a, b| a.file_name().cmp(&b.file_name()));
    let kept = files.len() * 4 / 5;
    Ok(match part {
        Part::Development => files[..kept].to_vec(),
        Part::HeldOut => files[kept..].to_vec(),
        _ => files,
    })
}

#[derive(Default)]
struct Counts {
    gold: usize,
    found: usize,
    strict: usize,
    relaxed: usize,
    kind: usize,
    value: usize,
}

impl Counts {
    fn add(&mut self, gold: &GoldText, published: Option<Date>, file: &str, errors: &mut Vec<String>) {
        let mut found = tag(&gold.text, published);
        found.retain(|tagged| gold.counts(tagged.expression.start, tagged.expression.end));
        self.gold += gold.timexes.len();
        self.found += found.len();
        let mut used = vec![false; found.len()];
        let cut = |start: usize, end: usize| {
            let from = gold.text.floor_char_boundary(start.saturating_sub(40));
            let to = gold.text.ceil_char_boundary((end + 25).min(gold.text.len()));
            format!("{}[{}]{}", &gold.text[from..start], &gold.text[start..end], &gold.text[end..to])
                .replace('\n', " ")
        };
        for timex in &gold.timexes {
            let overlaps = |n: &usize| {
                let expression = &found[*n].expression;
                !used[*n] && expression.start < timex.end && timex.start < expression.end
            };
            let exact = |n: &usize| {
                found[*n].expression.start == timex.start && found[*n].expression.end == timex.end
            };
            let candidates: Vec<usize> = (0..found.len()).filter(overlaps).collect();
            let Some(best) = candidates.iter().copied().find(exact).or_else(|| candidates.first().copied())
            else {
                errors.push(format!(
                    "missed\t{}\t{}\t{}\t{file}",
                    timex.kind,
                    timex.value,
                    cut(timex.start, timex.end)
                ));
                continue;
            };
            used[best] = true;
            let (expression, resolved) = (&found[best].expression, &found[best].resolved);
            self.relaxed += 1;
            let same = exact(&best);
            self.strict += usize::from(same);
            self.kind += usize::from(expression.kind.as_str() == timex.kind);
            let value = resolved.value.as_deref().unwrap_or("");
            self.value += usize::from(value == timex.value);
            if !same {
                errors.push(format!(
                    "span\t{}\tgold {}\t{file}",
                    cut(expression.start, expression.end),
                    cut(timex.start, timex.end)
                ));
            }
            if value != timex.value {
                let published = published.map_or_else(String::new, |day| day.to_string());
                errors.push(format!(
                    "value\t{value}\tgold {}\t{published}\t{}\t{file}",
                    timex.value,
                    cut(timex.start, timex.end)
                ));
            }
        }
        for (tagged, _) in found.iter().zip(&used).filter(|(_, used)| !**used) {
            let (start, end) = (tagged.expression.start, tagged.expression.end);
            let kind: Kind = tagged.expression.kind;
            errors.push(format!("made up\t{}\t{}\t{file}", kind.as_str(), cut(start, end)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strict_relaxed_and_made_up_are_told_apart() {
        let gold = timeml::parse(timeml::tests::FILE);
        let (mut counts, mut errors) = (Counts::default(), Vec::new());
        counts.add(&gold, gold.published, "f", &mut errors);
        assert_eq!((counts.gold, counts.found, counts.strict, counts.relaxed, counts.value), (2, 3, 1, 2, 2));
        assert!(errors.iter().any(|line| line.starts_with("made up")), "{errors:?}");
    }
}
