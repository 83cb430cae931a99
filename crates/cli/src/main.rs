//! The program `reportedly`: arguments, output, progress and exit codes over the library of the same name.
//!
//! Nothing is computed here. Data goes to standard output, everything else to standard error; [`exit`] has the exit codes.

mod arguments;
mod commands;
mod exit;
mod inputs;
mod outcomes;
mod output;

use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    exit::conclude(commands::run(arguments::Arguments::parse()))
}
