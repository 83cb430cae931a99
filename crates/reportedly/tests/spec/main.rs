//! Runs the cases of `spec/*.md`, which anybody can read; `spec/README.md` documents their format.

mod adapter;
mod answer;
mod case;
mod expectation;
mod matcher;
mod parse;

use case::Case;
use std::fmt::Write as _;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../spec")
}

fn read(name: &str) -> Vec<Case> {
    let path = folder().join(name);
    let markdown = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    parse::cases(&format!("spec/{name}"), &markdown).unwrap_or_else(|problem| panic!("{problem}"))
}

/// What a case does not meet, each with the line of its expectation.
fn problems(case: &Case) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for article in &case.articles {
        if article.expected.is_empty() {
            continue;
        }
        match adapter::run(&article.path, article.text.as_bytes(), &article.given) {
            Err(problem) => out.push((case.line, problem)),
            Ok(line) => {
                for failure in matcher::failures(&article.expected, &line) {
                    let told = format!("expected: {}\n      found: {}", failure.expected, failure.found);
                    out.push((failure.line, told));
                }
            }
        }
    }
    for question in &case.questions {
        match adapter::repeats(&case.articles, &question.question) {
            Err(problem) => out.push((question.line, problem)),
            Ok(rows) => {
                let failures = answer::failures(&question.answer, &rows);
                out.extend(failures.into_iter().map(|told| (question.line, told)));
            }
        }
    }
    out
}

/// Runs a file's cases; fails with a report of every case that is not as expected.
fn run(name: &str) {
    let cases = read(name);
    let mut report = String::new();
    let mut failed = 0;
    for case in &cases {
        let problems = problems(case);
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
                #[ignore = "adapter.rs is not connected to the facade"]
                fn $test() {
                    super::run(concat!(stringify!($test), ".md"));
                }
            )+
        }
    };
}

files! { chains dates modality noise quotes repeats speakers terms }

#[test]
fn every_file_of_cases_is_run() {
    let mut found: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".md") && name != "README.md")
        .collect();
    found.sort();
    assert_eq!(found, FILES);
}

#[test]
fn every_case_can_be_read_and_has_a_heading_of_its_own() {
    for name in FILES {
        let cases = read(name);
        assert!(!cases.is_empty(), "{name} has no case");
        let mut headings: Vec<&str> = cases.iter().map(|c| c.heading.as_str()).collect();
        headings.sort();
        headings.dedup();
        assert_eq!(headings.len(), cases.len(), "{name} has two cases of one heading");
    }
}

/// Words that an expectation quotes must stand in the article, or the case can never pass (or never fail).
#[test]
fn expectations_quote_their_article() {
    use case::Expectation::*;
    for name in FILES {
        for case in read(name) {
            for article in &case.articles {
                let bare: Vec<&str> = article.text.split_whitespace().collect();
                let text = bare.join(" ");
                for expected in &article.expected {
                    let parts: Vec<String> = match &expected.what {
                        Statement(p) => {
                            p.content.iter().flat_map(|c| c.split(" … ")).map(str::to_string).collect()
                        }
                        NoStatementIn(w)
                        | Noise(_, w)
                        | Body(w)
                        | Caption(w)
                        | Timex(w, _)
                        | NoTimex(w)
                        | Title(w) => vec![w.split_whitespace().collect::<Vec<_>>().join(" ")],
                        _ => Vec::new(),
                    };
                    for part in parts {
                        let at = format!("{}:{}", case.file, expected.line);
                        assert!(text.contains(part.trim()), "{at}: the article does not have {part:?}");
                    }
                }
            }
        }
    }
}
