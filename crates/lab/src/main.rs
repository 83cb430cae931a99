//! Training, evaluation, benchmarks and checks of reportedly. Never shipped to users.
//!
//! `cargo run --release -p reportedly-lab -- COMMAND`
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod arch;
mod augment;
mod bare_text;
mod bench;
mod bench_link;
mod counterfactual;
mod data;
mod eval_acts;
mod eval_attribution;
mod eval_attribution_command;
mod eval_claims;
mod eval_dates;
mod eval_demo_command;
mod eval_entities;
mod eval_event_pairs;
mod eval_gap;
mod eval_read;
mod eval_similarity;
mod eval_snippets_command;
mod eval_speakers;
mod eval_utterances;
mod export;
mod export_entities;
mod floors;
mod gen_weights;
mod generate;
mod labelled;
mod labelled_pairs;
mod marked;
mod pack;
mod polnear;
mod reliability;
mod speaker_gold;
mod tasks;
mod train_antecedents;
mod train_pairs;

use clap::{Parser, Subcommand};
use std::{error::Error, path::PathBuf, process::ExitCode};

/// Training, evaluation, benchmarks and checks of reportedly.
#[derive(Parser)]
#[command(name = "lab")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Trains a model.
    #[command(subcommand)]
    Train(TrainTask),
    /// Scores a part against its data.
    #[command(subcommand)]
    Eval(EvalTask),
    /// Makes a generated file again.
    #[command(subcommand)]
    Gen(GenTask),
    /// Measures articles/s, tokens/s and peak memory; `link` measures linking.
    Bench(bench::Arguments),
    /// Writes made-up data to standard output.
    #[command(subcommand)]
    Generate(GenerateTask),
    /// Checks every measured score against its floor.
    Floors(floors::Arguments),
    /// Checks the order of the crates and the paths named in documents.
    Arch,
    /// Prints augmented training articles with their spans in brackets.
    ShowAugmented(augment::show::ShowAugmented),
}

#[derive(Subcommand)]
enum TrainTask {
    /// Writes what the training scripts read.
    Export(export::ExportOptions),
    /// Learns the weights that rank whom a pronoun means.
    Antecedents(train_antecedents::AntecedentOptions),
    /// Learns the weights that tell whether two wordings say one thing.
    Pairs(train_pairs::PairsOptions),
    /// Writes what the training of names and coreference reads.
    ExportEntities(export_entities::ExportOptions),
    /// Makes a model file of trained weights.
    Pack(pack::PackOptions),
    /// Adds a trained branch for names and coreference to a model file.
    AddBranch(pack::BranchOptions),
}

#[derive(Subcommand)]
enum EvalTask {
    /// What one party does towards another, as PLOVER codes.
    Acts(eval_acts::ActsOptions),
    /// Attributions, by the measures of the reference scorer.
    Attribution(eval_attribution_command::AttributionOptions),
    /// Known claims found for what people wrote, through the record's search.
    Claims(eval_claims::ClaimsOptions),
    /// The same texts with other names: what changes beside the names.
    Counterfactual(counterfactual::CounterfactualOptions),
    /// Time expressions against TimeBank, AQUAINT and WikiWars.
    Dates(eval_dates::DatesTask),
    /// The demo corpus: everything read, and what was found again.
    Demo(eval_demo_command::DemoOptions),
    /// Whom ambiguous pronouns mean, on GAP.
    Gap(eval_gap::GapOptions),
    /// Names, nouns for persons, and coreference.
    Entities(eval_entities::EntitiesOptions),
    /// Bodies, dates and noise of pages and texts.
    Read(eval_read::EvalRead),
    /// The linker's comparison of wordings against people's: paraphrases and headlines.
    Similarity(eval_similarity::SimilarityOptions),
    /// The scored cases of spec: adversarial ones, and those held out.
    Snippets(eval_snippets_command::SnippetsOptions),
    /// Who speaks in 200 statements of PolNeAR dev.
    Speakers(eval_speakers::SpeakersOptions),
    /// Which of 60 pairs of PolNeAR's passages tell of one event.
    Events(eval_event_pairs::EventPairsOptions),
    /// Which of 300 pairs of PolNeAR's statements report one utterance.
    Utterances(eval_utterances::UtterancesOptions),
}

#[derive(Subcommand)]
enum GenerateTask {
    /// Articles with statements, as JSON lines.
    Statements(generate::Arguments),
}

#[derive(Subcommand)]
enum GenTask {
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
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Box<dyn Error>> {
    match command {
        Command::Train(TrainTask::Export(options)) => export::export(&options)?,
        Command::Train(TrainTask::ExportEntities(options)) => export_entities::export(&options)?,
        Command::Train(TrainTask::Pack(options)) => pack::pack(&options)?,
        Command::Train(TrainTask::Antecedents(options)) => train_antecedents::run(&options)?,
        Command::Train(TrainTask::Pairs(options)) => train_pairs::run(&options)?,
        Command::Eval(EvalTask::Acts(options)) => eval_acts::run(&options)?,
        Command::Eval(EvalTask::Attribution(options)) => eval_attribution_command::attribution(&options)?,
        Command::Eval(EvalTask::Claims(options)) => eval_claims::run(&options)?,
        Command::Eval(EvalTask::Counterfactual(options)) => counterfactual::run(&options)?,
        Command::Eval(EvalTask::Dates(task)) => eval_dates::run(&task)?,
        Command::Eval(EvalTask::Demo(options)) => eval_demo_command::run(&options)?,
        Command::Eval(EvalTask::Gap(options)) => eval_gap::run(&options)?,
        Command::Train(TrainTask::AddBranch(options)) => pack::add_branch(&options)?,
        Command::Eval(EvalTask::Entities(options)) => eval_entities::run(&options)?,
        Command::Eval(EvalTask::Read(task)) => eval_read::run(&task)?,
        Command::Eval(EvalTask::Similarity(options)) => eval_similarity::run(&options)?,
        Command::Eval(EvalTask::Snippets(options)) => eval_snippets_command::run(&options)?,
        Command::Eval(EvalTask::Speakers(options)) => eval_speakers::run(&options)?,
        Command::Eval(EvalTask::Events(options)) => eval_event_pairs::run(&options)?,
        Command::Eval(EvalTask::Utterances(options)) => eval_utterances::run(&options)?,
        Command::Gen(GenTask::Weights { data, check }) => return Ok(gen_weights::run(&data, check)),
        Command::Bench(arguments) => bench::run(&arguments)?,
        Command::Generate(GenerateTask::Statements(arguments)) => generate::run(&arguments)?,
        Command::Floors(arguments) => println!("{}", floors::run(&arguments)?),
        Command::ShowAugmented(options) => augment::show::run(&options)?,
        Command::Arch => {
            let found = arch::breaches(&data::root());
            if !found.is_empty() {
                return Err(found.join("\n").into());
            }
            println!("the layout keeps its rules");
        }
    }
    Ok(ExitCode::SUCCESS)
}
