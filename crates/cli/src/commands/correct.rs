//! `correct`: what a person decides of two statements.

use super::find::{Found, find};
use crate::{
    arguments::{Correct, DecisionLevel, ReadFormat},
    exit::{Done, Failure},
    output::{jsonl, visible},
};
use reportedly::{
    record::{Access, LoggedDecision, Record},
    schema::linkage::{Decision, Level, Ruling, Snapshot, StatementKey},
};
use std::{
    io::{self, BufWriter, Write},
    path::Path,
};

/// Digits of an id that are shown.
const SHORT_ID: usize = 12;

pub fn run(arguments: Correct) -> Result<Done, Failure> {
    let file = arguments.record.as_path();
    if arguments.log {
        return log(file, arguments.format);
    }
    let (ruling, ids) = match (&arguments.together, &arguments.apart) {
        (Some(ids), _) => (Ruling::Together, ids),
        (None, Some(ids)) => (Ruling::Apart, ids),
        (None, None) => {
            return Err(Failure::usage("nothing to correct", "give --together ID ID or --apart ID ID"));
        }
    };
    let level = match arguments.level {
        DecisionLevel::Utterance => Level::Utterance,
        DecisionLevel::Point => Level::Point,
    };
    let because =
        arguments.because.as_deref().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let because = because.as_deref().filter(|text| !text.is_empty());
    let mut record = Record::open(file, Access::Write)?;
    let (one, other) = (key(&record, file, &ids[0])?, key(&record, file, &ids[1])?);
    let decision = Decision::new(level, ruling, one, other);
    let done = if arguments.undo {
        if !record.store().decisions()?.contains(&decision) {
            return Err(Failure::usage(
                format!("{}: this was not decided: {}", file.display(), told(&decision)),
                format!("`reportedly correct {} --log` lists what was", file.display()),
            ));
        }
        record.withdraw_decision(level, one, other, because)?;
        "taken back, and linked again"
    } else if record.decide(&decision, because)? {
        "done, and linked again"
    } else {
        "decided already, nothing to change"
    };
    let mut out = BufWriter::new(io::stdout().lock());
    writeln!(out, "{}: {}: {done}", file.display(), told(&decision))?;
    if record.store().orphan_decisions()?.contains(&decision) {
        writeln!(
            out,
            "One of the two is in no article that questions are answered from; it is kept until it is."
        )?;
    }
    if ruling == Ruling::Together && !arguments.undo && !is_one(&record.snapshot()?, &decision) {
        writeln!(
            out,
            "They are not joined: one utterance or point is one speaker's own words. `reportedly show {} ID` tells whose each is, and \
             `reportedly speakers` what names are one speaker's.",
            file.display()
        )?;
    }
    out.flush()?;
    Ok(Done::Fine)
}

/// Whether the two statements of a decision are in one utterance or point now.
fn is_one(snapshot: &Snapshot, decision: &Decision) -> bool {
    let links = &snapshot.links;
    let of = |key: StatementKey| {
        let is = |n: &usize| {
            let s = &snapshot.statements[*n];
            key == StatementKey {
                text_sha256: snapshot.articles[s.article].text_sha256,
                statement: s.statement.id,
            }
        };
        let utterance = links.utterances.iter().position(|u| u.reports.iter().any(is))?;
        match decision.level {
            Level::Utterance => Some(utterance),
            Level::Point => links.points.iter().position(|p| p.utterances.contains(&utterance)),
        }
    };
    let (one, other) = (of(decision.a), of(decision.b));
    one.is_some() && one == other
}

/// The statement that the beginning of an id stands for.
fn key(record: &Record, file: &Path, id: &str) -> Result<StatementKey, Failure> {
    match find(record, file, id)? {
        Found::Statement(reports) => {
            let (article, n) = &reports[0];
            let statement = article.extraction.statements[*n].id;
            Ok(StatementKey { text_sha256: article.reading.text_sha256, statement })
        }
        Found::Article(_) => Err(Failure::usage(
            format!("{}: {id:?} is an article", file.display()),
            format!("`reportedly show {} {id}` lists its statements with their ids", file.display()),
        )),
    }
}

fn told(decision: &Decision) -> String {
    let short = |key: StatementKey| key.statement.to_string().chars().take(SHORT_ID).collect::<String>();
    let one = match decision.ruling {
        Ruling::Together => "of one",
        Ruling::Apart => "not of one",
    };
    format!("{} and {} are {one} {}", short(decision.a), short(decision.b), decision.level)
}

fn log(file: &Path, format: ReadFormat) -> Result<Done, Failure> {
    let record = Record::open(file, Access::Read)?;
    let (all, orphans) = (record.store().decision_log()?, record.store().orphan_decisions()?);
    let mut out = BufWriter::new(io::stdout().lock());
    match format {
        ReadFormat::Jsonl => {
            for logged in &all {
                jsonl::line(&mut out, logged)?;
            }
        }
        ReadFormat::Table if all.is_empty() => {
            writeln!(out, "{}: nothing was decided of statements yet", file.display())?;
        }
        ReadFormat::Table => {
            for LoggedDecision { n, undone, decision, because } in &all {
                let undone = if *undone { "taken back: " } else { "" };
                let because = because.as_deref().map_or(String::new(), |b| format!(" (because: {b})"));
                let orphan = if orphans.contains(decision) { " (one is not in the record)" } else { "" };
                writeln!(out, "{n}  {undone}{}{}{orphan}", told(decision), visible(&because))?;
            }
        }
    }
    out.flush()?;
    Ok(Done::Fine)
}
