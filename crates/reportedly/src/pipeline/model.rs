//! Which weights to use.

use super::Error;

/// A model by name, or its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModelChoice {
    /// The compact tagger that is shipped with the program.
    Fast,
    /// The larger model; not shipped yet.
    Full,
    /// A model file of the user's: its path as given, and its bytes.
    File {
        /// The path as given; stands in `made_by.model`.
        name: String,
        /// The file's bytes.
        bytes: Vec<u8>,
    },
}

impl ModelChoice {
    /// The name that stands in `made_by.model`.
    pub fn name(&self) -> &str {
        match self {
            ModelChoice::Fast => "fast",
            ModelChoice::Full => "full",
            ModelChoice::File { name, .. } => name,
        }
    }

    pub(super) fn bytes(&self) -> Result<&[u8], Error> {
        match self {
            ModelChoice::Fast => Ok(reportedly_models::fast()),
            ModelChoice::Full => Err(Error {
                what: "this version ships no model named full: use --model fast, or the path of a model file"
                    .to_string(),
                source: None,
            }),
            ModelChoice::File { bytes, .. } => Ok(bytes),
        }
    }
}
