//! The templates of `data/augment/templates.txt`: parsing, and filling one with gold spans by construction.

use super::contents::{Content, Form};
use super::lists::lists;
use super::names::Renamer;
use super::random::Random;
use super::rewrite::{Edit, replace};
use crate::polnear::{Gold, GoldArticle};
use regex::Regex;
use reportedly_schema::Span;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Where a template may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A headline.
    Head,
    /// The first paragraph.
    Lead,
    /// Any paragraph.
    Body,
    /// An article of its own.
    Talk,
}

/// The role of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Source,
    Cue,
    Content,
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Slot {
        name: String,
        key: String,
    },
    /// A span of the attributions with these numbers begins.
    Open(Vec<usize>, Role),
    Close,
}

/// A template.
#[derive(Clone, Debug)]
pub struct Template {
    /// What it is called.
    pub name: String,
    /// Where it may stand.
    pub place: Place,
    parts: Vec<Part>,
}

impl Template {
    /// Whether nobody says anything in it.
    pub fn is_silent(&self) -> bool {
        !self.parts.iter().any(|p| matches!(p, Part::Open(..)))
    }
}

static TEMPLATES: LazyLock<Vec<Template>> =
    LazyLock::new(|| parse(include_str!("../../data/augment/templates.txt")).unwrap_or_default());
static FILLINGS: LazyLock<BTreeMap<&'static str, Vec<Vec<Part>>>> = LazyLock::new(|| {
    let parsed = |rows: &Vec<&'static str>| rows.iter().filter_map(|row| parts(row).ok()).collect();
    lists().fillings.iter().map(|(slot, rows)| (*slot, parsed(rows))).collect()
});
/// A comma that an apposition leaves open before another mark, "a(n)", and an article met by a filling's own.
static LOOSE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(,)(?:[,.:;?]| – | — |\n|$)|([Aa]\(n\)) (.)|\b[Tt]he ([Tt]he )").unwrap());

/// How deep fillings may stand inside fillings.
const DEEPEST: usize = 6;
/// How often in a hundred a content is one of our own fillings where there are such: the articles' contents are all of politics.
const OWN: usize = 28;
/// Words of a content in a headline, at most.
const HEADLINE_WORDS: usize = 11;
/// How often another content is drawn where one is too long.
const HEADLINE_TRIES: usize = 12;

/// Every template, in the order of the file.
pub fn templates() -> &'static [Template] {
    &TEMPLATES
}

/// Reads a file of templates; the error says which block is wrong and how.
fn parse(file: &str) -> Result<Vec<Template>, String> {
    let mut out: Vec<(String, Place, Vec<&str>)> = Vec::new();
    for line in file.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
        if let Some(head) = line.strip_prefix("== ") {
            let (place, name) =
                head.split_once(' ').ok_or_else(|| format!("{head:?}: a place and a name expected"))?;
            let place = match place {
                "head" => Place::Head,
                "lead" => Place::Lead,
                "body" => Place::Body,
                "talk" => Place::Talk,
                other => return Err(format!("{name}: no such place as {other:?}")),
            };
            out.push((name.to_owned(), place, Vec::new()));
        } else {
            out.last_mut().ok_or("a line before the first block")?.2.push(line);
        }
    }
    out.into_iter()
        .map(|(name, place, lines)| {
            let text = lines.join("\n\n").replace("\\n", "\n");
            let parts = parts(&text).map_err(|e| format!("{name}: {e}"))?;
            Ok(Template { name, place, parts })
        })
        .collect()
}

fn parts(text: &str) -> Result<Vec<Part>, String> {
    let mut out = Vec::new();
    let mut rest = text;
    let mut open = 0;
    while let Some(at) = rest.find(['[', ']', '{']) {
        if at > 0 {
            out.push(Part::Text(rest[..at].to_owned()));
        }
        let after = &rest[at + 1..];
        rest = match rest.as_bytes()[at] {
            b'[' => {
                let (mark, after) = after.split_once(' ').ok_or("a space expected behind a mark")?;
                let (numbers, role) = mark.split_at(mark.len().saturating_sub(1));
                let role = match role {
                    "s" => Role::Source,
                    "q" => Role::Cue,
                    "c" => Role::Content,
                    _ => return Err(format!("s, q or c expected, found {mark:?}")),
                };
                let numbers: Option<Vec<usize>> =
                    numbers.chars().map(|c| c.to_digit(10).map(|d| d as usize)).collect();
                let numbers = numbers.filter(|n| !n.is_empty() && !n.contains(&0));
                out.push(Part::Open(
                    numbers.ok_or_else(|| format!("numbers from 1 expected, found {mark:?}"))?,
                    role,
                ));
                open += 1;
                after
            }
            b']' => {
                open -= 1;
                if open < 0 {
                    return Err("a mark closes that did not open".into());
                }
                out.push(Part::Close);
                after
            }
            _ => {
                let (slot, after) = after.split_once('}').ok_or("a slot does not close")?;
                let (name, key) = slot.split_once('.').unwrap_or((slot, ""));
                out.push(Part::Slot { name: name.to_owned(), key: key.to_owned() });
                after
            }
        };
    }
    if !rest.is_empty() {
        out.push(Part::Text(rest.to_owned()));
    }
    if open == 0 { Ok(out) } else { Err("a mark does not close".into()) }
}

/// Someone who speaks in a composed article.
#[derive(Clone, Debug)]
struct Person {
    given: &'static str,
    last: &'static str,
    female: bool,
}

/// The contents by form, with those of one article kept apart from the next by the random numbers only.
pub struct Pool<'a> {
    by_form: BTreeMap<Form, Vec<&'a Content>>,
}

impl<'a> Pool<'a> {
    /// Sorts contents by their form.
    pub fn new(contents: &'a [Content]) -> Self {
        let mut by_form: BTreeMap<Form, Vec<&'a Content>> = BTreeMap::new();
        for content in contents {
            by_form.entry(content.form).or_default().push(content);
        }
        Self { by_form }
    }
}

/// Fills templates for one article: what is fixed for the article stays so.
pub struct Filler<'a> {
    random: Random,
    pool: &'a Pool<'a>,
    renamer: Renamer,
    people: BTreeMap<String, Person>,
    fixed: BTreeMap<(String, String), String>,
    fresh: usize,
    longest: usize,
}

impl<'a> Filler<'a> {
    /// A filler for one article.
    pub fn new(pool: &'a Pool<'a>, seed: u64) -> Self {
        Self {
            random: Random::part(seed, "fill"),
            pool,
            renamer: Renamer::all(seed),
            people: BTreeMap::new(),
            fixed: BTreeMap::new(),
            fresh: 0,
            longest: usize::MAX,
        }
    }

    /// The template's text, with its attributions; none where a slot cannot be filled.
    pub fn fill(&mut self, template: &Template) -> Option<GoldArticle> {
        // What the block before called "a" is someone else here.
        self.people.retain(|key, _| key == "m");
        self.fixed.retain(|(_, key), _| key == "m");
        self.longest = if template.place == Place::Head { HEADLINE_WORDS } else { usize::MAX };
        let mut text = String::new();
        let mut spans: Vec<(Vec<usize>, Role, Span)> = Vec::new();
        let mut open: Vec<(Vec<usize>, Role, usize)> = Vec::new();
        for part in &template.parts {
            match part {
                Part::Text(words) => text += words,
                Part::Slot { name, key } => text += &self.slot(name, key, 0)?,
                Part::Open(numbers, role) => open.push((numbers.clone(), *role, text.len())),
                Part::Close => {
                    let (numbers, role, start) = open.pop()?;
                    spans.push((numbers, role, Span::new(start, text.len())));
                }
            }
        }
        let count = spans.iter().flat_map(|s| s.0.iter().copied()).max().unwrap_or(0);
        let mut attributions = vec![Gold::default(); count];
        for (numbers, role, span) in spans {
            for number in numbers {
                let gold = &mut attributions[number - 1];
                let list = match role {
                    Role::Source => &mut gold.source,
                    Role::Cue => &mut gold.cue,
                    Role::Content => &mut gold.content,
                };
                list.push(span);
                list.sort_by_key(|s| s.start);
            }
        }
        Some(tidy(&GoldArticle { id: template.name.clone(), text, attributions }))
    }

    /// What fills a slot. Capitals in its name are kept.
    fn slot(&mut self, name: &str, key: &str, depth: usize) -> Option<String> {
        let lower = name.to_lowercase();
        let key = if key.is_empty() || key == "+" {
            self.fresh += 1;
            format!("#{}", self.fresh)
        } else {
            key.to_owned()
        };
        let known = (lower.clone(), key.clone());
        let filled = match self.fixed.get(&known) {
            Some(filled) => filled.clone(),
            None => {
                let filled = self.filling(&lower, &key, depth)?;
                self.fixed.insert(known, filled.clone());
                filled
            }
        };
        Some(if name.len() > 1 && name.chars().all(|c| c.is_uppercase()) {
            filled.to_uppercase()
        } else if name.starts_with(char::is_uppercase) {
            capitalised(&filled)
        } else {
            filled
        })
    }

    fn filling(&mut self, name: &str, key: &str, depth: usize) -> Option<String> {
        if depth > DEEPEST {
            return None;
        }
        let all = lists();
        match name {
            "full" | "given" | "last" | "he" | "him" | "his" | "mr" => {
                let person = self.person(key)?;
                let by_sex = |m: &str, f: &str| if person.female { f } else { m }.to_owned();
                Some(match name {
                    "full" => format!("{} {}", person.given, person.last),
                    "given" => person.given.to_owned(),
                    "last" => person.last.to_owned(),
                    "he" => by_sex("he", "she"),
                    "him" => by_sex("him", "her"),
                    "his" => by_sex("his", "her"),
                    _ => format!("{} {}", by_sex("Mr", "Ms"), person.last),
                })
            }
            "town" => self.random.pick(&all.towns).map(|t| (*t).to_owned()),
            "country" | "adj" => {
                let free: Vec<_> = all.countries.iter().filter(|c| c.handed_out).collect();
                let country = self.random.pick(&free)?;
                let (this, other, theirs) = match name {
                    "country" => (country.name, "adj", country.adjective),
                    _ => (country.adjective, "country", country.name),
                };
                self.fixed.insert((other.to_owned(), key.to_owned()), theirs.to_owned());
                Some(this.to_owned())
            }
            "quote" => self.content(Form::Quotation, "ownquote", depth),
            "question" => self.content(Form::Question, "ownquestion", depth),
            "part" => self.content(Form::Fragment, "ownpart", depth),
            "clause" => self.content(Form::Clause, "ownclause", depth),
            "to" => self.content(Form::Infinitive, "ownto", depth),
            "noun" => self.content(Form::Noun, "ownnoun", depth),
            "narr" => self.content(Form::Narration, "ownnarr", depth),
            _ => self.row(name, key, depth),
        }
    }

    /// A row of the fillings, its own slots filled.
    fn row(&mut self, name: &str, key: &str, depth: usize) -> Option<String> {
        let row = self.random.pick(FILLINGS.get(name)?)?;
        let mut out = String::new();
        for part in row {
            match part {
                Part::Text(words) => out += words,
                Part::Slot { name, key: inner } => {
                    out += &self.slot(name, if inner == "+" { key } else { inner }, depth + 1)?;
                }
                Part::Open(..) | Part::Close => return None,
            }
        }
        Some(out)
    }

    /// A content of the training articles with other names, or one of our own.
    fn content(&mut self, form: Form, own: &str, depth: usize) -> Option<String> {
        if self.random.percent(OWN) {
            return self.row(own, "", depth);
        }
        let list = self.pool.by_form.get(&form).map_or(&[][..], |list| list);
        let picked = (0..HEADLINE_TRIES)
            .filter_map(|_| self.random.pick(list).copied())
            .find(|c| c.text.split(' ').count() <= self.longest);
        let Some(content) = picked else { return self.row(own, "", depth) };
        let article = GoldArticle { id: String::new(), text: content.text.clone(), attributions: Vec::new() };
        let edits = self.renamer.edits(&content.text, &content.names);
        Some(replace(&article, edits).text)
    }

    fn person(&mut self, key: &str) -> Option<Person> {
        if let Some(person) = self.people.get(key) {
            return Some(person.clone());
        }
        let all = lists();
        let free: Vec<_> = all.given.iter().filter(|g| g.handed_out || g.name.len() < 6).collect();
        let given = self.random.pick(&free)?;
        let last = self.random.pick(&all.surnames)?;
        let person = Person { given: given.name, last, female: given.female };
        self.people.insert(key.to_owned(), person.clone());
        Some(person)
    }
}

fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

/// Takes out commas that meet another mark, and chooses between "a" and "an".
fn tidy(article: &GoldArticle) -> GoldArticle {
    let mut edits = Vec::new();
    for found in LOOSE.captures_iter(&article.text) {
        if let Some(comma) = found.get(1) {
            // The comma of a content stays in it: only one inside quotation marks is written there, and a mark follows it.
            edits.push(Edit { old: Span::new(comma.start(), comma.end()), new: String::new() });
        } else if let Some(second) = found.get(4) {
            edits.push(Edit { old: Span::new(second.start(), second.end()), new: String::new() });
        } else if let (Some(article), Some(next)) = (found.get(2), found.get(3)) {
            let vowel = "AEIOUaeiou".contains(next.as_str());
            let new = match (vowel, article.as_str().starts_with('A')) {
                (true, true) => "An",
                (true, false) => "an",
                (false, true) => "A",
                (false, false) => "a",
            };
            edits.push(Edit { old: Span::new(article.start(), article.end()), new: new.to_owned() });
        }
    }
    replace(article, edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(article: &GoldArticle, n: usize) -> [Vec<&str>; 3] {
        let g = &article.attributions[n];
        [&g.source, &g.cue, &g.content]
            .map(|l| l.iter().map(|s| s.of(&article.text).unwrap()).collect::<Vec<_>>())
    }

    #[test]
    fn the_file_of_templates_can_be_read_and_filled() {
        let parsed = parse(include_str!("../../data/augment/templates.txt")).unwrap();
        assert!(parsed.len() >= 60, "{}", parsed.len());
        for row in lists().fillings.values().flatten() {
            assert!(parts(row).is_ok_and(|p| !p.iter().any(|p| matches!(p, Part::Open(..)))), "{row}");
        }
        let own = |form, text: &str| Content { text: text.into(), form, names: Vec::new() };
        let contents = [own(Form::Narration, "The road is long.")];
        let pool = Pool::new(&contents);
        for template in &parsed {
            for seed in 0..20 {
                let filled = Filler::new(&pool, seed).fill(template);
                let filled = filled.unwrap_or_else(|| panic!("{}: a slot stays empty", template.name));
                assert!(!filled.text.contains(['{', '}', '[', ']', '#']), "{}", filled.text);
                for n in 0..filled.attributions.len() {
                    let roles = cut(&filled, n);
                    assert!(!roles[2].is_empty(), "{}: no content", template.name);
                    for words in roles.iter().flatten() {
                        assert_eq!(words.trim(), *words, "{}: {}", template.name, filled.text);
                        assert!(!words.is_empty());
                    }
                }
            }
        }
    }

    #[test]
    fn spans_are_what_the_template_marks() {
        let template = &parse("== body x\n[12s {Full.a}, a(n) {oddword.a} owner,] [1q said] [1c that {clause}] and [2q left]: [2c “no.”]\n").unwrap()[0];
        let contents = [Content { text: "the port is shut".into(), form: Form::Clause, names: Vec::new() }];
        let pool = Pool::new(&contents);
        let filled = (0..50)
            .filter_map(|seed| Filler::new(&pool, seed).fill(template))
            .find(|f| f.text.contains("the port is shut"))
            .unwrap();
        let [source, cue, content] = cut(&filled, 0);
        assert_eq!((cue, content), (vec!["said"], vec!["that the port is shut"]));
        assert!(source[0].ends_with(" owner,") && !source[0].contains("(n)"), "{source:?}");
        assert_eq!(cut(&filled, 1), [source, vec!["left"], vec!["“no.”"]]);
    }

    #[test]
    fn a_wrong_template_is_refused() {
        for wrong in
            ["== body x\n[1s a", "== body x\na]", "== body x\n[1z a]", "== body x\n{a", "== nowhere x\n", "a"]
        {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_open_comma_goes_where_another_mark_follows() {
        let text = "said Ada, head,. So a(n) elm".to_string();
        let gold = Gold { source: vec![Span { start: 5, end: 15 }], ..Gold::default() };
        let out = tidy(&GoldArticle { id: String::new(), text, attributions: vec![gold] });
        assert_eq!(out.text, "said Ada, head. So an elm");
        assert_eq!(out.attributions[0].source[0].of(&out.text), Some("Ada, head"));
    }
}
