//! Changes a user makes to the registry: merge, split, alias. Each is a pure function from one registry to the next.

use crate::identities::is_bracketed;
use crate::proper::{new_faults, proper_name};
use crate::registry_file::free_id;
use reportedly_schema::SpeakerKind;
use reportedly_schema::linkage::Registry;
use reportedly_schema::registry::{Alias, Different, Entry, Member};
use std::collections::BTreeSet;
use std::fmt;

/// A speaker as the user names him, and what the record says he is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedAs {
    /// The name.
    pub name: String,
    /// What he is; `Unknown` where the record does not have the name.
    pub kind: SpeakerKind,
}

/// A change that cannot be made, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeError(String);

impl fmt::Display for ChangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ChangeError {}

/// Declares all these names to be one speaker, called by the first of them. What entries they had are put together; pairs among
/// them that were declared different are taken back.
///
/// # Errors
/// A name that is none (an office, a description), a person and a body (a capital, palace or ministry is its own speaker, never its
/// leader), two items of Wikidata, or names that are one speaker's by declaration already.
///
/// ```
/// use reportedly_link::{NamedAs, merge, split};
/// use reportedly_schema::{SpeakerKind, linkage::Registry};
/// let person = |name: &str| NamedAs { name: name.to_string(), kind: SpeakerKind::Person };
/// let merged = merge(&Registry::default(), &[person("Ada Venn"), person("Ada Wenn")], None).unwrap();
/// assert_eq!(merged.entries[0].aliases[0].form, "Ada Wenn");
/// let parted = split(&merged, &person("Ada Venn"), &["Ada Wenn".to_string()], None).unwrap();
/// assert!(parted.entries[0].aliases.is_empty() && parted.different.len() == 1);
/// assert_eq!(merge(&parted, &[person("Ada Venn"), person("Ada Wenn")], None).unwrap(), merged);
/// ```
pub fn merge(registry: &Registry, names: &[NamedAs], note: Option<&str>) -> Result<Registry, ChangeError> {
    let Some((first, others)) = names.split_first().filter(|(_, others)| !others.is_empty()) else {
        return Err(ChangeError("a merge needs two names or more".to_string()));
    };
    let mut out = registry.clone();
    let kind = one_kind(registry, names)?;
    let at = entry_for(&mut out, &first.name, kind)?;
    for other in others {
        if let Some(gone) = out.entries.iter().position(|entry| entry.name == other.name).filter(|n| *n != at)
        {
            take_over(&mut out, at, gone)?;
        } else {
            proper_name(&other.name, kind).map_err(|not| ChangeError(not.to_string()))?;
            add_form(
                &mut out.entries[at],
                Alias { note: note.map(str::to_string), ..Alias::always(&other.name) },
            );
        }
    }
    let called = out.entries[at].name.clone();
    out.entries.retain(|entry| !entry.id.is_empty());
    let names_now: BTreeSet<String> = out
        .entries
        .iter()
        .filter(|entry| entry.name == called)
        .flat_map(|entry| entry.aliases.iter().map(|alias| alias.form.clone()).chain([entry.name.clone()]))
        .chain(names.iter().map(|named| named.name.clone()))
        .collect();
    out.different.retain(|pair| !(names_now.contains(&pair.a) && names_now.contains(&pair.b)));
    checked(registry, out, || format!("{} are one speaker's names already", listed(names)))
}

/// Declares these forms to be other speakers than the one called `name`: they are taken from its names, and no spelling joins them
/// again.
///
/// # Errors
/// A form that is no proper name, or is what the speaker is called.
pub fn split(
    registry: &Registry,
    name: &NamedAs,
    forms: &[String],
    note: Option<&str>,
) -> Result<Registry, ChangeError> {
    let mut out = registry.clone();
    let entry = out.entries.iter().position(|entry| entry.name == name.name);
    let kind = entry.map_or_else(|| known(name.kind), |n| out.entries[n].kind);
    proper_name(crate::identities::unbracketed(&name.name), kind)
        .map_err(|not| ChangeError(not.to_string()))?;
    for form in forms {
        if *form == name.name {
            return Err(ChangeError(format!(
                "{form:?} is what the speaker is called: name the speaker first, then the forms that are others"
            )));
        }
        proper_name(crate::identities::unbracketed(form), kind)
            .map_err(|not| ChangeError(not.to_string()))?;
        if let Some(n) = entry {
            out.entries[n].aliases.retain(|alias| alias.form != *form);
        }
        out.different.retain(|pair| !is_pair(pair, &name.name, form));
        out.different.push(Different::new(&name.name, form, note.map(str::to_string)));
    }
    checked(registry, out, || format!("{} is apart from {} already", name.name, forms.join(", ")))
}

/// Declares these forms to be names of the speaker called `name`, everywhere or as `scope` says (its days and its article).
///
/// # Errors
/// A form that is no proper name, belongs to another speaker, or was declared different.
pub fn alias(
    registry: &Registry,
    name: &NamedAs,
    forms: &[String],
    scope: &Alias,
    note: Option<&str>,
) -> Result<Registry, ChangeError> {
    let mut out = registry.clone();
    let at = entry_for(&mut out, &name.name, known(name.kind))?;
    for form in forms {
        proper_name(form, out.entries[at].kind).map_err(|not| ChangeError(not.to_string()))?;
        if out.different.iter().any(|pair| is_pair(pair, &name.name, form)) {
            return Err(ChangeError(format!(
                "{form:?} and {:?} were declared different: merge them to take that back",
                name.name
            )));
        }
        add_form(
            &mut out.entries[at],
            Alias { form: form.clone(), note: note.map(str::to_string), ..scope.clone() },
        );
    }
    checked(registry, out, || format!("{} has these names already", name.name))
}

fn is_pair(pair: &Different, a: &str, b: &str) -> bool {
    (pair.a == a && pair.b == b) || (pair.a == b && pair.b == a)
}

/// What is not known is taken for a person, whom most forms are of.
fn known(kind: SpeakerKind) -> SpeakerKind {
    if kind == SpeakerKind::Unknown { SpeakerKind::Person } else { kind }
}

fn listed(names: &[NamedAs]) -> String {
    names.iter().map(|named| named.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn one_kind(registry: &Registry, names: &[NamedAs]) -> Result<SpeakerKind, ChangeError> {
    let kind = |named: &NamedAs| {
        registry.entries.iter().find(|entry| entry.name == named.name).map_or(named.kind, |entry| entry.kind)
    };
    let body = |kind: SpeakerKind| kind != SpeakerKind::Person;
    let mut found: Option<(&NamedAs, SpeakerKind)> = None;
    for named in names {
        match (kind(named), found) {
            (SpeakerKind::Unknown, _) => {}
            (kind @ (SpeakerKind::Group | SpeakerKind::Document | SpeakerKind::Unnamed), _) => {
                return Err(ChangeError(format!(
                    "{:?} is a {kind} source: what one article calls so is nobody in another",
                    named.name
                )));
            }
            (kind, Some((first, before))) if body(kind) != body(before) => {
                return Err(ChangeError(format!(
                    "{:?} is a {before} and {:?} a {kind}: a capital, palace or ministry is its own speaker, never its leader",
                    first.name, named.name
                )));
            }
            (kind, None) => found = Some((named, kind)),
            _ => {}
        }
    }
    Ok(found.map_or(SpeakerKind::Person, |(_, kind)| kind))
}

/// The entry called `name`, or one that has the name as an alias everywhere; made where there is none.
fn entry_for(registry: &mut Registry, name: &str, kind: SpeakerKind) -> Result<usize, ChangeError> {
    let has = |entry: &Entry| {
        entry.name == name
            || entry
                .aliases
                .iter()
                .any(|alias| alias.form == name && alias.article.is_none() && alias.period.is_always())
    };
    let named = registry.entries.iter().position(|entry| entry.name == name);
    if let Some(n) = named.or_else(|| registry.entries.iter().position(has)) {
        return Ok(n);
    }
    proper_name(crate::identities::unbracketed(name), kind).map_err(|not| ChangeError(not.to_string()))?;
    let taken: BTreeSet<String> = registry.entries.iter().map(|entry| entry.id.clone()).collect();
    registry.entries.push(Entry {
        id: free_id(name, &taken),
        name: name.to_string(),
        kind,
        aliases: Vec::new(),
        roles: Vec::new(),
        wikidata: None,
        note: None,
    });
    Ok(registry.entries.len() - 1)
}

fn add_form(entry: &mut Entry, alias: Alias) {
    let known =
        |own: &Alias| (&own.form, own.period, &own.article) == (&alias.form, alias.period, &alias.article);
    if entry.name != alias.form && !entry.aliases.iter().any(known) {
        entry.aliases.push(alias);
    }
}

/// Gives what the entry `gone` has to the entry `at` and leaves `gone` without an id.
fn take_over(registry: &mut Registry, at: usize, gone: usize) -> Result<(), ChangeError> {
    let other = registry.entries[gone].clone();
    let entry = &mut registry.entries[at];
    match (&entry.wikidata, &other.wikidata) {
        (Some(a), Some(b)) if a != b => {
            return Err(ChangeError(format!(
                "{:?} is {a} in Wikidata and {:?} is {b}: two people; correct one of the items first",
                entry.name, other.name
            )));
        }
        (None, Some(item)) => entry.wikidata = Some(item.clone()),
        _ => {}
    }
    if !is_bracketed(&other.name) {
        add_form(entry, Alias::always(&other.name));
    }
    for alias in other.aliases {
        add_form(entry, alias);
    }
    entry.roles.extend(other.roles);
    entry.note = entry.note.take().or(other.note);
    let id = Member::Entry(entry.id.clone());
    for membership in &mut registry.memberships {
        if membership.member == Member::Entry(other.id.clone()) {
            membership.member = id.clone();
        }
    }
    registry.entries[gone].id.clear();
    Ok(())
}

/// The sorted registry, where it keeps its rules and something changed.
fn checked(
    before: &Registry,
    after: Registry,
    unchanged: impl FnOnce() -> String,
) -> Result<Registry, ChangeError> {
    if let Some(fault) = new_faults(before, &after).first() {
        return Err(ChangeError(fault.to_string()));
    }
    let after = after.sorted();
    if after == *before { Err(ChangeError(unchanged())) } else { Ok(after) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly_schema::registry::{Period, Role};

    fn named(name: &str, kind: SpeakerKind) -> NamedAs {
        NamedAs { name: name.to_string(), kind }
    }

    fn person(name: &str) -> NamedAs {
        named(name, SpeakerKind::Person)
    }

    #[test]
    fn merging_puts_entries_together_and_takes_pairs_back() {
        let mut registry =
            merge(&Registry::default(), &[person("Ada Venn"), person("Ada Wenn")], None).unwrap();
        registry =
            alias(&registry, &person("A. D. Venn"), &["Della Venn".to_string()], &Alias::always(""), None)
                .unwrap();
        registry.entries.iter_mut().find(|e| e.name == "A. D. Venn").unwrap().roles = vec![Role {
            period: Period::default(),
            title: "mayor".into(),
            body: Some("Orlin".into()),
            note: None,
        }];
        registry =
            split(&registry, &person("Ada Venn"), &["A. D. Venn".to_string()], Some("two people")).unwrap();
        assert_eq!(registry.different.len(), 1);
        let merged = merge(&registry, &[person("Ada Venn"), person("A. D. Venn")], None).unwrap();
        assert_eq!(merged.entries.len(), 1);
        let forms: Vec<&str> = merged.entries[0].aliases.iter().map(|a| a.form.as_str()).collect();
        assert_eq!(forms, ["A. D. Venn", "Ada Wenn", "Della Venn"]);
        assert_eq!(merged.entries[0].roles.len(), 1);
        assert!(merged.different.is_empty());
        assert!(merge(&merged, &[person("Ada Venn"), person("Ada Wenn")], None).is_err(), "nothing changes");
    }

    #[test]
    fn what_may_not_be_merged_is_refused_with_the_reason() {
        let none = Registry::default();
        for (a, b, words) in [
            (person("Ada Venn"), named("Aldra", SpeakerKind::Government), "never its leader"),
            (person("Ada Venn"), person("the minister"), "no capital letter"),
            (person("Ada Venn"), person("Iron Lady"), "epithet"),
            (person("Ada Venn"), person("foreign minister of Aldra"), "office"),
            (person("Ada Venn"), named("two officials", SpeakerKind::Unnamed), "nobody in another"),
        ] {
            let told = merge(&none, &[a, b.clone()], None).unwrap_err().to_string();
            assert!(told.contains(words), "{b:?}: {told}");
        }
        let one = alias(&none, &person("Ada Venn"), &["Venn".to_string()], &Alias::always(""), None).unwrap();
        let told =
            alias(&one, &person("Ivo Venn"), &["Venn".to_string()], &Alias::always(""), None).unwrap_err();
        assert!(told.to_string().contains("already a name of \"Ada Venn\""), "{told}");
        let mut kept = one.clone();
        kept.entries[0].aliases.push(Alias::always("the minister"));
        merge(&kept, &[person("Ivo Maros"), person("Ivo Marosh")], None).unwrap();
        let scope = Alias { article: Some("port.txt".into()), ..Alias::always("") };
        alias(&one, &person("Ivo Venn"), &["Venn".to_string()], &scope, None).unwrap();
    }
}
