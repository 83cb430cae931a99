//! Plain text to reading: the text unchanged, each line with its kind.

use crate::input::{Given, Limits, READER, rejected};
use crate::language::language;
use crate::noise::{Known, Lines, classify};
use crate::stamp::Habit;
use crate::units::{Unit, units};
use crate::{byline, outlet, publication};
use reportedly_schema::{
    Block, BlockKind, OutletBasis, Published, PublishedBasis, Reading, Rejected, RejectedCode, Sha256, Span,
};
use std::collections::BTreeMap;

/// Reads plain text. `bytes` are what the article came as, for its identity.
pub(crate) fn reading(
    path: &str,
    bytes: &[u8],
    text: String,
    given: &Given,
    limits: &Limits,
) -> Result<Reading, Rejected> {
    if text.len() > limits.bytes {
        let message = format!(
            "{} bytes of text, over the limit of {} for one article; split it",
            text.len(),
            limits.bytes
        );
        return Err(rejected(path, bytes, RejectedCode::TooLarge, message));
    }
    let units = units(&text);
    if let Some(unit) = units.iter().find(|u| u.span.len() as usize > limits.line) {
        let message = format!(
            "a line of {} bytes at byte {}, over the limit of {} bytes for one line; break it into paragraphs",
            unit.span.len(),
            unit.span.start,
            limits.line
        );
        return Err(rejected(path, bytes, RejectedCode::TooLarge, message));
    }
    let known = Known { title: given.title.as_deref(), language: given.language.as_deref() };
    let lines = classify(&text, &units, known);
    let main = lines.language.clone();
    let blocks = blocks(&text, &units, &lines.kinds, main.as_deref());
    let habit =
        Habit { language: main.as_deref().or(given.language.as_deref()), month_first: month_first(&lines) };
    let dates = publication::dates(&text, &units, &lines, habit);
    let named = outlet::outlet(&text, &units, &lines);
    let authors = byline::authors(&text, &units, &lines);
    let title = lines.title.map(|n| units[n].span.of(&text).unwrap_or("").to_string());
    let mut reading = Reading {
        path: path.into(),
        raw_sha256: Sha256::of(bytes),
        text_sha256: Sha256::of(text.as_bytes()),
        blocks,
        url: None,
        outlet: named.as_ref().map(|(name, _)| name.clone()),
        outlet_basis: named.map(|(_, basis)| basis),
        title,
        authors,
        published: dates.published,
        updated: dates.updated,
        language: main,
        problems: Vec::new(),
        extra: BTreeMap::new(),
        reader: READER.into(),
        text,
    };
    apply(given, &mut reading);
    Ok(reading)
}

/// Blocks of units; neighbours stay apart, as each is a paragraph or line of its own.
pub(crate) fn blocks(text: &str, units: &[Unit], kinds: &[BlockKind], main: Option<&str>) -> Vec<Block> {
    units
        .iter()
        .zip(kinds)
        .map(|(unit, kind)| Block {
            span: unit.span,
            kind: *kind,
            lang: block_language(unit.span.of(text).unwrap_or(""), *kind, main),
        })
        .collect()
}

/// The language of a block: its own where its letters or words show another one, else that of the article.
pub(crate) fn block_language(line: &str, kind: BlockKind, main: Option<&str>) -> Option<String> {
    /// Fewer letters say nothing about a block's language.
    const FEWEST_LETTERS: usize = 20;
    let (script, most, all) = crate::features::main_script(line)?;
    let latin = script == crate::features::Script::Latin;
    let doubtful = kind.is_noise() && all >= FEWEST_LETTERS;
    if doubtful || (main == Some("en") && !latin && most * 2 > all) {
        let own = language(line, None);
        // Headlines in title case hold few words of grammar and look like any language.
        if own.is_some() && own.as_deref() != main && (!latin || foreign(line)) {
            return own;
        }
    }
    main.map(str::to_string)
}

fn foreign(line: &str) -> bool {
    let words =
        line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(crate::vocabulary::plain);
    let (mut english, mut other) = (0, 0);
    for word in words {
        english += usize::from(crate::vocabulary::is_function_word(&word));
        other += usize::from(!crate::vocabulary::foreign_function_word(&word).is_empty());
    }
    other >= 2 && other > english
}

/// Whether the dates of a text that can be read one way only put the month first.
fn month_first(lines: &Lines<'_>) -> Option<bool> {
    let mut seen = None;
    for f in &lines.features {
        for stamp in f.stamps.iter().filter(|s| s.numeric) {
            let written = f.plain.get(stamp.date.range()).unwrap_or("");
            let parts: Vec<u32> =
                written.split(['/', '-', '.']).filter_map(|p| p.trim().parse().ok()).collect();
            match parts[..] {
                [a, b, _] if a <= 12 && b > 12 && b <= 31 => seen = Some(true),
                [a, b, _] if a > 12 && a <= 31 && b <= 12 => return Some(false),
                _ => {}
            }
        }
    }
    seen
}

/// Puts what the user said in place of what was found.
pub(crate) fn apply(given: &Given, reading: &mut Reading) {
    if let Some(url) = &given.url {
        reading.url = Some(url.clone());
    }
    if let Some(outlet) = &given.outlet {
        reading.outlet = Some(outlet.clone());
        reading.outlet_basis = Some(OutletBasis::Given);
    }
    if let Some(title) = &given.title {
        reading.title = Some(title.clone());
    }
    if !given.authors.is_empty() {
        reading.authors = given.authors.clone();
    }
    let on = |day, old: &Option<Published>| {
        // The characters stay known where the article states the same day.
        let same = old.as_ref().filter(|p| p.value == Some(day));
        let mut published = Published::on(day, PublishedBasis::Given, same.and_then(|p| p.span));
        published.time = same.and_then(|p| p.time.clone());
        published
    };
    if let Some(day) = given.published {
        reading.published = Some(on(day, &reading.published));
    }
    if let Some(day) = given.updated {
        reading.updated = Some(on(day, &reading.updated));
    }
    if let Some(language) = &given.language {
        reading.language = Some(language.to_lowercase());
    }
    reading.extra.extend(given.extra.clone());
}

/// Declines what is in a language without a model; the reading goes along, to be stored and counted.
pub(crate) fn check_language(reading: Reading) -> Result<Reading, Rejected> {
    let english = reading.language.as_deref().is_none_or(|l| l == "en" || l.starts_with("en-"));
    if english {
        return Ok(reading);
    }
    let language = reading.language.as_deref().unwrap_or("?");
    Err(Rejected {
        path: reading.path.clone(),
        raw_sha256: Some(reading.raw_sha256),
        code: RejectedCode::Language,
        message: format!(
            "in language {language:?}, for which there is no model; kept and searchable, not read for statements"
        ),
        reading: Some(Box::new(reading)),
    })
}

/// Checks what every reading promises about its blocks; the message says what is broken.
pub fn check_blocks(reading: &Reading) -> Result<(), String> {
    let mut at = 0;
    for block in &reading.blocks {
        let (start, end) = (block.span.start as usize, block.span.end as usize);
        if start < at || end <= start || block.span.of(&reading.text).is_none() {
            return Err(format!("block {start}..{end} is out of order or cuts a character"));
        }
        if !reading.text[at..start].chars().all(char::is_whitespace) {
            return Err(format!("characters {at}..{start} are in no block"));
        }
        if block.span.trimmed(&reading.text) != block.span {
            return Err(format!("block {start}..{end} has white space at its edges"));
        }
        at = end;
    }
    let rest: Span = Span::new(at, reading.text.len());
    if !reading.cut(rest).chars().all(char::is_whitespace) {
        return Err(format!("characters from {at} are in no block"));
    }
    Ok(())
}
