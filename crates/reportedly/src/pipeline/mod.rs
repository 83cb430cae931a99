//! Bytes to articles with statements: the only place that knows the order of work.
//!
//! [`Pipeline`] is built once and shared between threads. [`Pipeline::articles`] does one input; [`Pipeline::run`] does many
//! on several threads and hands the results on in input order, so the output is the same for any number of threads.

mod model;
mod run;
mod settings;

pub use model::ModelChoice;
pub use run::{Source, SourceBytes};
pub use settings::Settings;

use reportedly_extract::{Buffer, Extractor};
use reportedly_schema::{
    ArticleId, ArticleRecord, MadeBy, Reading, Rejected, Sha256, identity::document_key,
};
use std::fmt;

pub use reportedly_read::{Given, Input, Meta, parse_meta};

/// The name and version that stand in `made_by.tool`.
pub const TOOL: &str = concat!("reportedly ", env!("CARGO_PKG_VERSION"));

/// What became of one input article.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It was read; its layers.
    Article(Box<ArticleRecord>),
    /// It was declined.
    Rejected(Rejected),
    /// It is in the record already, made by the same reader, model and settings.
    Known(ArticleId),
}

/// A pipeline that could not be built.
#[derive(Debug)]
pub struct Error {
    what: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|e| e as _)
    }
}

/// Reader, extractor and settings, ready to use from any thread.
pub struct Pipeline {
    extractor: Extractor,
    settings: Settings,
    made_by: MadeBy,
}

impl Pipeline {
    /// Loads a model.
    ///
    /// # Errors
    /// When the model's bytes are short, damaged or of a newer version; the message names the model and what was expected.
    pub fn new(model: &ModelChoice, settings: Settings) -> Result<Self, Error> {
        let bytes = model.bytes();
        let extractor = Extractor::new(bytes).map_err(|source| Error {
            what: format!("model {}: {source}", model.name()),
            source: Some(Box::new(source)),
        })?;
        let made_by = MadeBy {
            tool: TOOL.to_string(),
            reader: reportedly_read::READER.to_string(),
            model: model.name().to_string(),
            model_sha256: Sha256::of(bytes).to_string(),
            settings_sha256: settings.sha256().to_string(),
        };
        Ok(Pipeline { extractor, settings, made_by })
    }

    /// What every article of this pipeline is made by.
    pub fn made_by(&self) -> &MadeBy {
        &self.made_by
    }

    /// Reads without extracting: one result per article of the input (several for JSON lines).
    pub fn read(&self, path: &str, bytes: &[u8], given: &Given) -> Vec<Result<Reading, Rejected>> {
        reportedly_read::read(path, bytes, given, &self.settings.reading)
    }

    /// Extracts from one reading.
    pub fn extract(&self, reading: Reading, buffer: &mut Buffer) -> ArticleRecord {
        let extraction = self.extractor.extract(&reading, &self.settings.extraction(), buffer);
        ArticleRecord { reading, extraction, made_by: self.made_by.clone() }
    }

    /// Reads and extracts one input on this thread.
    pub fn articles(&self, path: &str, bytes: &[u8], given: &Given) -> Vec<Outcome> {
        let mut buffer = Buffer::default();
        self.read(path, bytes, given)
            .into_iter()
            .map(|read| match read {
                Ok(reading) => Outcome::Article(Box::new(self.extract(reading, &mut buffer))),
                Err(rejected) => Outcome::Rejected(rejected),
            })
            .collect()
    }
}

/// The article id of a declined input, where its bytes could be read.
pub fn rejected_id(rejected: &Rejected) -> Option<ArticleId> {
    match &rejected.reading {
        Some(reading) => Some(reading.id()),
        None => rejected.raw_sha256.map(|raw| ArticleId::new(&document_key(None, None, &rejected.path), raw)),
    }
}
