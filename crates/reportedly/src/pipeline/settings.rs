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
    /// The digest of every setting by name and value, and of the program's version: another version extracts again.
    pub fn sha256(&self) -> Sha256 {
        let named =
            format!("{}\nmin_confidence={}\nreading={:?}", super::TOOL, self.min_confidence, self.reading);
        Sha256::of(named.as_bytes())
    }

    pub(super) fn extraction(&self) -> reportedly_extract::Settings {
        reportedly_extract::Settings { min_confidence: self.min_confidence }
    }
}
