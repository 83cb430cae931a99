//! `lab gen weights`: the frozen word weights of `reportedly-link`, made again from the research data.
//!
//! Counts only: how many documents a word key stands in, over the texts of PolNeAR train, GUM train and dev and UD English EWT
//! train and dev. The weight is the inverse document frequency ln(N / df) (K. Spärck Jones 1972) in thousandths. Only words that
//! stand somewhere without a capital are counted, and only those occurrences, so that no name gets an entry.

use reportedly_link::word_keys;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Words in fewer documents get no entry: their frequency is chance.
const FEWEST_DOCUMENTS: usize = 3;

/// Where the weights are kept, from the root of the repository.
pub const WEIGHTS: &str = "crates/link/vocabulary/weights.tsv";

/// Makes the contents of the weights file from the data folder.
///
/// # Errors
/// When a folder or file of the data cannot be read; the message names it.
pub fn weights(data: &Path) -> io::Result<String> {
    let mut documents: Vec<BTreeSet<String>> = Vec::new();
    for path in files(&data.join("polnear/train/text"), "txt")? {
        documents.push(keys(&read(&path)?));
    }
    let mut conllu = files(&data.join("gum/train"), "conllu")?;
    conllu.extend(files(&data.join("gum/dev"), "conllu")?);
    conllu.extend(files(&data.join("ud_ewt"), "conllu")?);
    for path in conllu {
        let mut document = BTreeSet::new();
        for line in read(&path)?.lines() {
            if line.starts_with("# newdoc") && !document.is_empty() {
                documents.push(std::mem::take(&mut document));
            } else if let Some(sentence) = line.strip_prefix("# text = ") {
                document.extend(keys(sentence));
            }
        }
        documents.push(document);
    }
    let total = documents.len();
    let mut frequency: BTreeMap<String, usize> = BTreeMap::new();
    for key in documents.into_iter().flatten() {
        *frequency.entry(key).or_default() += 1;
    }
    let mut out = format!(
        "# Weights of words: ln(N / documents with the word) in thousandths, over N = {total} documents of PolNeAR train, GUM and\n\
         # UD English EWT; counts of words, no text. Made by `lab gen weights`; do not edit.\n\
         # Columns, separated by tabs: word key (irregular form, then Snowball stem; lower-case occurrences only), weight.\n"
    );
    for (key, count) in frequency.into_iter().filter(|(_, count)| *count >= FEWEST_DOCUMENTS) {
        let weight = ((total as f64 / count as f64).ln() * 1000.0).round() as u32;
        writeln!(out, "{key}\t{weight}").expect("writing to a string succeeds");
    }
    Ok(out)
}

/// Writes the weights file, or with `check` compares it.
pub fn run(data: &Path, check: bool) -> ExitCode {
    let made = match weights(data) {
        Ok(made) => made,
        Err(error) => {
            eprintln!("weights cannot be made: {error}");
            return ExitCode::from(3);
        }
    };
    if check {
        return match fs::read_to_string(WEIGHTS) {
            Ok(kept) if kept == made => ExitCode::SUCCESS,
            _ => {
                eprintln!("{WEIGHTS} differs from what the data gives; run `lab gen weights`");
                ExitCode::from(1)
            }
        };
    }
    match fs::write(WEIGHTS, &made) {
        Ok(()) => {
            println!("{WEIGHTS}: {} words", made.lines().filter(|l| !l.starts_with('#')).count());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{WEIGHTS} cannot be written: {error}; run it in the root of the repository");
            ExitCode::from(3)
        }
    }
}

fn keys(text: &str) -> BTreeSet<String> {
    word_keys(text).into_iter().filter(|w| !w.capital).map(|w| w.key).collect()
}

fn read(path: &Path) -> io::Result<String> {
    let bytes = fs::read(path).map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn files(folder: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", folder.display())))?;
    let mut out = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == extension) {
            out.push(path);
        }
    }
    out.sort();
    Ok(out)
}
