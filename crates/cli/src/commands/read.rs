//! `read`: what the text is, before any statement is looked for.

use super::pipeline;
use crate::{
    arguments::{Read, ReadFormat},
    exit::{Done, Failure},
    inputs::Inputs,
    outcomes::Tally,
    output::{dates, jsonl, marked, one_line, progress::Progress, table},
};
use reportedly::{
    duplicates::near_duplicates,
    line::{self, ArticleLine, Shown, article_line, rejected_line},
    pipeline::{Pipeline, SourceBytes, rejected_id},
    schema::{ArticleRecord, Extraction, MadeBy, Reading, Rejected, RejectedCode},
};
use serde::Serialize;
use std::io::{self, BufWriter, Write};

pub fn run(arguments: Read) -> Result<Done, Failure> {
    let inputs = Inputs::of(&arguments.reading)?;
    let pipeline = pipeline(&arguments.reading, "fast", None)?;
    let progress = Progress::over(inputs.len(), false);
    let mut tally = Tally::default();
    let mut read = Vec::new();
    for source in inputs.sources(&pipeline)? {
        let results = match &source.bytes {
            SourceBytes::Bytes(bytes) => pipeline.read(&source.path, bytes, &source.given),
            SourceBytes::Failed(message) => vec![Err(unreadable(&source.path, message))],
        };
        progress.advance(1);
        for result in &results {
            match result {
                Ok(reading) => tally.read(reading, &progress),
                Err(rejected) => tally.rejected(rejected, &progress),
            }
        }
        read.extend(results);
    }
    drop(progress);
    let duplicates = duplicates_of(&read);
    match arguments.format {
        ReadFormat::Jsonl => {
            let mut out = BufWriter::new(io::stdout().lock());
            for (result, duplicates) in read.into_iter().zip(duplicates) {
                json(&mut out, &pipeline, result, duplicates)?;
            }
            out.flush()?;
        }
        ReadFormat::Table => {
            let mut out = BufWriter::new(anstream::stdout().lock());
            for (result, duplicates) in read.iter().zip(duplicates) {
                match result {
                    Ok(reading) => for_eyes(&mut out, reading, &duplicates)?,
                    Err(rejected) => marked::rejected(&mut out, rejected)?,
                }
            }
            out.flush()?;
        }
    }
    Ok(tally.conclude())
}

fn unreadable(path: &str, message: &str) -> Rejected {
    Rejected {
        path: path.to_string(),
        raw_sha256: None,
        code: RejectedCode::Unreadable,
        message: message.to_string(),
        reading: None,
    }
}

/// For each result, the paths of the others that carry nearly the same text.
fn duplicates_of(read: &[Result<Reading, Rejected>]) -> Vec<Vec<String>> {
    let readings: Vec<&Reading> = read.iter().filter_map(|result| result.as_ref().ok()).collect();
    let mut duplicates = near_duplicates(&readings).into_iter();
    let paths = |others: Vec<usize>| others.into_iter().map(|n| readings[n].path.clone()).collect();
    read.iter()
        .map(
            |result| if result.is_ok() { duplicates.next().map_or_else(Vec::new, paths) } else { Vec::new() },
        )
        .collect()
}

/// One line of `read`: the fields of the output format that a reading has, its own words without noise, and its near-duplicates.
#[derive(Serialize)]
struct ReadLine {
    schema: String,
    article: line::ArticleOut,
    blocks: Vec<line::BlockOut>,
    cleaned: String,
    near_duplicates: Vec<String>,
    problems: Vec<line::ProblemOut>,
}

fn json(
    out: &mut impl Write,
    pipeline: &Pipeline,
    result: Result<Reading, Rejected>,
    near_duplicates: Vec<String>,
) -> io::Result<()> {
    let reading = match result {
        Ok(reading) => reading,
        Err(rejected) => {
            let id = rejected_id(&rejected).map(|id| id.to_string());
            return jsonl::line(out, &rejected_line(&rejected, id));
        }
    };
    let cleaned = cleaned(&reading);
    let made_by: MadeBy = pipeline.made_by().clone();
    let record = ArticleRecord { reading, extraction: Extraction::default(), made_by };
    let ArticleLine { schema, article, blocks, problems, .. } =
        article_line(&record, Shown { text: true, why: false });
    jsonl::line(out, &ReadLine { schema, article, blocks, cleaned, near_duplicates, problems })
}

/// The article's own blocks, an empty line between them.
fn cleaned(reading: &Reading) -> String {
    let own = reading.blocks.iter().filter(|block| !block.kind.is_noise());
    own.map(|block| reading.cut(block.span)).collect::<Vec<_>>().join("\n\n")
}

fn for_eyes(out: &mut impl Write, reading: &Reading, duplicates: &[String]) -> io::Result<()> {
    let known =
        |value: &Option<String>, what: &str| value.clone().unwrap_or_else(|| format!("{what}not known"));
    let outlet = match (&reading.outlet, reading.outlet_basis) {
        (Some(outlet), Some(basis)) => format!("{outlet} ({basis})"),
        (outlet, _) => known(outlet, ""),
    };
    let mut fields = vec![
        ("title", known(&reading.title, "")),
        ("published", dates::published(reading.published.as_ref())),
        ("outlet", outlet),
        ("language", known(&reading.language, "")),
    ];
    if let Some(updated) = &reading.updated {
        fields.insert(2, ("updated", dates::published(Some(updated))));
    }
    if !reading.authors.is_empty() {
        fields.push(("authors", reading.authors.join(", ")));
    }
    if let Some(url) = &reading.url {
        fields.push(("url", url.clone()));
    }
    if !duplicates.is_empty() {
        fields.push(("same text", duplicates.join(", ")));
    }
    for problem in &reading.problems {
        fields.push(("problem", problem.message.clone()));
    }
    writeln!(out, "{}{}{}", marked::LABEL.render(), one_line(&reading.path), marked::LABEL.render_reset())?;
    writeln!(out, "{}", table::fields(2, &fields))?;
    for block in &reading.blocks {
        let style = if block.kind.is_noise() { marked::NOISE } else { anstyle::Style::new() };
        let shown = table::fields(2, &[(block.kind.as_str(), reading.cut(block.span).to_string())]);
        write!(out, "{style}{shown}{style:#}")?;
    }
    writeln!(out)
}
