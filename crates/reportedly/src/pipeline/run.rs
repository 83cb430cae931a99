//! Many inputs on several threads, results in input order, memory bounded.

use super::{Error, Given, Outcome, Pipeline};
use rayon::prelude::*;
use reportedly_extract::Buffer;
use reportedly_schema::{Reading, Rejected, RejectedCode};

/// One input: a path as given, what the user says about it, and its bytes.
pub struct Source {
    /// The path as given.
    pub path: String,
    /// What the user says about it.
    pub given: Given,
    /// Its bytes, or why they could not be read.
    pub bytes: SourceBytes,
}

/// Bytes, or why there are none.
pub enum SourceBytes {
    /// The bytes.
    Bytes(Vec<u8>),
    /// What went wrong and what to do, in words.
    Failed(String),
}

/// Inputs are taken in batches, so that memory holds a few articles per thread and not a whole archive. A batch ends at
/// either limit; the figures keep two threads busy (a batch of 2 × 32 articles is about 0.2 s of work).
const BATCH_PER_JOB: usize = 32;
const BATCH_BYTES: usize = 24 << 20;

/// An input between the two steps: read, and asked whether it is known.
enum Step {
    Extract(Box<Reading>),
    Done(Outcome),
}

impl Pipeline {
    /// Reads and extracts every source on `jobs` threads and hands the outcomes to `sink` in input order.
    /// Readings that `known` answers for are not extracted again. `known` and `sink` run on the calling thread.
    ///
    /// # Errors
    /// The first error of `known` or `sink`, after which no further source is taken; or threads that could not be started.
    pub fn run<E: From<Error>>(
        &self,
        sources: impl IntoIterator<Item = Source>,
        jobs: usize,
        mut known: impl FnMut(&Reading) -> Result<bool, E>,
        mut sink: impl FnMut(Outcome) -> Result<(), E>,
    ) -> Result<(), E> {
        let pool =
            rayon::ThreadPoolBuilder::new().num_threads(jobs.max(1)).build().map_err(|source| Error {
                what: format!("{jobs} threads could not be started: lower --jobs"),
                source: Some(Box::new(source)),
            })?;
        let mut sources = sources.into_iter().peekable();
        while sources.peek().is_some() {
            let mut batch = Vec::new();
            let mut bytes = 0;
            while batch.len() < jobs.max(1) * BATCH_PER_JOB && bytes < BATCH_BYTES {
                let Some(source) = sources.next() else { break };
                if let SourceBytes::Bytes(content) = &source.bytes {
                    bytes += content.len();
                }
                batch.push(source);
            }
            let read: Vec<_> = pool.install(|| {
                batch.into_par_iter().with_max_len(1).map(|source| self.read_source(source)).collect()
            });
            let mut steps = Vec::new();
            for reading in read.into_iter().flatten() {
                steps.push(match reading {
                    Err(rejected) => Step::Done(Outcome::Rejected(rejected)),
                    Ok(reading) if known(&reading)? => Step::Done(Outcome::Known(reading.id())),
                    Ok(reading) => Step::Extract(Box::new(reading)),
                });
            }
            let outcomes: Vec<Outcome> = pool.install(|| {
                steps
                    .into_par_iter()
                    .with_max_len(1)
                    .map_init(Buffer::default, |buffer, step| match step {
                        Step::Done(outcome) => outcome,
                        Step::Extract(reading) => Outcome::Article(Box::new(self.extract(*reading, buffer))),
                    })
                    .collect()
            });
            for outcome in outcomes {
                sink(outcome)?;
            }
        }
        Ok(())
    }

    fn read_source(&self, source: Source) -> Vec<Result<Reading, Rejected>> {
        match source.bytes {
            SourceBytes::Failed(message) => vec![Err(Rejected {
                path: source.path,
                raw_sha256: None,
                code: RejectedCode::Unreadable,
                message,
                reading: None,
            })],
            SourceBytes::Bytes(bytes) => self.read(&source.path, &bytes, &source.given),
        }
    }
}
