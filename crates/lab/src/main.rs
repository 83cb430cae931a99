//! Training, evaluation, benchmarks and checks of reportedly. Never shipped to users.
//!
//! `cargo run --release -p reportedly-lab -- COMMAND`
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod crf;
mod eval_attribution;
mod eval_dates;
mod polnear;
mod silver;
mod train;

use clap::{Parser, Subcommand};

/// Training, evaluation, benchmarks and checks of reportedly.
#[derive(Parser)]
#[command(name = "lab")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Train a model.
    #[command(subcommand)]
    Train(Train),
    /// Scores a part against its data.
    #[command(subcommand)]
    Eval(EvalTask),
}

#[derive(Subcommand)]
enum EvalTask {
    /// Time expressions against TimeBank, AQUAINT and WikiWars.
    Dates(eval_dates::DatesTask),
}

#[derive(Subcommand)]
enum Train {
    /// The linear model of attributions.
    Fast(train::TrainOptions),
}

fn main() -> std::process::ExitCode {
    let done = match Arguments::parse().command {
        Command::Train(Train::Fast(options)) => train::fast(&options),
        Command::Eval(EvalTask::Dates(task)) => eval_dates::run(&task).map_err(|e| e.to_string()),
    };
    match done {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            std::process::ExitCode::FAILURE
        }
    }
}
