//! The one error of the crate: what was wrong, with which file, and what to do.

use rusqlite::ErrorCode;
use std::fmt;
use std::path::{Path, PathBuf};

/// Something the record could not do. The message names the file and what to do about it.
pub struct Error(Box<Inner>);

struct Inner {
    file: PathBuf,
    kind: Kind,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What went wrong. Private, so that kinds can be added.
#[derive(Debug)]
pub(crate) enum Kind {
    Missing,
    Exists,
    NotARecord(String),
    Truncated { bytes: u64, expected: u64 },
    Newer { found: String, expected: String, writing: bool },
    Full,
    Locked,
    Corrupt(String),
    ReadOnly,
    Stale,
    Ambiguous { asked: String, ids: Vec<String> },
    Asked(String),
    Refused { path: String, what: String },
    Failed(String),
}

impl Error {
    pub(crate) fn new(file: &Path, kind: Kind) -> Self {
        Error(Box::new(Inner { file: file.to_path_buf(), kind, source: None }))
    }

    pub(crate) fn caused(
        file: &Path,
        kind: Kind,
        source: impl std::error::Error + Send + Sync + 'static,
    ) -> Self {
        Error(Box::new(Inner { file: file.to_path_buf(), kind, source: Some(Box::new(source)) }))
    }

    /// The file concerned.
    pub fn file(&self) -> &Path {
        &self.0.file
    }

    /// There is no such file.
    pub fn is_missing(&self) -> bool {
        matches!(self.0.kind, Kind::Missing)
    }

    /// A file that was to be created exists.
    pub fn is_existing(&self) -> bool {
        matches!(self.0.kind, Kind::Exists)
    }

    /// The file is something else than a record.
    pub fn is_not_a_record(&self) -> bool {
        matches!(self.0.kind, Kind::NotARecord(_))
    }

    /// The file was written by a newer version, which this one may not read, or not write.
    pub fn is_newer(&self) -> bool {
        matches!(self.0.kind, Kind::Newer { .. })
    }

    /// There is no space left; what was being written is undone, and nothing stored before is lost.
    pub fn is_full(&self) -> bool {
        matches!(self.0.kind, Kind::Full)
    }

    /// Another process is writing.
    pub fn is_locked(&self) -> bool {
        matches!(self.0.kind, Kind::Locked)
    }

    /// The file is a record, but damaged or cut off.
    pub fn is_corrupt(&self) -> bool {
        matches!(self.0.kind, Kind::Corrupt(_) | Kind::Truncated { .. })
    }

    /// The record changed between reading it and writing what was made of it: read, link or declare again.
    pub fn is_stale(&self) -> bool {
        matches!(self.0.kind, Kind::Stale)
    }

    /// The record was opened for reading, or the file does not let itself be written.
    pub fn is_read_only(&self) -> bool {
        matches!(self.0.kind, Kind::ReadOnly)
    }

    /// The question itself was wrong: an id that is too short or fits several.
    pub fn is_usage(&self) -> bool {
        matches!(self.0.kind, Kind::Ambiguous { .. } | Kind::Asked(_))
    }

    /// The article given contradicts itself and was not stored: its digest, a span or an id is wrong.
    pub fn is_refused(&self) -> bool {
        matches!(self.0.kind, Kind::Refused { .. })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.0.file.display();
        match &self.0.kind {
            Kind::Missing => write!(f, "{file}: no such file; `reportedly add` makes a new record"),
            Kind::Exists => write!(f, "{file}: exists already; choose another name or remove it first"),
            Kind::NotARecord(why) => {
                write!(
                    f,
                    "{file}: not a record of reportedly ({why}); give the file that `reportedly add` made"
                )
            }
            Kind::Truncated { bytes, expected } => write!(
                f,
                "{file}: the record is cut off: {bytes} bytes of {expected}; take a complete copy of the file"
            ),
            Kind::Newer { found, expected, writing } => {
                let verb = if *writing { "write" } else { "read" };
                write!(
                    f,
                    "{file}: the record has format {found}, this version can {verb} format {expected}; \
                     use a newer reportedly"
                )
            }
            Kind::Full => write!(
                f,
                "{file}: no space left on the device; the last change was undone and nothing already stored \
                 was lost; make room and run it again"
            ),
            Kind::Locked => write!(
                f,
                "{file}: another process is writing to this record; wait until it has finished and run it again"
            ),
            Kind::Corrupt(what) => {
                write!(f, "{file}: the record is damaged ({what}); `reportedly verify` lists what is wrong")
            }
            Kind::ReadOnly => write!(f, "{file}: the record cannot be written: opened for reading only"),
            Kind::Stale => {
                write!(f, "{file}: another process changed the record meanwhile; run it again")
            }
            Kind::Ambiguous { asked, ids } => {
                write!(f, "{file}: {asked:?} fits {} ids: {}; give more digits", ids.len(), ids.join(", "))
            }
            Kind::Asked(what) => write!(f, "{file}: {what}"),
            Kind::Refused { path, what } => {
                write!(f, "{file}: article {path} was not stored: {what}; report this as a bug")
            }
            Kind::Failed(what) => write!(f, "{file}: {what}"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("file", &self.0.file)
            .field("kind", &self.0.kind)
            .field("source", &self.0.source)
            .finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|e| e as &(dyn std::error::Error + 'static))
    }
}

/// A failure inside a transaction, before it is known which file it concerns.
#[derive(Debug)]
pub(crate) enum Failure {
    Sqlite(rusqlite::Error),
    Kind(Kind),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Failure::Sqlite(error)
    }
}

impl From<Kind> for Failure {
    fn from(kind: Kind) -> Self {
        Failure::Kind(kind)
    }
}

impl Failure {
    /// Names the file.
    pub(crate) fn at(self, file: &Path) -> Error {
        match self {
            Failure::Kind(kind) => Error::new(file, kind),
            Failure::Sqlite(error) => {
                let kind = match error.sqlite_error_code() {
                    Some(ErrorCode::DiskFull) => Kind::Full,
                    Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Kind::Locked,
                    Some(ErrorCode::DatabaseCorrupt) => Kind::Corrupt("its pages do not fit together".into()),
                    Some(ErrorCode::NotADatabase) => Kind::NotARecord("no SQLite file".into()),
                    Some(ErrorCode::ReadOnly) => Kind::ReadOnly,
                    Some(ErrorCode::SystemIoFailure) => Kind::Failed(format!(
                        "the file could not be read or written ({error}); check the disk; what was being written \
                         is undone"
                    )),
                    Some(ErrorCode::CannotOpen) => {
                        Kind::Failed("the file cannot be opened; check that it may be read".into())
                    }
                    Some(ErrorCode::TooBig) => Kind::Failed("a text is over the limit of 1 GB".into()),
                    Some(_) => Kind::Failed(format!("the record could not be used ({error})")),
                    None => Kind::Corrupt(error.to_string()),
                };
                Error::caused(file, kind, error)
            }
        }
    }
}
