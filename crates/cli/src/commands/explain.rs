//! `explain`: extracts again from the stored text, shows the reasons, and compares with what is stored.

use super::{
    find::{Found, find},
    model_choice,
};
use crate::{
    arguments::Explain,
    exit::{Done, Failure},
    output::{dates, marked, one_line, shortened, table},
};
use reportedly::{
    pipeline::{Pipeline, Settings},
    record::{Access, Record},
    schema::{ArticleRecord, Statement, StatementId},
};
use std::{
    collections::BTreeMap,
    io::{self, BufWriter, Write},
};

/// Characters of a value in a comparison.
const MOST_OF_A_VALUE: usize = 200;

pub fn run(arguments: Explain) -> Result<Done, Failure> {
    let record = Record::open(&arguments.record, Access::Read)?;
    let articles: Vec<(ArticleRecord, Option<usize>)> =
        match find(&record, &arguments.record, &arguments.what)? {
            Found::Statement(reports) => reports.into_iter().map(|(article, n)| (article, Some(n))).collect(),
            Found::Article(versions) => {
                versions.into_iter().take(1).map(|version| (version.record, None)).collect()
            }
        };
    let mut out = BufWriter::new(anstream::stdout().lock());
    let mut agrees = true;
    for (stored, n) in articles {
        if stored.made_by.model.is_empty() {
            return Err(Failure::usage(
                format!("{}: this article was not read, so there is nothing to explain", stored.reading.path),
                format!("`reportedly show {} {}` says why", arguments.record.display(), arguments.what),
            ));
        }
        let model = arguments.model.as_deref().unwrap_or(&stored.made_by.model);
        let settings =
            Settings { min_confidence: arguments.min_confidence.unwrap_or(0), ..Settings::default() };
        let pipeline = Pipeline::new(&model_choice(model)?, settings)?;
        let replayed = pipeline.extract(stored.reading.clone(), &mut Default::default());
        agrees &= one_article(&mut out, &stored, &replayed, n)?;
    }
    out.flush()?;
    Ok(if agrees { Done::Fine } else { Done::Finding })
}

/// Shows the reasons of one statement or of all, and whether the replay gives what is stored.
fn one_article(
    out: &mut impl Write,
    stored: &ArticleRecord,
    replayed: &ArticleRecord,
    n: Option<usize>,
) -> io::Result<bool> {
    let by_id = |record: &ArticleRecord| -> BTreeMap<StatementId, Statement> {
        record.extraction.statements.iter().map(|s| (s.id, s.clone())).collect()
    };
    let again = by_id(replayed);
    let asked = match n {
        Some(n) => &stored.extraction.statements[n..=n],
        None => &stored.extraction.statements[..],
    };
    let mut differences = made_differently(stored, replayed);
    let same_make = differences.is_empty();
    let told = differences.len();
    for statement in asked {
        let now = again.get(&statement.id);
        reasons(out, stored, now.unwrap_or(statement))?;
        match now {
            Some(now) => differences.extend(differing_fields(statement, now)),
            None => differences.push(format!("statement {} is not found any more", statement.id)),
        }
    }
    if n.is_none() {
        let before = by_id(stored);
        for statement in again.values().filter(|s| !before.contains_key(&s.id)) {
            differences.push(format!("statement {} is found now and is not stored", statement.id));
            reasons(out, stored, statement)?;
        }
    }
    if differences.len() == told {
        writeln!(out, "agrees with the record")?;
    } else {
        writeln!(out, "differs from the record:")?;
    }
    if differences.len() > told || !same_make {
        for difference in &differences {
            writeln!(out, "  {difference}")?;
        }
    }
    Ok(differences.len() == told)
}

fn reasons(out: &mut impl Write, article: &ArticleRecord, statement: &Statement) -> io::Result<()> {
    let reading = &article.reading;
    let fields = [
        ("statement", statement.id.to_string()),
        ("text", statement.content_text(&reading.text)),
        ("speaker", marked::speaker(&statement.speaker)),
        ("said", dates::said(&statement.said)),
        ("confidence", format!("{:.3}", f64::from(statement.confidence) / 1000.0)),
        ("article", reading.path.clone()),
    ];
    write!(out, "{}", table::fields(0, &fields))?;
    writeln!(out, "why")?;
    for reason in &statement.why {
        writeln!(out, "  {}", one_line(reason))?;
    }
    if statement.why.is_empty() {
        writeln!(out, "  no reasons were kept")?;
    }
    writeln!(out)
}

/// Where the replay was made by something else than what is stored.
fn made_differently(stored: &ArticleRecord, replayed: &ArticleRecord) -> Vec<String> {
    let (then, now) = (&stored.made_by, &replayed.made_by);
    [
        ("program", &then.tool, &now.tool),
        ("model", &then.model_sha256, &now.model_sha256),
        ("settings", &then.settings_sha256, &now.settings_sha256),
    ]
    .into_iter()
    .filter(|(_, then, now)| then != now)
    .map(|(what, then, now)| format!("{what} was {}, is now {}", shortened(then, 24), shortened(now, 24)))
    .collect()
}

/// Each field that the replay gives another value; reasons are no result and are left out.
fn differing_fields(stored: &Statement, now: &Statement) -> Vec<String> {
    let fields = |statement: &Statement| match serde_json::to_value(statement) {
        Ok(serde_json::Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    };
    let (before, after) = (fields(stored), fields(now));
    before
        .iter()
        .filter(|(name, value)| name.as_str() != "why" && after.get(*name) != Some(value))
        .map(|(name, value)| {
            let now = after.get(name).map_or_else(String::new, ToString::to_string);
            let short = |value: &str| shortened(value, MOST_OF_A_VALUE);
            format!(
                "statement {}: {name} was {}, is now {}",
                stored.id,
                short(&value.to_string()),
                short(&now)
            )
        })
        .collect()
}
