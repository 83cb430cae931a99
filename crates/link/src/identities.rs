//! Who a statement's speaker is by the registry: by a proper name declared for him, or by an office he held on the day.

use crate::names::{NormalName, normal, spelling};
use crate::offices::{self, Office};
use crate::report::possible_days;
use reportedly_schema::linkage::{EffectiveStatement, Joined, LinkArticle, Registry};
use reportedly_schema::registry::{Alias, Entry, Member, Membership, Period, Role};
use reportedly_schema::{Interval, SpeakerKind};
use std::collections::{BTreeMap, BTreeSet};

/// A registry made ready for look-ups. Building it once serves any number of statements.
///
/// ```
/// use reportedly_link::Identities;
/// use reportedly_schema::linkage::Registry;
/// let registry = Registry::default();
/// let identities = Identities::new(&registry);
/// assert!(identities.registry().is_empty());
/// ```
#[derive(Clone, Debug)]
pub struct Identities<'r> {
    registry: &'r Registry,
    /// What entries are called.
    called: BTreeMap<&'r str, usize>,
    /// Normal names to the entries and aliases that have them; `None` for the display name.
    names: BTreeMap<NormalName, Vec<(usize, Option<usize>)>>,
    /// Offices to the entries and roles.
    offices: BTreeMap<Office, Vec<(usize, usize)>>,
    /// Pairs of normal names that are not one speaker, in both orders.
    apart: BTreeSet<(NormalName, NormalName)>,
    /// Normal names whose spellings were declared different.
    divided: BTreeSet<NormalName>,
}

/// What the registry says of a statement's speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// This entry, by index, how surely, and why.
    Entry(usize, Joined, String),
    /// A name or office of several entries, and nothing tells which it is.
    Several(Vec<usize>),
    /// Nothing.
    NotDeclared,
}

impl<'r> Identities<'r> {
    /// Prepares a registry. Names that are no proper names of the entry's kind are passed over: [`crate::registry_faults`] lists
    /// them.
    pub fn new(registry: &'r Registry) -> Identities<'r> {
        let mut out = Identities {
            registry,
            called: registry.entries.iter().enumerate().map(|(n, entry)| (entry.name.as_str(), n)).collect(),
            names: BTreeMap::new(),
            offices: BTreeMap::new(),
            apart: BTreeSet::new(),
            divided: BTreeSet::new(),
        };
        for (n, entry) in registry.entries.iter().enumerate() {
            if !is_bracketed(&entry.name) {
                out.add_name(&entry.name, entry.kind, (n, None));
            }
            for (k, alias) in entry.aliases.iter().enumerate() {
                out.add_name(&alias.form, entry.kind, (n, Some(k)));
            }
            for (k, role) in entry.roles.iter().enumerate() {
                let title = offices::one_title(&role.title);
                for body in role.body.iter().flat_map(|body| offices::bodies(body)) {
                    out.offices.entry(Office { title: title.clone(), body }).or_default().push((n, k));
                }
            }
        }
        for pair in &registry.different {
            out.set_apart(&pair.a, &pair.b);
        }
        out
    }

    /// The registry.
    pub fn registry(&self) -> &'r Registry {
        self.registry
    }

    fn add_name(&mut self, form: &str, kind: SpeakerKind, at: (usize, Option<usize>)) {
        let name = normal(form, kind);
        if matches!(name, NormalName::Person(_) | NormalName::Body(_)) {
            self.names.entry(name).or_default().push(at);
        }
    }

    fn set_apart(&mut self, a: &str, b: &str) {
        for kind in [SpeakerKind::Person, SpeakerKind::Organisation] {
            for x in self.spellings(a, kind) {
                for y in self.spellings(b, kind) {
                    if x.0 != y.0 {
                        self.apart.insert((x.0.clone(), y.0.clone()));
                        self.apart.insert((y.0, x.0.clone()));
                    } else if x.1 != y.1 {
                        self.divided.insert(x.0.clone());
                    }
                }
            }
        }
    }

    /// A name in a pair, with its spelling; what ends in brackets is no name, and stands for the names of the entry called so.
    fn spellings(&self, name: &str, kind: SpeakerKind) -> Vec<(NormalName, String)> {
        let spelled = |form: &str| (normal(form, kind), spelling(form, kind));
        if !is_bracketed(name) {
            return vec![spelled(name)];
        }
        let entry = self.called(name).map(|n| self.entry(n));
        entry.into_iter().flat_map(|entry| &entry.aliases).map(|alias| spelled(&alias.form)).collect()
    }

    /// The entry called so, by index.
    pub fn called(&self, name: &str) -> Option<usize> {
        self.called.get(name).copied()
    }

    pub(crate) fn entry(&self, n: usize) -> &'r Entry {
        &self.registry.entries[n]
    }

    /// Whether the two names were declared to be two speakers.
    pub(crate) fn are_apart(&self, a: &NormalName, b: &NormalName) -> bool {
        !self.apart.is_empty() && self.apart.contains(&(a.clone(), b.clone()))
    }

    /// Whether the spellings of this name were declared to be several speakers.
    pub(crate) fn is_divided(&self, name: &NormalName) -> bool {
        self.divided.contains(name)
    }

    /// Every name of every entry.
    pub(crate) fn names(&self) -> impl Iterator<Item = (&NormalName, &[(usize, Option<usize>)])> {
        self.names.iter().map(|(name, owners)| (name, owners.as_slice()))
    }

    /// The normal names of one entry.
    pub(crate) fn names_of(&self, n: usize) -> impl Iterator<Item = NormalName> + '_ {
        let entry = self.entry(n);
        let forms = entry.aliases.iter().map(|alias| &alias.form).chain([&entry.name]);
        forms
            .filter(|form| !is_bracketed(form))
            .map(|form| normal(form, entry.kind))
            .filter(|name| *name != NormalName::Local)
    }

    /// Who the speaker of `statement` is: by proper name, else by the office held on every day on which it may have been said.
    ///
    /// A name never leads from a body, capital, ministry or group to a person, nor the other way: kinds are compared first.
    pub fn of(&self, statement: &EffectiveStatement, article: &LinkArticle) -> Identity {
        let speaker = &statement.statement.speaker;
        let Some(written) = speaker.name.as_deref() else { return Identity::NotDeclared };
        if self.registry.entries.is_empty() {
            return Identity::NotDeclared;
        }
        if is_bracketed(written)
            && let Some(n) = self.called(written)
        {
            return Identity::Entry(n, Joined::Certain, format!("called {written}"));
        }
        match normal_of(speaker.kind, written) {
            NormalName::Local => Identity::NotDeclared,
            NormalName::Office(office) => self.holder(&office, statement, article),
            name => self.named(&name, written, statement, article),
        }
    }

    fn named(
        &self,
        name: &NormalName,
        written: &str,
        statement: &EffectiveStatement,
        article: &LinkArticle,
    ) -> Identity {
        let kind = match name {
            NormalName::Person(_) => SpeakerKind::Person,
            _ => SpeakerKind::Organisation,
        };
        let spelled = spelling(unbracketed(written), kind);
        let days = days_of(statement, article);
        let mut owners: BTreeMap<usize, (Joined, String)> = BTreeMap::new();
        let mut in_article = false;
        for &(n, k) in self.names.get(name).into_iter().flatten() {
            let entry = self.entry(n);
            let alias = k.map(|k| &entry.aliases[k]);
            let form = alias.map_or(entry.name.as_str(), |alias| alias.form.as_str());
            let same = spelling(form, kind) == spelled;
            if !same && self.is_divided(name) {
                continue;
            }
            let place = alias.and_then(|alias| alias.article.as_deref());
            if place.is_some_and(|place| !is_article(article, place)) {
                continue;
            }
            let period = alias.map(|alias| alias.period).unwrap_or_default();
            if !period.holds(days) {
                continue;
            }
            let (joined, because) = match (place, same) {
                (Some(_), _) => (Joined::Certain, format!("declared to be {} in this article", entry.name)),
                (None, true) => (Joined::Certain, format!("{written} is declared a name of {}", entry.name)),
                (None, false) => (
                    Joined::Probable,
                    format!("{written} is spelled much as {form}, declared a name of {}", entry.name),
                ),
            };
            // What is said of one article counts before what is said of all.
            if place.is_some() && !in_article {
                in_article = true;
                owners.clear();
            }
            if place.is_some() == in_article {
                let known = owners.entry(n).or_insert((joined, because.clone()));
                if joined < known.0 {
                    *known = (joined, because);
                }
            }
        }
        if owners.len() > 1 {
            return self.by_office_beside(owners.keys().copied().collect(), statement, days);
        }
        match owners.pop_first() {
            Some((n, (joined, because))) => Identity::Entry(n, joined, because),
            None => Identity::NotDeclared,
        }
    }

    /// Several people of one name: the only one of them whose office on the day stands in the words that name the source.
    fn by_office_beside(
        &self,
        owners: Vec<usize>,
        statement: &EffectiveStatement,
        days: Interval,
    ) -> Identity {
        let source = format!(" {} ", crate::names::words(&statement.source_text).join(" "));
        let held: Vec<(usize, &Role)> = owners
            .iter()
            .flat_map(|&n| self.entry(n).roles.iter().map(move |role| (n, role)))
            .filter(|(_, role)| role.period.holds(days))
            .filter(|(_, role)| {
                let written = crate::names::words(&role.title).join(" ");
                !written.is_empty() && source.contains(&format!(" {written} "))
            })
            .collect();
        match held.as_slice() {
            [(n, role), rest @ ..] if rest.iter().all(|(other, _)| other == n) => Identity::Entry(
                *n,
                Joined::Probable,
                format!("one of {} of this name, and {}", owners.len(), held_office(self.entry(*n), role)),
            ),
            _ => Identity::Several(owners),
        }
    }

    fn holder(&self, office: &Office, statement: &EffectiveStatement, article: &LinkArticle) -> Identity {
        let Some(roles) = self.offices.get(office) else { return Identity::NotDeclared };
        let days = days_of(statement, article);
        // An office without any date says nothing about the day.
        let held: Vec<(usize, &Role)> = roles
            .iter()
            .map(|&(n, k)| (n, &self.entry(n).roles[k]))
            .filter(|(_, role)| !role.period.is_always() && role.period.holds(days))
            .collect();
        let holders: BTreeSet<usize> = held.iter().map(|(n, _)| *n).collect();
        match (held.first(), holders.len()) {
            (Some((n, role)), 1) => Identity::Entry(*n, Joined::Probable, held_office(self.entry(*n), role)),
            (Some(_), _) => Identity::Several(holders.into_iter().collect()),
            (None, _) => Identity::NotDeclared,
        }
    }

    /// Whether the speaker of `statement` speaks for `party` on every day on which it may have been said. `entry` is who the
    /// speaker is by the registry, as [`Identities::of`] or the record's speaker says.
    pub fn speaks_for(
        &self,
        party: &str,
        entry: Option<usize>,
        statement: &EffectiveStatement,
        article: &LinkArticle,
    ) -> ForParty {
        let wanted = crate::names::words(party).join(" ");
        let speaker = &statement.statement.speaker;
        let name = speaker.name.as_deref().map_or(NormalName::Local, |name| normal_of(speaker.kind, name));
        let days = days_of(statement, article);
        let mut found = ForParty::No;
        for membership in &self.registry.memberships {
            if crate::names::words(&membership.party).join(" ") != wanted {
                continue;
            }
            for role in self.membership_periods(membership, entry, &name) {
                let periods = [Some(membership.period), role];
                if periods.iter().flatten().all(|period| period.holds(days)) {
                    return ForParty::Yes;
                }
                let possible = periods.iter().flatten().all(|period| period.days().overlaps(&days));
                if possible {
                    found = ForParty::DayNotKnown;
                }
            }
        }
        found
    }

    /// One item for each way in which the membership is about this speaker, with the period of the office by which it is.
    fn membership_periods(
        &self,
        membership: &Membership,
        entry: Option<usize>,
        name: &NormalName,
    ) -> Vec<Option<Period>> {
        let entry = entry.map(|n| self.entry(n));
        match &membership.member {
            Member::Entry(id) => entry.filter(|entry| entry.id == *id).map(|_| None).into_iter().collect(),
            Member::Body { title, body } => {
                let title = title.as_deref().map(offices::one_title);
                let spellings: BTreeSet<String> = offices::bodies(body).collect();
                let mut out = Vec::new();
                match name {
                    NormalName::Body(own) if title.is_none() && spellings.contains(own) => out.push(None),
                    NormalName::Office(office)
                        if spellings.contains(&office.body)
                            && title.as_ref().is_none_or(|t| *t == office.title) =>
                    {
                        out.push(None)
                    }
                    _ => {}
                }
                let body_entry = |entry: &&Entry| {
                    title.is_none()
                        && entry.kind != SpeakerKind::Person
                        && entry
                            .aliases
                            .iter()
                            .map(|alias| &alias.form)
                            .chain([&entry.name])
                            .any(|form| offices::bodies(form).any(|one| spellings.contains(&one)))
                };
                out.extend(entry.filter(body_entry).map(|_| None));
                for role in entry.into_iter().flat_map(|entry| &entry.roles) {
                    let same_title = title.as_ref().is_none_or(|t| *t == offices::one_title(&role.title));
                    let same_body =
                        role.body.iter().flat_map(|b| offices::bodies(b)).any(|one| spellings.contains(&one));
                    if same_title && same_body {
                        out.push(Some(role.period));
                    }
                }
                out
            }
        }
    }
}

/// Whether a statement's speaker speaks for a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForParty {
    /// On every day on which it may have been said.
    Yes,
    /// On some of these days, or no day is known.
    DayNotKnown,
    /// Not.
    No,
}

/// Whether a name ends in brackets: "Ivo Maros (judge)".
pub(crate) fn is_bracketed(name: &str) -> bool {
    unbracketed(name) != name
}

/// "Ivo Maros (judge)" is called "Ivo Maros": what stands in brackets at the end tells people of one name apart and is no name.
pub(crate) fn unbracketed(name: &str) -> &str {
    match name.trim_end().strip_suffix(')').and_then(|open| open.rsplit_once('(')) {
        Some((before, _)) if !before.trim().is_empty() => before.trim_end(),
        _ => name,
    }
}

/// The normal name of a speaker found in an article. One of unknown kind with a given name and a surname is compared as it is by
/// the linker: as a body unless a person of that name is known.
pub(crate) fn normal_of(kind: SpeakerKind, name: &str) -> NormalName {
    normal(unbracketed(name), kind)
}

/// The days on which a statement may have been said; open at both ends where nothing is known.
fn days_of(statement: &EffectiveStatement, article: &LinkArticle) -> Interval {
    possible_days(statement, article).map(|(days, _)| days).unwrap_or_default()
}

fn is_article(article: &LinkArticle, place: &str) -> bool {
    article.path == place || article.url.as_deref() == Some(place) || article.id.to_string() == place
}

fn held_office(entry: &Entry, role: &Role) -> String {
    let of = role
        .body
        .as_deref()
        .map_or(String::new(), |body| format!(" of {}", body.split(';').next().unwrap_or_default().trim()));
    let period = role.period.to_string();
    let when = if period.is_empty() { String::new() } else { format!(" {period}") };
    format!("{} held the office of {}{of}{when}", entry.name, role.title)
}

/// Whether the statement calls its speaker by an office rather than by name.
pub(crate) fn by_office(statement: &EffectiveStatement) -> bool {
    let speaker = &statement.statement.speaker;
    speaker.name.as_deref().is_some_and(|name| matches!(normal_of(speaker.kind, name), NormalName::Office(_)))
}

/// Whether two aliases of two entries can be told apart: by article or by day.
pub(crate) fn told_apart(a: &Alias, b: &Alias) -> bool {
    match (&a.article, &b.article) {
        (Some(x), Some(y)) if x == y => !a.period.overlaps(&b.period),
        (Some(_), _) | (_, Some(_)) => true,
        (None, None) => !a.period.overlaps(&b.period),
    }
}
