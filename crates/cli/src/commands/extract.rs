//! `extract`: articles in, one line per article out.

use super::{jobs, pipeline};
use crate::{
    arguments::{Extract, ExtractFormat},
    exit::{Done, Failure},
    inputs::Inputs,
    outcomes::Tally,
    output::{jsonl, marked, progress::Progress},
};
use reportedly::{
    line::{Shown, article_line, rejected_line},
    pipeline::{Outcome, rejected_id},
};
use std::io::{self, BufWriter, IsTerminal as _, Write};

pub fn run(arguments: Extract) -> Result<Done, Failure> {
    let inputs = Inputs::of(&arguments.reading)?;
    let pipeline =
        pipeline(&arguments.reading, &arguments.extracting.model, arguments.extracting.min_confidence)?;
    let shown = Shown { text: arguments.text, why: arguments.why };
    let terminal = io::stdout().is_terminal();
    let format =
        arguments.format.unwrap_or(if terminal { ExtractFormat::Marked } else { ExtractFormat::Jsonl });
    let progress = Progress::over(inputs.len(), true);
    let mut tally = Tally::default();
    // Colours are left out where they are not wanted; JSON lines go out as they are.
    let mut out: Box<dyn Write> = match format {
        ExtractFormat::Jsonl => Box::new(BufWriter::new(io::stdout().lock())),
        ExtractFormat::Marked => Box::new(BufWriter::new(anstream::stdout().lock())),
    };
    let sources = inputs.sources(&pipeline)?;
    pipeline.run::<Failure>(
        sources,
        jobs(&arguments.extracting),
        |_| Ok(false),
        |outcome| {
            tally.note(&outcome, &progress);
            progress.advance(1);
            match format {
                ExtractFormat::Jsonl => json(&mut out, &outcome, shown)?,
                ExtractFormat::Marked => for_eyes(&mut out, &outcome)?,
            }
            if terminal {
                out.flush()?;
            }
            Ok(())
        },
    )?;
    out.flush()?;
    drop(progress);
    Ok(tally.conclude())
}

fn json(out: &mut impl Write, outcome: &Outcome, shown: Shown) -> io::Result<()> {
    match outcome {
        Outcome::Article(record) => jsonl::line(out, &article_line(record, shown)),
        Outcome::Rejected(rejected) => {
            jsonl::line(out, &rejected_line(rejected, rejected_id(rejected).map(|id| id.to_string())))
        }
        Outcome::Known(_) => Ok(()),
    }
}

fn for_eyes(out: &mut impl Write, outcome: &Outcome) -> io::Result<()> {
    match outcome {
        Outcome::Article(record) => marked::article(out, &record.reading, &record.extraction.statements),
        Outcome::Rejected(rejected) => marked::rejected(out, rejected),
        Outcome::Known(_) => Ok(()),
    }
}
