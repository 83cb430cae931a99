//! Training, evaluation, benchmarks and checks of reportedly. Never shipped to users.
//!
//! `cargo run --release -p reportedly-lab -- COMMAND`
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod crf;
mod eval_attribution;
mod eval_attribution_command;
mod polnear;
mod silver;
mod swap_names;
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
    /// Score something against gold.
    #[command(subcommand)]
    Eval(Eval),
}

#[derive(Subcommand)]
enum Eval {
    /// Attributions, by the measures of the reference scorer.
    Attribution(eval_attribution_command::AttributionOptions),
}

#[derive(Subcommand)]
enum Train {
    /// The linear model of attributions.
    Fast(train::TrainOptions),
}

fn main() -> std::process::ExitCode {
    let done = match Arguments::parse().command {
        Command::Train(Train::Fast(options)) => train::fast(&options),
        Command::Eval(Eval::Attribution(options)) => eval_attribution_command::attribution(&options),
    };
    match done {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            std::process::ExitCode::FAILURE
        }
    }
}
