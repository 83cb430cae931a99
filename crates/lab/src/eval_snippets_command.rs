//! `lab eval snippets`: the scored cases of `spec/adversarial` and `spec/held-out`. Text we wrote ourselves, hence `self_*`.

use reportedly::pipeline::ModelChoice;
use reportedly_lab::spec::{self, Case, Checked, Program, Score};
use std::error::Error;
use std::path::{Path, PathBuf};

/// The folder that no choice may be made on.
const HELD_OUT: &str = "spec/held-out";

/// Options of `lab eval snippets`.
#[derive(clap::Args, Debug)]
pub struct SnippetsOptions {
    /// The folder of cases.
    #[arg(long, default_value = "spec/adversarial")]
    folder: PathBuf,
    /// Score spec/held-out: totals only, so that nobody tunes to a case.
    #[arg(long, conflicts_with_all = ["folder", "failures"])]
    held_out: bool,
    /// Print every case that is not as expected, with what was found.
    #[arg(long)]
    failures: bool,
    /// A model file; without it the one that spec is held against.
    #[arg(long)]
    model: Option<PathBuf>,
}

/// Runs `lab eval snippets`: prints a line per file and one for all.
///
/// # Errors
/// Cases or a model that cannot be read; failures asked of the held-out folder.
pub fn run(options: &SnippetsOptions) -> Result<(), Box<dyn Error>> {
    let model = match &options.model {
        None => spec::MODEL,
        Some(path) => {
            let bytes = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
            ModelChoice::File { name: path.display().to_string(), bytes }
        }
    };
    let folder = if options.held_out { crate::data::root().join(HELD_OUT) } else { options.folder.clone() };
    let totals_only = is_held_out(&folder);
    if totals_only && options.failures {
        return Err(format!("{HELD_OUT} is scored in totals only: nobody may tune to its cases").into());
    }
    let program = Program::new(&model)?;
    let mut all = Score::default();
    let mut rows = Vec::new();
    for file in spec::files(&folder)? {
        let mut score = Score::default();
        for case in spec::read(&file)? {
            let checked = spec::check(&program, &case);
            if options.failures && !checked.problems.is_empty() {
                print!("{}", told(&case, &checked));
            }
            score += checked.score;
        }
        all += score;
        rows.push((file.file_name().unwrap_or_default().to_string_lossy().into_owned(), score));
    }
    if all.cases == 0 {
        return Err(format!("{}: expected files of cases (*.md), found none", folder.display()).into());
    }
    println!("{HEAD}");
    if !totals_only {
        rows.iter().for_each(|(name, score)| println!("{}", row(name, score)));
    }
    println!("{}", row("all", &all));
    for (name, share) in all.shares() {
        println!("{name} {share:.2}");
    }
    Ok(())
}

/// Counts over every case of `folder`, with the model that spec is held against.
///
/// # Errors
/// Cases or a model that cannot be read.
pub fn score(folder: &Path) -> Result<Score, Box<dyn Error>> {
    let program = Program::new(&spec::MODEL)?;
    let mut all = Score::default();
    for file in spec::files(folder)? {
        for case in spec::read(&file)? {
            all += spec::check(&program, &case).score;
        }
    }
    Ok(all)
}

/// Whether `folder` is the held-out one, by whatever way it was named.
fn is_held_out(folder: &Path) -> bool {
    let held = crate::data::root().join(HELD_OUT);
    matches!((folder.canonicalize(), held.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

const HEAD: &str =
    "file             cases right  expected found near  speaker: right wrong unknown  spurious";

fn row(name: &str, score: &Score) -> String {
    let speakers = &score.speakers;
    format!(
        "{name:<16} {:>5} {:>5}  {:>8} {:>5} {:>4}  {:>14} {:>5} {:>7}  {:>8}",
        score.cases,
        score.cases_right,
        score.expected,
        score.found,
        score.near,
        speakers.right,
        speakers.wrong,
        speakers.unknown,
        score.spurious
    )
}

fn told(case: &Case, checked: &Checked) -> String {
    let problems: String = checked
        .problems
        .iter()
        .map(|(line, told)| format!("    {}:{line}\n      {told}\n", case.file))
        .collect();
    format!("{}:{} {}\n{problems}", case.file, case.line, case.heading)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_held_out_folder_is_known_by_any_name() {
        let root = crate::data::root();
        assert!(is_held_out(&root.join("spec/adversarial/../held-out")));
        assert!(!is_held_out(&root.join("spec/adversarial")) && !is_held_out(Path::new("nowhere")));
        let options =
            SnippetsOptions { folder: root.join(HELD_OUT), held_out: false, failures: true, model: None };
        assert!(run(&options).unwrap_err().to_string().contains("totals only"));
    }

    #[test]
    fn a_folder_without_cases_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let options = SnippetsOptions {
            folder: folder.path().to_path_buf(),
            held_out: false,
            failures: false,
            model: None,
        };
        assert!(run(&options).unwrap_err().to_string().contains("found none"));
    }
}
