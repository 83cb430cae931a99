//! `lab eval claims`: known claims found for what people wrote, through the record's search (CheckThat! 2022, task 2A, English).
//!
//! Each claim is put into a record as an article: its title and its words. The words of a query, the weightiest 64 of them, are
//! asked of the search as any of them; the articles are ranked by their best passage (`search`), then the first of them anew by
//! how near their vectors are to the query's (`with vectors`). The measure is the mean average precision at 5.

use reportedly::pipeline::{Given, Outcome, Pipeline, Settings};
use reportedly::record::Record;
use reportedly_extract::Buffer;
use reportedly_link::{Vectors, word_keys};
use reportedly_schema::{ArticleId, ArticleRecord};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};

/// Options of `lab eval claims`.
#[derive(clap::Args, Debug)]
pub struct ClaimsOptions {
    /// The folder of claims and queries.
    #[arg(long, default_value = "../shared/data/claims/checkthat2022")]
    data: PathBuf,
    /// The queries scored: `Dev` or `Train`.
    #[arg(long, default_value = "Dev")]
    part: String,
}

/// Places of a ranking that count.
const PLACES: usize = 5;

/// Passages asked for.
const ASKED: usize = 100;

/// Words of a query that are asked for: as many as the search takes.
const WORDS: usize = 64;

/// What a place in the search's order is worth beside a cosine in thousandths: a guess, fitted to nothing.
const PLACE_COSTS: i64 = 40;

fn text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// Runs `lab eval claims`.
///
/// # Errors
/// When data cannot be read or the record cannot be written.
pub fn run(options: &ClaimsOptions) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let mut record = Record::open_or_create(&folder.path().join("claims.db"))?;
    let claims = claims(options, &mut record)?;
    let queries = queries(options)?;
    let table = Vectors::shared().ok_or("the feature `vectors` is off")?;
    let mut sums = [0.0; 2];
    for (query, relevant) in &queries {
        let found = ranked(&record, query, &claims)?;
        let of = |ids: Vec<&str>| average_precision(&ids, relevant);
        sums[0] += of(found.iter().map(|c| c.id.as_str()).collect());
        let mut again: Vec<(i64, usize)> = found
            .iter()
            .enumerate()
            .map(|(place, claim)| {
                let near = i64::from(table.cosine(query, &claim.text).unwrap_or(0));
                (near - PLACE_COSTS * place as i64, place)
            })
            .collect();
        again.sort_by_key(|&(worth, place)| (std::cmp::Reverse(worth), place));
        sums[1] += of(again.iter().map(|&(_, place)| found[place].id.as_str()).collect());
    }
    for (name, sum) in ["search", "with vectors"].iter().zip(sums) {
        println!("claims.{name}.map@{PLACES}\t{:.1}", 100.0 * sum / queries.len().max(1) as f64);
    }
    println!("{} queries, {} claims", queries.len(), claims.len());
    Ok(())
}

struct Claim {
    id: String,
    text: String,
}

/// Puts every claim into the record; the claims by article.
fn claims(
    options: &ClaimsOptions,
    record: &mut Record,
) -> Result<BTreeMap<ArticleId, Claim>, Box<dyn Error>> {
    let pipeline = Pipeline::new(&reportedly::pipeline::ModelChoice::Fast, Settings::default())?;
    let extractor = reportedly_extract::Extractor::new(reportedly_models::fast())?;
    let mut buffer = Buffer::default();
    let mut out = BTreeMap::new();
    for line in text(&options.data.join("vclaims.jsonl"))?.lines() {
        let claim: Value = serde_json::from_str(line)?;
        let part = |name: &str| claim[name].as_str().unwrap_or_default().to_owned();
        let (id, title, body) = (part("vclaim_id"), part("title"), part("vclaim"));
        let given = Given { title: Some(title.clone()), ..Given::default() };
        let bytes = format!("{title}\n\n{body}\n");
        for reading in pipeline.read(&id, bytes.as_bytes(), &given).into_iter().flatten() {
            // The search looks at blocks; no statement is needed.
            let extraction = extractor.describe(&reading, Vec::new(), &mut buffer);
            let article = ArticleRecord { extraction, made_by: pipeline.made_by().clone(), reading };
            out.insert(article.reading.id(), Claim { id: id.clone(), text: format!("{title} {body}") });
            record.add(&Outcome::Article(Box::new(article)))?;
        }
    }
    Ok(out)
}

type Queries = Vec<(String, BTreeSet<String>)>;

/// Queries with the claims that are relevant to them.
fn queries(options: &ClaimsOptions) -> Result<Queries, String> {
    let relevant = text(&options.data.join(format!("CT2022-Task2A-EN-{}_QRELs.tsv", options.part)))?;
    let mut wanted: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for row in relevant.lines() {
        if let [query, _, claim, ..] = row.split('\t').collect::<Vec<_>>()[..] {
            wanted.entry(query).or_default().insert(claim.to_owned());
        }
    }
    let all = text(&options.data.join("CT2022-Task2A-EN-Train-Dev_Queries.tsv"))?;
    let row = |row: &str| {
        let (id, words) = row.split_once('\t')?;
        Some((words.to_owned(), wanted.get(id)?.clone()))
    };
    Ok(all.lines().filter_map(row).collect())
}

/// Claims in the order of the search, each once.
fn ranked<'c>(
    record: &Record,
    query: &str,
    claims: &'c BTreeMap<ArticleId, Claim>,
) -> Result<Vec<&'c Claim>, Box<dyn Error>> {
    let mut words: Vec<String> = query
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.sort();
    words.dedup();
    words.sort_by_cached_key(|w| {
        let weight = word_keys(w).first().map_or(0, |k| reportedly_link::word_weight(&k.key));
        std::cmp::Reverse(weight)
    });
    words.truncate(WORDS);
    let mut seen = BTreeSet::new();
    Ok(record
        .store()
        .search_any(&words.join(" "), ASKED)?
        .into_iter()
        .filter(|hit| seen.insert(hit.article))
        .filter_map(|hit| claims.get(&hit.article))
        .collect())
}

fn average_precision(ranked: &[&str], relevant: &BTreeSet<String>) -> f64 {
    let mut hits = 0.0;
    let mut sum = 0.0;
    for (n, id) in ranked.iter().take(PLACES).enumerate() {
        if relevant.contains(*id) {
            hits += 1.0;
            sum += hits / (n + 1) as f64;
        }
    }
    sum / (relevant.len().clamp(1, PLACES)) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_average_precision_falls_with_the_place() {
        let relevant = BTreeSet::from(["a".to_owned()]);
        assert_eq!(average_precision(&["a", "b"], &relevant), 1.0);
        assert_eq!(average_precision(&["b", "a"], &relevant), 0.5);
        assert_eq!(average_precision(&["b", "c", "d", "e", "f", "a"], &relevant), 0.0);
    }
}
