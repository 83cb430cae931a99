//! Lines of a registry file to facts: what each line is about, and what is wrong with it.

use super::{FileFault, LONGEST_CELL, Places, RegistryFile, RegistryFileError, placed};
use crate::proper::{is_id, proper_name, registry_faults};
use crate::wording::folded;
use reportedly_schema::SpeakerKind;
use reportedly_schema::linkage::Registry;
use reportedly_schema::registry::{Alias, CalendarDate, Different, Entry, Member, Membership, Period, Role};
use std::collections::{BTreeMap, BTreeSet};

/// The cells of one line that are not empty, by column.
pub(super) struct Row {
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

/// A registry in the making.
#[derive(Default)]
pub(super) struct Reading {
    drafts: Vec<Draft>,
    by_id: BTreeMap<String, usize>,
    by_name: BTreeMap<String, usize>,
    memberships: Vec<Membership>,
    different: Vec<Different>,
    /// By the place of the draft and the fact's words.
    places: BTreeMap<(usize, String), (u64, &'static str)>,
    faults: Vec<FileFault>,
}

impl Reading {
    pub(super) fn fault(&mut self, line: u64, column: Option<&'static str>, what: impl Into<String>) {
        self.faults.push(FileFault { line, column, what: what.into() });
    }

    /// `None` for a line without anything in it.
    pub(super) fn cells(
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

    pub(super) fn row(&mut self, row: &Row) {
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
        let named = name.and_then(|name| self.by_name.get(name).copied());
        let known = match id {
            Some(id) => self.by_id.get(id).copied().or(named.filter(|&n| self.drafts[n].id.is_none())),
            None => named,
        };
        if let (Some(id), Some(n)) = (id, known) {
            self.by_id.insert(id.to_string(), n);
        }
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
                self.by_name.entry(name.to_string()).or_insert(n);
                if let Some(id) = id {
                    self.by_id.insert(id.to_string(), n);
                }
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

    pub(super) fn finish(mut self) -> Result<RegistryFile, RegistryFileError> {
        let mut taken: BTreeSet<String> = self.drafts.iter().filter_map(|draft| draft.id.clone()).collect();
        let mut registry = Registry {
            memberships: std::mem::take(&mut self.memberships),
            different: std::mem::take(&mut self.different),
            ..Registry::default()
        };
        let mut ids = Vec::new();
        let (mut made_ids, mut kinds_given) = (BTreeSet::new(), BTreeSet::new());
        for draft in std::mem::take(&mut self.drafts) {
            let id = draft.id.unwrap_or_else(|| {
                let id = free_id(&draft.entry.name, &taken);
                made_ids.insert(id.clone());
                id
            });
            if draft.kind.is_some() {
                kinds_given.insert(id.clone());
            }
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
            Ok(RegistryFile { registry: registry.sorted(), places, made_ids, kinds_given })
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
