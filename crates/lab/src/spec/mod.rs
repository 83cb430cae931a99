//! The cases of `spec`, which anybody can read: `spec/README.md` documents their format. Read here, and held against what the program finds;
//! the cases of `spec/*.md` pass or fail (`tests/spec.rs`), those of its folders `adversarial` and `held-out` are scored (`lab eval snippets`).

mod adapter;
mod answer;
mod case;
mod expectation;
mod matcher;
mod parse;
mod score;

pub use adapter::{MODEL, Program};
pub use case::Case;
pub use score::{Score, Speakers, Verdict};

use case::{Expectation, Field, Who};
use std::path::{Path, PathBuf};

/// The folder of cases.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec")
}

/// The files of cases directly in `folder`, sorted by name; its README is none.
///
/// # Errors
/// When the folder cannot be listed.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let problem = |e: std::io::Error| format!("{}: {e}", folder.display());
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(problem)? {
        let path = entry.map_err(problem)?.path();
        if path.extension().is_some_and(|e| e == "md") && path.file_name().is_some_and(|n| n != "README.md") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Reads the cases of one file. They name it from the folder of cases on: `spec/quotes.md`.
///
/// # Errors
/// A file that cannot be read, or a case that is not in the format, with its line.
pub fn read(file: &Path) -> Result<Vec<Case>, String> {
    let markdown = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let name =
        file.strip_prefix(folder()).map_or(file.to_path_buf(), |inside| Path::new("spec").join(inside));
    parse::cases(&name.display().to_string(), &markdown)
}

/// What came of one case.
#[derive(Debug, Default)]
pub struct Checked {
    /// What is not as expected, each with the line of its expectation.
    pub problems: Vec<(usize, String)>,
    /// The same, counted.
    pub score: Score,
}

/// Holds a case against what the program finds.
pub fn check(program: &Program, case: &Case) -> Checked {
    let mut out = Checked { score: Score { cases: 1, ..Score::default() }, ..Checked::default() };
    for article in case.articles.iter().filter(|a| !a.expected.is_empty()) {
        match program.run(&article.path, article.text.as_bytes(), &article.given) {
            Err(problem) => out.problems.push((case.line, problem)),
            Ok(line) => {
                for failure in matcher::failures(&article.expected, &line) {
                    let told = format!("expected: {}\n      found: {}", failure.expected, failure.found);
                    out.problems.push((failure.line, told));
                }
                out.score += matcher::score(&article.expected, &line);
            }
        }
    }
    for question in &case.questions {
        match program.repeats(&case.articles, &question.question) {
            Err(problem) => out.problems.push((question.line, problem)),
            Ok(rows) => {
                let failures = answer::failures(&question.answer, &rows);
                out.problems.extend(failures.into_iter().map(|told| (question.line, told)));
            }
        }
    }
    out.score.cases_right = usize::from(out.problems.is_empty());
    out
}

/// What a case expects that its article does not have: words that are not there, parts of a content out of their order, names of speakers that
/// do not stand there. Such a line can never pass, or never fail.
pub fn unfounded(case: &Case) -> Vec<String> {
    let mut out = Vec::new();
    for article in &case.articles {
        let text = single_spaced(&article.text);
        for expected in &article.expected {
            let missing =
                |words: &str| format!("{}:{}: the article does not have {words:?}", case.file, expected.line);
            let wanted: Vec<&str> = match &expected.what {
                Expectation::Statement(pattern) => {
                    let mut from = 0;
                    for part in pattern.content.iter().flat_map(|c| c.split(" … ")).map(str::trim) {
                        match text[from..].find(part) {
                            Some(at) => from += at + part.len(),
                            None => out.push(missing(part)),
                        }
                    }
                    let names = pattern.speaker.iter().filter_map(|who| match who {
                        Who::Named(name) => Some(name),
                        _ => None,
                    });
                    // Names may stand there in capitals.
                    let lower = text.to_lowercase();
                    let strange = names
                        .flat_map(|name| name.split_whitespace())
                        .filter(|word| !lower.contains(&word.to_lowercase()));
                    out.extend(strange.map(missing));
                    let spans = pattern.fields.iter().filter_map(|field| match field {
                        Field::Cue(words)
                        | Field::Source(words)
                        | Field::ToExactly(words)
                        | Field::VenueExactly(words) => Some(words.as_str()),
                        _ => None,
                    });
                    spans.collect()
                }
                Expectation::NoStatementIn(w)
                | Expectation::Noise(_, w)
                | Expectation::Body(w)
                | Expectation::Caption(w)
                | Expectation::Timex(w, _)
                | Expectation::NoTimex(w)
                | Expectation::Problem(_, w)
                | Expectation::Title(w) => vec![w],
                _ => Vec::new(),
            };
            let wanted = wanted.into_iter().map(single_spaced).filter(|words| !text.contains(words.as_str()));
            out.extend(wanted.map(|words| missing(&words)));
        }
    }
    out
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(article: &str, statements: &str) -> Case {
        let markdown =
            format!("## One\n\nBecause.\n\n```article\n{article}\n```\n\n```statements\n{statements}\n```\n");
        parse::cases("f.md", &markdown).unwrap().remove(0)
    }

    #[test]
    fn what_an_article_does_not_have_is_told() {
        let article = "\"We sail,\" Ada\nVenn said, \"at noon.\"";
        let right = "Ada Venn | \"We sail,\" … \"at noon.\" | cue \"said\" | source \"Ada Venn\"";
        assert_eq!(unfounded(&case(article, right)), Vec::<String>::new());
        for wrong in [
            "Ada Venn | [We sail at noon]",
            "Ada Venn | \"at noon.\" … \"We sail,\"",
            "Eva Venn | \"We sail,\"",
            "Ada Venn | cue \"told\"",
            "Ada Venn | source \"Minister Ada Venn\"",
            "no statement in \"at ten\"",
        ] {
            let found = unfounded(&case(article, wrong));
            assert_eq!(found.len(), 1, "{wrong}: {found:?}");
            assert!(found[0].starts_with("f.md:11: "), "{found:?}");
        }
    }
}
