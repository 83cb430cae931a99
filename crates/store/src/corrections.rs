//! What people correct: rows over the machine's rows, never in place of them.
//!
//! A correction is keyed by the text, the content spans of the statement and the field, so it holds for each article with
//! that text and for whichever model finds the statement again. One that fits no statement any more is an orphan: listed,
//! never dropped.

use crate::error::{Error, Failure, Kind};
use crate::rows::{self, damaged, json};
use crate::{Store, revise_text};
use reportedly_schema::{How, Interval, Said, SaidBasis, Sha256, Span, SpeakerKind, Statement};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a person says about one field of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Correction {
    /// Who said it; no name where it is not to be known from the article. Field `speaker.name`.
    Speaker {
        /// The name.
        name: Option<String>,
        /// What the speaker is.
        kind: SpeakerKind,
    },
    /// When it was said, as a TIMEX3 value and the days it covers, both inclusive. Field `said`.
    Said {
        /// `2031-03-03`, `2031-03`, …
        value: Option<String>,
        /// The days.
        interval: Interval,
    },
    /// It is no statement (`true`). Field `dropped`.
    Dropped(bool),
}

/// A correction and what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// Digest of the text.
    pub text_sha256: Sha256,
    /// The content spans of the statement, in bytes.
    pub content: Vec<Span>,
    /// What was said about it.
    pub correction: Correction,
}

#[derive(Serialize, Deserialize)]
struct SpeakerValue {
    name: Option<String>,
    kind: SpeakerKind,
}

#[derive(Serialize, Deserialize)]
struct SaidValue {
    value: Option<String>,
    #[serde(flatten)]
    interval: Interval,
}

impl Correction {
    /// The field's name.
    pub fn field(&self) -> &'static str {
        match self {
            Correction::Speaker { .. } => "speaker.name",
            Correction::Said { .. } => "said",
            Correction::Dropped(_) => "dropped",
        }
    }

    fn value(&self) -> Result<String, Failure> {
        match self {
            Correction::Speaker { name, kind } => json(&SpeakerValue { name: name.clone(), kind: *kind }),
            Correction::Said { value, interval } => {
                json(&SaidValue { value: value.clone(), interval: *interval })
            }
            Correction::Dropped(dropped) => json(dropped),
        }
    }

    fn read(field: &str, value: &str) -> Result<Self, Failure> {
        let wrong = |error: serde_json::Error| damaged("corrections.value", error);
        Ok(match field {
            "speaker.name" => {
                let SpeakerValue { name, kind } = serde_json::from_str(value).map_err(wrong)?;
                Correction::Speaker { name, kind }
            }
            "said" => {
                let SaidValue { value, interval } = serde_json::from_str(value).map_err(wrong)?;
                Correction::Said { value, interval }
            }
            "dropped" => Correction::Dropped(serde_json::from_str(value).map_err(wrong)?),
            other => return Err(damaged("corrections.field", format!("{other:?} is no field"))),
        })
    }
}

/// The corrections of a record, ready to be laid over its statements.
#[derive(Default)]
pub(crate) struct Overlay(BTreeMap<(Sha256, Vec<Span>), Vec<Correction>>);

impl Overlay {
    pub(crate) fn load(tx: &Connection) -> Result<Self, Failure> {
        let mut overlay = Overlay::default();
        for Corrected { text_sha256, content, correction } in list(tx, "TRUE")? {
            overlay.0.entry((text_sha256, content)).or_default().push(correction);
        }
        Ok(overlay)
    }

    /// The statement as corrected; `None` where it was dropped.
    pub(crate) fn apply(&self, text: Sha256, mut statement: Statement) -> Option<Statement> {
        if self.0.is_empty() {
            return Some(statement);
        }
        let key = (text, std::mem::take(&mut statement.content));
        let found = self.0.get(&key);
        statement.content = key.1;
        for correction in found.into_iter().flatten() {
            statement.why.push(format!("{} corrected by hand", correction.field()));
            match correction {
                Correction::Speaker { name, kind } => {
                    let speaker = &mut statement.speaker;
                    speaker.name.clone_from(name);
                    speaker.kind = *kind;
                    speaker.how = if name.is_some() { How::Named } else { How::None };
                    speaker.candidates.clear();
                    // The entity of the article is the one that was taken by mistake.
                    speaker.id = None;
                }
                Correction::Said { value, interval } => {
                    let dated = interval.earliest.is_some() || interval.latest.is_some();
                    let basis = if dated { SaidBasis::Stated } else { SaidBasis::None };
                    statement.said = Said { value: value.clone(), interval: *interval, basis, span: None };
                }
                Correction::Dropped(true) => return None,
                Correction::Dropped(false) => {}
            }
        }
        Some(statement)
    }
}

impl Store {
    /// Corrects one field of the statements of a text that have these content spans; a second correction of the field
    /// replaces the first. Nothing needs to have been found there yet: see [`Store::orphans`].
    ///
    /// # Errors
    /// When `content` is empty ([`Error::is_usage`]), or the record cannot be written.
    pub fn correct(&mut self, text: Sha256, content: &[Span], correction: &Correction) -> Result<(), Error> {
        if content.is_empty() {
            let what = "a correction needs the content spans of its statement".to_string();
            return Err(Error::new(&self.file, Kind::Asked(what)));
        }
        self.writing(|tx| {
            tx.execute(
                "INSERT INTO corrections (text_sha256, content_byte, field, value) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (text_sha256, content_byte, field) DO UPDATE SET value = excluded.value",
                (text.to_string(), json(&content)?, correction.field(), correction.value()?),
            )?;
            revise_text(tx, &text.to_string())
        })
    }

    /// Takes back the correction of a field (`speaker.name`, `said` or `dropped`); tells whether there was one.
    ///
    /// # Errors
    /// When the record cannot be written.
    pub fn withdraw_correction(
        &mut self,
        text: Sha256,
        content: &[Span],
        field: &str,
    ) -> Result<bool, Error> {
        self.writing(|tx| {
            let gone = tx.execute(
                "DELETE FROM corrections WHERE text_sha256 = ?1 AND content_byte = ?2 AND field = ?3",
                (text.to_string(), json(&content)?, field),
            )?;
            revise_text(tx, &text.to_string())?;
            Ok(gone > 0)
        })
    }

    /// Every correction, by text, spans and field.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn corrections(&self) -> Result<Vec<Corrected>, Error> {
        self.reading(|tx| list(tx, "TRUE"))
    }

    /// Corrections that fit no statement a question sees: the text is not in the record, or what was corrected is not
    /// found any more.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn orphans(&self) -> Result<Vec<Corrected>, Error> {
        self.reading(|tx| {
            list(
                tx,
                "NOT EXISTS (
                   SELECT 1 FROM texts t JOIN readings r ON r.text_row = t.id JOIN heads h ON h.reading = r.id
                   JOIN articles a ON a.id = h.article AND a.superseded_by IS NULL
                   JOIN statements s ON s.extraction = h.extraction
                   WHERE t.text_sha256 = corrections.text_sha256 AND s.content_byte = corrections.content_byte)",
            )
        })
    }
}

fn list(tx: &Connection, which: &str) -> Result<Vec<Corrected>, Failure> {
    let mut select = tx.prepare(&format!(
        "SELECT text_sha256, content_byte, field, value FROM corrections WHERE {which}
         ORDER BY text_sha256, content_byte, field"
    ))?;
    let mut rows = select.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (field, value): (String, String) = (row.get("field")?, row.get("value")?);
        found.push(Corrected {
            text_sha256: rows::sha256(row, "text_sha256")?,
            content: rows::from_json(row, "content_byte")?,
            correction: Correction::read(&field, &value)?,
        });
    }
    Ok(found)
}
