//! Training, evaluation, benchmarks and checks of reportedly. Never shipped to users.
//!
//! `cargo run --release -p reportedly-lab -- COMMAND`
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod eval_dates;
mod eval_read;

use clap::{Parser, Subcommand};
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
    /// Scores a part against its data.
    #[command(subcommand)]
    Eval(EvalTask),
}

#[derive(Subcommand)]
enum EvalTask {
    /// Time expressions against TimeBank, AQUAINT and WikiWars.
    Dates(eval_dates::DatesTask),
    /// Bodies, dates and noise of pages and texts.
    Read(eval_read::EvalRead),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Eval(EvalTask::Dates(task)) => eval_dates::run(&task),
        Command::Eval(EvalTask::Read(task)) => {
            eval_read::run(&task).map_err(|error| error.to_string().into())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
