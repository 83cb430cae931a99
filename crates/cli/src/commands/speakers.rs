//! `speakers`: the list of who was found speaking, and the registry that says which names are one speaker's.

use super::answer;
use crate::{
    arguments::{Change, Question, ReadFormat, Speakers, SpeakersAction},
    exit::{Done, Failure},
    inputs::{bytes_of, in_quotes},
    output::{counted, jsonl, notices, visible},
};
use reportedly::{
    record::{Access, Record},
    registry::{FileFault, Period, RegistryAlias, RegistryError, Update, Wish, write_registry},
};
use std::{
    io::{self, BufWriter, Write},
    path::Path,
};

/// Faults of a file that are told; with more the file is probably of another kind.
const MOST_FAULTS: usize = 20;

/// Lines of a change that are shown without being asked for.
const MOST_LINES: usize = 20;

pub fn run(arguments: Speakers) -> Result<Done, Failure> {
    let Some(action) = arguments.action else { return answer::speakers(&arguments.asked) };
    if arguments.asked.question != Question::default() {
        return Err(Failure::usage(
            "options of a question do not go with a change of the registry",
            "leave out --speaker, --about and the others, or leave out the change",
        ));
    }
    let file = arguments.asked.record.as_path();
    match action {
        SpeakersAction::Merge { names, change } => changed(file, &Wish::Merge(names), &change, ""),
        SpeakersAction::Split { name, forms, change } => {
            changed(file, &Wish::Split(name, forms), &change, "")
        }
        SpeakersAction::Alias { name, forms, article, from, until, change } => {
            let scope =
                RegistryAlias { period: Period { from, until }, article, ..RegistryAlias::always("") };
            changed(file, &Wish::Alias(name, forms, scope), &change, "")
        }
        SpeakersAction::Import { file: table, replace, change } => {
            let bytes = bytes_of(&table).map_err(|what| {
                Failure::usage(format!("{table}: {what}"), "give a registry file, as `export` writes it")
            })?;
            changed(file, &Wish::Import { file: table.clone(), bytes, replace }, &change, &table)
        }
        SpeakersAction::Export => {
            let record = Record::open(file, Access::Read)?;
            let mut out = BufWriter::new(io::stdout().lock());
            out.write_all(write_registry(&record.store().registry()?).as_bytes())?;
            out.flush()?;
            Ok(Done::Fine)
        }
        SpeakersAction::Log { format } => log(file, format),
    }
}

/// Makes the change, or shows it, and tells what became of it.
fn changed(file: &Path, wish: &Wish, change: &Change, table: &str) -> Result<Done, Failure> {
    let because = change.because.as_deref();
    let made = if change.dry_run {
        Record::open(file, Access::Read)?.would_change(wish, because)
    } else {
        Record::open(file, Access::Write)?.change_registry(wish, because)
    };
    let update = made.map_err(|error| refused(error, file, table))?;
    for name in &update.not_found {
        notices::note(&format!("{}: no statement in it has a speaker called {:?}", file.display(), name));
    }
    let mut out = BufWriter::new(io::stdout().lock());
    show(&mut out, file, &update, change.dry_run)?;
    out.flush()?;
    Ok(Done::Fine)
}

fn show(out: &mut impl Write, file: &Path, update: &Update, dry_run: bool) -> io::Result<()> {
    let change = &update.change;
    let record = file.display();
    if change.added.is_empty() && change.removed.is_empty() {
        return writeln!(out, "{record}: {}: nothing to change", visible(&change.what));
    }
    let done = if dry_run { "would change, and nothing was changed" } else { "done, and linked again" };
    let lines = |n: usize| counted(n, "line", "lines");
    writeln!(
        out,
        "{record}: {}: {done} ({} gone, {} new)",
        visible(&change.what),
        lines(change.removed.len()),
        lines(change.added.len())
    )?;
    write_lines(out, &change.removed, &change.added, if dry_run { usize::MAX } else { MOST_LINES })?;
    if !dry_run {
        let record = in_quotes(&record.to_string());
        let speaker =
            update.speaker.as_deref().map_or(String::new(), |name| format!(" --speaker {}", in_quotes(name)));
        writeln!(out, "See it with: reportedly speakers {record}{}", visible(&speaker))?;
    }
    Ok(())
}

/// The lines of the registry file that went and came.
fn write_lines(out: &mut impl Write, removed: &[String], added: &[String], most: usize) -> io::Result<()> {
    let lines = removed.iter().map(|line| ('-', line)).chain(added.iter().map(|line| ('+', line)));
    for (sign, line) in lines.take(most) {
        writeln!(out, "  {sign} {}", visible(line))?;
    }
    match (removed.len() + added.len()).checked_sub(most) {
        Some(more @ 1..) => writeln!(out, "  … and {more} more: `log` shows all"),
        _ => Ok(()),
    }
}

/// Faults of a file are told one by one, each with the file's name.
fn refused(error: RegistryError, record: &Path, table: &str) -> Failure {
    match error {
        RegistryError::Record(error) => error.into(),
        RegistryError::Change(error) => Failure::usage(
            format!("{}: {error}", record.display()),
            "nothing was changed; `reportedly speakers RECORD` lists the names",
        ),
        RegistryError::File(error) => {
            let told = |fault: &FileFault| match fault.line {
                0 => format!("{table}: {}", fault.what),
                _ => format!("{table}: {fault}"),
            };
            let mut lines: Vec<String> = error.faults.iter().take(MOST_FAULTS).map(told).collect();
            if let Some(more @ 1..) = error.faults.len().checked_sub(MOST_FAULTS) {
                lines.push(format!("{table}: and {more} more"));
            }
            Failure::usage(
                lines.join("\n"),
                "nothing was imported, and what was declared before stays; mend the lines and import again",
            )
        }
    }
}

fn log(file: &Path, format: ReadFormat) -> Result<Done, Failure> {
    let record = Record::open(file, Access::Read)?;
    let changes = record.store().registry_log()?;
    let mut out = BufWriter::new(io::stdout().lock());
    match format {
        ReadFormat::Jsonl => {
            for change in &changes {
                jsonl::line(&mut out, change)?;
            }
        }
        ReadFormat::Table if changes.is_empty() => {
            writeln!(out, "{}: nothing was declared about speakers yet", file.display())?;
        }
        ReadFormat::Table => {
            for logged in &changes {
                let because =
                    logged.change.because.as_deref().map_or(String::new(), |b| format!(" (because: {b})"));
                writeln!(out, "{}  {}{}", logged.n, visible(&logged.change.what), visible(&because))?;
                write_lines(&mut out, &logged.change.removed, &logged.change.added, usize::MAX)?;
            }
        }
    }
    out.flush()?;
    Ok(Done::Fine)
}
