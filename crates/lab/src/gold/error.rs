//! Why gold cannot be used.

use std::fmt;
use std::path::{Path, PathBuf};

/// Gold that cannot be used.
#[derive(Debug)]
pub struct GoldError {
    path: PathBuf,
    what: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl GoldError {
    /// `what` is wrong in `path`.
    pub fn new(path: &Path, what: impl Into<String>) -> Self {
        GoldError { path: path.to_path_buf(), what: what.into(), source: None }
    }

    /// The same where another error says why.
    pub(super) fn caused(
        path: &Path,
        what: &str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        GoldError { path: path.to_path_buf(), what: what.to_string(), source: Some(source.into()) }
    }
}

impl fmt::Display for GoldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.what)?;
        match &self.source {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for GoldError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|s| s as &(dyn std::error::Error + 'static))
    }
}
