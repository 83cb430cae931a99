//! Every form by which an article names one speaker: proper names in any spelling, with a title or form of address, and the
//! offices and descriptions that the article resolves to that speaker.

use crate::appositions::appositions;
use crate::holders::{
    OF_ITS_OWN, any_office_at, holders, is_honorific, is_rank, offices_beside, stands_for, titles_before,
    with_owner,
};
use crate::lexicon::{Lexicon, entries};
use crate::names::{NormalName, Person, is_generic_body_word, is_particle, normal, transliterated};
use crate::offices::is_office_word;
use crate::text_words::{TextWord, between, text_words};
use crate::wording::{folded, same_stock};
use reportedly_schema::linkage::{FormClass, Layers, RecordSpeaker};
use reportedly_schema::{Mention, Span, SpeakerKind};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

const PRONOUNS: &str = include_str!("../vocabulary/pronouns.tsv");

static PRONOUN_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| entries(PRONOUNS).collect());

/// Words that a description has at most: what is longer is a clause that was read as one.
const LONGEST_DESCRIPTION: usize = 6;

/// Words between "the" and an office: "the 61-year-old Aldran head of state".
const MOST_MODIFIERS: usize = 3;

/// Words before an office that make it another's, or nobody's for now.
const OF_ANOTHER: &[&str] = &[
    "former", "then", "new", "next", "deputy", "vice", "ex", "late", "future", "other", "no", "any", "every",
    "each",
];

/// Words after a name in which is looked for whose its office is.
const OWNER_REACH: usize = 7;

/// A form of name in one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundForm {
    /// As written, the commonest way; white space is one space.
    pub form: String,
    /// What it is made of.
    pub class: FormClass,
    /// Where, in bytes of the reading, in text order.
    pub spans: Vec<Span>,
}

/// A speaker's names, ready to be looked for in articles.
#[derive(Clone, Debug)]
pub struct SpeakerForms {
    people: Vec<Person>,
    /// Words of a body's names, longest first.
    bodies: Vec<Vec<String>>,
    /// Offices that articles give the speaker beside the name.
    offices: BTreeSet<&'static str>,
    /// Ranks and other titles said before the name, single words.
    titles: BTreeSet<String>,
    /// Names and adjectives beside them that say whose: "Aldran", "of Aldra". Small letters, without diacritics.
    owners: BTreeSet<String>,
}

/// An article as names are looked for in it.
#[derive(Clone, Debug)]
pub struct NamesText<'a> {
    pub(crate) layers: &'a Layers,
    pub(crate) words: Vec<TextWord>,
}

impl<'a> NamesText<'a> {
    /// Cuts an article's text into words.
    pub fn new(layers: &'a Layers) -> Self {
        NamesText { words: text_words(layers), layers }
    }

    /// Mentions that share a byte with a span.
    fn mentions(&self, span: Span) -> impl Iterator<Item = &'a Mention> {
        self.layers.mentions.iter().filter(move |m| m.span.overlaps(span))
    }

    /// Forms with their places, those of one form together, the commonest first.
    pub(crate) fn grouped(&self, mut found: Vec<(FormClass, Span)>) -> Vec<FoundForm> {
        found.sort_by_key(|(_, span)| (span.start, std::cmp::Reverse(span.end)));
        found.dedup_by(|b, a| a.1.overlaps(b.1));
        let mut groups: BTreeMap<(FormClass, String), Vec<(String, Span)>> = BTreeMap::new();
        for (class, span) in found {
            let Some(cut) = span.of(&self.layers.text) else { continue };
            let form = cut.split_whitespace().collect::<Vec<_>>().join(" ");
            groups.entry((class, folded(&form))).or_default().push((form, span));
        }
        let mut out: Vec<FoundForm> = groups
            .into_iter()
            .map(|((class, _), places)| {
                let mut ways: BTreeMap<&str, usize> = BTreeMap::new();
                places.iter().for_each(|(form, _)| *ways.entry(form).or_default() += 1);
                // Of ways as common the last in the alphabet: small letters before capitals.
                let form = ways.iter().max_by_key(|(form, n)| (**n, **form)).map_or("", |(form, _)| form);
                FoundForm {
                    form: form.to_string(),
                    class,
                    spans: places.iter().map(|(_, span)| *span).collect(),
                }
            })
            .collect();
        out.sort_by(|a, b| b.spans.len().cmp(&a.spans.len()).then_with(|| a.form.cmp(&b.form)));
        out
    }
}

impl SpeakerForms {
    /// The names of a speaker of the record, with the offices that these articles give the speaker.
    pub fn new(speaker: &RecordSpeaker, articles: &[NamesText]) -> SpeakerForms {
        let (mut people, mut bodies) = (Vec::new(), Vec::new());
        for form in speaker.forms.iter().chain([&speaker.name]) {
            match normal(form, speaker.kind) {
                NormalName::Person(person) => people.push(person),
                NormalName::Body(body) => bodies.push(body.split(' ').map(str::to_string).collect()),
                NormalName::Office(_) | NormalName::Local => {}
            }
        }
        people.sort();
        people.dedup();
        bodies.sort_by(|a: &Vec<String>, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        bodies.dedup();
        let mut out = SpeakerForms {
            people,
            bodies,
            offices: BTreeSet::new(),
            titles: BTreeSet::new(),
            owners: BTreeSet::new(),
        };
        // What is said beside a name in its usual spelling tells whose another spelling is; so twice.
        for _ in 0..2 {
            articles.iter().for_each(|text| out.add_titles(text));
        }
        out
    }

    /// Keeps the offices, ranks and owners that stand beside the speaker's names in an article.
    fn add_titles(&mut self, text: &NamesText) {
        let words = &text.words;
        for (first, last) in self.people_named(text) {
            let beside = offices_beside(words, (first, last));
            let from = titles_before(words, first);
            let ranks = words[from..first].iter().filter(|w| is_rank(&w.folded));
            self.titles.extend(ranks.map(|w| w.folded.clone()));
            // Whose an office is may stand after it, too: "Venn, prime minister of Aldra".
            let reach = words.len().min(last + OWNER_REACH);
            let end = (last + 1..reach)
                .find(|&n| !(words[n].follows || n == last + 1 && words[n].after_comma))
                .unwrap_or(reach);
            let after = if beside.is_empty() { last + 1 } else { end.max(last + 1) };
            let own = words[from..first].iter().chain(&words[last + 1..after]);
            let own = own.filter(|w| {
                w.capital
                    && any_office_at(std::slice::from_ref(*w)).is_none()
                    && !is_rank(&w.folded)
                    && !is_honorific(&w.folded)
            });
            self.owners.extend(own.map(|w| w.folded.clone()));
            self.offices.extend(beside);
        }
    }

    /// The forms in an article; `entities` are the speaker's in it.
    pub fn found_in(&self, text: &NamesText, entities: &[&str]) -> Vec<FoundForm> {
        let named = self.people_named(text);
        let mut found: Vec<(FormClass, Span)> = Vec::new();
        for &(first, last) in &named {
            let from = titles_before(&text.words, first);
            let title = &text.words[from..first];
            let class = match title {
                [] => FormClass::Name,
                all if all.iter().all(|w| is_honorific(&w.folded)) => FormClass::Honorific,
                _ => FormClass::WithTitle,
            };
            found.push((class, between(&text.words, from, last)));
        }
        found.extend(self.bodies_named(text).into_iter().map(|span| (FormClass::Name, span)));
        if found.is_empty() && entities.is_empty() {
            return Vec::new();
        }
        for &(first, last) in &named {
            let beside = appositions(&text.words, first, last);
            let spans = beside.into_iter().map(|(from, to)| between(&text.words, from, to));
            found.extend(spans.map(|span| (FormClass::Description, span)));
        }
        let names: Vec<Span> = found.iter().map(|(_, span)| *span).collect();
        let free = |span: Span| !names.iter().any(|name| name.overlaps(span));
        let mut entities: Vec<&str> = entities.to_vec();
        entities.extend(
            text.layers.mentions.iter().filter(|m| self.is_named(&m.name)).map(|m| m.entity.as_str()),
        );
        let resolved = self.resolved(text, &entities);
        found.extend(resolved.into_iter().filter(|s| free(*s)).map(|s| (FormClass::Description, s)));
        if !named.is_empty() {
            let held = self.offices_in(text);
            found.extend(held.into_iter().filter(|s| free(*s)).map(|s| (FormClass::Description, s)));
        }
        text.grouped(found)
    }

    /// Whether an article's name for an entity is the speaker's, given name and all.
    fn is_named(&self, name: &str) -> bool {
        match normal(name, SpeakerKind::Person) {
            NormalName::Person(p) => {
                !p.given.is_empty()
                    && self.people.iter().any(|q| q.surname == p.surname && q.given == p.given)
            }
            _ => false,
        }
    }

    /// Where a person is named: first and last word of the proper name.
    fn people_named(&self, text: &NamesText) -> Vec<(usize, usize)> {
        let words = &text.words;
        let mut out = Vec::new();
        let near = self.near_surnames(text);
        for (last, word) in words.iter().enumerate().filter(|(_, w)| w.capital) {
            let surname = transliterated(&plain(&word.folded));
            let of: Vec<&Person> = self
                .people
                .iter()
                .filter(|p| p.surname == surname || near.contains(&(surname.clone(), p.surname.clone())))
                .collect();
            if of.is_empty() {
                continue;
            }
            let mut first = last;
            let before = |at: usize| (at > 0 && words[at].follows).then(|| &words[at - 1]);
            while let Some(small) = before(first).filter(|w| is_particle(&w.folded)) {
                if !of.iter().any(|p| p.particles.contains(&small.folded)) {
                    break;
                }
                first -= 1;
            }
            let given = |w: &TextWord| {
                let name = transliterated(&plain(&w.folded));
                let agrees = |g: &String| {
                    *g == name
                        || loosely(g) == loosely(&name)
                        || (!near.is_empty() && name.chars().count() == 1)
                        || (name.chars().count() == 1 && g.starts_with(&name))
                };
                w.capital && !w.possessive && of.iter().any(|p| p.given.iter().any(agrees))
            };
            while before(first).is_some_and(given) {
                first -= 1;
            }
            let bare = first == last;
            if bare && self.is_other(text, &of, last) {
                continue;
            }
            out.push((first, last));
        }
        out
    }

    /// Surnames of an article that spell the speaker's in another way than names are compared by (`kh` for `k`), with the speaker's: only where the
    /// article has none in the usual spelling, and says an office of the speaker's beside it.
    fn near_surnames(&self, text: &NamesText) -> BTreeSet<(String, String)> {
        let words = &text.words;
        let capital = || words.iter().enumerate().filter(|(_, w)| w.capital);
        let usual = capital().any(|(_, w)| {
            let surname = transliterated(&plain(&w.folded));
            self.people.iter().any(|p| p.surname == surname)
        });
        let mut out = BTreeSet::new();
        if usual || (self.offices.is_empty() && self.titles.is_empty()) {
            return out;
        }
        for (at, word) in capital() {
            let surname = transliterated(&plain(&word.folded));
            for person in self.people.iter().filter(|p| p.surname != surname) {
                if loosely(&surname) != loosely(&person.surname) || surname.chars().count() < LEAST_LOOSE {
                    continue;
                }
                let mut first = at;
                while first > 0
                    && words[first].follows
                    && words[first - 1].capital
                    && at - first < 2
                    && any_office_at(&words[first - 1..first]).is_none()
                    && !is_honorific(&words[first - 1].folded)
                {
                    first -= 1;
                }
                let mut beside = (first..=at).flat_map(|n| offices_beside(words, (n, at)));
                let ranks =
                    words[titles_before(words, first)..first].iter().any(|w| self.titles.contains(&w.folded));
                if ranks || beside.any(|office| self.offices.contains(office)) {
                    out.insert((surname.clone(), person.surname.clone()));
                }
            }
        }
        out
    }

    /// Whether a bare surname is somebody else's: a capitalised word that may be a given name stands before it, or the article names
    /// another by that surname and does not say that this is the speaker.
    fn is_other(&self, text: &NamesText, of: &[&Person], at: usize) -> bool {
        let words = &text.words;
        let starts_here = |m: &Mention| m.span.start == words[at].span.start;
        let said_here = || text.mentions(words[at].span).any(starts_here);
        if let Some(before) = at.checked_sub(1).map(|n| &words[n]).filter(|_| words[at].follows) {
            let small = !before.capital || before.possessive;
            let no_name =
                small || Lexicon::shared().is_function_word(&before.folded) || titles_before(words, at) < at;
            if !no_name && !said_here() {
                return true;
            }
        }
        // A part of a longer name: "Venn Bridge", "Venn River".
        let goes_on = words.get(at + 1).is_some_and(|w| {
            w.follows && w.capital && !words[at].possessive && !w.capitals && !words[at].heading
        });
        if goes_on && !said_here() {
            return true;
        }
        let known_given = |name: &str| {
            of.iter().any(|p| {
                p.given.iter().any(|g| g == name || g.starts_with(name) && name.chars().count() == 1)
            })
        };
        let another = text.layers.mentions.iter().any(|m| {
            matches!(normal(&m.name, SpeakerKind::Person), NormalName::Person(p)
                if p.surname == of[0].surname && !p.given.is_empty() && !p.given.iter().any(|g| known_given(g))
                    && of.iter().any(|q| !q.given.is_empty()))
        });
        another
            && !text.mentions(words[at].span).any(|m| {
                matches!(normal(&m.name, SpeakerKind::Person), NormalName::Person(p) if p.given.iter().any(|g| known_given(g)))
            })
    }

    /// Where a body is named in full, and by its last word with "the" where no other body of the article ends in it.
    fn bodies_named(&self, text: &NamesText) -> Vec<Span> {
        let words = &text.words;
        let lexicon = Lexicon::shared();
        let mut out: Vec<Span> = Vec::new();
        for body in &self.bodies {
            for at in 0..words.len().saturating_sub(body.len() - 1) {
                let run = &words[at..at + body.len()];
                let equal =
                    run.iter().zip(body).enumerate().all(|(n, (w, b))| {
                        (n == 0 || w.follows) && lexicon.one_spelling(&plain(&w.folded)) == b
                    });
                let span = between(words, at, at + body.len() - 1);
                if equal && run[0].capital && !out.iter().any(|known| known.overlaps(span)) {
                    out.push(span);
                }
            }
        }
        if out.is_empty() {
            return out;
        }
        let heads: BTreeSet<&str> = self
            .bodies
            .iter()
            .filter(|body| body.len() > 1)
            .filter_map(|body| body.last())
            .map(String::as_str)
            .filter(|head| is_generic_body_word(head))
            .collect();
        for head in heads {
            let ends = |at: usize| lexicon.one_spelling(&words[at].folded) == head;
            // "Ordal Council" and "City Council": then "the council" may be either.
            let others = (1..words.len()).any(|at| {
                ends(at)
                    && words[at].capital
                    && words[at].follows
                    && words[at - 1].capital
                    && !out.iter().any(|known| known.overlaps(words[at].span))
            });
            if others {
                continue;
            }
            let definite = (1..words.len()).filter(|&at| {
                ends(at)
                    && words[at].follows
                    && words[at - 1].folded == "the"
                    && !words.get(at + 1).is_some_and(|w| {
                        w.follows && (w.folded == "of" || w.capital && !words[at].possessive)
                    })
            });
            let spans: Vec<Span> = definite.map(|at| between(words, at, at)).collect();
            out.extend(spans);
        }
        out
    }

    /// Descriptions that the article's own reading resolves to the speaker.
    fn resolved(&self, text: &NamesText, entities: &[&str]) -> Vec<Span> {
        let mut out = Vec::new();
        for mention in text.layers.mentions.iter().filter(|m| entities.contains(&m.entity.as_str())) {
            let Some(cut) = mention.span.of(&text.layers.text) else { continue };
            let cut = cut.split(',').next().unwrap_or_default().trim_end();
            let words: Vec<String> = cut.split_whitespace().map(folded).collect();
            let definite = words.first().is_some_and(|w| w == "the") && words.len() > 1;
            let pronoun = words.len() == 1 && PRONOUN_WORDS.contains(words[0].as_str());
            let small = cut.split_whitespace().skip(1).any(|w| w.starts_with(char::is_lowercase));
            let office = words.len() == 1 && is_office_word(&words[0]);
            if office {
                out.push(Span::new(mention.span.start as usize, mention.span.start as usize + cut.len()));
            }
            if definite && !pronoun && (small || words.len() == 2) && words.len() <= LONGEST_DESCRIPTION {
                let first = cut.len()
                    - cut.split_once(char::is_whitespace).map_or(cut, |(_, rest)| rest).trim_start().len();
                let start = mention.span.start as usize;
                out.push(Span::new(start + first, start + cut.len()));
            }
        }
        out
    }

    /// Whether a name or adjective says that something is the speaker's: none is known, or it is among those found beside the name.
    fn is_owner(&self, word: &str) -> bool {
        self.owners.iter().any(|own| same_stock(own, word))
    }

    /// The bytes of an office that stands by itself for whoever holds it: after "the", or bare in a heading. `None` for an office before a name,
    /// of another body, or of somebody else than now.
    fn definite(&self, words: &[TextWord], at: usize, n: usize) -> Option<Span> {
        let last = at + n - 1;
        let mut end = last;
        if let Some(next) = words.get(last + 1).filter(|w| w.follows && !words[last].possessive) {
            let function = Lexicon::shared().is_function_word(&next.folded);
            if next.capital && !function && !(next.heading && words[at].capital) {
                return None;
            }
            if next.folded == "of" {
                let mut of = last + 2;
                if words.get(of).is_some_and(|w| w.folded == "the") {
                    of += 1;
                }
                let whose = words.get(of)?;
                let own = whose.capital && self.is_owner(&whose.folded);
                if !own && !OF_ITS_OWN.contains(&whose.folded.as_str()) {
                    return None;
                }
                // "president of Aldra Ada Venn" is a name with its title.
                if words.get(of + 1).is_some_and(|w| w.follows && w.capital && !whose.possessive) {
                    return None;
                }
                end = of;
            }
            if next.folded.starts_with("elect") {
                return None;
            }
        }
        let mut from = with_owner(words, at);
        if from < at && !self.owners.is_empty() && !self.is_owner(&words[from].folded) && !words[from].heading
        {
            return None;
        }
        let bare = from;
        for _ in 0..=MOST_MODIFIERS {
            if from == 0 || !words[from].follows {
                break;
            }
            let before = &words[from - 1];
            if before.folded == "the" {
                return Some(between(words, from, end));
            }
            if OF_ANOTHER.contains(&before.folded.as_str()) || before.possessive {
                return None;
            }
            if !(before.capital || before.folded.contains('-')) {
                break;
            }
            from -= 1;
        }
        // Headings, and outlets that leave articles out.
        let alone = words[bare].opens || (end > last && words[at].capital);
        (alone && (words[at].heading || end > last || from == bare && words[at].capital))
            .then(|| between(words, bare, end))
    }

    /// Offices that stand for the speaker: held by nobody else in the article.
    fn offices_in(&self, text: &NamesText) -> Vec<Span> {
        let words = &text.words;
        let held = holders(words);
        let named: Vec<(usize, usize)> = self.people_named(text);
        let is_self = |at: usize| named.iter().any(|(first, last)| (*first..=*last).contains(&at));
        let near_self = |at: usize| (at..words.len().min(at + 4)).any(is_self);
        let mut out = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let Some((office, n)) = any_office_at(&words[at..]) else {
                let rank = &words[at].folded;
                let of_another = || {
                    (0..words.len() - 1).any(|k| {
                        words[k].folded == *rank
                            && words[k + 1].follows
                            && words[k + 1].capital
                            && !is_self(k + 1)
                            && !near_self(k + 1)
                    })
                };
                if self.titles.contains(rank)
                    && !of_another()
                    && let Some(span) = self.definite(words, at, 1)
                {
                    out.push(span);
                }
                at += 1;
                continue;
            };
            let exact = stands_for(office);
            let own = exact.iter().any(|o| self.offices.contains(o));
            let others = held
                .iter()
                .any(|(o, name)| (exact.contains(o) || stands_for(o).contains(&office)) && !near_self(*name));
            if own
                && !others
                && let Some(span) = self.definite(words, at, n)
            {
                out.push(span);
            }
            at += n;
        }
        out
    }
}

/// Letters of a surname that is compared loosely at least.
const LEAST_LOOSE: usize = 4;

/// One spelling for more variants than names are compared by: `h` after a consonant or at the end dropped, `j`, `dj`, `dzh` one, `w` as `v`, `c` as `k`,
/// vowels that stand for each other one.
fn loosely(word: &str) -> String {
    let mut out = word.to_string();
    for (from, to) in [
        ("dzh", "j"),
        ("dj", "j"),
        ("kh", "k"),
        ("gh", "g"),
        ("sh", "s"),
        ("ch", "k"),
        ("ou", "u"),
        ("oo", "u"),
        ("w", "v"),
        ("c", "k"),
    ] {
        out = out.replace(from, to);
    }
    if out.chars().count() > LEAST_LOOSE - 1 && (out.ends_with('h') || out.ends_with('k')) {
        out.pop();
        out.push('k');
    }
    out.replace(['i', 'j'], "y")
}

/// Without what stands inside a word.
fn plain(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_words::tests::layers;

    fn speaker(name: &str, forms: &[&str], kind: SpeakerKind) -> RecordSpeaker {
        RecordSpeaker {
            name: name.into(),
            kind,
            forms: forms.iter().map(|f| f.to_string()).collect(),
            statements: vec![],
        }
    }

    fn found(of: &RecordSpeaker, title: &str, body: &str) -> Vec<(String, FormClass, usize)> {
        let layers = layers(title, body);
        let text = [NamesText::new(&layers)];
        let forms = SpeakerForms::new(of, &text).found_in(&text[0], &[]);
        for form in &forms {
            for span in &form.spans {
                let cut = span.of(&layers.text).unwrap();
                assert_eq!(folded(cut), folded(&form.form));
            }
        }
        forms.into_iter().map(|f| (f.form, f.class, f.spans.len())).collect()
    }

    fn venn() -> RecordSpeaker {
        speaker("Ada Venn", &["Venn", "Ada Venn", "A. Venn"], SpeakerKind::Person)
    }

    fn row(form: &str, class: FormClass, n: usize) -> (String, FormClass, usize) {
        (form.to_string(), class, n)
    }

    #[test]
    fn names_titles_and_forms_of_address_are_told_apart() {
        let out = found(
            &venn(),
            "Venn shuts port",
            "Prime Minister Ada Venn shut the port. Mrs Venn said no more. VENN left; Venn's aides stayed. A. Venn wrote it.",
        );
        assert!(out.contains(&row("Venn", FormClass::Name, 3)), "{out:?}");
        assert!(out.contains(&row("Prime Minister Ada Venn", FormClass::WithTitle, 1)), "{out:?}");
        assert!(out.contains(&row("Mrs Venn", FormClass::Honorific, 1)), "{out:?}");
        assert!(out.contains(&row("A. Venn", FormClass::Name, 1)), "{out:?}");
    }

    #[test]
    fn an_office_counts_where_nobody_else_in_the_article_holds_it() {
        let one = "Prime Minister Ada Venn shut the port. The prime minister left. The former prime minister stayed.";
        let out = found(&venn(), "", one);
        assert!(out.contains(&row("prime minister", FormClass::Description, 1)), "{out:?}");
        let two = format!("{one} Teluria's Prime Minister Ivo Orlin came.");
        assert!(found(&venn(), "", &two).iter().all(|f| f.1 != FormClass::Description));
        let other = "Prime Minister Ada Venn spoke with the president and the prime minister of Teluria.";
        assert!(found(&venn(), "", other).iter().all(|f| f.1 != FormClass::Description));
    }

    #[test]
    fn another_of_the_same_surname_is_not_counted() {
        let out = found(&venn(), "", "Ada Venn met Ivo Venn at the Venn Bridge.");
        assert_eq!(out, [row("Ada Venn", FormClass::Name, 1)]);
    }

    #[test]
    fn spelling_variants_are_forms_of_their_own() {
        let of = speaker("Sergei Orlinskiy", &["Sergey Orlinsky"], SpeakerKind::Person);
        let out = found(&of, "", "Sergey Orlinsky came. Orlinskyy left. Orlinskiy slept.");
        assert_eq!(out.len(), 3, "{out:?}");
    }

    #[test]
    fn a_body_is_found_by_its_name_and_by_what_only_it_is_here() {
        let of = speaker("Ordal Council", &[], SpeakerKind::Organisation);
        let out = found(&of, "", "The Ordal Council met. The council agreed; the council of elders did not.");
        assert!(out.contains(&row("Ordal Council", FormClass::Name, 1)), "{out:?}");
        assert!(
            out.iter().any(|f| f.0.eq_ignore_ascii_case("the council") && f.2 == 2 || f.2 == 1),
            "{out:?}"
        );
        let two = found(&of, "", "The Ordal Council met the City Council. The council agreed.");
        assert_eq!(two, [row("Ordal Council", FormClass::Name, 1)]);
    }
}
