//! `add`: articles into a record.

use super::{jobs, pipeline};
use crate::{
    arguments::Add,
    exit::{Done, Failure, Message},
    inputs::Inputs,
    outcomes::Tally,
    output::{counted, notices, progress::Progress, table},
};
use reportedly::{
    pipeline::{Outcome, Pipeline, Source},
    record::{Added, Counts, Lacking, Record},
    schema::{ArticleId, Reading},
};
use std::{cell::RefCell, collections::BTreeSet, path::Path};

/// Articles without outlet or date that are listed; the others are counted.
const MOST_LISTED: usize = 20;

pub fn run(arguments: Add) -> Result<Done, Failure> {
    let inputs = Inputs::of(&arguments.reading)?;
    let pipeline =
        pipeline(&arguments.reading, &arguments.extracting.model, arguments.extracting.min_confidence)?;
    let mut record = Record::open_or_create(&arguments.record)?;
    let progress = Progress::over(inputs.len(), false);
    let sources = inputs.sources(&pipeline)?;
    let added = add(&mut record, &pipeline, sources, jobs(&arguments.extracting), &progress)?;
    drop(progress);
    let store = record.store();
    notices::note(&summary(&arguments.record, &added, &store.counts()?));
    let missing = store.lacking()?.into_iter().filter(|article| added.articles.contains(&article.id));
    tell_what_is_missing(&missing.collect::<Vec<_>>());
    Ok(added.tally.conclude())
}

/// What adding did.
#[derive(Default)]
pub struct AddedInputs {
    new: usize,
    already: usize,
    changed: usize,
    not_read: usize,
    /// Every article of this run, new or not.
    articles: BTreeSet<ArticleId>,
    tally: Tally,
}

/// Adds every source in a transaction of its own, then links.
pub fn add(
    record: &mut Record,
    pipeline: &Pipeline,
    sources: impl Iterator<Item = Source> + Send,
    jobs: usize,
    progress: &Progress,
) -> Result<AddedInputs, Failure> {
    let mut added = AddedInputs::default();
    progress.doing("articles");
    // Asking what is known and adding take turns on this thread.
    let shared = RefCell::new(&mut *record);
    let known = |reading: &Reading| Ok(shared.borrow().knows(reading, pipeline.made_by())?);
    let ran = pipeline.run::<Failure>(sources, jobs, known, |outcome| {
        progress.advance(1);
        added.tally.note(&outcome, progress);
        if is_nothing(&outcome) {
            added.not_read += 1;
            return Ok(());
        }
        let stored = match shared.borrow_mut().add(&outcome) {
            Err(error) if error.is_refused() => {
                added.tally.refused(&error.to_string(), progress);
                return Ok(());
            }
            stored => stored?,
        };
        match &outcome {
            Outcome::Article(article) => {
                added.articles.insert(article.reading.id());
                match stored {
                    Added::New => added.new += 1,
                    Added::Already => added.already += 1,
                    Added::NewReading | Added::NewVersion => added.changed += 1,
                }
            }
            Outcome::Known(id) => {
                added.articles.insert(*id);
                added.already += 1;
            }
            Outcome::Rejected(_) => added.not_read += 1,
        }
        Ok(())
    });
    if let Err(Failure::Unable(message)) = ran {
        let stored = added.new + added.changed;
        return Err(Failure::Unable(Message {
            help: Some(format!(
                "{} of this run stored and safe; run the same line again to go on from there",
                counted(stored, "article is", "articles are")
            )),
            ..message
        }));
    }
    ran?;
    progress.doing("linking");
    record.relink()?;
    Ok(added)
}

/// A path without a file is a slip of the pen: it is told, and no part of the record.
fn is_nothing(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Rejected(rejected) if rejected.raw_sha256.is_none() && !Path::new(&rejected.path).is_file())
}

fn summary(record: &Path, added: &AddedInputs, counts: &Counts) -> String {
    let changed = if added.changed > 0 { format!(", {} changed", added.changed) } else { String::new() };
    format!(
        "{}: {} added{changed}, {} already in, {} not read; {} and {} in the record",
        record.display(),
        counted(added.new, "article", "articles"),
        added.already,
        added.not_read,
        counted(counts.articles as usize, "article", "articles"),
        counted(counts.statements as usize, "statement", "statements"),
    )
}

/// Lists articles of this run without outlet or date, and the table that mends them.
fn tell_what_is_missing(missing: &[Lacking]) {
    if missing.is_empty() {
        return;
    }
    let listed = &missing[..missing.len().min(MOST_LISTED)];
    let rows: Vec<Vec<String>> = listed
        .iter()
        .map(|a| {
            vec![
                a.path.clone(),
                a.outlet.clone().unwrap_or_else(|| "outlet not known".to_string()),
                a.published.map_or_else(|| "date not known".to_string(), |day| day.to_string()),
            ]
        })
        .collect();
    notices::note("without outlet or date:");
    notices::note(table::lines(&["path", "outlet", "published"], &rows).trim_end());
    if let Some(more @ 1..) = missing.len().checked_sub(MOST_LISTED) {
        notices::note(&format!("… and {more} more"));
    }
    notices::help("write what is missing into a table and add the files again with --meta FILE.csv:");
    notices::note("path,outlet,published");
    for article in listed {
        notices::note(&format!(
            "{},{},{}",
            csv_field(&article.path),
            if article.outlet.is_none() { "OUTLET" } else { "" },
            if article.published.is_none() { "YYYY-MM-DD" } else { "" },
        ));
    }
}

/// A field as RFC 4180 wants it.
fn csv_field(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_string()
    }
}
