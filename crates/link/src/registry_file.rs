//! The registry as a file that people edit: comma-separated values, one fact in each line.
//!
//! The first cell of the header names the format and its version, and its column holds the speaker's id:
//!
//! ```text
//! reportedly-registry 1,speaker,kind,form,role,body,party,different,from,until,article,wikidata,note
//! ada-venn,Ada Venn,person,,,,,,,,,Q17,
//! ada-venn,Ada Venn,,Ada Wenn,,,,,,,,,
//! ada-venn,Ada Venn,,,foreign minister,Aldra; Aldran,,,2029-05,2031-03-04,,,
//! ada-venn,Ada Venn,,,,,Harbour Union,,2028,,,,
//! ,,,,,Aldra Foreign Ministry,Government of Aldra,,,,,,
//! ,,,Ivo Maros,,,,Ivo Marosh,,,,,
//! ```
//!
//! | column | holds |
//! | --- | --- |
//! | `reportedly-registry 1` | the speaker's id: small letters, digits, hyphens. May be left empty: it is then made of the name |
//! | `speaker` | what the speaker is called in answers |
//! | `kind` | `person` (where it is left empty), `organisation` or `government` |
//! | `form` | a proper name of the speaker, as articles write it |
//! | `role`, `body` | an office, and of what: several spellings separated by `;` |
//! | `party` | a party for which the speaker speaks; in a line without a speaker the body, or whoever holds the role of the body |
//! | `different` | in a line without a speaker: a name that is not the speaker called `form` |
//! | `from`, `until` | the first and the last day of the fact, inclusive: a day, a month or a year; empty for no limit |
//! | `article` | the one article in which `form` means this speaker: its path, URL or id |
//! | `wikidata` | `Q` and digits |
//! | `note` | for people |
//!
//! Columns may stand in any order and be left out, but for the first and `speaker`. The file may be separated by semicolons or tabs,
//! as some spreadsheets do, and begin with a byte order mark; it is UTF-8. [`write_registry`] gives it in one order, so that reading
//! and writing again gives the same bytes.

mod reading;
mod writing;

pub use reading::free_id;
pub use writing::{registry_lines, write_registry};

use crate::identities::is_bracketed;
use crate::proper::{RegistryFault, new_faults};
use reading::Reading;
use reportedly_schema::linkage::Registry;
use reportedly_schema::registry::{Alias, Entry, Member};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The first cell of the header: the format and its version.
pub const REGISTRY_FORMAT: &str = "reportedly-registry 1";

/// The format without its version.
const FORMAT_NAME: &str = "reportedly-registry";

/// Bytes of the longest file that is read: far above every government on earth.
pub const LONGEST_FILE: usize = 64 << 20;

/// Code points of the longest cell.
pub const LONGEST_CELL: usize = 2_000;

/// The columns, in the order in which they are written; the first is headed by the format.
const COLUMNS: [&str; 13] = [
    "id",
    "speaker",
    "kind",
    "form",
    "role",
    "body",
    "party",
    "different",
    "from",
    "until",
    "article",
    "wikidata",
    "note",
];

/// What was wrong in one place of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileFault {
    /// The line, counted from 1; 0 for the file as a whole.
    pub line: u64,
    /// The column's name; `None` for the line as a whole.
    pub column: Option<&'static str>,
    /// What was wrong, and what to do.
    pub what: String,
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => f.write_str(&self.what),
            (line, Some(column)) => write!(f, "line {line}, column {column}: {}", self.what),
            (line, None) => write!(f, "line {line}: {}", self.what),
        }
    }
}

/// A file that cannot be taken: everything that was wrong in it, by line. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryFileError {
    /// By line.
    pub faults: Vec<FileFault>,
}

impl fmt::Display for RegistryFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.faults.iter().map(|fault| fault.to_string()).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for RegistryFileError {}

impl RegistryFileError {
    fn of(mut faults: Vec<FileFault>) -> RegistryFileError {
        faults.sort();
        faults.dedup();
        RegistryFileError { faults }
    }

    fn whole(what: impl Into<String>) -> RegistryFileError {
        RegistryFileError { faults: vec![FileFault { line: 0, column: None, what: what.into() }] }
    }
}

/// A file as it was read: what it declares, and on which line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryFile {
    /// What the file declares, sorted.
    pub registry: Registry,
    /// The line and column of each fact, by the entry's id and the fact's words.
    places: Places,
    /// Ids that were made of a name because the file gives none.
    made_ids: BTreeSet<String>,
    /// Ids of entries whose kind the file gives.
    kinds_given: BTreeSet<String>,
}

type Places = BTreeMap<(String, String), (u64, &'static str)>;

/// A breach of the registry's rules at its place in the file.
fn placed(fault: &RegistryFault, places: &Places) -> FileFault {
    let key = |about: &str| (fault.entry.clone(), about.to_string());
    match places.get(&key(&fault.about)).or_else(|| places.get(&key(""))) {
        Some(&(line, column)) => FileFault { line, column: Some(column), what: fault.what.clone() },
        None => FileFault { line: 0, column: None, what: fault.what.clone() },
    }
}

impl RegistryFile {
    /// The registry that `stored` becomes by this file: its facts beside those stored, what it says of a speaker's name, kind,
    /// Wikidata and note in place of what was stored; or, where the file is to `replace` the registry, the file alone. A speaker
    /// is the stored one with his id, or where the file gives no id, with his name.
    ///
    /// # Errors
    /// With the line of every fact that does not go together with what is stored.
    pub fn over(&self, stored: &Registry, replace: bool) -> Result<Registry, RegistryFileError> {
        if replace {
            return Ok(self.registry.clone());
        }
        let (ids, by_name): (BTreeMap<&str, usize>, BTreeMap<&str, usize>) = (
            stored.entries.iter().enumerate().map(|(n, entry)| (entry.id.as_str(), n)).collect(),
            stored.entries.iter().enumerate().map(|(n, entry)| (entry.name.as_str(), n)).collect(),
        );
        let mut taken: BTreeSet<String> =
            stored.entries.iter().chain(&self.registry.entries).map(|entry| entry.id.clone()).collect();
        let mut kept: Vec<Option<Entry>> = stored.entries.iter().cloned().map(Some).collect();
        let mut given = Vec::new();
        // Ids of the file to those they have in the record.
        let mut known_as: BTreeMap<&str, String> = BTreeMap::new();
        for entry in &self.registry.entries {
            let made = self.made_ids.contains(&entry.id);
            let at = match made {
                true => by_name.get(entry.name.as_str()),
                false => ids.get(entry.id.as_str()),
            };
            let before = at.and_then(|&n| kept[n].take());
            let id = match &before {
                Some(before) => before.id.clone(),
                None if made && ids.contains_key(entry.id.as_str()) => free_id(&entry.name, &taken),
                None => entry.id.clone(),
            };
            taken.insert(id.clone());
            known_as.insert(&entry.id, id.clone());
            given.push(match before {
                Some(before) => self.beside(before, entry),
                None => Entry { id, ..entry.clone() },
            });
        }
        let mut out = stored.clone();
        out.entries = kept.into_iter().flatten().chain(given).collect();
        out.memberships.extend(self.registry.memberships.iter().cloned().map(|mut membership| {
            if let Member::Entry(id) = &mut membership.member
                && let Some(known) = known_as.get(id.as_str())
            {
                *id = known.clone();
            }
            membership
        }));
        out.different.extend(self.registry.different.iter().cloned());
        // Those of the file come last, so that it is they that are told.
        let faults = new_faults(stored, &out);
        if faults.is_empty() {
            return Ok(out.sorted());
        }
        let in_file =
            |id: &str| known_as.iter().find(|(_, known)| *known == id).map(|(id, _)| id.to_string());
        Err(RegistryFileError::of(
            faults
                .into_iter()
                .map(|fault| {
                    let entry = in_file(&fault.entry).unwrap_or_else(|| fault.entry.clone());
                    placed(&RegistryFault { entry, ..fault }, &self.places)
                })
                .collect(),
        ))
    }

    /// A stored entry with what the file says of it.
    fn beside(&self, mut stored: Entry, given: &Entry) -> Entry {
        if stored.name != given.name {
            let before = std::mem::replace(&mut stored.name, given.name.clone());
            if !is_bracketed(&before) {
                stored.aliases.push(Alias::always(before));
            }
        }
        if self.kinds_given.contains(&given.id) {
            stored.kind = given.kind;
        }
        stored.aliases.extend(given.aliases.iter().cloned());
        stored.roles.extend(given.roles.iter().cloned());
        stored.wikidata = given.wikidata.clone().or(stored.wikidata);
        stored.note = given.note.clone().or(stored.note);
        stored
    }
}

/// Reads a registry file.
///
/// # Errors
/// Everything wrong in it, each with line, column and what to do; nothing is taken from a file with a fault.
///
/// ```
/// use reportedly_link::{read_registry, write_registry};
/// let file = "reportedly-registry 1,speaker,role,body,from\n,Ada Venn,foreign minister,Aldra,2029-05\n";
/// let read = read_registry(file.as_bytes()).unwrap().registry;
/// assert_eq!(read.entries[0].id, "ada-venn");
/// assert_eq!(read.entries[0].roles[0].period.to_string(), "from 2029-05");
/// let written = write_registry(&read);
/// assert_eq!(write_registry(&read_registry(written.as_bytes()).unwrap().registry), written);
///
/// let wrong = "reportedly-registry 1,speaker,form\n,Ada Venn,the minister\n";
/// let told = read_registry(wrong.as_bytes()).unwrap_err().to_string();
/// assert!(told.starts_with("line 2, column form: \"the minister\" has no capital letter"), "{told}");
/// ```
pub fn read_registry(bytes: &[u8]) -> Result<RegistryFile, RegistryFileError> {
    if bytes.len() > LONGEST_FILE {
        let what =
            format!("the file has {} bytes, at most {LONGEST_FILE} are read: give it in parts", bytes.len());
        return Err(RegistryFileError::whole(what));
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|&&b| b == b'\n').count() as u64;
        let what = "not UTF-8: save the table as \"CSV UTF-8\"".to_string();
        RegistryFileError::of(vec![FileFault { line, column: None, what }])
    })?;
    let header = text.lines().next().unwrap_or_default();
    let separator =
        [',', ';', '\t'].into_iter().max_by_key(|c| (header.matches(*c).count(), *c == ',')).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator as u8)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let columns = match records.next() {
        Some(Ok(header)) => columns(&header)?,
        Some(Err(error)) => {
            return Err(RegistryFileError::whole(format!("the header cannot be read ({error})")));
        }
        None => return Err(RegistryFileError::whole(no_header())),
    };
    let mut reading = Reading::default();
    for record in records {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                if let Some(row) = reading.cells(line, &columns, &record) {
                    reading.row(&row);
                }
            }
            Err(error) => {
                reading.fault(error.position().map_or(0, csv::Position::line), None, error.to_string())
            }
        }
    }
    reading.finish()
}

fn no_header() -> String {
    format!(
        "no registry file: its first cell has to be {REGISTRY_FORMAT:?}; `export` writes a file to start from"
    )
}

/// The place of each known column in the file.
fn columns(header: &csv::StringRecord) -> Result<BTreeMap<&'static str, usize>, RegistryFileError> {
    let first = header.get(0).unwrap_or_default().trim();
    let Some(version) = first.strip_prefix(FORMAT_NAME) else {
        return Err(RegistryFileError::whole(no_header()));
    };
    if first != REGISTRY_FORMAT {
        let what = format!(
            "the file has version {:?} of the format, this program reads version 1: use a newer reportedly, or export again",
            version.trim()
        );
        return Err(RegistryFileError::whole(what));
    }
    let mut columns = BTreeMap::from([(COLUMNS[0], 0)]);
    let mut faults = Vec::new();
    let mut fault = |what: String| faults.push(FileFault { line: 1, column: None, what });
    for (n, cell) in header.iter().enumerate().skip(1) {
        let cell = cell.trim();
        match COLUMNS[1..].iter().find(|name| name.eq_ignore_ascii_case(cell)) {
            Some(name) if columns.insert(name, n).is_some() => {
                fault(format!("the column {name} stands twice"))
            }
            Some(_) => {}
            // Spreadsheets write empty columns to the right of a table.
            None if cell.is_empty() => {}
            None => {
                fault(format!("no column is called {cell:?}; the columns are {}", COLUMNS[1..].join(", ")))
            }
        }
    }
    if !columns.contains_key("speaker") {
        fault("the column speaker is missing".to_string());
    }
    if faults.is_empty() { Ok(columns) } else { Err(RegistryFileError::of(faults)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proper::registry_faults;
    use proptest::prelude::*;
    use reportedly_schema::SpeakerKind;

    const FILE: &str = "\
reportedly-registry 1,speaker,kind,form,role,body,party,different,from,until,article,wikidata,note
ada-venn,Ada Venn,person,,,,,,,,,Q17,
ada-venn,Ada Venn,,Ada Wenn,,,,,,,,,
ada-venn,Ada Venn,,Venn,,,,,2029,,port.txt,,
ada-venn,Ada Venn,,,foreign minister,Aldra; Aldran,,,2029-05,2031-03-04,,,\"in the gazette, no. 4\"
ada-venn,Ada Venn,,,,,Harbour Union,,2028,,,,
orlin-works,Orlin Works,organisation,,,,,,,,,,
,,,,,Aldra Foreign Ministry,Government of Aldra,,,,,,
,,,,minister,Aldra,Government of Aldra,,,2031,,,
,,,Ivo Maros,,,,Ivo Marosh,,,,,no kin
";

    fn told(file: &str) -> String {
        read_registry(file.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn a_file_comes_back_byte_for_byte() {
        let read = read_registry(FILE.as_bytes()).unwrap().registry;
        assert_eq!(write_registry(&read), FILE);
        assert_eq!((read.entries.len(), read.memberships.len(), read.different.len()), (2, 3, 1));
        assert_eq!(write_registry(&Registry::default()).lines().count(), 1);
    }

    #[test]
    fn what_spreadsheets_make_of_it_is_read_all_the_same() {
        let plain = read_registry(FILE.as_bytes()).unwrap().registry;
        let semicolons = "\u{feff}reportedly-registry 1;speaker;form;;\r\n;Ada Venn;Ada Wenn;;\r\n;;;;\r\n";
        let read = read_registry(semicolons.as_bytes()).unwrap().registry;
        assert_eq!(read.entries[0].aliases, plain.entries[0].aliases[..1]);
        let windows = FILE.replace('\n', "\r\n");
        assert_eq!(read_registry(windows.as_bytes()).unwrap().registry, plain);
    }

    #[test]
    fn a_fault_says_line_column_and_what_to_do() {
        let with = |line: &str| {
            format!(
                "reportedly-registry 1,speaker,kind,form,role,body,party,different,from,until,article,wikidata,note\n{line}\n"
            )
        };
        for (line, expected) in [
            (
                ",Ada Venn,,the minister,,,,,,,,,",
                "line 2, column form: \"the minister\" has no capital letter",
            ),
            (
                ",Ada Venn,,,minister,Aldra,,,May-29,,,,",
                "line 2, column from: \"May-29\" is no date: expected YYYY-MM-DD",
            ),
            (",Ada Venn,,,minister,Aldra,,,2031,2029,,,", "line 2, column until: ends before it begins"),
            (
                ",Ada Venn,,Ada Wenn,minister,,,,,,,,",
                "line 2: has a form and a role: write each fact in a line",
            ),
            (",Ada Venn,robot,,,,,,,,,,", "line 2, column kind: \"robot\" is not one of"),
            (",Ada Venn,unnamed,,,,,,,,,,", "line 2, column kind: \"unnamed\" is not one of"),
            (",,,Ada Wenn,,,,,,,,,", "line 2, column speaker: is empty"),
            (",Ada Venn,,,,Aldra,,,,,,,", "line 2, column body: a body without a role"),
            (",Ada Venn,,,,,,,2031,,,,", "line 2, column from: days without"),
            ("Ada V,Ada Venn,,,,,,,,,,,", "line 2, column id: \"Ada V\" is no id"),
            (",Ada Venn,,,,,,,,,,17,", "line 2, column wikidata: \"17\" is no item"),
            (",Ada Venn,,,,,,,,,,,,,x", "line 2: cell 15 stands under no column"),
            (",,,,,,Aldra,,,,,,", "line 2, column party: a party without"),
            (",,,Ada,,,,Ada,,,,,", "line 2, column different: \"Ada\" cannot differ from itself"),
            (
                ",Ada Venn,,Ada Wenn,,,,,,,,,\n,Ivo Maros,,Ada Wenn,,,,,,,,,",
                "line 3, column form: \"Ada Wenn\" is already a name of \"Ada Venn\"",
            ),
            (
                "a,Ada Venn,,,,,,,,,,,\na,Ivo Maros,,,,,,,,,,,",
                "line 3, column speaker: \"Ivo Maros\" is called \"Ada Venn\" in line 2",
            ),
        ] {
            let told = told(&with(line));
            assert!(told.starts_with(expected), "{line}: {told}");
        }
        assert!(told("name,kind\n").contains("first cell"));
        assert!(told("").contains("export"));
        assert!(told("reportedly-registry 2,speaker\n").contains("newer"));
        assert!(told("reportedly-registry 1,colour\n").contains("no column is called \"colour\""));
        assert!(told("reportedly-registry 1,form\n").contains("speaker is missing"));
        let latin = read_registry(b"reportedly-registry 1,speaker\n,Ana Maro\x9a\n").unwrap_err().to_string();
        assert!(latin.starts_with("line 2: not UTF-8"), "{latin}");
    }

    #[test]
    fn a_file_adds_to_what_is_stored_or_takes_its_place() {
        let stored = read_registry(FILE.as_bytes()).unwrap().registry;
        let file = |line: &str| {
            read_registry(format!("reportedly-registry 1,speaker,form\n{line}\n").as_bytes()).unwrap()
        };
        let more = file("ada-venn,Ada Venn,A. Venn").over(&stored, false).unwrap();
        assert_eq!((more.entries.len(), more.entries[0].aliases.len()), (2, 3));
        assert_eq!((more.entries[0].roles.len(), more.memberships.len()), (1, 3), "nothing stored is lost");
        assert_eq!(file("ada-venn,Ada Venn,A. Venn").over(&stored, true).unwrap().entries.len(), 1);
        // No kind in the file: the stored one stays. Another name of the id: the old one stays a name.
        let renamed = file("orlin-works,Orlin Yards,").over(&stored, false).unwrap();
        let works = renamed.entry("orlin-works").unwrap();
        assert_eq!((works.name.as_str(), works.kind), ("Orlin Yards", SpeakerKind::Organisation));
        assert_eq!(works.aliases, [Alias::always("Orlin Works")]);
        // Without an id a speaker is the stored one of the name, whatever its id; else one of its own.
        let mut numbered = stored.clone();
        numbered.entries[0].id = "p17".into();
        numbered.memberships.retain(|m| !matches!(m.member, Member::Entry(_)));
        let by_name = file(",Ada Venn,A. Venn").over(&numbered, false).unwrap();
        assert_eq!((by_name.entries.len(), by_name.entry("p17").unwrap().aliases.len()), (2, 3));
        let mut other = stored.clone();
        other.entries[0].name = "Della Orlin".into();
        let apart = file(",Ada Venn,").over(&other, false).unwrap();
        assert_eq!(apart.entry("ada-venn-2").map(|entry| entry.name.as_str()), Some("Ada Venn"));
        let clash = file(",Ana Orlin,\n,Ana Orlin,Ada Wenn").over(&stored, false).unwrap_err().to_string();
        assert!(
            clash.starts_with("line 3, column form: \"Ada Wenn\" is already a name of \"Ada Venn\""),
            "{clash}"
        );
    }

    /// Lines that are nearly right.
    fn any_file() -> impl Strategy<Value = String> {
        let cell = prop::sample::select(vec![
            "",
            "",
            "",
            "Ada Venn",
            "ada-venn",
            "Ivo Maros",
            "person",
            "government",
            "Venn",
            "the minister",
            "2031",
            "2029-05",
            "Q5",
            "\"a, b\"",
            "é",
            "Aldra; Aldran",
            "minister",
        ]);
        let line = prop::collection::vec(cell, 0..14).prop_map(|cells| cells.join(","));
        prop::collection::vec(line, 0..8).prop_map(|lines| {
            format!("reportedly-registry 1,{}\n{}", COLUMNS[1..].join(","), lines.join("\n"))
        })
    }

    fn holds_for(bytes: &[u8]) {
        match read_registry(bytes) {
            Ok(read) => {
                assert_eq!(registry_faults(&read.registry), []);
                let written = write_registry(&read.registry);
                let again = read_registry(written.as_bytes()).unwrap().registry;
                assert_eq!(again, read.registry);
                assert_eq!(write_registry(&again), written);
            }
            Err(error) => {
                assert!(!error.faults.is_empty() && error.faults.iter().all(|f| !f.what.is_empty()))
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        /// Any bytes are read or refused with a reason; what is read keeps the rules and comes back as it was.
        #[test]
        fn registry_import_on_random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            holds_for(&bytes);
            holds_for(&[write_registry(&Registry::default()).as_bytes(), &bytes].concat());
        }

        #[test]
        fn registry_import_on_nearly_right_lines(file in any_file()) {
            holds_for(file.as_bytes());
        }

        /// A good file with one byte changed.
        #[test]
        fn registry_import_on_a_damaged_file(at in 0..FILE.len(), byte in any::<u8>()) {
            let mut bytes = FILE.as_bytes().to_vec();
            bytes[at] = byte;
            holds_for(&bytes);
        }
    }
}
