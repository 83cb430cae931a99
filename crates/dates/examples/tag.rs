//! Tags the text on standard input, a line for each time expression.
//!
//! ```text
//! echo "Venn told reporters on Monday." | cargo run -q --release -p reportedly-dates --example tag -- 2031-03-05
//! 23 29 DATE 2031-03-03 - published 2031-03-03 2031-03-03 Monday
//! ```
#![allow(clippy::print_stdout, clippy::print_stderr)]

use jiff::civil::Date;
use reportedly_dates::{AnchoredOn, Tagged};
use std::io::Read;
use std::process::ExitCode;
use std::time::Instant;

const HELP: &str = "\
Tags the time expressions of the text on standard input.

tag [DAY]     DAY is the day of publication, YYYY-MM-DD; without it \"on Monday\" stays some Monday
tag --inline [DAY]
              the text with TIMEX3 tags in line
tag --speed   megabytes a second on one core

Columns, set apart by tabs: first byte, byte after the last, type, value (- where it stays ambiguous), mod, what it was counted
from, first day, last day (both inclusive), the words.";

/// Rounds timed by `--speed`.
const ROUNDS: usize = 20;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |option: &str| arguments.iter().any(|argument| argument == option);
    if has("--help") || has("-h") {
        println!("{HELP}");
        return ExitCode::SUCCESS;
    }
    let published = match arguments.iter().find(|argument| !argument.starts_with('-')) {
        None => None,
        Some(day) => match day.parse::<Date>() {
            Ok(day) => Some(day),
            Err(error) => {
                eprintln!("{day:?} is no day of publication: {error}; write it as 2031-03-05");
                return ExitCode::from(2);
            }
        },
    };
    let mut bytes = Vec::new();
    if let Err(error) = std::io::stdin().read_to_end(&mut bytes) {
        eprintln!("cannot read standard input: {error}");
        return ExitCode::FAILURE;
    }
    let text = String::from_utf8_lossy(&bytes);
    if has("--speed") {
        println!("{}", speed(&text));
    } else if has("--inline") {
        print!("{}", inline(&text, &reportedly_dates::tag(&text, published)));
    } else {
        for tagged in reportedly_dates::tag(&text, published) {
            println!("{}", row(&text, &tagged));
        }
    }
    ExitCode::SUCCESS
}

fn speed(text: &str) -> String {
    let started = Instant::now();
    let found: usize = (0..ROUNDS).map(|_| reportedly_dates::tag(text, None).len()).sum();
    let rate = (text.len() * ROUNDS) as f64 / 1e6 / started.elapsed().as_secs_f64();
    format!("{rate:.1} MB/s, {} expressions in {} bytes", found / ROUNDS, text.len())
}

fn row(text: &str, tagged: &Tagged) -> String {
    let (expression, resolved) = (&tagged.expression, &tagged.resolved);
    let day = |day: Option<Date>| day.map_or("-".to_owned(), |day| day.to_string());
    let anchor = match resolved.anchored_on {
        None => "-",
        Some(AnchoredOn::Published) => "published",
        Some(AnchoredOn::Preceding) => "preceding",
    };
    [
        expression.start.to_string(),
        expression.end.to_string(),
        expression.kind.as_str().to_owned(),
        resolved.value.clone().unwrap_or("-".to_owned()),
        resolved.modifier.unwrap_or("-").to_owned(),
        anchor.to_owned(),
        day(resolved.earliest),
        day(resolved.latest),
        text[expression.start..expression.end].replace(['\n', '\t'], " "),
    ]
    .join("\t")
}

fn inline(text: &str, tagged: &[Tagged]) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = 0;
    for (n, tagged) in tagged.iter().enumerate() {
        let (expression, resolved) = (&tagged.expression, &tagged.resolved);
        out.push_str(&text[at..expression.start]);
        out.push_str(&format!("<TIMEX3 tid=\"t{}\" type=\"{}\"", n + 1, expression.kind.as_str()));
        if let Some(value) = &resolved.value {
            out.push_str(&format!(" value=\"{value}\""));
        }
        if let Some(modifier) = resolved.modifier {
            out.push_str(&format!(" mod=\"{modifier}\""));
        }
        out.push_str(&format!(">{}</TIMEX3>", &text[expression.start..expression.end]));
        at = expression.end;
    }
    out.push_str(&text[at..]);
    out
}
