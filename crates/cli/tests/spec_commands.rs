//! Runs every case of `spec/commands` in an empty folder. The format is described in `spec/commands/README.md`.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use std::{fs, path::Path, process::Command};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/commands");

/// A fenced block: the words after the fence, and what is inside.
struct Fenced {
    info: String,
    inside: String,
}

fn fenced_blocks(markdown: &str) -> Vec<Fenced> {
    let mut blocks: Vec<Fenced> = Vec::new();
    let mut inside = false;
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                blocks.push(Fenced { info: info.to_string(), inside: String::new() });
                inside = true;
            }
            Event::End(TagEnd::CodeBlock) => inside = false,
            Event::Text(text) if inside => {
                blocks.last_mut().expect("a block has begun").inside.push_str(&text)
            }
            _ => {}
        }
    }
    blocks
}

/// A command line and what is expected of it.
#[derive(Debug, Default)]
struct Step {
    command: String,
    stdout: Vec<String>,
    stderr: Vec<String>,
    code: i32,
}

fn steps(console: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for line in console.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            steps.push(Step { command: command.to_string(), ..Step::default() });
            continue;
        }
        let step = steps.last_mut().expect("a console block begins with a command line");
        if let Some(line) = line.strip_prefix("! ") {
            step.stderr.push(line.to_string());
        } else if let Some(code) = line.strip_prefix("[exit ").and_then(|rest| rest.strip_suffix(']')) {
            step.code = code.parse().expect("an exit code is a number");
        } else {
            step.stdout.push(line.to_string());
        }
    }
    steps
}

/// Whether a line is as expected; `…` stands for any characters.
fn line_matches(expected: &str, line: &str) -> bool {
    let parts: Vec<&str> = expected.split('…').collect();
    let [first, middle @ .., last] = parts.as_slice() else { return expected == line };
    let Some(mut rest) = line.strip_prefix(first) else { return false };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// Whether lines are as expected; a line that is only `…` stands for any number of lines.
fn lines_match(expected: &[String], lines: &[&str]) -> bool {
    match expected.split_first() {
        None => lines.is_empty(),
        Some((first, rest)) if first == "…" => {
            (0..=lines.len()).any(|skipped| lines_match(rest, &lines[skipped..]))
        }
        Some((first, rest)) => lines
            .split_first()
            .is_some_and(|(line, after)| line_matches(first, line) && lines_match(rest, after)),
    }
}

fn differences(step: &Step, stdout: &str, stderr: &str, code: Option<i32>) -> Option<String> {
    let out: Vec<&str> = stdout.lines().collect();
    let err: Vec<&str> = stderr.lines().collect();
    let silent = step.stderr == ["(nothing)"];
    let mut wrong = Vec::new();
    if code != Some(step.code) {
        wrong.push(format!("exit code {code:?} instead of {}", step.code));
    }
    if !lines_match(&step.stdout, &out) {
        wrong.push(format!("stdout, expected:\n{}\n--- found:\n{stdout}", step.stdout.join("\n")));
    }
    if silent && !err.is_empty() || !silent && !step.stderr.is_empty() && !lines_match(&step.stderr, &err) {
        wrong.push(format!("stderr, expected:\n{}\n--- found:\n{stderr}", step.stderr.join("\n")));
    } else if !wrong.is_empty() {
        wrong.push(format!("stderr was:\n{stderr}"));
    }
    (!wrong.is_empty()).then(|| format!("$ {}\n{}\n", step.command, wrong.join("\n")))
}

fn run_case(case: &Path) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let program = Path::new(env!("CARGO_BIN_EXE_reportedly"));
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{path}", program.parent().expect("the program lies in a folder").display());
    let mut wrong = Vec::new();
    let mut ran = 0;
    for block in fenced_blocks(&fs::read_to_string(case).expect("the case can be read")) {
        match block.info.split_once(' ') {
            Some((_, name)) => {
                fs::write(folder.path().join(name), &block.inside).expect("an input can be written")
            }
            None if block.info == "console" => {
                for step in steps(&block.inside) {
                    let output = Command::new("sh")
                        .args(["-c", &step.command])
                        .current_dir(folder.path())
                        .env("PATH", &path)
                        .output()
                        .expect("sh can be started");
                    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("output is UTF-8");
                    wrong.extend(differences(
                        &step,
                        &text(&output.stdout),
                        &text(&output.stderr),
                        output.status.code(),
                    ));
                    ran += 1;
                }
            }
            None => {}
        }
    }
    assert!(ran > 0, "{} runs nothing", case.display());
    wrong
}

/// One test per case, so that each is told by its name.
macro_rules! cases {
    ($($name:ident: $file:literal,)+) => {
        const NAMED: &[&str] = &[$($file),+];
        $(#[test]
        fn $name() {
            let wrong = run_case(&Path::new(CASES).join($file));
            assert!(wrong.is_empty(), "spec/commands/{}:\n{}", $file, wrong.join("\n"));
        })+
    };
}

cases! {
    add: "add.md",
    articles: "articles.md",
    changes: "changes.md",
    completions: "completions.md",
    correct: "correct.md",
    count_claims: "count-claims.md",
    demo: "demo.md",
    events: "events.md",
    explain: "explain.md",
    extract_bad_input: "extract-bad-input.md",
    extract_marked: "extract-marked.md",
    extract_usage: "extract-usage.md",
    extract: "extract.md",
    matter: "matter.md",
    positions: "positions.md",
    read: "read.md",
    repeats: "repeats.md",
    replies: "replies.md",
    schema: "schema.md",
    search: "search.md",
    show: "show.md",
    speakers_import: "speakers-import.md",
    speakers_registry: "speakers-registry.md",
    speakers: "speakers.md",
    timeline: "timeline.md",
    verify: "verify.md",
    wording: "wording.md",
}

#[test]
fn every_case_is_run_and_every_command_has_one() {
    let mut files: Vec<String> = fs::read_dir(CASES)
        .expect("the cases are there")
        .map(|entry| {
            entry.expect("the folder can be read").file_name().into_string().expect("names are UTF-8")
        })
        .filter(|name| name != "README.md")
        .collect();
    files.sort();
    assert_eq!(files, NAMED, "name the new case in the list above");

    let help =
        Command::new(env!("CARGO_BIN_EXE_reportedly")).arg("--help").output().expect("help is printed");
    let help = String::from_utf8(help.stdout).expect("help is UTF-8");
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next().filter(|word| !word.is_empty()))
        .collect();
    assert!(commands.len() >= 14, "{help}");
    for command in commands {
        assert!(NAMED.contains(&format!("{command}.md").as_str()), "{command} has no case");
    }
}

#[test]
fn the_comparison_can_fail() {
    let expected = |lines: &[&str]| lines.iter().map(|line| line.to_string()).collect::<Vec<_>>();
    assert!(line_matches("a…c", "abc") && line_matches("…", "") && line_matches("a…", "a"));
    assert!(!line_matches("a…c", "abd") && !line_matches("ab", "abc") && !line_matches("a…b…a", "aba0"));
    assert!(!line_matches("ab…ba", "aba"), "parts do not overlap");
    assert!(lines_match(&expected(&["a", "…", "d"]), &["a", "b", "c", "d"]));
    assert!(!lines_match(&expected(&["a", "…", "d"]), &["a", "b", "c"]));
    assert!(!lines_match(&expected(&["a"]), &["a", "b"]));
}
