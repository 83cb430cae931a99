//! The questions: `search`, `articles`, `speakers`, `timeline`, `repeats`, `replies`, `positions`, `changes`, `events`, `wording`. Each asks the library and
//! renders its answer.

use super::matter;
use crate::{
    arguments::{AnswerFormat, Asked, Changes, Question as Options, Repeats, Search, Wording},
    exit::{Done, Failure},
    inputs::in_quotes,
    output::{csv, jsonl, table, visible},
};
use reportedly::{
    answers::{self, Answer, Question, Table, WordingAsked},
    asked_of::{snapshot_for, snapshot_with_layers_for},
    record::{Access, Record},
    schema::linkage::Snapshot,
};
use std::{
    io::{self, BufWriter, Write},
    path::Path,
};

/// The most hits of a search.
const MOST_HITS: usize = 1000;

/// Pairs shown of those that are perhaps one speaker.
const MOST_SUGGESTIONS: usize = 20;

/// Rows of the timeline in the demo's tour.
const TOUR_ROWS: usize = 4;

/// What the demo's tour asks: who said it, and about what.
pub struct TourQuestion {
    pub speaker: &'static str,
    pub about: &'static str,
}

pub fn articles(asked: Asked) -> Result<Done, Failure> {
    answer(&asked.record, &asked.question, |_, snapshot, question| Ok(answers::articles(snapshot, question)))
}

/// The list of speakers, and below the table what is perhaps one speaker, with the command that merges it.
pub fn speakers(asked: &Asked) -> Result<Done, Failure> {
    let mut perhaps_one = Vec::new();
    answer(&asked.record, &asked.question, |_, snapshot, question| {
        let answer = answers::speakers(snapshot, question);
        perhaps_one.clone_from(&answer.perhaps_one);
        Ok(answer)
    })?;
    if asked.question.format == AnswerFormat::Table && !perhaps_one.is_empty() {
        let mut out = BufWriter::new(io::stdout().lock());
        let record = in_quotes(&asked.record.display().to_string());
        writeln!(out, "\nNot merged, but perhaps one speaker:")?;
        for pair in perhaps_one.iter().take(MOST_SUGGESTIONS) {
            let [a, b] = [&pair.a, &pair.b].map(|name| visible(&in_quotes(name)).into_owned());
            writeln!(out, "  {} and {}: {}", visible(&pair.a), visible(&pair.b), pair.because)?;
            writeln!(out, "    reportedly speakers {record} merge {a} {b}")?;
        }
        if let Some(more @ 1..) = perhaps_one.len().checked_sub(MOST_SUGGESTIONS) {
            writeln!(out, "  … and {more} more: --format jsonl has all of them")?;
        }
        out.flush()?;
    }
    Ok(Done::Fine)
}

pub fn timeline(asked: Asked) -> Result<Done, Failure> {
    answer_from(Needs::Layers, &asked.record, &asked.question, |_, snapshot, question| {
        Ok(answers::timeline(snapshot, question))
    })
}

pub fn count_claims(asked: Asked) -> Result<Done, Failure> {
    answer(&asked.record, &asked.question, |_, snapshot, question| {
        Ok(answers::count_claims(snapshot, question))
    })
}

pub fn repeats(arguments: Repeats) -> Result<Done, Failure> {
    let asked = arguments.asked;
    answer(&asked.record, &asked.question, |_, snapshot, question| {
        Ok(answers::repeats(snapshot, &Question { all: arguments.all, ..question.clone() }))
    })
}

pub fn replies(asked: Asked) -> Result<Done, Failure> {
    answer(&asked.record, &asked.question, |_, snapshot, question| Ok(answers::replies(snapshot, question)))
}

pub fn positions(asked: Asked) -> Result<Done, Failure> {
    answer(&asked.record, &asked.question, |_, snapshot, question| Ok(answers::positions(snapshot, question)))
}

pub fn events(asked: Asked) -> Result<Done, Failure> {
    answer_from(Needs::Layers, &asked.record, &asked.question, |_, snapshot, question| {
        Ok(answers::events(snapshot, question))
    })
}

pub fn changes(arguments: Changes) -> Result<Done, Failure> {
    let asked = arguments.asked;
    answer_from(Needs::Layers, &asked.record, &asked.question, |_, snapshot, question| {
        Ok(answers::changes(snapshot, question, arguments.absences))
    })
}

pub fn wording(arguments: Wording) -> Result<Done, Failure> {
    let of = match (arguments.place, arguments.event, arguments.utterance) {
        (Some(place), _, _) => WordingAsked::Place(place),
        (_, Some(event), _) => WordingAsked::Event(event),
        (_, _, Some(id)) => WordingAsked::Utterance(id),
        _ => WordingAsked::All,
    };
    let asked = arguments.asked;
    answer_from(Needs::Layers, &asked.record, &asked.question, |_, snapshot, question| {
        answers::wording(snapshot, question, &of)
            .map_err(|error| Failure::usage(error, "`timeline RECORD` lists what was said, with its ids"))
    })
}

pub fn search(arguments: Search) -> Result<Done, Failure> {
    answer(&arguments.record, &arguments.question, |record, snapshot, question| {
        let found = record.store().search(&arguments.words.join(" "), MOST_HITS)?;
        let hits: Vec<answers::Hit> = found
            .into_iter()
            .map(|hit| answers::Hit {
                article: hit.article,
                statement: hit.statement,
                text: hit.snippet_text,
            })
            .collect();
        Ok(answers::search(snapshot, question, &hits))
    })
}

/// What a question is answered from.
enum Needs {
    /// Statements and their links.
    Statements,
    /// What articles' texts hold beside statements, too.
    Layers,
}

/// Opens the record, asks, and writes the answer in the shape wanted.
fn answer<A: Answer>(
    file: &Path,
    options: &Options,
    ask: impl FnOnce(&Record, &Snapshot, &Question) -> Result<A, Failure>,
) -> Result<Done, Failure> {
    answer_from(Needs::Statements, file, options, ask)
}

fn answer_from<A: Answer>(
    needs: Needs,
    file: &Path,
    options: &Options,
    ask: impl FnOnce(&Record, &Snapshot, &Question) -> Result<A, Failure>,
) -> Result<Done, Failure> {
    let question = question(options)?;
    let record = Record::open(file, Access::Read)?;
    let matter = options.matter.as_deref().map(|name| matter::named(&record, file, name)).transpose()?;
    let question = Question { matter, ..question };
    let model = options.model.as_deref();
    let snapshot = match needs {
        Needs::Statements => snapshot_for(&record, model)?,
        Needs::Layers => snapshot_with_layers_for(&record, model)?,
    };
    check_models(file, options, &snapshot)?;
    let answer = ask(&record, &snapshot, &question)?;
    let mut out = BufWriter::new(io::stdout().lock());
    write_answer(&mut out, &answer, options.format)?;
    out.flush()?;
    Ok(Done::Fine)
}

fn question(options: &Options) -> Result<Question, Failure> {
    if let (Some(since), Some(until)) = (options.since, options.until)
        && since > until
    {
        return Err(Failure::usage(
            format!("--since {since} is after --until {until}"),
            "--since is the first day asked for, --until the last",
        ));
    }
    Ok(Question {
        speaker: options.speaker.clone(),
        party: options.party.clone(),
        about: options.about.clone(),
        matter: None,
        near: options.near,
        outlet: options.outlet.clone(),
        since: options.since,
        until: options.until,
        within: options.within,
        model: options.model.clone(),
        min_confidence: options.min_confidence,
        mixed: options.mixed_models,
        all: false,
    })
}

/// Statements of several models are summed only where that was asked for: the weaker model finds less, and a count over both would hide
/// that.
fn check_models(file: &Path, options: &Options, snapshot: &Snapshot) -> Result<(), Failure> {
    let models = snapshot.models.join(", ");
    let file = file.display();
    if options.model.is_none() && !options.mixed_models && snapshot.models.len() > 1 {
        return Err(Failure::usage(
            format!("{file}: the statements were made by {} models: {models}", snapshot.models.len()),
            "choose one with --model, or sum over them with --mixed-models",
        ));
    }
    if let Some(model) = &options.model
        && snapshot.statements.is_empty()
    {
        return Err(Failure::usage(
            format!("{file}: no statement was made by a model {model}"),
            format!("the models in this record are: {models}"),
        ));
    }
    Ok(())
}

/// Writes an answer in the shape wanted.
pub fn write_answer(out: &mut impl Write, answer: &impl Answer, format: AnswerFormat) -> io::Result<()> {
    match format {
        AnswerFormat::Table => {
            writeln!(out, "{}", visible(&answer.sentence()))?;
            write_table(out, answer.brief(), usize::MAX)
        }
        AnswerFormat::Jsonl => answer.lines().iter().try_for_each(|line| jsonl::line(out, line)),
        AnswerFormat::Csv => {
            let Table { header, rows } = answer.table();
            csv::rows(out, &header, &rows)
        }
    }
}

/// At most so many rows, without the columns that are empty in all of them.
fn write_table(out: &mut impl Write, mut shown: Table, most: usize) -> io::Result<()> {
    let more = shown.rows.len().saturating_sub(most);
    shown.rows.truncate(most);
    if shown.rows.is_empty() {
        return Ok(());
    }
    let kept: Vec<usize> =
        (0..shown.header.len()).filter(|&n| shown.rows.iter().any(|row| !row[n].is_empty())).collect();
    let header: Vec<&str> = kept.iter().map(|&n| shown.header[n]).collect();
    let rows: Vec<Vec<String>> =
        shown.rows.iter().map(|row| kept.iter().map(|&n| row[n].clone()).collect()).collect();
    writeln!(out)?;
    write!(out, "{}", table::lines(&header, &rows))?;
    if more > 0 {
        writeln!(out, "… and {more} more")?;
    }
    Ok(())
}

/// The tour of the demo: what was searched, what was found again, and a piece of the timeline on the same matter.
pub fn tour(out: &mut impl Write, record: &Record, asked: &TourQuestion) -> Result<(), Failure> {
    let snapshot = snapshot_for(record, None)?;
    writeln!(out, "{}\n", visible(&answers::articles(&snapshot, &Question::default()).sentence()))?;
    let question = Question {
        speaker: Some(asked.speaker.to_string()),
        about: Some(asked.about.to_string()),
        ..Question::default()
    };
    writeln!(out, "What is {} found to have said again about \"{}\"?\n", asked.speaker, asked.about)?;
    let repeats = answers::repeats(&snapshot, &question);
    writeln!(out, "{}", visible(&repeats.sentence()))?;
    write_table(out, repeats.brief(), usize::MAX)?;
    let everyone = Question { speaker: None, ..question };
    let timeline = answers::timeline(&snapshot, &everyone);
    writeln!(out, "\nWhat everyone said on it, in the order in which it was said:\n")?;
    writeln!(out, "{}", visible(&timeline.sentence()))?;
    write_table(out, timeline.brief(), TOUR_ROWS)?;
    writeln!(out)?;
    Ok(())
}
