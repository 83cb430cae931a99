//! `verify`: is the record whole?

use crate::{
    arguments::Verify,
    exit::{Done, Failure},
    output::{counted, notices, visible},
};
use reportedly::record::{Access, Record};
use std::io::{self, BufWriter, Write as _};

pub fn run(arguments: Verify) -> Result<Done, Failure> {
    let file = &arguments.record;
    // The search index can only be checked on a file that may be written; nothing is written.
    let record = match Record::open(file, Access::Write) {
        Err(error) if error.is_read_only() => Record::open(file, Access::Read)?,
        opened => opened?,
    };
    let store = record.store();
    let faults = store.verify()?;
    let mut out = BufWriter::new(io::stdout().lock());
    for fault in &faults {
        writeln!(out, "{}", visible(&fault.to_string()))?;
    }
    let file = file.display();
    if faults.is_empty() {
        let counts = store.counts()?;
        let articles = counted(counts.articles as usize, "article", "articles");
        let statements = counted(counts.statements as usize, "statement", "statements");
        writeln!(out, "{file}: {articles}, {statements}: nothing wrong found")?;
        out.flush()?;
        if !store.links_are_current()? {
            notices::note(&format!(
                "{file}: articles were added and not linked yet: run the same `reportedly add` again"
            ));
        }
        return Ok(Done::Fine);
    }
    writeln!(out, "{file}: {} wrong", faults.len())?;
    out.flush()?;
    Ok(Done::Finding)
}
