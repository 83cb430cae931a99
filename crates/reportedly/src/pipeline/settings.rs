//! Settings that can change the output. Their digest stands in `made_by.settings_sha256`.

use reportedly_schema::Sha256;

/// What the user can set about reading and extracting.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Kind of input, limits and field names.
    pub reading: reportedly_read::Options,
    /// Statements below this confidence (thousandths) are left out.
    pub min_confidence: u16,
}

impl Settings {
    /// The digest of every setting by name and value.
    pub fn sha256(&self) -> Sha256 {
        Sha256::of(format!("min_confidence={}\nreading={:?}", self.min_confidence, self.reading).as_bytes())
    }

    pub(super) fn extraction(&self) -> reportedly_extract::Settings {
        reportedly_extract::Settings { min_confidence: self.min_confidence }
    }
}
