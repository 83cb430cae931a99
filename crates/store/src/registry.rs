//! The registry: which names the user declared to be one speaker.

use crate::error::{Error, Failure, Kind};
use crate::{Store, revise};
use reportedly_schema::linkage::Registry;
use rusqlite::Connection;

impl Store {
    /// The aliases, by display name.
    ///
    /// # Errors
    /// When the record is damaged.
    pub fn registry(&self) -> Result<Registry, Error> {
        self.reading(|tx| load(tx))
    }

    /// Declares `forms` to be names of the speaker shown as `display`, in place of those declared before. No forms: the
    /// entry is removed.
    ///
    /// # Errors
    /// When `display` is empty or a form already belongs to another speaker ([`Error::is_usage`]), or the record cannot be
    /// written.
    pub fn set_alias(&mut self, display: &str, forms: &[&str]) -> Result<(), Error> {
        let display = display.trim();
        let mut forms: Vec<&str> = forms.iter().map(|form| form.trim()).filter(|f| !f.is_empty()).collect();
        forms.retain(|form| *form != display);
        forms.sort_unstable();
        forms.dedup();
        if display.is_empty() {
            return Err(Error::new(&self.file, Kind::Asked("an alias needs a display name".into())));
        }
        let names = if forms.is_empty() { Vec::new() } else { [&[display], forms.as_slice()].concat() };
        self.writing(|tx| {
            tx.execute("DELETE FROM aliases WHERE display = ?1", [display])?;
            for (n, form) in names.iter().enumerate() {
                let mut other = tx.prepare_cached("SELECT display FROM aliases WHERE form = ?1")?;
                if let Some(row) = other.query([form])?.next()? {
                    let other: String = row.get(0)?;
                    let what = format!("{form:?} is already a name of {other:?}; change that entry first");
                    return Err(Kind::Asked(what).into());
                }
                tx.execute(
                    "INSERT INTO aliases (display, n, form) VALUES (?1, ?2, ?3)",
                    (display, n as i64, form),
                )?;
            }
            revise(tx)
        })
    }
}

pub(crate) fn load(tx: &Connection) -> Result<Registry, Failure> {
    let mut select = tx.prepare_cached("SELECT display, form FROM aliases ORDER BY display, n")?;
    let mut rows = select.query([])?;
    let mut aliases: Vec<Vec<String>> = Vec::new();
    while let Some(row) = rows.next()? {
        let (display, form): (String, String) = (row.get(0)?, row.get(1)?);
        match aliases.last_mut() {
            Some(entry) if entry[0] == display => entry.push(form),
            _ => aliases.push(vec![form]),
        }
    }
    Ok(Registry { aliases })
}
