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

use crate::proper::{RegistryFault, is_id, proper_name, registry_faults};
use crate::wording::folded;
use reportedly_schema::SpeakerKind;
use reportedly_schema::linkage::Registry;
use reportedly_schema::registry::{Alias, CalendarDate, Different, Entry, Member, Membership, Period, Role};
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
    /// The registry that `stored` becomes by this file: each speaker of the file in place of the stored one with its id, parties and
    /// pairs beside those stored; or, where the file is to `replace` the registry, the file alone.
    ///
    /// # Errors
    /// With the line of every fact that does not go together with what is stored.
    pub fn over(&self, stored: &Registry, replace: bool) -> Result<Registry, RegistryFileError> {
        if replace {
            return Ok(self.registry.clone());
        }
        let mut out = stored.clone();
        let given: BTreeSet<&str> = self.registry.entries.iter().map(|entry| entry.id.as_str()).collect();
        out.entries.retain(|entry| !given.contains(entry.id.as_str()));
        out.memberships.retain(|membership| match &membership.member {
            Member::Entry(id) => !given.contains(id.as_str()),
            Member::Body { .. } => true,
        });
        out.entries.extend(self.registry.entries.iter().cloned());
        out.memberships.extend(self.registry.memberships.iter().cloned());
        out.different.extend(self.registry.different.iter().cloned());
        // Those of the file come last, so that it is they that are told.
        let faults = registry_faults(&out);
        if faults.is_empty() {
            return Ok(out.sorted());
        }
        Err(RegistryFileError::of(faults.iter().map(|fault| placed(fault, &self.places)).collect()))
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

/// The cells of one line that are not empty, by column.
struct Row {
    line: u64,
    cells: BTreeMap<&'static str, String>,
}

impl Row {
    fn get(&self, column: &str) -> Option<&str> {
        self.cells.get(column).map(String::as_str)
    }

    fn owned(&self, column: &str) -> Option<String> {
        self.cells.get(column).cloned()
    }
}

/// A speaker in the making.
struct Draft {
    id: Option<String>,
    line: u64,
    kind: Option<SpeakerKind>,
    entry: Entry,
    parties: Vec<Membership>,
}

#[derive(Default)]
struct Reading {
    drafts: Vec<Draft>,
    memberships: Vec<Membership>,
    different: Vec<Different>,
    /// By the place of the draft and the fact's words.
    places: BTreeMap<(usize, String), (u64, &'static str)>,
    faults: Vec<FileFault>,
}

impl Reading {
    fn fault(&mut self, line: u64, column: Option<&'static str>, what: impl Into<String>) {
        self.faults.push(FileFault { line, column, what: what.into() });
    }

    /// `None` for a line without anything in it.
    fn cells(
        &mut self,
        line: u64,
        columns: &BTreeMap<&'static str, usize>,
        record: &csv::StringRecord,
    ) -> Option<Row> {
        let mut cells = BTreeMap::new();
        for (column, at) in columns {
            // Line ends inside a cell and repeated spaces are what spreadsheets leave behind.
            let cell = record.get(*at).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
            if cell.chars().any(char::is_control) {
                self.fault(line, Some(column), "has a control character: write the words again");
            } else if cell.chars().count() > LONGEST_CELL {
                self.fault(line, Some(column), format!("is longer than {LONGEST_CELL} characters"));
            } else if !cell.is_empty() {
                cells.insert(*column, cell);
            }
        }
        let known: BTreeSet<usize> = columns.values().copied().collect();
        if let Some(n) = (0..record.len())
            .find(|n| !known.contains(n) && !record.get(*n).unwrap_or_default().trim().is_empty())
        {
            let what = format!(
                "cell {} stands under no column: a comma too many, or quotation marks missing",
                n + 1
            );
            self.fault(line, None, what);
        }
        (!cells.is_empty()).then_some(Row { line, cells })
    }

    fn row(&mut self, row: &Row) {
        let before = self.faults.len();
        let period = self.period(row);
        let about_speaker = row.get("id").is_some() || row.get("speaker").is_some();
        let party_of_body = !about_speaker && row.get("party").is_some();
        let facts: Vec<&str> = ["form", "role", "party", "different"]
            .into_iter()
            .filter(|column| row.get(column).is_some())
            .filter(|column| !(party_of_body && *column == "role"))
            .filter(|column| about_speaker || party_of_body || *column != "form")
            .collect();
        if facts.len() > 1 {
            self.fault(
                row.line,
                None,
                format!("has a {} and a {}: write each fact in a line of its own", facts[0], facts[1]),
            );
        }
        let dated = matches!(facts.as_slice(), ["form" | "role" | "party"]);
        if !period.is_always() && !dated {
            self.fault(row.line, Some("from"), "days without a form, role or party that they are about");
        }
        if row.get("article").is_some() && facts != ["form"] {
            self.fault(row.line, Some("article"), "an article without a form that it is about");
        }
        if row.get("body").is_some() && row.get("role").is_none() && !party_of_body {
            self.fault(row.line, Some("body"), "a body without a role of it");
        }
        if self.faults.len() > before {
            return;
        }
        if about_speaker {
            self.about_speaker(row, period);
        } else if party_of_body {
            self.party_of_body(row, period);
        } else {
            self.pair(row);
        }
    }

    fn period(&mut self, row: &Row) -> Period {
        let mut read = |column: &'static str| -> Option<CalendarDate> {
            match row.get(column)?.parse() {
                Ok(date) => Some(date),
                Err(what) => {
                    self.fault(row.line, Some(column), what);
                    None
                }
            }
        };
        let period = Period { from: read("from"), until: read("until") };
        let days = period.days();
        if matches!((days.earliest, days.latest), (Some(first), Some(last)) if last < first) {
            self.fault(row.line, Some("until"), format!("ends before it begins ({period})"));
        }
        period
    }

    /// The speaker that a line is about, made where it is the first of it.
    fn draft(&mut self, row: &Row) -> Option<usize> {
        let (id, name) = (row.get("id"), row.get("speaker"));
        if let Some(id) = id.filter(|id| !is_id(id)) {
            let what = format!(
                "{id:?} is no id: use 1 to 64 small letters a-z, digits and hyphens, or leave it empty"
            );
            self.fault(row.line, Some("id"), what);
            return None;
        }
        let known = self.drafts.iter().position(|draft| match id {
            Some(id) if draft.id.is_some() => draft.id.as_deref() == Some(id),
            _ => Some(draft.entry.name.as_str()) == name,
        });
        match (known, name) {
            (Some(n), _) => {
                let draft = &mut self.drafts[n];
                draft.id = draft.id.take().or_else(|| id.map(str::to_string));
                if let Some(name) = name.filter(|name| *name != draft.entry.name) {
                    let what = format!(
                        "{name:?} is called {:?} in line {}: one speaker has one id and one name",
                        draft.entry.name, draft.line
                    );
                    self.fault(row.line, Some("speaker"), what);
                    return None;
                }
                Some(n)
            }
            (None, None) => {
                self.fault(row.line, Some("speaker"), "is empty: say what the speaker is called");
                None
            }
            (None, Some(name)) => {
                self.drafts.push(Draft {
                    id: id.map(str::to_string),
                    line: row.line,
                    kind: None,
                    entry: Entry {
                        id: String::new(),
                        name: name.to_string(),
                        kind: SpeakerKind::Person,
                        aliases: Vec::new(),
                        roles: Vec::new(),
                        wikidata: None,
                        note: None,
                    },
                    parties: Vec::new(),
                });
                let n = self.drafts.len() - 1;
                self.places.insert((n, String::new()), (row.line, "speaker"));
                self.places.insert((n, name.to_string()), (row.line, "speaker"));
                Some(n)
            }
        }
    }

    fn about_speaker(&mut self, row: &Row, period: Period) {
        let Some(n) = self.draft(row) else { return };
        if let Some(written) = row.get("kind") {
            let kind = match written {
                "person" => Some(SpeakerKind::Person),
                "organisation" => Some(SpeakerKind::Organisation),
                "government" => Some(SpeakerKind::Government),
                _ => None,
            };
            match (kind, self.drafts[n].kind) {
                (None, _) => {
                    let what = format!("{written:?} is not one of person, organisation, government");
                    self.fault(row.line, Some("kind"), what);
                }
                (Some(kind), Some(before)) if kind != before => {
                    let what = format!("{written:?} was {before} in a line above: a speaker is one of them");
                    self.fault(row.line, Some("kind"), what);
                }
                _ => self.drafts[n].kind = kind,
            }
        }
        if let Some(item) = row.owned("wikidata") {
            match &self.drafts[n].entry.wikidata {
                Some(before) if *before != item => {
                    let what = format!("{item:?} was {before:?} in a line above: a speaker has one item");
                    self.fault(row.line, Some("wikidata"), what);
                }
                _ => {
                    self.places.insert((n, item.clone()), (row.line, "wikidata"));
                    self.drafts[n].entry.wikidata = Some(item);
                }
            }
        }
        let note = row.owned("note");
        let mut place = |about: &str, column| {
            self.places.entry((n, about.to_string())).or_insert((row.line, column));
        };
        if let Some(form) = row.owned("form") {
            place(&form, "form");
            let alias = Alias { form, period, article: row.owned("article"), note };
            self.drafts[n].entry.aliases.push(alias);
        } else if let Some(title) = row.owned("role") {
            place(&title, "role");
            self.drafts[n].entry.roles.push(Role { period, title, body: row.owned("body"), note });
        } else if let Some(party) = row.owned("party") {
            place(&party, "party");
            let member = Member::Entry(String::new());
            self.drafts[n].parties.push(Membership { party, member, period, note });
        } else if let Some(other) = row.owned("different") {
            let name = self.drafts[n].entry.name.clone();
            self.pair_of(row.line, name, other, note);
        } else if let Some(note) = note {
            match &self.drafts[n].entry.note {
                Some(before) if *before != note => {
                    self.fault(row.line, Some("note"), "the speaker has another note in a line above");
                }
                _ => self.drafts[n].entry.note = Some(note),
            }
        }
    }

    fn party_of_body(&mut self, row: &Row, period: Period) {
        let Some(body) = row.owned("body") else {
            self.fault(row.line, Some("party"), "a party without a speaker or a body that speaks for it");
            return;
        };
        self.unused(row, &["kind", "form", "wikidata"]);
        self.memberships.push(Membership {
            party: row.owned("party").unwrap_or_default(),
            member: Member::Body { title: row.owned("role"), body },
            period,
            note: row.owned("note"),
        });
    }

    fn pair(&mut self, row: &Row) {
        self.unused(row, &["kind", "role", "wikidata"]);
        match (row.owned("form"), row.owned("different")) {
            (Some(form), Some(other)) => self.pair_of(row.line, form, other, row.owned("note")),
            (Some(_), None) => self.fault(row.line, Some("speaker"), "is empty: say whose form it is"),
            (None, Some(_)) => self.fault(row.line, Some("form"), "is empty: say who the other is not"),
            (None, None) => self.fault(row.line, Some("speaker"), "is empty: say whom the line is about"),
        }
    }

    fn unused(&mut self, row: &Row, columns: &[&'static str]) {
        for column in columns.iter().filter(|column| row.get(column).is_some()) {
            self.fault(row.line, Some(column), "says nothing in a line without a speaker: leave it empty");
        }
    }

    fn pair_of(&mut self, line: u64, form: String, other: String, note: Option<String>) {
        if form == other {
            self.fault(line, Some("different"), format!("{form:?} cannot differ from itself"));
            return;
        }
        for (column, name) in [("form", &form), ("different", &other)] {
            let name = crate::identities::unbracketed(name);
            let as_person = proper_name(name, SpeakerKind::Person);
            if proper_name(name, SpeakerKind::Organisation).is_err()
                && let Err(not) = as_person
            {
                self.fault(line, Some(column), not.to_string());
                return;
            }
        }
        self.different.push(Different::new(form, other, note));
    }

    fn finish(mut self) -> Result<RegistryFile, RegistryFileError> {
        let mut taken: BTreeSet<String> = self.drafts.iter().filter_map(|draft| draft.id.clone()).collect();
        let mut registry = Registry {
            memberships: std::mem::take(&mut self.memberships),
            different: std::mem::take(&mut self.different),
            ..Registry::default()
        };
        let mut ids = Vec::new();
        for draft in std::mem::take(&mut self.drafts) {
            let id = draft.id.unwrap_or_else(|| free_id(&draft.entry.name, &taken));
            taken.insert(id.clone());
            ids.push(id.clone());
            let member =
                |membership: Membership| Membership { member: Member::Entry(id.clone()), ..membership };
            registry.memberships.extend(draft.parties.into_iter().map(member));
            registry.entries.push(Entry {
                id: id.clone(),
                kind: draft.kind.unwrap_or(SpeakerKind::Person),
                ..draft.entry
            });
        }
        let places: Places =
            self.places.into_iter().map(|((n, about), place)| ((ids[n].clone(), about), place)).collect();
        self.faults.extend(registry_faults(&registry).iter().map(|fault| placed(fault, &places)));
        if self.faults.is_empty() {
            Ok(RegistryFile { registry: registry.sorted(), places })
        } else {
            Err(RegistryFileError::of(self.faults))
        }
    }
}

/// An id made of a name that is not among those taken: `ada-venn`, `ada-venn-2`.
///
/// ```
/// let taken = std::collections::BTreeSet::from(["ada-venn".to_string()]);
/// assert_eq!(reportedly_link::free_id("Áda Venn (judge)", &Default::default()), "ada-venn-judge");
/// assert_eq!(reportedly_link::free_id("Ada Venn", &taken), "ada-venn-2");
/// ```
pub fn free_id(name: &str, taken: &BTreeSet<String>) -> String {
    /// Leaves room for a number behind it.
    const LONGEST: usize = 48;
    let mut slug = String::new();
    for c in folded(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }) {
        if slug.len() < LONGEST && !(c == '-' && (slug.is_empty() || slug.ends_with('-'))) {
            slug.push(c);
        }
    }
    let slug = slug.trim_end_matches('-');
    let slug = if slug.is_empty() { "speaker" } else { slug };
    if !taken.contains(slug) {
        return slug.to_string();
    }
    (2u64..).map(|n| format!("{slug}-{n}")).find(|id| !taken.contains(id)).expect("some number is free")
}

/// Writes a registry in its one order, with the header.
pub fn write_registry(registry: &Registry) -> String {
    let mut out = header();
    for line in registry_lines(registry) {
        out.push_str(&line);
        out.push('\n');
    }
    out
}

fn header() -> String {
    let mut header = vec![REGISTRY_FORMAT];
    header.extend(&COLUMNS[1..]);
    header.join(",") + "\n"
}

/// The lines of a registry in its one order, without the header and line ends: what a log shows of a change.
pub fn registry_lines(registry: &Registry) -> Vec<String> {
    let registry = registry.clone().sorted();
    let mut rows: Vec<Vec<(&str, String)>> = Vec::new();
    let text = |cell: &Option<String>| cell.clone().unwrap_or_default();
    let dates = |period: &Period| {
        let date = |date: Option<CalendarDate>| date.map_or(String::new(), |date| date.to_string());
        [("from", date(period.from)), ("until", date(period.until))]
    };
    for entry in &registry.entries {
        let own = [("id", entry.id.clone()), ("speaker", entry.name.clone())];
        let mut row = own.to_vec();
        row.push(("kind", entry.kind.to_string()));
        row.push(("wikidata", text(&entry.wikidata)));
        row.push(("note", text(&entry.note)));
        rows.push(row);
        for alias in &entry.aliases {
            let mut row = own.to_vec();
            row.push(("form", alias.form.clone()));
            row.extend(dates(&alias.period));
            row.push(("article", text(&alias.article)));
            row.push(("note", text(&alias.note)));
            rows.push(row);
        }
        for role in &entry.roles {
            let mut row = own.to_vec();
            row.push(("role", role.title.clone()));
            row.push(("body", text(&role.body)));
            row.extend(dates(&role.period));
            row.push(("note", text(&role.note)));
            rows.push(row);
        }
        for membership in registry.memberships.iter().filter(|m| m.member == Member::Entry(entry.id.clone()))
        {
            let mut row = own.to_vec();
            row.push(("party", membership.party.clone()));
            row.extend(dates(&membership.period));
            row.push(("note", text(&membership.note)));
            rows.push(row);
        }
    }
    for membership in &registry.memberships {
        if let Member::Body { title, body } = &membership.member {
            let mut row = vec![("role", text(title)), ("body", body.clone())];
            row.push(("party", membership.party.clone()));
            row.extend(dates(&membership.period));
            row.push(("note", text(&membership.note)));
            rows.push(row);
        }
    }
    for pair in &registry.different {
        rows.push(vec![("form", pair.a.clone()), ("different", pair.b.clone()), ("note", text(&pair.note))]);
    }
    rows.iter().map(|row| line(row)).collect()
}

fn line(cells: &[(&str, String)]) -> String {
    let cell = |column: &str| cells.iter().find(|(name, _)| *name == column).map_or("", |(_, cell)| cell);
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let written = writer.write_record(COLUMNS.map(cell)).is_ok();
    let bytes = writer.into_inner().unwrap_or_default();
    debug_assert!(written, "writing to memory does not fail");
    String::from_utf8_lossy(&bytes).trim_end_matches('\n').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
        assert_eq!(more.entries.len(), 2);
        assert_eq!(more.entries[0].aliases, [Alias::always("A. Venn")]);
        assert!(more.entries[0].roles.is_empty() && more.different == stored.different);
        assert_eq!(file("ada-venn,Ada Venn,A. Venn").over(&stored, true).unwrap().entries.len(), 1);
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
