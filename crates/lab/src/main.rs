//! Training, evaluation, benchmarks and checks of reportedly. Never shipped to users.
//!
//! `cargo run --release -p reportedly-lab -- COMMAND`
#![allow(clippy::print_stdout, clippy::print_stderr)]

use clap::{Parser, Subcommand};
use reportedly_lab::eval_demo;
use reportedly_schema::line::Line;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Training, evaluation, benchmarks and checks of reportedly.
#[derive(Parser)]
#[command(name = "lab")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Score output lines (made with --text) against a folder of gold
    Score {
        /// Folder with corpus.json and a file for each article
        #[arg(long, default_value = "crates/lab/gold/demo")]
        gold: PathBuf,
        /// JSON lines of `reportedly extract --text`
        lines: PathBuf,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Score { gold, lines } => score(&gold, &lines),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lab: {error}");
            ExitCode::FAILURE
        }
    }
}

fn score(gold: &Path, lines: &Path) -> Result<(), Box<dyn Error>> {
    let text = std::fs::read_to_string(lines).map_err(|e| format!("{}: {e}", lines.display()))?;
    let mut articles = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line).map_err(|e| format!("{}:{}: {e}", lines.display(), n + 1))? {
            Line::Article(article) => articles.push(*article),
            Line::Rejected(rejected) => eprintln!("{}: declined", rejected.article.path),
        }
    }
    for (name, value) in eval_demo::evaluate(gold, &articles)? {
        println!("{name}\t{value:.4}");
    }
    Ok(())
}
