//! `lab eval dates`: scores `reportedly-dates` as TempEval-3 did.
//!
//! Strict span F1 (same characters), relaxed span F1 (overlap), and over the relaxed matches type F1 and value F1 (the TIMEX3 value
//! equal, character for character). The document creation time is not counted; it is the day of publication. TimeBank and AQUAINT
//! are sorted together by file name; the first four fifths are for development, the last fifth is held out.

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
    /// Score the last fifth of TimeBank and AQUAINT instead of the first four.
    #[arg(long)]
    held_out: bool,
    /// Score the WikiWars narratives instead; they are read without a day of publication.
    #[arg(long, conflicts_with = "held_out")]
    wikiwars: bool,
    /// Score every part, as the floors do.
    #[arg(long, conflicts_with_all = ["held_out", "wikiwars"])]
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
    let part = match (task.wikiwars, task.held_out) {
        (true, _) => Part::WikiWars,
        (false, true) => Part::HeldOut,
        (false, false) => Part::Development,
    };
    // Errors of held-out texts are never shown.
    let shown = if part == Part::HeldOut { 0 } else { task.show_errors };
    let (scores, errors) = score(&task.data, part)?;
    for line in errors.iter().take(shown) {
        println!("{line}");
    }
    for (name, value) in &scores {
        println!("{name}\t{value:.1}");
    }
    Ok(())
}

/// The scores of all three parts by name, for the floors: `dates_dev_strict_f1`, ….
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
        let gold = GoldText::parse(&String::from_utf8_lossy(&bytes));
        let published = gold.published.filter(|_| part != Part::WikiWars);
        counts.add(&gold, published, &file.file_name().unwrap_or_default().to_string_lossy(), &mut errors);
    }
    let name = match part {
        Part::Development => "dev",
        Part::HeldOut => "held_out",
        Part::WikiWars => "wikiwars",
    };
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
        Part::WikiWars => files,
        Part::Development => files[..kept].to_vec(),
        Part::HeldOut => files[kept..].to_vec(),
    })
}

/// A gold expression.
struct GoldTimex {
    start: usize,
    end: usize,
    kind: String,
    value: String,
}

/// The text of a TimeML file without its tags.
struct GoldText {
    text: String,
    published: Option<Date>,
    timexes: Vec<GoldTimex>,
}

impl GoldText {
    fn parse(file: &str) -> GoldText {
        let published = file
            .split_once("<DCT>")
            .and_then(|(_, rest)| attribute(rest.split_once("</DCT>")?.0, "value"))
            .and_then(|value| value.get(..10)?.parse().ok());
        let body = file.split_once("<TEXT>").map_or("", |(_, rest)| rest);
        let body = body.split_once("</TEXT>").map_or(body, |(body, _)| body);
        let (mut text, mut timexes, mut open) = (String::new(), Vec::new(), Vec::new());
        let mut rest = body;
        while let Some(at) = rest.find(['<', '&']) {
            text.push_str(&rest[..at]);
            rest = &rest[at..];
            if rest.starts_with('&') {
                let entity = ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"]
                    .into_iter()
                    .position(|entity| rest.starts_with(entity));
                let (character, length) = match entity {
                    Some(0) => ('&', 5),
                    Some(1) => ('<', 4),
                    Some(2) => ('>', 4),
                    Some(3) => ('"', 6),
                    Some(_) => ('\'', 6),
                    None => ('&', 1),
                };
                text.push(character);
                rest = &rest[length..];
                continue;
            }
            let end = rest.find('>').map_or(rest.len(), |at| at + 1);
            let mark = &rest[..end];
            rest = &rest[end..];
            if mark.starts_with("<TIMEX3") {
                open.push((text.len(), mark));
            } else if mark == "</TIMEX3>"
                && let Some((start, mark)) = open.pop()
                && start < text.len()
            {
                let of = |name| attribute(mark, name).unwrap_or_default().to_owned();
                timexes.push(GoldTimex { start, end: text.len(), kind: of("type"), value: of("value") });
            }
        }
        text.push_str(rest);
        timexes.sort_by_key(|timex| timex.start);
        GoldText { text, published, timexes }
    }
}

fn attribute<'a>(mark: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = mark.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0)
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
        let found = tag(&gold.text, published);
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

    const FILE: &str = r#"<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2031-03-05T10:00">x</TIMEX3></DCT>
<TEXT>A &amp; B <EVENT eid="e1">met</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2031-03-03">Monday</TIMEX3>, <TIMEX3 tid="t2" type="DURATION" value="P1W">in a week</TIMEX3> or now.</TEXT></TimeML>"#;

    #[test]
    fn tags_are_cut_out_and_spans_kept() {
        let gold = GoldText::parse(FILE);
        assert_eq!(gold.text, "A & B met on Monday, in a week or now.");
        assert_eq!(gold.published, Some(jiff::civil::date(2031, 3, 5)));
        assert_eq!(&gold.text[gold.timexes[0].start..gold.timexes[0].end], "Monday");
        assert_eq!(gold.timexes[1].value, "P1W");
    }

    #[test]
    fn strict_relaxed_and_made_up_are_told_apart() {
        let gold = GoldText::parse(FILE);
        let (mut counts, mut errors) = (Counts::default(), Vec::new());
        counts.add(&gold, gold.published, "f", &mut errors);
        assert_eq!((counts.gold, counts.found, counts.strict, counts.relaxed, counts.value), (2, 3, 1, 2, 2));
        assert!(errors.iter().any(|line| line.starts_with("made up")), "{errors:?}");
    }
}
