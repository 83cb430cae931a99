//! Tags the text on standard input: `cargo run --release -p reportedly-dates --example tag -- 2031-03-05 < article.txt`.
//! With `--speed` instead of a date it prints megabytes per second on one core.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::Read;
use std::process::ExitCode;
use std::time::Instant;

/// Rounds timed by `--speed`.
const ROUNDS: usize = 20;

fn main() -> ExitCode {
    let mut bytes = Vec::new();
    if let Err(error) = std::io::stdin().read_to_end(&mut bytes) {
        eprintln!("cannot read standard input: {error}");
        return ExitCode::FAILURE;
    }
    let text = String::from_utf8_lossy(&bytes);
    let argument = std::env::args().nth(1);
    if argument.as_deref() == Some("--speed") {
        let started = Instant::now();
        let found: usize = (0..ROUNDS).map(|_| reportedly_dates::tag(&text, None).len()).sum();
        let megabytes = (text.len() * ROUNDS) as f64 / 1e6;
        println!(
            "{:.1} MB/s, {} expressions in {} bytes",
            megabytes / started.elapsed().as_secs_f64(),
            found / ROUNDS,
            text.len()
        );
        return ExitCode::SUCCESS;
    }
    let published = match argument.as_deref().map(str::parse).transpose() {
        Ok(published) => published,
        Err(error) => {
            eprintln!("the argument must be the day of publication as YYYY-MM-DD: {error}");
            return ExitCode::FAILURE;
        }
    };
    for tagged in reportedly_dates::tag(&text, published) {
        let (expression, resolved) = (&tagged.expression, &tagged.resolved);
        println!(
            "{}\t{}\t{}\t{}\t{}\t{}",
            expression.start,
            expression.end,
            expression.kind.as_str(),
            resolved.value.as_deref().unwrap_or("-"),
            resolved.modifier.unwrap_or("-"),
            &text[expression.start..expression.end].replace(['\n', '\t'], " "),
        );
    }
    ExitCode::SUCCESS
}
