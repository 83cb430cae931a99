//! What may stand in the registry: proper names only, one speaker each.
//!
//! Epithets, descriptions, pronouns and bare offices mean somebody inside one article and never become a name.

use crate::identities::{is_bracketed, told_apart, unbracketed};
use crate::lexicon::entries;
use crate::names::{NormalName, is_generic_body_word, is_particle, is_title, normal, words};
use crate::offices::{self, Reading, is_office_word};
use reportedly_schema::SpeakerKind;
use reportedly_schema::registry::{Alias, Member, Registry};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;
use std::sync::LazyLock;

static PRONOUNS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| entries(include_str!("../vocabulary/pronouns.tsv")).collect());
static DESCRIPTIONS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| entries(include_str!("../vocabulary/descriptions.tsv")).collect());

/// Code points of the longest name; longer ones are no names but sentences.
pub const LONGEST_NAME: usize = 120;

/// Words that stand before a description and before no person's name.
const BEFORE_DESCRIPTIONS: &[&str] =
    &["the", "a", "an", "some", "one", "two", "several", "another", "ex", "former"];

/// Words that stand between the parts of a description and inside no person's name.
const INSIDE_DESCRIPTIONS: &[&str] =
    &["of", "for", "from", "in", "at", "with", "by", "and", "to", "on", "who", "whose", "that", "the"];

/// Why a form is no proper name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAName {
    /// The form.
    pub form: String,
    why: String,
}

impl fmt::Display for NotAName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}", self.form, self.why)
    }
}

impl std::error::Error for NotAName {}

/// Checks that a form is a proper name of a speaker of this kind.
///
/// # Errors
/// With the reason, where it is a description, an epithet, a pronoun, a bare office or the name of a kind of body; an epithet in
/// the form of a name ("Iron Joe") cannot be told from one and passes.
///
/// ```
/// use reportedly_link::proper_name;
/// use reportedly_schema::SpeakerKind;
/// assert!(proper_name("Ada Venn", SpeakerKind::Person).is_ok());
/// assert!(proper_name("van der Orlin", SpeakerKind::Person).is_ok());
/// let told = proper_name("the foreign minister of Aldra", SpeakerKind::Person).unwrap_err().to_string();
/// assert!(told.contains("is an office"), "{told}");
/// ```
pub fn proper_name(form: &str, kind: SpeakerKind) -> Result<(), NotAName> {
    let no = |why: &str| Err(NotAName { form: form.to_string(), why: why.to_string() });
    let all = words(form);
    if all.is_empty() || !form.chars().any(char::is_alphabetic) {
        return no("has no letter: give a name");
    }
    if form.chars().any(char::is_control) {
        return no("has a line break or another control character: write the name on one line");
    }
    if form.chars().count() > LONGEST_NAME {
        return no("is longer than any name: give the name alone");
    }
    if all.iter().all(|w| PRONOUNS.contains(w.as_str())) {
        return no("is a pronoun: it means somebody inside one article only");
    }
    if !form.chars().any(|c| c.is_alphabetic() && !c.is_lowercase()) {
        return no(
            "has no capital letter: a description means somebody inside one article only; give a proper name",
        );
    }
    match kind {
        SpeakerKind::Person => person(form, &all).map_or(Ok(()), no),
        SpeakerKind::Organisation | SpeakerKind::Government => {
            if all.iter().all(|w| is_generic_body_word(w)) {
                return no(
                    "names a kind of body and no single one: add whose it is (\"Aldra Foreign Ministry\")",
                );
            }
            if PRONOUNS.contains(all[0].as_str()) {
                return no("begins with a pronoun: it means a body inside one article only");
            }
            Ok(())
        }
        SpeakerKind::Group | SpeakerKind::Document | SpeakerKind::Unnamed | SpeakerKind::Unknown => {
            no("would name a group, document or unnamed source: these are never one across articles")
        }
    }
}

fn person(form: &str, all: &[String]) -> Option<&'static str> {
    match offices::read(form) {
        Reading::Office(_) => {
            return Some(
                "is an office and no name: put the office in the columns role and body, with the days it was held",
            );
        }
        Reading::Bare => {
            return Some("is a bare office: it means somebody inside one article only; give a proper name");
        }
        Reading::Name => {}
    }
    if all.iter().all(|w| is_title(w) || is_office_word(w)) {
        return Some("is a title without a name");
    }
    let small = |word: &str| !word.chars().next().is_some_and(char::is_uppercase);
    let written: Vec<&str> = form.split_whitespace().collect();
    if written.len() > 1 && BEFORE_DESCRIPTIONS.contains(&written[0].to_lowercase().as_str()) {
        return Some("is a description or an epithet: it never becomes a name; give a proper name");
    }
    if PRONOUNS.contains(all[0].as_str()) && all.len() > 1 {
        return Some("begins with a pronoun: it is a description; give a proper name");
    }
    if written.iter().any(|w| small(w) && INSIDE_DESCRIPTIONS.contains(&w.to_lowercase().as_str())) {
        return Some("describes somebody: give the name without the words around it");
    }
    if written.iter().rev().skip(1).any(|w| w.ends_with("'s") || w.ends_with("’s")) {
        return Some("says whose somebody is: give the name alone");
    }
    if all.last().is_some_and(|w| DESCRIPTIONS.contains(w.as_str())) {
        return Some("ends in a word for a role: it is a description or an epithet; give a proper name");
    }
    // "opposition politician Venn" has a name and more; "Ada of the ports" was refused above.
    let stray = |w: &&str| {
        let first = w.chars().next();
        let word = words(w);
        first.is_some_and(char::is_lowercase)
            && w.chars().all(|c| c.is_lowercase() || !c.is_alphabetic())
            && !word.iter().all(|w| is_particle(w) || matches!(w.as_str(), "y" | "e" | "i"))
    };
    if written.iter().any(stray) {
        return Some("has words in small letters that are no part of a name: give the name alone");
    }
    None
}

/// A breach of the registry's rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryFault {
    /// The entry's id; empty for a membership without an entry and for a pair.
    pub entry: String,
    /// The name, role or party it is about, as written.
    pub about: String,
    /// What is wrong, and what to do.
    pub what: String,
}

impl fmt::Display for RegistryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

/// Everything in a registry that breaks its rules, in its order: a form that is no proper name, one name of two entries that
/// nothing tells apart, an id or display name given twice, a period that ends before it begins, a member that is no entry, and a
/// pair of names that are one entry's.
pub fn registry_faults(registry: &Registry) -> Vec<RegistryFault> {
    let mut faults = Vec::new();
    let mut fault = |entry: &str, about: &str, what: String| {
        faults.push(RegistryFault { entry: entry.to_string(), about: about.to_string(), what })
    };
    let (mut ids, mut displayed) = (BTreeSet::new(), BTreeMap::new());
    for entry in &registry.entries {
        if !is_id(&entry.id) {
            let what =
                format!("the id {:?} is none: use 1 to 64 small letters a-z, digits and hyphens", entry.id);
            fault(&entry.id, &entry.id, what);
        } else if !ids.insert(entry.id.as_str()) {
            fault(
                &entry.id,
                &entry.id,
                format!("the id {:?} stands for two speakers: give one another id", entry.id),
            );
        }
        if let Some(other) = displayed.insert(entry.name.as_str(), entry.id.as_str()) {
            fault(
                &entry.id,
                &entry.name,
                format!(
                    "{:?} is what {other} is called already: tell them apart in brackets, \"{} (judge)\"",
                    entry.name, entry.name
                ),
            );
        }
        let forms =
            [unbracketed(&entry.name)].into_iter().chain(entry.aliases.iter().map(|a| a.form.as_str()));
        for form in forms {
            if let Err(not) = proper_name(form, entry.kind) {
                fault(&entry.id, form, not.to_string());
            }
        }
        for alias in entry.aliases.iter().filter(|alias| is_bracketed(&alias.form)) {
            let what = format!(
                "{:?} has brackets: only what a speaker is called may; write the name as articles do",
                alias.form
            );
            fault(&entry.id, &alias.form, what);
        }
        let periods = entry.aliases.iter().map(|a| (&a.form, a.period));
        for (about, period) in periods.chain(entry.roles.iter().map(|r| (&r.title, r.period))) {
            if ends_before_it_begins(period) {
                fault(&entry.id, about, format!("{about:?} ends before it begins ({period})"));
            }
        }
        if let Some(item) = entry.wikidata.as_deref().filter(|item| !is_wikidata(item)) {
            fault(&entry.id, item, format!("{item:?} is no item of Wikidata: expected Q and digits, as Q42"));
        }
    }
    for membership in &registry.memberships {
        if let Member::Entry(id) = &membership.member
            && !ids.contains(id.as_str())
        {
            fault(id, &membership.party, format!("{id:?}, of {:?}, is no entry", membership.party));
        }
        if ends_before_it_begins(membership.period) {
            let what =
                format!("membership of {:?} ends before it begins ({})", membership.party, membership.period);
            fault("", &membership.party, what);
        }
    }
    faults.extend(names_of_two(registry));
    faults
}

/// The faults of `after` that `before` has not: what was taken by an earlier version with other words stands in nobody's way.
pub(crate) fn new_faults(before: &Registry, after: &Registry) -> Vec<RegistryFault> {
    let mut faults = registry_faults(after);
    if !faults.is_empty() {
        let known = registry_faults(before);
        faults.retain(|fault| !known.contains(fault));
    }
    faults
}

fn ends_before_it_begins(period: reportedly_schema::registry::Period) -> bool {
    let days = period.days();
    matches!((days.earliest, days.latest), (Some(first), Some(last)) if last < first)
}

/// One name in two entries that nothing tells apart, and names of one entry that were declared different.
fn names_of_two(registry: &Registry) -> Vec<RegistryFault> {
    let apart: BTreeSet<(&str, &str)> = registry
        .different
        .iter()
        .flat_map(|pair| [(pair.a.as_str(), pair.b.as_str()), (pair.b.as_str(), pair.a.as_str())])
        .collect();
    let mut owners: BTreeMap<NormalName, Vec<(usize, Alias)>> = BTreeMap::new();
    let mut faults = Vec::new();
    for (n, entry) in registry.entries.iter().enumerate() {
        let own = Some(Alias::always(&entry.name)).filter(|_| !is_bracketed(&entry.name));
        let forms: Vec<Alias> = own.into_iter().chain(entry.aliases.iter().cloned()).collect();
        for alias in &forms {
            if let Some(other) = forms.iter().find(|other| apart.contains(&(&alias.form, &other.form)))
                && alias.form < other.form
            {
                faults.push(RegistryFault {
                    entry: entry.id.clone(),
                    about: alias.form.clone(),
                    what: format!(
                        "{:?} and {:?} are both names of {:?} and declared different: take one of the two back",
                        alias.form, other.form, entry.name
                    ),
                });
            }
        }
        for alias in forms {
            let name = normal(&alias.form, entry.kind);
            if name != NormalName::Local {
                owners.entry(name).or_default().push((n, alias));
            }
        }
    }
    for owners in owners.values() {
        for (k, (n, alias)) in owners.iter().enumerate() {
            let entry = &registry.entries[*n];
            let clash = owners[..k].iter().find(|(m, other)| {
                let first = &registry.entries[*m];
                m != n
                    && !told_apart(alias, other)
                    && !apart.contains(&(&entry.name, &first.name))
                    && !apart.contains(&(&alias.form, &other.form))
            });
            if let Some((m, other)) = clash {
                let first = &registry.entries[*m];
                let same =
                    if alias.form == other.form { String::new() } else { format!(" as {:?}", other.form) };
                faults.push(RegistryFault {
                    entry: entry.id.clone(),
                    about: alias.form.clone(),
                    what: format!(
                        "{:?} is already a name of {:?}{same}: keep it in one of the two, or say which it means by days or \
                         article, or declare {:?} and {:?} different",
                        alias.form, first.name, first.name, entry.name
                    ),
                });
            }
        }
    }
    faults
}

/// Small letters, digits and hyphens.
pub(crate) fn is_id(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn is_wikidata(item: &str) -> bool {
    let digits = item.strip_prefix('Q').unwrap_or_default();
    (1..=12).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly_schema::registry::{Different, Entry, Period};

    fn entry(id: &str, name: &str, aliases: &[&str]) -> Entry {
        Entry {
            id: id.to_string(),
            name: name.to_string(),
            kind: SpeakerKind::Person,
            aliases: aliases.iter().map(|form| Alias::always(*form)).collect(),
            roles: vec![],
            wikidata: None,
            note: None,
        }
    }

    #[test]
    fn proper_names_of_people_pass() {
        for name in [
            "Ada Venn",
            "Venn",
            "A. Venn",
            "Ursula van der Orlin",
            "van der Orlin",
            "Ali al-Maros",
            "José Ortega y Maros",
            "Robert Maros Jr.",
            "Stephen King",
            "O'Maros",
            "Мария Орлова",
            "王芳",
            "Minister Ada Venn",
            "bin Maros",
            "d'Orlin Ana",
            "Jean-Paul Maros",
            "E. Ada",
        ] {
            assert_eq!(proper_name(name, SpeakerKind::Person), Ok(()), "{name}");
        }
    }

    #[test]
    fn descriptions_epithets_pronouns_and_offices_do_not() {
        for form in [
            "",
            "  ",
            "he",
            "She",
            "the minister",
            "The Iron Lady",
            "Iron Lady",
            "the Butcher of Orlin",
            "Butcher of Orlin",
            "President",
            "the President",
            "Prime Minister of Aldra",
            "Aldran foreign minister",
            "Aldra's president",
            "opposition leader",
            "Former Aldran Strongman",
            "his wife",
            "Venn's spokesman",
            "the ex-mayor",
            "longtime critic Venn",
            "A Venn\nB",
            "Two Officials",
            "42",
            "Minister of Finance",
        ] {
            assert!(proper_name(form, SpeakerKind::Person).is_err(), "{form}");
        }
        for form in ["Foreign Ministry", "the government", "Their Ministry of Works", "ministry of Aldra"] {
            let found = proper_name(form, SpeakerKind::Government);
            assert_eq!(found.is_err(), form != "ministry of Aldra", "{form}: {found:?}");
        }
        assert!(proper_name("Two Officials", SpeakerKind::Unnamed).is_err());
    }

    #[test]
    fn a_name_of_two_entries_is_told_unless_something_tells_them_apart() {
        let mut registry = Registry {
            entries: vec![
                entry("a", "Ivo Maros (judge)", &["Ivo Maros"]),
                entry("b", "Ivo Maros (mayor)", &["Ivo Maros"]),
            ],
            ..Registry::default()
        };
        let faults = registry_faults(&registry);
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].what.contains("already a name of \"Ivo Maros (judge)\""), "{}", faults[0]);
        registry.entries[1].aliases[0].article = Some("court.txt".into());
        assert_eq!(registry_faults(&registry), []);
        registry.entries[1].aliases[0].article = None;
        registry.entries[0].aliases[0].period = Period { from: None, until: Some("2028".parse().unwrap()) };
        registry.entries[1].aliases[0].period = Period { from: Some("2029".parse().unwrap()), until: None };
        assert_eq!(registry_faults(&registry), []);
        registry.entries.iter_mut().for_each(|e| e.aliases[0].period = Period::default());
        registry.different = vec![Different::new("Ivo Maros (judge)", "Ivo Maros (mayor)", None)];
        assert_eq!(registry_faults(&registry), []);
    }

    #[test]
    fn what_breaks_the_rules_is_told_with_what_to_do() {
        let mut bad = entry("Bad Id", "Ada Venn", &["the minister", "Ada V. (x)"]);
        bad.wikidata = Some("42".into());
        let other = entry("b", "Ada Venn", &[]);
        let registry = Registry {
            entries: vec![bad, other],
            different: vec![Different::new("Ada Venn", "Ada V. (x)", None)],
            ..Registry::default()
        };
        let told: Vec<String> = registry_faults(&registry).iter().map(|f| f.to_string()).collect();
        for words in [
            "is none: use",
            "what Bad Id is called",
            "no capital letter",
            "brackets",
            "Q42",
            "declared different",
        ] {
            assert!(told.iter().any(|line| line.contains(words)), "{words}: {told:#?}");
        }
    }
}
