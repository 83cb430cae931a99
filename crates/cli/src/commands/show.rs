//! `show`: one statement or article of a record, with the words in their place.

use super::find::{Found, find};
use crate::{
    arguments::{ReadFormat, Show},
    exit::{Done, Failure},
    output::{jsonl, marked, notices, statement},
};
use reportedly::{
    line::{Shown, article_line},
    record::{Access, Record},
    schema::ArticleRecord,
};
use std::io::{self, BufWriter, Write as _};

pub fn run(arguments: Show) -> Result<Done, Failure> {
    let record = Record::open(&arguments.record, Access::Read)?;
    let found = find(&record, &arguments.record, &arguments.what)?;
    match arguments.format {
        ReadFormat::Jsonl => {
            let mut out = BufWriter::new(io::stdout().lock());
            for article in found.records() {
                jsonl::line(&mut out, &article_line(&article, Shown { text: true, why: true }))?;
            }
            out.flush()?;
        }
        ReadFormat::Table => {
            let mut out = BufWriter::new(anstream::stdout().lock());
            match &found {
                Found::Statement(reports) => {
                    for (article, n) in reports {
                        statement::whole(&mut out, article, &article.extraction.statements[*n])?;
                    }
                }
                Found::Article(versions) => {
                    let shown = &versions[0];
                    marked::article(&mut out, &shown.record.reading, &shown.record.extraction.statements)?;
                    if let Some(reason) = &shown.not_read {
                        notices::warning(&format!("not read ({}): {}", reason.code, reason.message));
                    }
                    if versions.len() > 1 {
                        notices::note(&format!(
                            "{} versions; this is the one that answers are given from",
                            versions.len()
                        ));
                    }
                }
            }
            out.flush()?;
        }
    }
    Ok(Done::Fine)
}

impl Found {
    /// The articles; of a statement's articles only that statement.
    fn records(&self) -> Vec<ArticleRecord> {
        match self {
            Found::Article(versions) => versions.iter().map(|version| version.record.clone()).collect(),
            Found::Statement(reports) => reports
                .iter()
                .map(|(article, n)| {
                    let mut article = article.clone();
                    article.extraction.statements = vec![article.extraction.statements.swap_remove(*n)];
                    article
                })
                .collect(),
        }
    }
}
