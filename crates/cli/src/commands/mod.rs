//! One file per command. A command takes its arguments, asks the library, and hands what it got to `output`.

mod add;
mod answer;
mod completions;
mod correct;
mod demo;
mod explain;
mod extract;
mod find;
mod matter;
mod read;
mod schema;
mod show;
mod speakers;
mod verify;

use crate::{
    arguments::{Arguments, Command, Extracting, Reading},
    exit::{Done, Failure},
    inputs,
};
use reportedly::pipeline::{ModelChoice, Pipeline, Settings};
use std::num::NonZero;

/// Runs the command.
///
/// # Errors
/// When it could not do what it was asked to do.
pub fn run(arguments: Arguments) -> Result<Done, Failure> {
    match arguments.command {
        Command::Extract(arguments) => extract::run(arguments),
        Command::Read(arguments) => read::run(arguments),
        Command::Add(arguments) => add::run(arguments),
        Command::Search(arguments) => answer::search(arguments),
        Command::Show(arguments) => show::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Articles(arguments) => answer::articles(arguments),
        Command::Speakers(arguments) => speakers::run(arguments),
        Command::Timeline(arguments) => answer::timeline(arguments),
        Command::CountClaims(arguments) => answer::count_claims(arguments),
        Command::Repeats(arguments) => answer::repeats(arguments),
        Command::Correct(arguments) => correct::run(arguments),
        Command::Replies(arguments) => answer::replies(arguments),
        Command::Positions(arguments) => answer::positions(arguments),
        Command::Events(arguments) => answer::events(arguments),
        Command::Changes(arguments) => answer::changes(arguments),
        Command::Wording(arguments) => answer::wording(arguments),
        Command::Matter(arguments) => matter::run(arguments),
        Command::Verify(arguments) => verify::run(arguments),
        Command::Schema => schema::run(),
        Command::Demo(arguments) => demo::run(arguments),
        Command::Completions(arguments) => completions::run(arguments),
    }
}

/// The pipeline as the arguments want it.
fn pipeline(reading: &Reading, model: &str, min_confidence: Option<u16>) -> Result<Pipeline, Failure> {
    let mut settings = Settings { min_confidence: min_confidence.unwrap_or(0), ..Settings::default() };
    settings.reading.input = inputs::input(reading.input);
    settings.reading.map = reading.map.iter().map(|map| (map.field.clone(), map.name.clone())).collect();
    Ok(Pipeline::new(&model_choice(model)?, settings)?)
}

/// A model by name, or the bytes of a file.
fn model_choice(model: &str) -> Result<ModelChoice, Failure> {
    match model {
        "fast" => Ok(ModelChoice::Fast),
        "full" => Ok(ModelChoice::Full),
        file => match inputs::bytes_of(file) {
            Ok(bytes) => Ok(ModelChoice::File { name: file.to_string(), bytes }),
            Err(what) => Err(Failure::usage(
                format!("--model {file}: {what}"),
                "--model takes fast, full, or the path of a model file",
            )),
        },
    }
}

/// Threads: as asked, or as many as there are cores.
fn jobs(extracting: &Extracting) -> usize {
    extracting.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, NonZero::get))
}
