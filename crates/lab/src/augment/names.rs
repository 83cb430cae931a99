//! Finds names of people, places, countries and institutions by their form and the word lists, and gives others for them.
//!
//! Whoever has a listed given name before a capitalised word, or a title before it, is a person; the surname is then known in
//! the whole text. Places, countries and institutions are known from lists. What is not found stays.

use super::lists::lists;
use super::random::Random;
use super::rewrite::Edit;
use reportedly_schema::Span;
use std::collections::{BTreeMap, BTreeSet};

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The given name of a man.
    Man,
    /// The given name of a woman.
    Woman,
    /// A surname.
    Surname,
    /// A place smaller than a country.
    Place,
    /// A country.
    Country,
    /// What is of a country.
    Adjective,
    /// An office, party, outlet or agency with a row in `institutions.tsv`.
    Institution,
}

impl Kind {
    /// Whether it is part of a person's name.
    pub fn is_person(self) -> bool {
        matches!(self, Kind::Man | Kind::Woman | Kind::Surname)
    }
}

/// A name in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Where, in bytes.
    pub span: Span,
    /// What for.
    pub kind: Kind,
}

/// Words before a surname.
const TITLES: [&str; 16] = [
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "Sen",
    "Rep",
    "Gov",
    "Sens",
    "Reps",
    "President",
    "Senator",
    "Governor",
    "Congressman",
    "Congresswoman",
    "Justice",
    "Secretary",
];
/// Words that make a name of the place before them: it is then part of an outlet or a body.
const BODIES: [&str; 14] = [
    "Times",
    "Post",
    "Journal",
    "Register",
    "University",
    "State",
    "City",
    "County",
    "Public",
    "Herald",
    "Globe",
    "Tribune",
    "Square",
    "Street",
];

/// Words that make another name with the country behind them.
const WIDER: [&str; 9] = ["North", "South", "East", "West", "Latin", "Central", "Native", "African", "Saudi"];

/// A word of the text.
#[derive(Clone, Copy)]
struct Word<'a> {
    span: Span,
    text: &'a str,
    /// Only a space, or a full stop and a space, stands between it and the word before.
    follows: bool,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut out: Vec<Word<'_>> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_alphabetic() {
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some(&(at, c)) = chars.peek() {
            let next = text[at + c.len_utf8()..].chars().next();
            let inner = match c {
                '-' => next.is_some_and(char::is_alphabetic),
                '\'' | '’' => next.is_some_and(char::is_uppercase),
                _ => c.is_alphabetic(),
            };
            if !inner {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        let gap = out.last().map_or("", |w: &Word<'_>| &text[w.span.end as usize..start]);
        out.push(Word {
            span: Span::new(start, end),
            text: &text[start..end],
            follows: matches!(gap, " " | ". "),
        });
    }
    out
}

fn capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Every name of a text, ordered and apart.
pub fn find(text: &str) -> Vec<Name> {
    let words = words(text);
    let lower: BTreeSet<&str> = words.iter().map(|w| w.text).filter(|w| !capital(w)).collect();
    let given: BTreeMap<&str, bool> = lists().given.iter().map(|g| (g.name, g.female)).collect();
    let plain = |w: &str| lower.contains(w.to_lowercase().as_str());
    let surname_like = |w: &Word<'_>| {
        w.follows && capital(w.text) && w.text.len() > 2 && !plain(w.text) && !BODIES.contains(&w.text)
    };
    let mut surnames: BTreeSet<&str> = BTreeSet::new();
    let mut firsts: BTreeSet<&str> = BTreeSet::new();
    for (n, word) in words.iter().enumerate() {
        let mut next = n + 1;
        if words.get(next).is_some_and(|w| w.follows && w.text.len() == 1 && capital(w.text)) {
            next += 1;
        }
        let Some(after) = words.get(next).filter(|w| surname_like(w)) else { continue };
        // A full stop between the two ends a sentence, except behind a title or an initial.
        let joined = &text[word.span.end as usize..after.span.start as usize] == " " || next > n + 1;
        if given.contains_key(word.text) && joined && !given.contains_key(after.text) {
            firsts.insert(word.text);
            surnames.insert(after.text);
        } else if TITLES.contains(&word.text) && !given.contains_key(after.text) {
            let more = words.get(next + 1).is_some_and(surname_like);
            if !more || word.text.starts_with('M') {
                surnames.insert(after.text);
            }
        }
    }
    let mut out = Vec::new();
    let listed = listed(text, &words);
    for (n, word) in words.iter().enumerate() {
        let person = if surnames.contains(word.text) {
            Some(Kind::Surname)
        } else if firsts.contains(word.text) {
            given.get(word.text).map(|female| if *female { Kind::Woman } else { Kind::Man })
        } else {
            surnames
                .iter()
                .any(|s| word.text.len() > 3 && word.text == s.to_uppercase())
                .then_some(Kind::Surname)
        };
        if let Some(kind) = person {
            out.push(Name { span: word.span, kind });
        }
        out.extend(listed.get(&n));
    }
    out.sort_by_key(|n| (n.span.start, u32::MAX - n.span.end));
    let mut end = 0;
    out.retain(|n| {
        let keep = n.span.start >= end;
        if keep {
            end = n.span.end;
        }
        keep
    });
    out
}

/// Names known from lists, by the number of their first word.
fn listed(text: &str, words: &[Word<'_>]) -> BTreeMap<usize, Name> {
    let all = lists();
    let mut known: Vec<(&str, Kind)> = Vec::new();
    known.extend(all.institutions.iter().map(|(name, _)| (*name, Kind::Institution)));
    known.extend(all.places.iter().map(|name| (*name, Kind::Place)));
    known
        .extend(all.countries.iter().flat_map(|c| [(c.name, Kind::Country), (c.adjective, Kind::Adjective)]));
    let mut by_first: BTreeMap<&str, Vec<(&str, Kind)>> = BTreeMap::new();
    for (name, kind) in known {
        let first = name.split([' ', '.']).next().unwrap_or(name);
        by_first.entry(first).or_default().push((name, kind));
    }
    let mut out = BTreeMap::new();
    for (n, word) in words.iter().enumerate() {
        let Some(candidates) = by_first.get(word.text) else { continue };
        let rest = &text[word.span.start as usize..];
        let fits = |name: &str| {
            rest.starts_with(name)
                && !rest[name.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '-')
        };
        let Some((name, kind)) =
            candidates.iter().filter(|(name, _)| fits(name)).max_by_key(|(name, _)| name.len())
        else {
            continue;
        };
        let end = word.span.start + name.len() as u32;
        let next = words[n..].iter().find(|w| w.span.start >= end);
        let body = matches!(kind, Kind::Place | Kind::Country | Kind::Adjective)
            && next.is_some_and(|w| w.follows && BODIES.contains(&w.text));
        let wider = n.checked_sub(1).is_some_and(|before| {
            word.follows && WIDER.contains(&words[before].text) && kind != &Kind::Institution
        });
        if !body && !wider {
            out.insert(n, Name { span: Span { start: word.span.start, end }, kind: *kind });
        }
    }
    out
}

/// Gives new names, the same for the same one.
pub struct Renamer {
    random: Random,
    given: BTreeMap<(Kind, String), String>,
    taken: BTreeSet<String>,
    kinds: BTreeSet<Kind>,
}

impl Renamer {
    /// A renamer that changes every kind.
    pub fn all(seed: u64) -> Self {
        use Kind::*;
        let kinds = [Man, Woman, Surname, Place, Country, Adjective, Institution].into();
        Self { random: Random::part(seed, "names"), given: BTreeMap::new(), taken: BTreeSet::new(), kinds }
    }

    /// A renamer that leaves some kinds alone: people are renamed nearly always, institutions in part of the articles.
    pub fn some(seed: u64) -> Self {
        let mut own = Self::all(seed);
        if !own.random.percent(90) {
            own.kinds.retain(|k| !matches!(k, Kind::Man | Kind::Woman | Kind::Surname));
        }
        if !own.random.percent(85) {
            own.kinds.retain(|k| !matches!(k, Kind::Place | Kind::Country | Kind::Adjective));
        }
        if !own.random.percent(60) {
            own.kinds.remove(&Kind::Institution);
        }
        own
    }

    /// What `name` is called now.
    pub fn name(&mut self, kind: Kind, name: &str) -> String {
        if !self.kinds.contains(&kind) {
            return name.to_owned();
        }
        if kind == Kind::Surname && name.chars().all(|c| !c.is_lowercase()) {
            let usual: String =
                name.chars().take(1).chain(name.chars().skip(1).flat_map(char::to_lowercase)).collect();
            // A surname of one capital letter would come back as it went.
            if usual == name {
                return usual;
            }
            return self.name(kind, &usual).to_uppercase();
        }
        let all = lists();
        // A country and its adjective go together.
        let country = |name: &str| all.countries.iter().find(|c| c.name == name || c.adjective == name);
        if matches!(kind, Kind::Country | Kind::Adjective) {
            let Some(old) = country(name) else { return name.to_owned() };
            let key = (Kind::Country, old.name.to_owned());
            let to = match self.given.get(&key) {
                Some(to) => to.clone(),
                None => {
                    let free: Vec<&str> =
                        all.countries.iter().filter(|c| c.handed_out).map(|c| c.name).collect();
                    let to = self.fresh(&free);
                    self.given.insert(key, to.clone());
                    to
                }
            };
            return match country(&to) {
                Some(c) if kind == Kind::Adjective => c.adjective.to_owned(),
                _ => to,
            };
        }
        let key = (kind, name.to_owned());
        if let Some(to) = self.given.get(&key) {
            return to.clone();
        }
        let to = match kind {
            Kind::Man | Kind::Woman => {
                let free: Vec<&str> = (all.given.iter())
                    .filter(|g| g.handed_out && g.female == (kind == Kind::Woman))
                    .map(|g| g.name)
                    .collect();
                self.fresh(&free)
            }
            Kind::Surname => self.fresh(&all.surnames),
            Kind::Place => self.fresh(&all.towns),
            _ => {
                let row = all.institutions.iter().find(|(from, _)| *from == name);
                row.and_then(|(_, to)| self.random.pick(to)).map_or(name, |to| to).to_owned()
            }
        };
        self.given.insert(key, to.clone());
        to
    }

    /// One of the names that was not given yet.
    fn fresh(&mut self, from: &[&str]) -> String {
        let mut to = String::new();
        // Tries enough that doubles stay rare; the lists hold a few hundred.
        for _ in 0..8 {
            to = self.random.pick(from).map_or(String::new(), |n| (*n).to_owned());
            if self.taken.insert(to.clone()) {
                break;
            }
        }
        to
    }

    /// The edits that rename what stands in a text, with "a" and "an" put right.
    pub fn edits(&mut self, text: &str, names: &[Name]) -> Vec<Edit> {
        let mut out = Vec::new();
        for name in names {
            let old = &text[name.span.range()];
            let mut new = self.name(name.kind, old);
            let before = &text[..name.span.start as usize];
            // The replacement of "the Associated Press" stands at the start of a sentence as its own capital says.
            if new.starts_with("the ") && (before.ends_with("the ") || before.ends_with("The ")) {
                new.drain(..4);
            }
            if new == old {
                continue;
            }
            for (article, length) in [(" a ", 1), (" an ", 2), ("A ", 1), ("An ", 2)] {
                if !before.ends_with(article) {
                    continue;
                }
                let end = name.span.start - 1;
                let span = Span { start: end - length, end };
                let fitting = match (vowel(&new), text[span.range()].starts_with('A')) {
                    (true, true) => "An",
                    (true, false) => "an",
                    (false, true) => "A",
                    (false, false) => "a",
                };
                out.push(Edit { old: span, new: fitting.to_owned() });
                break;
            }
            // "Sanders' aide": the new name may need the s that the old one had no room for.
            let after = &text[name.span.end as usize..];
            let mark = after.chars().next().filter(|c| matches!(c, '\'' | '’'));
            if let Some(mark) = mark
                && old.ends_with(['s', 'S'])
                && !new.ends_with(['s', 'S'])
                && after[mark.len_utf8()..].starts_with(' ')
            {
                let old = Span { start: name.span.end, end: name.span.end + mark.len_utf8() as u32 };
                out.push(Edit { old, new: format!("{mark}s") });
            }
            out.push(Edit { old: name.span, new });
        }
        out
    }
}

/// Whether a word takes "an": by its first letter, which is right for the names handed out here but for "European".
fn vowel(word: &str) -> bool {
    word.starts_with(['A', 'E', 'I', 'O', 'U', 'a', 'e', 'i', 'o', 'u'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(&str, Kind)> {
        find(text).iter().map(|n| (&text[n.span.range()], n.kind)).collect()
    }

    #[test]
    fn people_places_and_bodies_are_found() {
        let text = "Mary P. Telder met Sen. Kolpin in Ohio. Telder said the Iranian mission and the Senate agreed. KOLPIN: No.";
        assert_eq!(
            shown(text),
            [
                ("Mary", Kind::Woman),
                ("Telder", Kind::Surname),
                ("Kolpin", Kind::Surname),
                ("Ohio", Kind::Place),
                ("Telder", Kind::Surname),
                ("Iranian", Kind::Adjective),
                ("Senate", Kind::Institution),
                ("KOLPIN", Kind::Surname),
            ]
        );
    }

    #[test]
    fn outlets_named_after_places_stay_and_sentences_do_not_join() {
        assert_eq!(shown("The Ohio Post said so to Ann. Talks failed; talks went on."), []);
    }

    #[test]
    fn a_renamer_is_consistent_and_keeps_articles_right() {
        let text = "an Iranian in Iran met a Kenyan; the Iranian left. TELDER, Mary Telder.";
        let mut renamer = Renamer::all(3);
        let iran = renamer.name(Kind::Country, "Iran");
        let adjective = lists().countries.iter().find(|c| c.name == iran).unwrap().adjective;
        assert_eq!(renamer.name(Kind::Adjective, "Iranian"), adjective);
        assert_eq!(
            renamer.name(Kind::Surname, "TELDER"),
            renamer.name(Kind::Surname, "Telder").to_uppercase()
        );
        let edits = renamer.edits(&format!(" {text}"), &find(&format!(" {text}")));
        let article = edits.iter().find(|e| e.new == "a" || e.new == "an").unwrap();
        assert_eq!(article.new, if vowel(adjective) { "an" } else { "a" });
    }
}
