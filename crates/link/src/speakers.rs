//! Speakers of the record: who is the same across articles, by proper name only.

use crate::names::{NormalName, compatible, is_full, normal, subsumed};
use reportedly_schema::linkage::{EffectiveStatement, Joined, LinkArticle, RecordSpeaker, Registry};
use reportedly_schema::{Sha256, SpeakerKind};
use std::collections::{BTreeMap, BTreeSet};

/// What statements of one speaker have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// Declared to be the same, by index into the registry.
    Alias(usize),
    /// By name.
    Name(NormalName),
    /// Known only inside one text, by local entity or class.
    Inside(Sha256, String),
}

/// Names declared to be the same: normal form to the entry it stands in; the first entry counts.
fn aliases(registry: &Registry) -> BTreeMap<NormalName, usize> {
    let mut out = BTreeMap::new();
    for (entry, names) in registry.aliases.iter().enumerate() {
        for name in names {
            for kind in [SpeakerKind::Person, SpeakerKind::Organisation] {
                let normal = normal(name, kind);
                if normal != NormalName::Local {
                    out.entry(normal).or_insert(entry);
                }
            }
        }
    }
    out
}

/// Whether two statements have one speaker, and why: a pure function of the two and the registry.
///
/// Certain where full names or a body's name are equal apart from spelling, or the registry says so; probable where one form
/// only leaves out what the other says ("Maros", "Ivo Maros"). Groups, documents and unnamed sources are never the same in two
/// statements of different texts, which is all that this function can know of them, so the answer is `None`.
pub fn same_speaker(
    a: &EffectiveStatement,
    b: &EffectiveStatement,
    registry: &Registry,
) -> Option<(Joined, String)> {
    let (sa, sb) = (&a.statement.speaker, &b.statement.speaker);
    let (na, nb) = (sa.name.as_deref()?, sb.name.as_deref()?);
    let (x, y) = (normal(na, sa.kind), normal(nb, sb.kind));
    let aliases = aliases(registry);
    if let (Some(p), Some(q)) = (aliases.get(&x), aliases.get(&y))
        && p == q
    {
        return Some((Joined::Certain, format!("declared the same: {na} and {nb}")));
    }
    if x == NormalName::Local || !compatible(&x, &y) {
        return None;
    }
    if x == y && is_full(&x) {
        return Some((Joined::Certain, format!("the same name: {na}")));
    }
    Some((Joined::Probable, format!("no name speaks against it: {na} and {nb}")))
}

/// The speakers, sorted by name, and for each statement its speaker.
///
/// Inside one surname a form that says less than others joins them only if all that say more are one speaker: a bare surname
/// that fits two people stays apart from both. So the result depends on the set of forms and on no order.
pub(crate) fn speakers(
    articles: &[LinkArticle],
    statements: &[EffectiveStatement],
    registry: &Registry,
) -> (Vec<RecordSpeaker>, Vec<Option<usize>>) {
    let aliases = aliases(registry);
    let named: Vec<Option<NormalName>> = statements
        .iter()
        .map(|s| Some(normal(s.statement.speaker.name.as_deref()?, s.statement.speaker.kind)))
        .collect();
    let mut by_surname: BTreeMap<&str, BTreeSet<&NormalName>> = BTreeMap::new();
    for name in named.iter().flatten() {
        if let NormalName::Person { surname, .. } = name {
            by_surname.entry(surname).or_default().insert(name);
        }
    }
    let mut person: BTreeMap<&NormalName, Key> = BTreeMap::new();
    for forms in by_surname.values() {
        let own = |form: &NormalName| {
            aliases.get(form).map_or_else(|| Key::Name(form.clone()), |entry| Key::Alias(*entry))
        };
        let fullest: Vec<&NormalName> = forms
            .iter()
            .filter(|form| !forms.iter().any(|other| other != *form && subsumed(form, other)))
            .copied()
            .collect();
        for form in forms {
            let keys: BTreeSet<Key> =
                fullest.iter().filter(|other| subsumed(form, other)).map(|other| own(other)).collect();
            let key = match (aliases.contains_key(form), keys.len()) {
                (false, 1) => keys.into_iter().next().expect("there is one"),
                _ => own(form),
            };
            person.insert(form, key);
        }
    }
    let mut found: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (n, name) in named.iter().enumerate() {
        let Some(name) = name else { continue };
        let speaker = &statements[n].statement.speaker;
        let key = match name {
            NormalName::Local => {
                let inside = speaker.id.clone().or_else(|| speaker.name.clone()).unwrap_or_default();
                Key::Inside(articles[statements[n].article].text_sha256, inside)
            }
            NormalName::Person { .. } => person[name].clone(),
            NormalName::Body(_) => {
                // A name of unknown kind is a person's where one of that full name is in the record.
                let as_person = (speaker.kind == SpeakerKind::Unknown)
                    .then(|| normal(speaker.name.as_deref().unwrap_or_default(), SpeakerKind::Person))
                    .filter(is_full)
                    .and_then(|p| person.get(&p));
                match (as_person, aliases.get(name)) {
                    (Some(key), _) => key.clone(),
                    (None, Some(entry)) => Key::Alias(*entry),
                    (None, None) => Key::Name(name.clone()),
                }
            }
        };
        found.entry(key).or_default().push(n);
    }
    let mut rows: Vec<(RecordSpeaker, _)> = found
        .into_iter()
        .map(|(key, members)| {
            let first = members.iter().map(|&n| crate::order_of(articles, statements, n)).min();
            (record_speaker(key, members, statements, registry), first)
        })
        .collect();
    rows.sort_by(|(a, x), (b, y)| (&a.name, a.kind, x).cmp(&(&b.name, b.kind, y)));
    let mut of = vec![None; statements.len()];
    for (n, (speaker, _)) in rows.iter().enumerate() {
        for &statement in &speaker.statements {
            of[statement] = Some(n);
        }
    }
    (rows.into_iter().map(|(speaker, _)| speaker).collect(), of)
}

fn record_speaker(
    key: Key,
    members: Vec<usize>,
    statements: &[EffectiveStatement],
    registry: &Registry,
) -> RecordSpeaker {
    let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
    let mut kinds: BTreeMap<SpeakerKind, usize> = BTreeMap::new();
    for &n in &members {
        let speaker = &statements[n].statement.speaker;
        *forms.entry(speaker.name.as_deref().unwrap_or_default()).or_default() += 1;
        *kinds.entry(speaker.kind).or_default() += 1;
    }
    // The commonest form; among equally common ones the longer, then the first in the alphabet.
    let commonest = forms
        .iter()
        .min_by_key(|(form, count)| {
            (std::cmp::Reverse(**count), std::cmp::Reverse(form.chars().count()), **form)
        })
        .map_or("", |(form, _)| form);
    let name = match key {
        Key::Alias(entry) => registry.aliases[entry].first().map_or(commonest, String::as_str),
        _ => commonest,
    };
    let kind = kinds
        .iter()
        .filter(|(kind, _)| **kind != SpeakerKind::Unknown || kinds.len() == 1)
        .min_by_key(|(kind, count)| (std::cmp::Reverse(**count), **kind))
        .map_or(SpeakerKind::Unknown, |(kind, _)| *kind);
    RecordSpeaker {
        name: name.to_string(),
        kind,
        forms: forms.keys().map(|form| form.to_string()).collect(),
        statements: members,
    }
}
