//! Which weights to use.

/// A model by name, or its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModelChoice {
    /// The compact model, distilled from the other.
    Fast,
    /// The most accurate model.
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

    /// The model file.
    pub fn bytes(&self) -> &[u8] {
        match self {
            ModelChoice::Fast => reportedly_models::fast(),
            ModelChoice::Full => reportedly_models::full(),
            ModelChoice::File { bytes, .. } => bytes,
        }
    }
}
