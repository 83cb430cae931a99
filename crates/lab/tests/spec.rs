//! Runs the cases of `spec/*.md`, which anybody can read; `spec/README.md` documents their format. The two scored folders are only read here.

use reportedly_lab::spec::{self, Case, Program};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

/// Least number of snippets in the scored folders together.
const SCORED: usize = 250;

static PROGRAM: LazyLock<Result<Program, String>> = LazyLock::new(|| Program::new(&spec::MODEL));

fn read(file: &Path) -> Vec<Case> {
    spec::read(file).unwrap_or_else(|problem| panic!("{problem}"))
}

/// Every case of a folder of `spec`; of `spec` itself without a name.
fn all(folder: &str) -> Vec<Case> {
    spec::files(&spec::folder().join(folder)).unwrap().iter().flat_map(|file| read(file)).collect()
}

/// Runs a file's cases; fails with a report of every case that is not as expected.
fn run(name: &str) {
    let program = PROGRAM.as_ref().unwrap_or_else(|problem| panic!("{problem}"));
    let cases = read(&spec::folder().join(name));
    let mut report = String::new();
    let mut failed = 0;
    for case in &cases {
        let problems = spec::check(program, case).problems;
        let at = format!("{}:{}", case.file, case.line);
        match (&case.gap, problems.is_empty()) {
            (None, true) | (Some(_), false) => continue,
            (Some(reason), true) => {
                let _ =
                    writeln!(report, "{at} {}\n    passes: take out \"known gap: {reason}\"", case.heading);
            }
            (None, false) => {
                let _ = writeln!(report, "{at} {}", case.heading);
                for (line, told) in problems {
                    let _ = writeln!(report, "    {}:{line}\n      {told}", case.file);
                }
            }
        }
        failed += 1;
    }
    assert!(failed == 0, "{failed} of {} cases are not as expected\n{report}", cases.len());
}

macro_rules! files {
    ($($test:ident)+) => {
        const FILES: &[&str] = &[$(concat!(stringify!($test), ".md")),+];
        mod cases {
            $(
                #[test]
                fn $test() {
                    super::run(concat!(stringify!($test), ".md"));
                }
            )+
        }
    };
}

files! {
    acts addressees chains contradictions coreference dates interviews modality names nested noise printed_statements quotes repeats said said_blind settings speakers terms venues
}

#[test]
fn every_file_of_cases_is_run() {
    let found: Vec<String> = spec::files(&spec::folder())
        .unwrap()
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_string())
        .collect();
    assert_eq!(found, FILES);
}

#[test]
fn every_case_can_be_read_and_has_a_heading_of_its_own() {
    for folder in ["", "adversarial", "held-out"] {
        let mut headings = BTreeSet::new();
        for case in all(folder) {
            let heading = (case.file.clone(), case.heading.clone());
            assert!(headings.insert(heading), "{}:{}: a second {:?}", case.file, case.line, case.heading);
        }
        assert!(!headings.is_empty(), "spec/{folder} has no case");
    }
}

/// Words that an expectation quotes must stand in the article, or the case can never pass (or never fail).
#[test]
fn expectations_quote_their_article() {
    let folders = ["", "adversarial", "held-out"];
    let found: Vec<String> =
        folders.iter().flat_map(|folder| all(folder)).flat_map(|c| spec::unfounded(&c)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_scored_folders_are_large_enough_and_share_no_text() {
    let (open, held) = (all("adversarial"), all("held-out"));
    assert!(open.len() + held.len() >= SCORED, "{} and {}", open.len(), held.len());
    assert!(3 * held.len() >= open.len() + held.len(), "{} of {}", held.len(), open.len() + held.len());
    let old = all("");
    let mut texts: BTreeSet<&str> = old.iter().flat_map(|c| &c.articles).map(|a| a.text.as_str()).collect();
    for case in open.iter().chain(&held) {
        for article in &case.articles {
            assert!(texts.insert(&article.text), "{}:{}: the text of another case", case.file, case.line);
        }
    }
    for case in open.iter().chain(&held) {
        assert_eq!(case.gap, None, "{}:{}: a scored case has no known gap", case.file, case.line);
        assert!(case.questions.is_empty(), "{}:{}: a scored case asks no record", case.file, case.line);
    }
}
