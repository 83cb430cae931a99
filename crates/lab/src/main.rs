//! Training, evaluation, benchmarks and checks of reportedly. Never shipped to users.
//!
//! `cargo run --release -p reportedly-lab -- COMMAND`
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod eval_read;

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
    /// Measures a stage on development data.
    #[command(subcommand)]
    Eval(Eval),
}

#[derive(Subcommand)]
enum Eval {
    /// Bodies, dates and noise of pages and texts.
    Read(eval_read::EvalRead),
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    match Arguments::parse().command {
        Command::Eval(Eval::Read(arguments)) => eval_read::run(&arguments),
    }
}
