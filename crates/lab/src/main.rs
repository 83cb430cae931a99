//! Training, evaluation, benchmarks and checks of reportedly. Never shipped to users.
//!
//! `cargo run --release -p reportedly-lab -- COMMAND`
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod gen_weights;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
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
    /// Make a generated file again.
    #[command(subcommand)]
    Gen(Gen),
}

#[derive(Subcommand)]
enum Gen {
    /// The frozen word weights of the linker, from the research data.
    Weights {
        /// The folder of research data.
        #[arg(long, default_value = "../shared/data")]
        data: PathBuf,
        /// Compare with the file that is there; exit 1 where they differ.
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Gen(Gen::Weights { data, check }) => gen_weights::run(&data, check),
    }
}
