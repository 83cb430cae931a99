//! Looks for words that judge (`tests/words_of_verdict.tsv`) in what the program says for itself.
#![allow(dead_code)]

use std::path::{Path, PathBuf};

const WORDS: &str = include_str!("../words_of_verdict.tsv");

/// The words looked for.
pub fn words() -> Vec<&'static str> {
    WORDS.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// The first word of verdict in `text`, outside what it quotes.
pub fn verdict_in(text: &str) -> Option<&'static str> {
    let own = format!(" {} ", without_quotations(text).to_lowercase());
    let boundary = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    words().into_iter().find(|word| {
        own.match_indices(word).any(|(at, _)| {
            let after = own[at + word.len()..].chars().next();
            boundary(own[..at].chars().next_back()) && boundary(after)
        })
    })
}

/// The text without what stands in quotation marks: “…” anywhere, "…" where both are there.
fn without_quotations(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['“', '"']) {
        let close = if rest[at..].starts_with('“') { '”' } else { '"' };
        let inside = at + rest[at..].chars().next().map_or(1, char::len_utf8);
        let Some(end) = rest[inside..].find(close) else { break };
        out.push_str(&rest[..at]);
        out.push('…');
        rest = &rest[inside + end + close.len_utf8()..];
    }
    out.push_str(rest);
    out
}

/// The string literals of a Rust source, tests and comments left out: templates of what the program says.
pub fn literals(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or("");
    let mut out = Vec::new();
    let mut chars = source.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '/' if source[at..].starts_with("//") => while chars.next_if(|(_, c)| *c != '\n').is_some() {},
            // A character literal; a lifetime has no closing mark two places on.
            '\'' if source[at..].starts_with("'\"'") => {
                chars.next();
                chars.next();
            }
            '\'' if source[at..].starts_with("'\\") => {
                chars.next();
                chars.next();
                while chars.next_if(|(_, c)| *c != '\'').is_some() {}
                chars.next();
            }
            '"' => {
                let mut literal = String::new();
                while let Some((_, c)) = chars.next() {
                    match c {
                        '\\' => {
                            literal.push(' ');
                            chars.next();
                        }
                        '"' => break,
                        c => literal.push(c),
                    }
                }
                out.push(literal);
            }
            _ => {}
        }
    }
    out
}

/// Reads those string literals of all Rust sources in a folder that are templates, and tells how many there are.
///
/// # Panics
/// When one of them has a word of verdict.
pub fn templates_without_verdict(folder: &Path, is_template: impl Fn(&str) -> bool) -> usize {
    let mut files = Vec::new();
    sources(folder, &mut files);
    files.sort();
    let (mut seen, mut judges) = (0, Vec::new());
    for file in files {
        let literals = literals(&std::fs::read_to_string(&file).unwrap());
        for literal in literals.iter().filter(|literal| is_template(literal)) {
            seen += 1;
            judges.extend(
                verdict_in(literal).map(|word| format!("{}: {word:?} in {literal:?}", file.display())),
            );
        }
    }
    assert!(judges.is_empty(), "help: say what was found, not what to think of it:\n{}", judges.join("\n"));
    seen
}

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}
