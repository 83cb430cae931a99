//! Pairs of PolNeAR's passages with a label, `same` or not, as `gold/utterances` and `gold/events` hold them, and what is counted of them.

use crate::polnear::{self, GoldArticle};
use reportedly_schema::{CodePoints, Day, Span};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

/// One side of a pair.
pub(crate) struct Side {
    pub(crate) article: String,
    pub(crate) content: Vec<Span>,
    /// Empty for a passage that no one is cited for.
    pub(crate) cue: Vec<Span>,
}

/// A pair with its label.
pub(crate) struct Pair {
    pub(crate) number: String,
    pub(crate) stratum: String,
    pub(crate) held: bool,
    pub(crate) sides: [Side; 2],
    pub(crate) same: bool,
}

impl Pair {
    /// What it is counted under.
    fn parts(&self) -> [String; 3] {
        let part = if self.held { "held" } else { "dev" };
        ["all".to_owned(), part.to_owned(), format!("stratum {}", self.stratum)]
    }
}

/// Pairs with the articles of the data that they are of.
pub(crate) struct Labelled {
    /// By id.
    pub(crate) articles: BTreeMap<String, GoldArticle>,
    pub(crate) pairs: Vec<Pair>,
}

impl Labelled {
    /// Reads the pairs in the folder `gold`, of articles of the parts `train` and `dev` of `data`.
    ///
    /// # Errors
    /// When data or gold cannot be read.
    pub(crate) fn read(data: &Path, gold: &Path) -> Result<Self, Box<dyn Error>> {
        let mut articles = BTreeMap::new();
        for part in ["train", "dev"] {
            articles.extend(polnear::read(&data.join(part))?.into_iter().map(|a| (a.id.clone(), a)));
        }
        let pairs = pairs(gold, &articles)?;
        articles.retain(|id, _| pairs.iter().any(|p| p.sides.iter().any(|s| s.article == *id)));
        Ok(Labelled { articles, pairs })
    }
}

/// Hits, false alarms and misses.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) hits: usize,
    pub(crate) alarms: usize,
    pub(crate) misses: usize,
}

impl Counts {
    pub(crate) fn add(&mut self, same: bool, found: bool) {
        match (same, found) {
            (true, true) => self.hits += 1,
            (false, true) => self.alarms += 1,
            (true, false) => self.misses += 1,
            (false, false) => {}
        }
    }

    pub(crate) fn precision(&self) -> f64 {
        100.0 * self.hits as f64 / (self.hits + self.alarms).max(1) as f64
    }

    pub(crate) fn recall(&self) -> f64 {
        100.0 * self.hits as f64 / (self.hits + self.misses).max(1) as f64
    }
}

/// Counts of named parts of the pairs.
#[derive(Default)]
pub(crate) struct CountsByPart(BTreeMap<String, Counts>);

impl CountsByPart {
    /// Counts whether a pair was found to be one, under each part it is of.
    pub(crate) fn add(&mut self, pair: &Pair, found: bool) {
        pair.parts().into_iter().for_each(|part| self.add_to(part, pair.same, found));
    }

    pub(crate) fn add_to(&mut self, part: String, same: bool, found: bool) {
        self.0.entry(part).or_default().add(same, found);
    }

    pub(crate) fn print(&self) {
        println!("part\tprecision\trecall\thits\talarms\tmisses");
        for (name, c) in &self.0 {
            println!(
                "{name}\t{:.1}\t{:.1}\t{}\t{}\t{}",
                c.precision(),
                c.recall(),
                c.hits,
                c.alarms,
                c.misses
            );
        }
    }
}

fn rows(path: &Path) -> Result<Vec<Vec<String>>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let kept = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    Ok(kept.map(|l| l.split('\t').map(str::to_owned).collect()).collect())
}

/// Spans as code points, `12-30;40-44`, to bytes.
fn spans(points: &CodePoints, written: &str) -> Option<Vec<Span>> {
    if written == "-" {
        return Some(Vec::new());
    }
    written
        .split(';')
        .map(|w| {
            let (start, end) = w.split_once('-')?;
            Some(Span { start: points.byte(start.parse().ok()?), end: points.byte(end.parse().ok()?) })
        })
        .collect()
}

fn pairs(gold: &Path, articles: &BTreeMap<String, GoldArticle>) -> Result<Vec<Pair>, String> {
    let labels: BTreeMap<String, String> = rows(&gold.join("gold.tsv"))?
        .into_iter()
        .filter_map(|row| Some((row.first()?.clone(), row.get(2)?.clone())))
        .collect();
    let drawn = gold.join("drawn.tsv");
    let mut out = Vec::new();
    for (n, row) in rows(&drawn)?.iter().enumerate() {
        let bad = || format!("{} row {}: a pair of passages expected", drawn.display(), n + 1);
        let cell = |n: usize| row.get(n).map(String::as_str).ok_or_else(bad);
        let Some(label) = labels.get(cell(0)?) else { continue };
        let side = |at: usize| -> Result<Side, String> {
            let article = articles.get(cell(at)?).ok_or_else(bad)?;
            let points = CodePoints::new(&article.text);
            let spans = |n: usize| spans(&points, cell(n)?).ok_or_else(bad);
            Ok(Side { article: article.id.clone(), content: spans(at + 2)?, cue: spans(at + 3)? })
        };
        out.push(Pair {
            number: cell(0)?.to_owned(),
            stratum: cell(1)?.to_owned(),
            held: cell(2)? == "held",
            sides: [side(3)?, side(8)?],
            same: label == "same",
        });
    }
    Ok(out)
}

/// When each article was published, and by whom.
pub(crate) fn published(data: &Path) -> Result<BTreeMap<String, (String, Option<Day>)>, String> {
    let kept = rows(&data.join("metadata.tsv"))?;
    let row =
        |row: &Vec<String>| Some((row.get(1)?.clone(), (row.get(4)?.clone(), row.get(5)?.parse().ok())));
    Ok(kept.iter().filter_map(row).collect())
}
