//! No help text, template or completion of the program judges anyone: searched for the words of `crates/reportedly/tests/words_of_verdict.tsv`.

#[path = "../../reportedly/tests/verdict/mod.rs"]
mod verdict;

use std::path::Path;
use std::process::Command;
use verdict::{templates_without_verdict, verdict_in};

fn said(arguments: &[String]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_reportedly")).args(arguments).output().unwrap();
    format!("{}\n{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The help of a command and of all below it.
fn help(command: &[String], out: &mut Vec<(String, String)>) {
    let mut line = command.to_vec();
    line.push("--help".into());
    let text = said(&line);
    let commands = text.split("Commands:\n").nth(1).unwrap_or("");
    let below: Vec<String> = commands
        .lines()
        .take_while(|line| line.starts_with(' ') || line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_string)
        .collect();
    out.push((command.join(" "), text));
    for name in below {
        let mut command = command.to_vec();
        command.push(name);
        help(&command, out);
    }
}

#[test]
fn no_help_has_a_word_of_verdict() {
    let mut all = Vec::new();
    help(&[], &mut all);
    assert!(all.iter().any(|(name, _)| name == "changes"), "the commands were not found: {all:?}");
    assert!(all.len() > 25, "only {} helps", all.len());
    let mut judges = Vec::new();
    for (name, text) in &all {
        judges.extend(
            text.lines().filter_map(|line| Some(format!("{name}: {:?} in {line:?}", verdict_in(line)?))),
        );
    }
    assert!(judges.is_empty(), "help: say what was found, not what to think of it:\n{}", judges.join("\n"));
}

#[test]
fn no_template_of_the_command_line_has_a_word_of_verdict() {
    let seen = templates_without_verdict(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), |_| true);
    assert!(seen > 200, "only {seen} templates were read");
}
