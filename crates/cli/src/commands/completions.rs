//! `completions`: a completion script for a shell.

use crate::{
    arguments::{Arguments, Completions},
    exit::{Done, Failure},
};
use clap::CommandFactory as _;
use std::io::{self, Write as _};

pub fn run(arguments: Completions) -> Result<Done, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "reportedly", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Done::Fine)
}
