//! A registry to the lines of its file, in one order.

use super::{COLUMNS, REGISTRY_FORMAT};
use reportedly_schema::linkage::Registry;
use reportedly_schema::registry::{CalendarDate, Member, Membership, Period};
use std::collections::BTreeMap;

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
    let mut members: BTreeMap<&str, Vec<&Membership>> = BTreeMap::new();
    for membership in &registry.memberships {
        if let Member::Entry(id) = &membership.member {
            members.entry(id).or_default().push(membership);
        }
    }
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
        for membership in members.get(entry.id.as_str()).into_iter().flatten() {
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
