//! One statement for eyes: what was found about it, and its words in their place.

use super::{dates, marked, one_line, table, visible};
use reportedly::schema::{ArticleRecord, CodePoints, Modality, Reading, Statement, Times};
use std::io::{self, Write};

/// Columns of the words in their place.
const WIDTH: usize = 118;

/// Writes every field that says something, and then the blocks that the statement stands in.
///
/// # Errors
/// When the stream cannot be written.
pub fn whole(out: &mut impl Write, record: &ArticleRecord, statement: &Statement) -> io::Result<()> {
    let mut fields = said_of(&record.reading, statement);
    fields.extend(article(&record.reading));
    fields.push(("characters", characters(&record.reading, statement)));
    writeln!(out, "{}", table::fields(0, &fields))?;
    for paragraph in in_place(&record.reading, statement) {
        for line in table::wrapped(&paragraph, WIDTH) {
            writeln!(out, "{line}")?;
        }
    }
    writeln!(out)
}

/// What was found about a statement.
pub fn said_of(reading: &Reading, statement: &Statement) -> Vec<(&'static str, String)> {
    let speaker = &statement.speaker;
    let said = match statement.said.span {
        Some(span) => {
            format!(
                "{} ({}: \"{}\")",
                dates::said(&statement.said),
                statement.said.basis,
                one_line(reading.cut(span))
            )
        }
        None => format!("{} ({})", dates::said(&statement.said), statement.said.basis),
    };
    let mut fields = vec![
        ("statement", statement.id.to_string()),
        ("speaker", format!("{} ({}, {})", marked::speaker(speaker), speaker.kind, speaker.how)),
        ("said", said),
        ("kind", format!("{}, {}", statement.kind, statement.mode)),
    ];
    let mut add = |name, value: String| fields.push((name, value));
    if !statement.acts.is_empty() {
        let acts: Vec<String> = statement.acts.iter().map(|a| format!("{} ({})", a.act, a.basis)).collect();
        add("acts", acts.join(", "));
    }
    if let Some(addressee) = &statement.addressee {
        add("to", addressee.name.clone());
    }
    for relay in &statement.via {
        add("via", format!("{} ({})", relay.name, relay.kind));
    }
    if let Some(venue) = &statement.venue {
        add("venue", venue.name.clone());
    }
    if statement.times != Times::Once {
        add("times", statement.times.to_string());
    }
    if statement.negated {
        add("negated", "the article says that this was not said".to_string());
    }
    if statement.modality != Modality::Asserted {
        add("modality", statement.modality.to_string());
    }
    for term in &statement.terms {
        let words: Vec<&str> = term.spans.iter().map(|span| reading.cut(*span)).collect();
        add("term", format!("{}: {}", term.role, words.join(" … ")));
    }
    if let Some(outer) = statement.nested_in {
        add("nested in", outer.to_string());
    }
    add("confidence", format!("{:.3}", f64::from(statement.confidence) / 1000.0));
    fields
}

/// Where a statement is reported.
fn article(reading: &Reading) -> Vec<(&'static str, String)> {
    let outlet = match (&reading.outlet, reading.outlet_basis) {
        (Some(outlet), Some(basis)) => format!("{outlet} ({basis})"),
        (Some(outlet), None) => outlet.clone(),
        (None, _) => "not known".to_string(),
    };
    let mut fields = vec![("article", reading.path.clone())];
    fields.extend(reading.title.clone().map(|title| ("title", title)));
    fields.extend(reading.url.clone().map(|url| ("url", url)));
    fields.push(("outlet", outlet));
    fields.push(("published", dates::published(reading.published.as_ref())));
    fields
}

/// The content's place in Unicode characters, as in JSON.
fn characters(reading: &Reading, statement: &Statement) -> String {
    let points = CodePoints::new(&reading.text);
    let pair = |(start, end): (u32, u32)| format!("{start}-{end}");
    statement.content.iter().map(|span| pair(points.span(*span))).collect::<Vec<_>>().join(", ")
}

/// The blocks that hold a part of the content, each on one line, the content between `⟦` and `⟧`.
fn in_place(reading: &Reading, statement: &Statement) -> Vec<String> {
    let blocks = reading.blocks.iter().filter(|b| statement.content.iter().any(|span| span.overlaps(b.span)));
    blocks
        .map(|block| {
            let mut shown = String::new();
            for (n, c) in reading.cut(block.span).char_indices() {
                let byte = block.span.start + n as u32;
                if statement.content.iter().any(|span| span.end == byte) {
                    shown.push('⟧');
                }
                if statement.content.iter().any(|span| span.start == byte) {
                    shown.push('⟦');
                }
                shown.push(c);
            }
            if statement.content.iter().any(|span| span.end == block.span.end) {
                shown.push('⟧');
            }
            one_line(&visible(&shown))
        })
        .collect()
}
