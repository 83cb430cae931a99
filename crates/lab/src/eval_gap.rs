//! `lab eval gap`: whom ambiguous pronouns mean, on GAP.
//!
//! Webster, Recasens, Axelrod, Baldridge: "Mind the GAP: A Balanced Corpus of Gendered Ambiguous Pronouns" (TACL 2018). Snippet
//! context: the address of the page is not used. Each row gives a pronoun and two names, A and B; a pair is answered yes where the
//! program's mention of the pronoun and one that overlaps the name have one entity. F1 over all pairs, as the task's scorer does.

use crate::bare_text::reading;
use crate::data;
use crate::marked::{MarkedText, gap};
use rayon::prelude::*;
use reportedly::pipeline::ModelChoice;
use reportedly_extract::{Buffer, Extractor, Settings};
use reportedly_schema::{Mention, Span};
use std::path::PathBuf;

/// Options of `lab eval gap`.
#[derive(clap::Args, Debug)]
pub struct GapOptions {
    /// The folder of GAP.
    #[arg(long, default_value = "../shared/data/gap")]
    data: PathBuf,
    /// `validation`, `development`, or `held`, the tenth of development that no weights are learned from.
    #[arg(long, default_value = "validation")]
    split: String,
    /// Model: `full`, `fast`, or the path of a model file.
    #[arg(long, default_value = "full")]
    model: String,
    /// Print the first N rows answered wrongly; development only.
    #[arg(long, default_value_t = 0)]
    show_errors: usize,
}

/// The pronoun of a row and its two names.
fn asked(row: &MarkedText) -> Option<(Span, [(Span, bool); 2])> {
    let choice = row.choices.first()?;
    Some((choice.pronoun, choice.asked?))
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
pub fn answers(rows: &[MarkedText], model: &[u8]) -> Result<Vec<[bool; 2]>, String> {
    let extractor = Extractor::new(model).map_err(|e| e.to_string())?;
    let answer = |buffer: &mut Buffer, row: &MarkedText| {
        let extraction = extractor.extract(&reading(&row.id, &row.text), &Settings::default(), buffer);
        let Some((pronoun, names)) = asked(row) else { return [false; 2] };
        let of = |span: Span| extraction.mentions.iter().filter(move |m| m.span.overlaps(span));
        let meant: Vec<&Mention> = of(pronoun).filter(|m| m.span == pronoun).collect();
        names.map(|(name, _)| of(name).any(|m| meant.iter().any(|p| p.entity == m.entity)))
    };
    Ok(rows.par_iter().map_init(Buffer::default, answer).collect())
}

/// Counts over all rows.
pub fn counts(rows: &[MarkedText], answers: &[[bool; 2]]) -> Counts {
    let mut counts = Counts::default();
    for (row, answer) in rows.iter().zip(answers) {
        let names = asked(row).map(|(_, names)| names).into_iter().flatten();
        for ((_, gold), system) in names.zip(answer) {
            counts.right += u32::from(gold && *system);
            counts.system += u32::from(*system);
            counts.gold += u32::from(gold);
        }
    }
    counts
}

/// Rows of the validation part and a model's F1 on them, in per cent.
///
/// # Errors
/// When data or model cannot be read.
pub fn score(model: &ModelChoice) -> Result<(usize, f64), String> {
    let rows = gap::read(&data::shared("data/gap/gap-validation.tsv"))?;
    let answers = answers(&rows, model.bytes())?;
    Ok((rows.len(), counts(&rows, &answers).f1()))
}

/// Runs `lab eval gap`.
///
/// # Errors
/// When data or model cannot be read.
pub fn run(options: &GapOptions) -> Result<(), String> {
    let file = if options.split == "validation" { "validation" } else { "development" };
    let mut rows = gap::read(&options.data.join(format!("gap-{file}.tsv")))?;
    if options.split == "held" {
        rows.retain(|r| r.held);
    }
    let answers = answers(&rows, data::model(&options.model)?.bytes())?;
    let all = counts(&rows, &answers);
    let share = |of: u32| if of == 0 { 0.0 } else { 100.0 * f64::from(all.right) / f64::from(of) };
    println!(
        "{} rows: F1 {:.1}, precision {:.1}, recall {:.1}",
        rows.len(),
        all.f1(),
        share(all.system),
        share(all.gold)
    );
    let shown = if file == "validation" { 0 } else { options.show_errors };
    let wrong = rows.iter().zip(&answers).filter_map(|(row, answer)| {
        let (pronoun, names) = asked(row)?;
        let differs = names.iter().zip(answer).any(|((_, gold), system)| gold != system);
        differs.then_some((row, pronoun, names, answer))
    });
    for (row, pronoun, names, answer) in wrong.take(shown) {
        let name = |n: usize| {
            let (span, gold) = names[n];
            format!("{}={gold} answered {}", span.of(&row.text).unwrap_or_default(), answer[n])
        };
        println!("{} at {}: {}, {}\n  {}", row.id, pronoun.start, name(0), name(1), row.text);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked::Choice;

    #[test]
    fn pairs_are_counted() {
        let span = |start, end| Span { start, end };
        let asked = Some([(span(0, 3), true), (span(8, 11), false)]);
        let row = MarkedText {
            choices: vec![Choice { asked, ..Choice::of(span(12, 15)) }],
            ..MarkedText::default()
        };
        let found = counts(&[row], &[[true, true]]);
        assert_eq!((found.right, found.system, found.gold), (1, 2, 1));
        assert!((found.f1() - 200.0 / 3.0).abs() < 1e-9);
    }
}
