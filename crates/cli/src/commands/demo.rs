//! `demo`: a record of the invented articles in the program, and a short tour through it.

use super::{add, answer};
use crate::{
    arguments::Demo,
    exit::{Done, Failure},
    inputs::{described, in_quotes},
    output::progress::Progress,
};
use include_dir::{Dir, include_dir};
use reportedly::{
    pipeline::{Given, Meta, ModelChoice, Pipeline, Settings, Source, SourceBytes, parse_meta},
    record::Record,
};
use std::{
    io::{self, BufWriter, Write as _},
    num::NonZero,
    path::{Path, PathBuf},
    thread::available_parallelism,
};

/// The demo corpus of this repository: `articles/*` and `meta.csv`.
static CORPUS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../demo");

/// What is said again in the demo corpus most often.
const QUESTION: answer::TourQuestion =
    answer::TourQuestion { speaker: "Oressa Valk", about: "ready to open the locks" };

/// The name of the record in the command lines shown, where it was not kept.
const EXAMPLE: &str = "tour.db";

pub fn run(arguments: Demo) -> Result<Done, Failure> {
    let temporary = tempfile::tempdir()?;
    let file = match &arguments.keep {
        Some(file) if file.symlink_metadata().is_ok() => {
            return Err(Failure::usage(
                format!("{}: this file exists, and the demo overwrites nothing", file.display()),
                "give --keep the name of a new file",
            ));
        }
        Some(file) => file.clone(),
        None => temporary.path().join(EXAMPLE),
    };
    let pipeline = Pipeline::new(&ModelChoice::Full, Settings::default())?;
    let mut record = Record::open_or_create(&file)?;
    let sources = corpus()?;
    let progress = Progress::over(sources.len(), false);
    let jobs = available_parallelism().map_or(1, NonZero::get);
    add::add(&mut record, &pipeline, sources.into_iter(), jobs, &progress)?;
    drop(progress);

    let mut out = BufWriter::new(anstream::stdout().lock());
    writeln!(out, "An invented dispute, in invented articles: what the record says about it.\n")?;
    answer::tour(&mut out, &record, &QUESTION)?;
    let kept: PathBuf = arguments.keep.unwrap_or_else(|| PathBuf::from(EXAMPLE));
    next_commands(&mut out, &kept, file != kept)?;
    out.flush()?;
    Ok(Done::Fine)
}

/// The articles by name, with what `meta.csv` says of them.
fn corpus() -> Result<Vec<Source>, Failure> {
    let meta: Option<Meta> = match CORPUS.get_file("meta.csv") {
        Some(table) => Some(parse_meta("meta.csv", table.contents()).map_err(|error| {
            Failure::usage(
                format!("the demo corpus in this program is damaged: {error}"),
                "install the program again",
            )
        })?),
        None => None,
    };
    let mut sources: Vec<Source> = CORPUS
        .get_dir("articles")
        .into_iter()
        .flat_map(|folder| folder.files())
        .map(|file| {
            let name = file.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
            let given = described(&name, meta.as_ref(), &Given::default());
            Source { path: name, given, bytes: SourceBytes::Bytes(file.contents().to_vec()) }
        })
        .collect();
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

/// Command lines to try next, as they can be typed.
fn next_commands(out: &mut impl io::Write, record: &Path, first_keep: bool) -> io::Result<()> {
    let file = in_quotes(&record.display().to_string());
    writeln!(out, "Try next:")?;
    if first_keep {
        writeln!(out, "  reportedly demo --keep {file}")?;
    }
    let (speaker, about) = (in_quotes(QUESTION.speaker), in_quotes(QUESTION.about));
    writeln!(out, "  reportedly repeats {file} --speaker {speaker} --about {about} --within 14d --near")?;
    writeln!(out, "  reportedly timeline {file} --about {about}")?;
    writeln!(out, "  reportedly search {file} guarantee")?;
    writeln!(out, "  reportedly speakers {file}")
}
