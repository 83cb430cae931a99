//! Training, evaluation, benchmarks and checks of reportedly. Never shipped to users.
//!
//! `cargo run --release -p reportedly-lab -- COMMAND`
#![allow(clippy::print_stdout, clippy::print_stderr)]

use clap::{Parser, Subcommand};

/// Training, evaluation, benchmarks and checks of reportedly.
#[derive(Parser)]
#[command(name = "lab")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {}

fn main() {
    match Arguments::parse().command {}
}
