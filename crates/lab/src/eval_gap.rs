//! `lab eval gap`: whom ambiguous pronouns mean, on GAP.
//!
//! Webster, Recasens, Axelrod, Baldridge: "Mind the GAP: A Balanced Corpus of Gendered Ambiguous Pronouns" (TACL 2018). Snippet
//! context: the address of the page is not used. Each row gives a pronoun and two names, A and B; a pair is answered yes where the
//! program's mention of the pronoun and one that overlaps the name have one entity. F1 over all pairs, as the task's scorer does.

use crate::bare_text::reading;
use crate::data;
use rayon::prelude::*;
use reportedly_extract::{Buffer, Extractor, Settings};
use reportedly_schema::{CodePoints, Mention, Span};
use std::path::{Path, PathBuf};

/// Options of `lab eval gap`.
#[derive(clap::Args, Debug)]
pub struct GapOptions {
    /// The folder of GAP.
    #[arg(long, default_value = "../shared/data/gap")]
    data: PathBuf,
    /// `validation`, or `development`.
    #[arg(long, default_value = "validation")]
    split: String,
    /// Model: `full`, `fast`, or the path of a model file.
    #[arg(long, default_value = "full")]
    model: String,
    /// Print the first N rows answered wrongly; development only.
    #[arg(long, default_value_t = 0)]
    show_errors: usize,
}

/// One row: a text, a pronoun and two names.
pub struct Row {
    /// Its identifier.
    pub id: String,
    /// The text.
    pub text: String,
    /// The pronoun, in bytes.
    pub pronoun: Span,
    /// The names, in bytes, and whether the pronoun means them.
    pub names: [(Span, bool); 2],
}

/// Reads a file of GAP.
///
/// # Errors
/// Names the file, and the line that is not understood.
pub fn rows(path: &Path) -> Result<Vec<Row>, String> {
    let content = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    content
        .lines()
        .enumerate()
        .skip(1)
        .map(|(n, line)| row(line).ok_or_else(|| format!("{} line {}: no row of GAP", path.display(), n + 1)))
        .collect()
}

fn row(line: &str) -> Option<Row> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [id, text, pronoun, at, a, a_at, a_means, b, b_at, b_means, ..] = columns[..] else { return None };
    let points = CodePoints::new(text);
    let span = |words: &str, at: &str| -> Option<Span> {
        let start = points.byte(at.parse().ok()?);
        Some(Span { start, end: start + u32::try_from(words.len()).ok()? })
    };
    Some(Row {
        id: id.to_owned(),
        text: text.to_owned(),
        pronoun: span(pronoun, at)?,
        names: [(span(a, a_at)?, a_means == "TRUE"), (span(b, b_at)?, b_means == "TRUE")],
    })
}

/// Right yeses, yeses of the program, yeses of the gold.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    right: u32,
    system: u32,
    gold: u32,
}

impl Counts {
    /// F1 in per cent.
    pub fn f1(&self) -> f64 {
        match self.system + self.gold {
            0 => 0.0,
            sum => 200.0 * f64::from(self.right) / f64::from(sum),
        }
    }
}

/// What the program answers for each row: A, B.
///
/// # Errors
/// When the model is none.
pub fn answers(rows: &[Row], model: &[u8]) -> Result<Vec<[bool; 2]>, String> {
    let extractor = Extractor::new(model).map_err(|e| e.to_string())?;
    let answer = |buffer: &mut Buffer, row: &Row| {
        let extraction = extractor.extract(&reading(&row.id, &row.text), &Settings::default(), buffer);
        let of = |span: Span| extraction.mentions.iter().filter(move |m| m.span.overlaps(span));
        let meant: Vec<&Mention> = of(row.pronoun).filter(|m| m.span == row.pronoun).collect();
        row.names.map(|(name, _)| of(name).any(|m| meant.iter().any(|p| p.entity == m.entity)))
    };
    Ok(rows.par_iter().map_init(Buffer::default, answer).collect())
}

/// Counts over all rows.
pub fn counts(rows: &[Row], answers: &[[bool; 2]]) -> Counts {
    let mut counts = Counts::default();
    for (row, answer) in rows.iter().zip(answers) {
        for ((_, gold), system) in row.names.iter().zip(answer) {
            counts.right += u32::from(*gold && *system);
            counts.system += u32::from(*system);
            counts.gold += u32::from(*gold);
        }
    }
    counts
}

/// Runs `lab eval gap`.
///
/// # Errors
/// When data or model cannot be read.
pub fn run(options: &GapOptions) -> Result<(), String> {
    let rows = rows(&options.data.join(format!("gap-{}.tsv", options.split)))?;
    let answers = answers(&rows, data::model(&options.model)?.bytes())?;
    let all = counts(&rows, &answers);
    let share = |of: u32| if of == 0 { 0.0 } else { 100.0 * f64::from(all.right) / f64::from(of) };
    println!("{} rows: F1 {:.1}, precision {:.1}, recall {:.1}", rows.len(), all.f1(), share(all.system), share(all.gold));
    let wrong = rows.iter().zip(&answers).filter(|(row, answer)| {
        options.split == "development" && row.names.iter().zip(answer.iter()).any(|((_, gold), system)| gold != system)
    });
    for (row, answer) in wrong.take(options.show_errors) {
        let name = |n: usize| format!("{}={} answered {}", row.names[n].0.of(&row.text).unwrap_or_default(), row.names[n].1, answer[n]);
        println!("{} at {}: {}, {}\n  {}", row.id, row.pronoun.start, name(0), name(1), row.text);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_in_bytes_and_pairs_are_counted() {
        let line = "x-1\tŽana saw Ada; she left.\tshe\t14\tŽana\t0\tTRUE\tAda\t9\tFALSE\thttp://a";
        let row = row(line).unwrap();
        assert_eq!(row.pronoun.of(&row.text), Some("she"));
        assert_eq!(row.names[0].0.of(&row.text), Some("Žana"));
        let found = counts(&[row], &[[true, true]]);
        assert_eq!((found.right, found.system, found.gold), (1, 2, 1));
        assert!((found.f1() - 200.0 / 3.0).abs() < 1e-9);
    }
}
