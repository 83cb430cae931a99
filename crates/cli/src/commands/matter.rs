//! `matter`: saved queries with passages put in or left out by hand.

use super::answer;
use crate::{
    arguments::{AnswerFormat, MatterAction, MatterArguments, ReadFormat},
    exit::{Done, Failure},
    inputs::in_quotes,
    output::{jsonl, visible},
};
use reportedly::{
    answers,
    asked_of::snapshot_for,
    record::{Access, Record},
    schema::{
        linkage::Snapshot,
        matter::{Decision, Matter, MatterQuery},
    },
};
use std::{
    io::{self, BufWriter, Write},
    path::Path,
};

pub fn run(arguments: MatterArguments) -> Result<Done, Failure> {
    let file = arguments.record.as_path();
    match arguments.action {
        MatterAction::List { format } => {
            let record = Record::open(file, Access::Read)?;
            let answer = answers::matters(&snapshot_for(&record, None)?, &record.store().matters()?);
            shown(&answer, format)
        }
        MatterAction::Show { name, format } => {
            let record = Record::open(file, Access::Read)?;
            let matter = named(&record, file, &name)?;
            shown(&answers::matter(&snapshot_for(&record, None)?, &matter), format)
        }
        MatterAction::New { name, about, speaker, party, outlet, since, until, because } => {
            let query = MatterQuery { about, speaker, party, outlet, since, until };
            let matter = Matter { name: one_line(&name)?, query, passages: Vec::new() };
            let what = format!("new {}", matter.name);
            changed(file, |_| Ok(Change { before: None, after: Some(matter), what }), because.as_deref())
        }
        MatterAction::PutIn { name, statement, because } => {
            decided(file, &name, &statement, Decision::In, because.as_deref())
        }
        MatterAction::LeaveOut { name, statement, because } => {
            decided(file, &name, &statement, Decision::Out, because.as_deref())
        }
        MatterAction::Rename { name, new, because } => {
            let new = one_line(&new)?;
            let change = |record: &Record| {
                let before = named(record, file, &name)?;
                let what = format!("rename {} to {new}", before.name);
                let after = Matter { name: new.clone(), ..before.clone() };
                Ok(Change { before: Some(before), after: Some(after), what })
            };
            changed(file, change, because.as_deref())
        }
        MatterAction::Drop { name, because } => {
            let change = |record: &Record| {
                let before = named(record, file, &name)?;
                let what = format!("drop {}", before.name);
                Ok(Change { before: Some(before), after: None, what })
            };
            changed(file, change, because.as_deref())
        }
        MatterAction::Log { format } => log(file, format),
    }
}

/// The matter of this name, in any case.
///
/// # Errors
/// When there is none: a usage error that names those there are.
pub fn named(record: &Record, file: &Path, name: &str) -> Result<Matter, Failure> {
    let matters = record.store().matters()?;
    let same = |matter: &&Matter| matter.name.to_lowercase() == name.trim().to_lowercase();
    let exact = matters.iter().find(|matter| matter.name == name.trim());
    exact.or_else(|| matters.iter().find(same)).cloned().ok_or_else(|| {
        let names: Vec<&str> = matters.iter().map(|matter| matter.name.as_str()).collect();
        let help = match names.is_empty() {
            true => "make one with `reportedly matter RECORD new NAME --about WORDS`".to_string(),
            false => format!("the matters in this record are: {}", names.join(", ")),
        };
        Failure::usage(format!("{}: no matter is called {name:?}", file.display()), help)
    })
}

struct Change {
    before: Option<Matter>,
    after: Option<Matter>,
    what: String,
}

/// Makes the change, and tells how much is on the matter after it.
fn changed(
    file: &Path,
    change: impl FnOnce(&Record) -> Result<Change, Failure>,
    because: Option<&str>,
) -> Result<Done, Failure> {
    let mut record = Record::open(file, Access::Write)?;
    let Change { before, after, what } = change(&record)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let shown = file.display();
    if before.is_some() && before == after {
        writeln!(out, "{shown}: {}: nothing to change", visible(&what))?;
        out.flush()?;
        return Ok(Done::Fine);
    }
    record.set_matter(before.as_ref(), after.as_ref(), &what, because)?;
    writeln!(out, "{shown}: {}: done", visible(&what))?;
    if let Some(after) = after {
        let snapshot = snapshot_for(&record, None)?;
        writeln!(out, "{}", visible(&answers::Answer::sentence(&answers::matter(&snapshot, &after))))?;
        let record = in_quotes(&shown.to_string());
        let name = in_quotes(&after.name);
        writeln!(out, "See it with: reportedly positions {record} --matter {}", visible(&name))?;
    }
    out.flush()?;
    Ok(Done::Fine)
}

fn decided(
    file: &Path,
    name: &str,
    id: &str,
    decision: Decision,
    because: Option<&str>,
) -> Result<Done, Failure> {
    let change = |record: &Record| {
        let before = named(record, file, name)?;
        let mut after = before.clone();
        let snapshot = snapshot_for(record, None)?;
        let (text, statement) = passage(&snapshot, file, id)?;
        after.decide(text, statement, decision);
        let words = match decision {
            Decision::In => "put in",
            Decision::Out => "leave out",
        };
        let what = format!("{}: {words} {statement}", before.name);
        Ok(Change { before: Some(before), after: Some(after), what })
    };
    changed(file, change, because)
}

/// The fewest digits of a statement's id that stand for it, as in `show`.
const FEWEST_DIGITS: usize = 4;

/// The text and the statement that the first digits of an id mean.
fn passage(
    snapshot: &Snapshot,
    file: &Path,
    id: &str,
) -> Result<(reportedly::schema::Sha256, reportedly::schema::StatementId), Failure> {
    let digits = id.trim().to_ascii_lowercase();
    let wrong = |what: String| {
        let help = "give the first digits of a statement's id, as in the last column of `timeline`";
        Err(Failure::usage(format!("{}: {what}", file.display()), help))
    };
    if digits.len() < FEWEST_DIGITS || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return wrong(format!("{id:?} is no statement's id"));
    }
    let mut found: Vec<_> = snapshot
        .statements
        .iter()
        .filter(|s| s.statement.id.to_string().starts_with(&digits))
        .map(|s| (snapshot.articles[s.article].text_sha256, s.statement.id))
        .collect();
    found.sort();
    found.dedup();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => wrong(format!("no statement's id begins with {id:?}")),
        several => {
            let ids: Vec<String> = several.iter().map(|(_, id)| id.to_string()).collect();
            wrong(format!("{id:?} fits {} statements: {}", several.len(), ids.join(", ")))
        }
    }
}

/// A name of one line.
fn one_line(name: &str) -> Result<String, Failure> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.is_empty() {
        true => Err(Failure::usage("a matter needs a name", "give one or a few words: \"the locks\"")),
        false => Ok(name),
    }
}

fn shown(answer: &impl answers::Answer, format: AnswerFormat) -> Result<Done, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    answer::write_answer(&mut out, answer, format)?;
    out.flush()?;
    Ok(Done::Fine)
}

fn log(file: &Path, format: ReadFormat) -> Result<Done, Failure> {
    let record = Record::open(file, Access::Read)?;
    let changes = record.store().matter_log()?;
    let mut out = BufWriter::new(io::stdout().lock());
    match format {
        ReadFormat::Jsonl => {
            for change in &changes {
                jsonl::line(&mut out, change)?;
            }
        }
        ReadFormat::Table if changes.is_empty() => {
            writeln!(out, "{}: no matter was made yet", file.display())?;
        }
        ReadFormat::Table => {
            for change in &changes {
                let because = change.because.as_deref().map_or(String::new(), |b| format!(" (because: {b})"));
                writeln!(out, "{}  {}{}", change.n, visible(&change.what), visible(&because))?;
            }
        }
    }
    out.flush()?;
    Ok(Done::Fine)
}
