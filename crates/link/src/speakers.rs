//! Speakers of the record: who is the same across articles, by proper name and by what the registry declares.

use crate::identities::{Identities, Identity, is_bracketed, normal_of};
use crate::names::{NormalName, compatible, is_full, normal, spelling, subsumed};
use reportedly_schema::linkage::{EffectiveStatement, Joined, LinkArticle, RecordSpeaker};
use reportedly_schema::{Sha256, SpeakerKind};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What statements of one speaker have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// Declared, by index into the registry.
    Entry(usize),
    /// By name.
    Name(NormalName),
    /// By name and spelling, where spellings were declared to be several speakers.
    Spelled(NormalName, String),
    /// Known only inside one text, by local entity or class; so is a name that is several people's by the registry.
    Inside(Sha256, String),
}

/// Whether two statements have one speaker, how surely, and why: a pure function of the two and the registry.
///
/// * **Certain**: the registry has both names in one entry; or the names are equal apart from case, diacritics, titles and
///   punctuation, and have a full given name or are a body's.
/// * **Probable**: the spellings differ as transliterations do; one form only leaves out what the other says ("Maros", "I. Maros",
///   "Ivo Maros"; "Ursula Orlin", "Ursula van der Orlin"); or one of them held the office on the day by the registry.
/// * **Never** (`None`): other given names, "Jr." and "Sr.", two entries of the registry, names declared different, a person and
///   a body. Groups, documents, unnamed sources, bare offices and descriptions are never the same in two statements of different
///   texts, which is all that this function can know of them.
pub fn same_speaker(
    a: (&EffectiveStatement, &LinkArticle),
    b: (&EffectiveStatement, &LinkArticle),
    identities: &Identities,
) -> Option<(Joined, String)> {
    let (sa, sb) = (&a.0.statement.speaker, &b.0.statement.speaker);
    let (na, nb) = (sa.name.as_deref()?, sb.name.as_deref()?);
    let (x, y) = (normal_of(sa.kind, na), normal_of(sb.kind, nb));
    match (identities.of(a.0, a.1), identities.of(b.0, b.1)) {
        (Identity::Entry(p, j, why), Identity::Entry(q, k, other)) => {
            let because = if why == other { why } else { format!("{why}; {other}") };
            (p == q).then_some((j.max(k), because))
        }
        (Identity::Several(_), Identity::NotDeclared | Identity::Several(_))
        | (Identity::NotDeclared, Identity::Several(_)) => {
            (a.1.text_sha256 == b.1.text_sha256 && sa.id.is_some() && sa.id == sb.id)
                .then(|| (Joined::Certain, "one name in one text".to_string()))
        }
        (Identity::Several(_), Identity::Entry(..)) | (Identity::Entry(..), Identity::Several(_)) => None,
        (Identity::Entry(entry, joined, why), Identity::NotDeclared) => beside(identities, entry, &y)
            .then(|| (joined.max(Joined::Probable), format!("no name speaks against it: {nb}; {why}"))),
        (Identity::NotDeclared, Identity::Entry(entry, joined, why)) => beside(identities, entry, &x)
            .then(|| (joined.max(Joined::Probable), format!("no name speaks against it: {na}; {why}"))),
        (Identity::NotDeclared, Identity::NotDeclared) => {
            undeclared((&x, na, sa.kind), (&y, nb, sb.kind), identities)
        }
    }
}

/// Whether an undeclared name may be another form of an entry's.
fn beside(identities: &Identities, entry: usize, name: &NormalName) -> bool {
    let names: Vec<NormalName> = identities.names_of(entry).collect();
    names.iter().any(|own| compatible(own, name) && !identities.is_divided(own))
        && !names.iter().any(|own| identities.are_apart(own, name))
}

type Written<'a> = (&'a NormalName, &'a str, SpeakerKind);

fn undeclared(a: Written, b: Written, identities: &Identities) -> Option<(Joined, String)> {
    let (x, y) = (a.0, b.0);
    if *x == NormalName::Local || !compatible(x, y) || identities.are_apart(x, y) {
        return None;
    }
    let same = spelling(a.1, a.2) == spelling(b.1, b.2);
    if x == y && !same && identities.is_divided(x) {
        return None;
    }
    let (first, second) = if a.1 <= b.1 { (a.1, b.1) } else { (b.1, a.1) };
    Some(match x {
        NormalName::Office(_) => (Joined::Probable, format!("the same office, whoever held it: {first}")),
        _ if x == y && same && is_full(x) => (Joined::Certain, format!("the same name: {first}")),
        _ if x == y && is_full(x) => {
            (Joined::Probable, format!("one name in two spellings: {first} and {second}"))
        }
        _ => (Joined::Probable, format!("no name speaks against it: {first} and {second}")),
    })
}

/// Why a form stands among those of a speaker called `name`, and how surely: what a list of speakers shows beside each form.
///
/// ```
/// use reportedly_link::{Identities, form_of};
/// use reportedly_schema::{SpeakerKind, linkage::{Joined, Registry}};
/// let registry = Registry::default();
/// let (joined, because) = form_of("I. Maros", "Ivo Maros", SpeakerKind::Person, &Identities::new(&registry));
/// assert_eq!((joined, because.as_str()), (Joined::Probable, "says less"));
/// ```
pub fn form_of(form: &str, name: &str, kind: SpeakerKind, identities: &Identities) -> (Joined, String) {
    let kind = if kind == SpeakerKind::Person { kind } else { SpeakerKind::Organisation };
    let (x, y) = (normal_of(kind, form), normal_of(kind, name));
    let entry = identities.called(name).map(|n| identities.entry(n));
    let declared = entry.is_some_and(|entry| {
        entry.aliases.iter().any(|alias| {
            normal(&alias.form, kind) == x && spelling(&alias.form, kind) == spelling(form, kind)
        })
    });
    if form == name || (x == y && spelling(form, kind) == spelling(name, kind)) {
        (Joined::Certain, "the name".to_string())
    } else if declared {
        (Joined::Certain, "declared".to_string())
    } else if matches!(x, NormalName::Office(_)) && !matches!(y, NormalName::Office(_)) {
        (Joined::Probable, "held the office".to_string())
    } else if x == y {
        (Joined::Probable, "spelled otherwise".to_string())
    } else if subsumed(&x, &y) {
        (Joined::Probable, "says less".to_string())
    } else if subsumed(&y, &x) {
        (Joined::Probable, "says more".to_string())
    } else {
        (Joined::Probable, "fits another of its forms".to_string())
    }
}

/// A name as written, of one kind of speaker.
struct Form {
    name: NormalName,
    spelled: String,
}

/// The forms of names, each once: most are written many times.
#[derive(Default)]
struct Forms<'a> {
    all: Vec<Form>,
    of: HashMap<(SpeakerKind, &'a str), usize>,
}

impl<'a> Forms<'a> {
    fn of(&mut self, kind: SpeakerKind, written: &'a str) -> usize {
        *self.of.entry((kind, written)).or_insert_with(|| {
            let spelled = spelling(crate::identities::unbracketed(written), kind);
            self.all.push(Form { name: normal_of(kind, written), spelled });
            self.all.len() - 1
        })
    }
}

/// What one statement brings to the grouping.
struct Speaking<'a> {
    form: usize,
    identity: Identity,
    /// The text, and what the speaker is called inside it.
    inside: (Sha256, &'a str),
}

impl<'a> Speaking<'a> {
    fn new(
        statement: &'a EffectiveStatement,
        article: &LinkArticle,
        identities: &Identities,
        forms: &mut Forms<'a>,
    ) -> Option<Speaking<'a>> {
        let speaker = &statement.statement.speaker;
        let written = speaker.name.as_deref()?;
        Some(Speaking {
            form: forms.of(speaker.kind, written),
            identity: identities.of(statement, article),
            inside: (article.text_sha256, speaker.id.as_deref().unwrap_or(written)),
        })
    }

    fn local(&self) -> Key {
        Key::Inside(self.inside.0, self.inside.1.to_string())
    }

    /// What its own words say, whoever else is in the record.
    fn own(&self, form: &Form, identities: &Identities) -> Key {
        match &self.identity {
            Identity::Entry(entry, ..) => Key::Entry(*entry),
            Identity::Several(_) => self.local(),
            Identity::NotDeclared if identities.is_divided(&form.name) => {
                Key::Spelled(form.name.clone(), form.spelled.clone())
            }
            Identity::NotDeclared => Key::Name(form.name.clone()),
        }
    }

    /// Whether all statements with this form of whom nothing is declared have one key.
    fn by_form(&self, form: &Form, kind: SpeakerKind) -> bool {
        let of_a_kind = match form.name {
            NormalName::Local => false,
            NormalName::Body(_) => kind != SpeakerKind::Unknown,
            NormalName::Person(_) | NormalName::Office(_) => true,
        };
        of_a_kind && self.identity == Identity::NotDeclared
    }
}

/// The speakers of each form of a person's name: of those that say most its own, of the others the one speaker of all forms that
/// say more, where there is just one.
///
/// Inside one surname a form that says less than others joins them only if all that say more are one speaker: a bare surname
/// that fits two people stays apart from both, whether they are in the record or only in the registry. So the result depends on
/// the set of forms and on no order.
fn people(own: &BTreeMap<NormalName, BTreeSet<Key>>, identities: &Identities) -> BTreeMap<NormalName, Key> {
    let mut by_surname: BTreeMap<&str, BTreeMap<&NormalName, BTreeSet<Key>>> = BTreeMap::new();
    for (name, keys) in own {
        if let Some(surname) = name.surname() {
            by_surname.entry(surname).or_default().entry(name).or_default().extend(keys.iter().cloned());
        }
    }
    for (name, owners) in identities.names() {
        if let Some(forms) = name.surname().and_then(|surname| by_surname.get_mut(surname)) {
            forms.entry(name).or_default().extend(owners.iter().map(|(entry, _)| Key::Entry(*entry)));
        }
    }
    let mut joined = BTreeMap::new();
    for forms in by_surname.values() {
        let says_less =
            |a: &NormalName, b: &NormalName| a != b && subsumed(a, b) && !identities.are_apart(a, b);
        let fullest: Vec<&NormalName> =
            forms.keys().filter(|form| !forms.keys().any(|other| says_less(form, other))).copied().collect();
        let mut leads: BTreeMap<&NormalName, Key> = BTreeMap::new();
        for form in forms.keys().filter(|form| !fullest.contains(form)) {
            let keys: BTreeSet<&Key> = fullest
                .iter()
                .filter(|other| says_less(form, other))
                .flat_map(|other| &forms[other])
                .collect();
            if let [only] = keys.into_iter().collect::<Vec<_>>()[..]
                && !identities.is_divided(form)
            {
                leads.insert(form, only.clone());
            }
        }
        for (form, key) in &leads {
            // Two forms that were declared different do not meet through a third.
            let against = |other: &NormalName| {
                identities.are_apart(form, other)
                    && (leads.get(other) == Some(key) || forms[other].contains(key))
            };
            let entry_against = match key {
                Key::Entry(entry) => identities.names_of(*entry).any(|own| identities.are_apart(form, &own)),
                _ => false,
            };
            if !entry_against && !forms.keys().any(|other| against(other)) {
                joined.insert((*form).clone(), key.clone());
            }
        }
    }
    joined
}

/// The speakers, sorted by name, and for each statement its speaker.
pub(crate) fn speakers(
    articles: &[LinkArticle],
    statements: &[EffectiveStatement],
    identities: &Identities,
) -> (Vec<RecordSpeaker>, Vec<Option<usize>>) {
    let mut forms = Forms::default();
    let speaking: Vec<Option<Speaking>> =
        statements.iter().map(|s| Speaking::new(s, &articles[s.article], identities, &mut forms)).collect();
    let forms = forms.all;
    let mut own: BTreeMap<NormalName, BTreeSet<Key>> = BTreeMap::new();
    let mut plain = vec![false; forms.len()];
    for found in speaking.iter().flatten() {
        // What is not declared has one key for each form.
        if found.identity == Identity::NotDeclared && std::mem::replace(&mut plain[found.form], true) {
            continue;
        }
        let form = &forms[found.form];
        own.entry(form.name.clone()).or_default().insert(found.own(form, identities));
    }
    let joined = people(&own, identities);
    let person_key = |found: &Speaking, form: &Form| match (&found.identity, joined.get(&form.name)) {
        (Identity::NotDeclared, Some(key)) => key.clone(),
        _ => found.own(form, identities),
    };
    let mut found: BTreeMap<Key, usize> = BTreeMap::new();
    let mut members: Vec<Vec<usize>> = Vec::new();
    let mut of_form: Vec<Option<usize>> = vec![None; forms.len()];
    for (n, speaks) in speaking.iter().enumerate() {
        let Some(speaks) = speaks else { continue };
        let (form, speaker) = (&forms[speaks.form], &statements[n].statement.speaker);
        let by_form = speaks.by_form(form, speaker.kind);
        if let Some(known) = of_form[speaks.form].filter(|_| by_form) {
            members[known].push(n);
            continue;
        }
        let key = match &form.name {
            NormalName::Local => speaks.local(),
            NormalName::Person(_) => person_key(speaks, form),
            NormalName::Body(_) if speaker.kind == SpeakerKind::Unknown => {
                // A name of unknown kind is a person's where one of that full name is in the record or the registry.
                let mut as_person = statements[n].clone();
                as_person.statement.speaker.kind = SpeakerKind::Person;
                let mut alone = Forms::default();
                let article = &articles[statements[n].article];
                let person = Speaking::new(&as_person, article, identities, &mut alone).and_then(|p| {
                    let form = &alone.all[p.form];
                    let full = matches!(form.name, NormalName::Person(_)) && is_full(&form.name);
                    let known = own.contains_key(&form.name) || p.identity != Identity::NotDeclared;
                    (full && known).then(|| person_key(&p, form))
                });
                person.unwrap_or_else(|| speaks.own(form, identities))
            }
            NormalName::Body(_) | NormalName::Office(_) => speaks.own(form, identities),
        };
        let known = *found.entry(key).or_insert_with(|| {
            members.push(Vec::new());
            members.len() - 1
        });
        members[known].push(n);
        if by_form {
            of_form[speaks.form] = Some(known);
        }
    }
    let mut rows: Vec<(RecordSpeaker, _)> = found
        .into_iter()
        .map(|(key, known)| {
            let members = std::mem::take(&mut members[known]);
            let first = members.iter().map(|&n| crate::order_of(articles, statements, n)).min();
            (record_speaker(key, members, statements, identities), first)
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
    identities: &Identities,
) -> RecordSpeaker {
    let mut written: BTreeMap<(&str, SpeakerKind), (usize, usize)> = BTreeMap::new();
    for &n in &members {
        let speaker = &statements[n].statement.speaker;
        written.entry((speaker.name.as_deref().unwrap_or_default(), speaker.kind)).or_insert((n, 0)).1 += 1;
    }
    let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
    let mut offices: BTreeMap<&str, usize> = BTreeMap::new();
    let mut kinds: BTreeMap<SpeakerKind, usize> = BTreeMap::new();
    for ((form, kind), (n, count)) in written {
        let counted = match crate::identities::by_office(&statements[n]) {
            true => &mut offices,
            false => &mut forms,
        };
        *counted.entry(form).or_default() += count;
        *kinds.entry(kind).or_default() += count;
    }
    let entry = match key {
        Key::Entry(entry) => Some(identities.entry(entry)),
        _ => None,
    };
    // What an office was called is no name of the person who held it, and the name only where nobody is known to have.
    let forms = if forms.is_empty() && entry.is_none() { offices } else { forms };
    // The commonest form; among equally common ones the longer, then the first in the alphabet.
    let commonest = forms
        .iter()
        .min_by_key(|(form, count)| {
            (std::cmp::Reverse(**count), std::cmp::Reverse(form.chars().count()), **form)
        })
        .map_or("", |(form, _)| form);
    let kind = kinds
        .iter()
        .filter(|(kind, _)| **kind != SpeakerKind::Unknown || kinds.len() == 1)
        .min_by_key(|(kind, count)| (std::cmp::Reverse(**count), **kind))
        .map_or(SpeakerKind::Unknown, |(kind, _)| *kind);
    RecordSpeaker {
        name: entry.map_or(commonest, |entry| &entry.name).to_string(),
        kind: entry.map_or(kind, |entry| entry.kind),
        forms: forms.keys().filter(|form| !is_bracketed(form)).map(|form| form.to_string()).collect(),
        statements: members,
    }
}
