//! Runs of capitalised words that name something, and what they name.

use super::body_names::{
    body_after, body_after_and, body_before, body_of_people, company_of, of_joins, purpose_joins,
};
use super::entities::is_legal_form;
use super::function_words::{is_function_word, is_jan, is_surname_he};
use super::headline_names::{cut_headlines, is_closed_headline, is_title_case};
use super::leading_titles::{is_short_rank, leads, title_across, title_at};
use super::narrowing::is_party;
use super::nicknames::{behind_nickname, has_nickname};
use crate::vocabulary::{Gender, vocabulary};
use crate::words::{Word, Words};
use std::collections::BTreeSet;
use std::ops::Range;

/// What a run of capitalised words names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A body.
    Organisation,
    /// A public body.
    Government,
    /// A state or capital.
    Place,
    /// A news agency or outlet.
    Outlet,
    /// A text ("Clean Ports Act").
    Document,
    /// People by party, faith or nation ("Republicans").
    Group,
    /// Not told by its words or neighbours.
    Unclear,
}

/// One run.
#[derive(Clone, Debug)]
pub struct Name {
    /// The words of the name, without title and determiner.
    pub words: Range<usize>,
    /// Where the mention starts, the title before the name included.
    pub start: usize,
    /// What it names.
    pub kind: NameKind,
    /// Gender shown by an honorific or title.
    pub gender: Gender,
    /// An honorific stands before it ("Mr.").
    pub honorific: bool,
    /// Followed by 's or '.
    pub possessive: bool,
    /// The words of an office and its home right before the name, where no comma parts them: "President of Aldra".
    pub office: Option<Range<usize>>,
}

impl Name {
    /// A name without a title before it.
    pub fn plain(words: Range<usize>, kind: NameKind, possessive: bool) -> Name {
        Name {
            start: words.start,
            words,
            kind,
            gender: Gender::Unknown,
            honorific: false,
            possessive,
            office: None,
        }
    }
}

/// Words that join parts of one name in lower case.
const PARTICLES: &[&str] = &[
    "de", "del", "della", "di", "da", "dos", "das", "do", "du", "la", "le", "van", "von", "der", "den",
    "ter", "zu", "al", "el", "bin", "ibn", "ben", "y", "e",
];

/// Longest sequence of words looked up in name lists.
const LONGEST_LISTED: usize = 5;

/// Last words of firms that are nobody's surname: "port operator Luz Terminals".
pub(super) const FIRMS: &[&str] = &[
    "terminals",
    "airlines",
    "airways",
    "industries",
    "systems",
    "technologies",
    "holdings",
    "logistics",
    "pharmaceuticals",
    "utilities",
    "resources",
    "solutions",
    "enterprises",
    "ports",
    "foods",
    "depot",
    "productions",
    "records",
    "studios",
    "pictures",
    "entertainment",
    "motors",
    "networks",
    "ventures",
    "partners",
];

/// Texts that are written with a capital where the article tells of one: "the Resolution".
const TREATIES: &[&str] = &[
    "resolution",
    "agreement",
    "treaty",
    "declaration",
    "bill",
    "act",
    "accord",
    "pact",
    "protocol",
    "decree",
    "charter",
];

/// Finds all names, in text order and disjoint.
pub fn names(words: &Words) -> Vec<Name> {
    let inside = capitals_inside_sentences(words);
    let mut out = Vec::new();
    let mut of_headlines = Vec::new();
    for range in &words.sentences {
        let headline = is_title_case(words, range) || range.start == 0 && is_closed_headline(words, range);
        let first = out.len();
        let mut at = if is_numeral(words, range) { range.end } else { range.start };
        while at < range.end {
            match run_end(words, at, range, headline, &inside) {
                Some(end) => {
                    out.extend(cut_run(words, at..end, range));
                    at = end;
                }
                None => at += 1,
            }
        }
        if headline {
            of_headlines.extend(first..out.len());
        }
    }
    cut_headlines(words, &mut out, &of_headlines);
    out
}

/// "IV.": the number of a section.
fn is_numeral(words: &Words, range: &Range<usize>) -> bool {
    let mut inside = words.slice(range.clone()).iter().filter(|w| w.is_word);
    let numeral = |w: &Word| w.text.trim_end_matches('.').bytes().all(|b| b"IVXLC".contains(&b));
    inside.next().is_some_and(numeral) && inside.next().is_none()
}

/// Forms written with a capital where no sentence starts and no headline capitalises.
fn capitals_inside_sentences<'w>(words: &'w Words) -> BTreeSet<&'w str> {
    let mut out = BTreeSet::new();
    for range in &words.sentences {
        if is_title_case(words, range) {
            continue;
        }
        // "Voltara Inc. said": no word of everyday language, and a second one with a capital behind it.
        let opens = words.all.get(range.start).filter(|w| w.is_capital && w.is_word && !is_common(&w.lower));
        let next = words.get(range.start + 1).is_some_and(|w| w.is_capital && w.is_word);
        out.extend(opens.filter(|_| next && range.len() > 1).map(|w| w.lower.as_str()));
        for at in range.start + 1..range.end {
            let word = &words.all[at];
            if word.is_capital && !starts_clause(words, at, range) {
                out.insert(word.lower.as_str());
            }
        }
    }
    out
}

/// Whether a word stands first in a sentence or in a quotation.
fn starts_clause(words: &Words, at: usize, range: &Range<usize>) -> bool {
    at == range.start
        || words
            .get(at - 1)
            .is_some_and(|w| !w.is_word && !matches!(w.text, "," | "(" | "-" | "–" | "/" | "$"))
}

/// The end of the run of name words that starts at `at`, or `None` where none starts.
fn run_end(
    words: &Words,
    at: usize,
    range: &Range<usize>,
    headline: bool,
    inside: &BTreeSet<&str>,
) -> Option<usize> {
    let word = &words.all[at];
    if !word.is_capital || !word.is_word {
        return None;
    }
    let v = vocabulary();
    if starts_clause(words, at, range) && !opens_name(words, at, inside) {
        return None;
    }
    if headline && !known_in_headline(words, at, inside) {
        return None;
    }
    if is_function_word(word) && !is_surname_he(words, at) && !is_jan(words, at) {
        return None;
    }
    let mut end = at + 1;
    while end < range.end {
        let next = &words.all[end];
        let joins = next.is_word
            && next.is_capital
            && (!is_function_word(next) || is_surname_he(words, end) || is_jan(words, end))
            && (!headline || known_in_headline(words, end, inside));
        if joins || is_behind_article(next) {
            end += 1;
            continue;
        }
        // "Bank of Aldra", "Ursula von der Leyen", "Ministry of Health and Welfare".
        let mut ahead = end;
        while ahead < range.end && ahead - end < 3 && PARTICLES.contains(&words.lower(ahead)) {
            ahead += 1;
        }
        let after = words.get(ahead).filter(|w| ahead < range.end && w.is_capital && w.is_word);
        if ahead > end && after.is_some() && !v.adjectives.has(&words.all[end - 1].lower) {
            end = ahead + 1;
            continue;
        }
        if (next.is("of") && of_joins(words, at, end, range)) || purpose_joins(words, at, end, range) {
            end += 2 + usize::from(words.lower(end + 1) == "the");
            continue;
        }
        if !headline && let Some(surname) = behind_nickname(words, end, range) {
            end = surname;
            continue;
        }
        if let Some(body) = body_of_people(words, end, range).or_else(|| company_of(words, end, range)) {
            end = body;
            continue;
        }
        // "Oxley & Rusk".
        if next.text == "&" && words.get(end + 1).is_some_and(|w| end + 1 < range.end && w.is_capital) {
            end += 2;
            continue;
        }
        if next.is("and")
            && let Some(body) = body_after_and(words, at, end, range)
        {
            end = body;
            continue;
        }
        break;
    }
    Some(end)
}

/// "el-Sayed", "al-Maros": a surname with its article, joined by a hyphen.
fn is_behind_article(word: &Word) -> bool {
    const ARTICLES: &[&str] =
        &["al", "el", "ul", "as", "at", "ad", "an", "ar", "ash", "az", "bin", "abu", "ould"];
    let surname = word.text.split_once('-').filter(|(article, _)| ARTICLES.contains(article));
    surname.is_some_and(|(_, name)| name.starts_with(char::is_uppercase))
}

/// Whether a capitalised word at a clause start opens a name rather than the clause.
fn opens_name(words: &Words, at: usize, inside: &BTreeSet<&str>) -> bool {
    let v = vocabulary();
    let word = &words.all[at];
    let company = || company_of(words, at + 1, &words.sentence_of(at)).is_some();
    if is_surname_he(words, at) || is_jan(words, at) || company() {
        return true;
    }
    // "WHO spokeswoman Venn".
    let preposition = super::source::PREPOSITIONS.contains(&word.lower.as_str()) && !is_shouted(word);
    if is_function_word(word) || preposition {
        return false;
    }
    let next_capital = words.get(at + 1).is_some_and(|w| w.is_word && w.is_capital);
    let lower = word.lower.as_str();
    // "Downing Street declined": a listed name whose first word is a verb's as well.
    let listed = || {
        (2..=LONGEST_LISTED).filter(|n| at + n <= words.all.len()).any(|n| {
            let phrase = words.phrase(at..at + n);
            v.metonyms.has(&phrase) || v.places.has(&phrase)
        })
    };
    inside.contains(lower)
        || next_capital && listed()
        || word.text.chars().filter(|c| c.is_uppercase()).count() > 1
        || v.first_names.has(lower)
        || v.honorifics.has(lower)
        || v.places.has(lower)
        || v.metonyms.has(lower)
        || v.adjectives.has(lower)
        || v.agencies.has(word.text)
        || (next_capital
            && (!is_common(lower)
                || v.offices.has(lower)
                || v.offices.has(&v.lemmas.noun(lower))
                || v.person_nouns.has(lower)))
        || (!is_common(lower)
            && words
                .get(at + 1)
                .is_some_and(|w| w.is("'s") || v.cues.get(&v.lemmas.verb(&w.lower)).is_some()))
}

/// Whether a lower-case form is a word of everyday language, as far as the lists tell.
pub(crate) fn is_common(lower: &str) -> bool {
    let v = vocabulary();
    let noun = v.lemmas.noun(lower);
    v.filler.has(lower)
        || v.openers.has(lower)
        || v.lemmas.is_verb(&v.lemmas.verb(lower))
        || v.organisations.has(&noun)
        || v.documents.has(&noun)
        || is_people(lower)
        || ["ing", "ly", "ed", "tion", "ment", "ness"].iter().any(|s| lower.ends_with(s))
}

/// "Jinming" of "Lin Jinming": the ending of a participle, and no verb that is known.
pub(super) fn ends_like_participle(lower: &str) -> bool {
    let lemmas = &vocabulary().lemmas;
    lower.ends_with("ing") && !lemmas.is_verb(&lemmas.verb(lower))
}

/// Written in capitals, as the initials of a body are: "NATO".
pub(super) fn is_shouted(word: &Word) -> bool {
    word.text.len() > 1 && word.text.chars().all(char::is_uppercase)
}

/// Whether a lower-case form is a noun for people: "aides", "voters", "ministers".
pub(super) fn is_people(lower: &str) -> bool {
    let v = vocabulary();
    let noun = v.lemmas.noun(lower);
    v.groups.has(lower) || v.person_nouns.has(&noun) || v.offices.has(&noun)
}

/// In a headline every word has a capital: only names that stand in the body or in a list count.
fn known_in_headline(words: &Words, at: usize, inside: &BTreeSet<&str>) -> bool {
    let v = vocabulary();
    let word = &words.all[at];
    let lower = word.lower.as_str();
    inside.contains(lower)
        || v.first_names.has(lower)
        || v.honorifics.has(lower)
        || v.places.has(lower)
        || v.agencies.has(word.text)
        || is_shouted(word)
        || v.offices.has(lower)
        || (at > 0 && v.first_names.has(words.lower(at - 1)) && !is_common(lower))
}

/// Cuts titles off a run and says what it names; a run may hold several names ("Aldran President Ada Venn").
fn cut_run(words: &Words, run: Range<usize>, sentence: &Range<usize>) -> Vec<Name> {
    let v = vocabulary();
    if let Some(kind) = listed(words, &run) {
        return vec![whole(words, run.clone(), run.start, kind, sentence)];
    }
    // "Inc." alone names nothing.
    if is_legal_form(words.lower(run.end - 1)) && run.len() == 1 {
        return Vec::new();
    }
    if is_legal_form(words.lower(run.end - 1)) && run.len() > 1 {
        return vec![whole(words, run.clone(), run.start, NameKind::Organisation, sentence)];
    }
    // "Doctors Without Borders": a body, though it begins with a noun for people.
    if run.clone().skip(1).any(|at| words.all[at].text == "Without") && run.len() > 2 {
        return vec![whole(words, run.clone(), run.start, NameKind::Organisation, sentence)];
    }
    // "the Maros Falls Argus Leader": a newspaper, and nobody who leads.
    if run.len() > 1 && words.lower(run.end - 1) == "leader" && v.outlet_words.has(words.lower(run.end - 2)) {
        return vec![whole(words, run.clone(), run.start, NameKind::Outlet, sentence)];
    }
    // "minister of Defence Ada Venn", "Secretary of State Ada Venn": a title that begins before the run and ends in it.
    if let Some((start, mut end, gender)) = title_across(words, &run, sentence) {
        // "Speaker of the House Rep. Ada Venn".
        while let Some((behind, _)) = title_at(words, end, run.end).filter(|t| t.0 < run.end) {
            end = behind;
        }
        let mut found = whole(words, end..run.end, start, NameKind::Person, sentence);
        found.gender = gender;
        return vec![found];
    }
    // "Charlie King", "Amy Jane Pope": a surname that is a title as well.
    let last = words.lower(run.end - 1);
    if run.len() >= 2
        && ((run.start..run.end - 1).any(|at| v.first_names.has(words.lower(at)))
            || run.len() == 2 && role_before(words, run.start, sentence))
        && (run.start..run.end - 1).all(|at| title_at(words, at, run.end).is_none())
        && (v.offices.has(last) || v.honorifics.has(last))
        && words.lower(run.end) != "of"
    {
        return vec![whole(words, run.clone(), run.start, NameKind::Person, sentence)];
    }
    // The last title inside the run: what follows is the person.
    let mut name = run.start;
    let mut gender = Gender::Unknown;
    let mut honorific = false;
    let mut title = None;
    let mut at = run.start;
    while at < run.end {
        let lower = words.lower(at);
        // "farmer Col Dunmore": a rank that is shortened without a dot, behind a role, is a given name.
        if at == run.start && run.len() == 2 && is_short_rank(words, at) && role_before(words, at, sentence) {
            at += 1;
            continue;
        }
        if let Some(g) = v.honorifics.get(lower) {
            (name, gender, honorific) = (at + 1, if g.agrees(gender) { *g } else { gender }, true);
            title.get_or_insert(at);
            at += 1;
            continue;
        }
        if let Some((end, g)) = title_at(words, at, run.end) {
            // "Prime Minister" alone names nobody here; "Minister Venn" does.
            name = end;
            gender = if g == Gender::Unknown { gender } else { g };
            title.get_or_insert(at);
            at = end;
            continue;
        }
        at += 1;
    }
    let mut out = Vec::new();
    let first_title = title.unwrap_or(name);
    if name >= run.end {
        // Only titles ("the Foreign Minister") or a title at the end ("Trump Campaign Manager").
        let before = run.start..first_title;
        if !before.is_empty() {
            let kind = classify(words, &before, sentence, false);
            out.push(whole(words, before.clone(), before.start, kind, sentence));
        }
        return out;
    }
    if name > run.start {
        let before = run.start..first_title;
        if !before.is_empty() && !v.adjectives.has(&words.phrase(before.clone())) {
            let kind = classify(words, &before, sentence, false);
            // "Aldran" before "President Venn" narrows the office; only what is surely a name is one.
            if kind != NameKind::Unclear {
                out.push(whole(words, before.clone(), before.start, kind, sentence));
            }
        }
        let person = name..run.end;
        let last = words.lower(run.end - 1);
        // "General Motors": no general.
        let firm = name == run.start + 1 && words.lower(run.start) == "general" && is_firm_word(last);
        let body = v.organisations.has(last) && !honorific || firm;
        if body {
            // "President Venn Foundation": a body that is named after somebody.
            return vec![whole(words, run.clone(), run.start, NameKind::Organisation, sentence)];
        }
        let mut found = whole(words, person, run.start, NameKind::Person, sentence);
        (found.gender, found.honorific) = (gender, honorific);
        out.push(found);
        return out;
    }
    // Adjectives of states, parties and the like before a name are no part of it.
    let mut start = run.start;
    while start + 1 < run.end && leads(words, start) {
        start += 1;
    }
    start =
        behind_compound(words, start..run.end).or_else(|| given_name(words, start..run.end)).unwrap_or(start);
    let rest = start..run.end;
    // "Aldran Americans", "Aldran Mothers": people of a nation, and nobody's surname.
    let many = words.lower(run.end - 1);
    let single = v.lemmas.noun(many);
    if start > run.start
        && rest.len() == 1
        && single != many
        && (v.adjectives.has(&single) || is_people(many))
    {
        return vec![whole(words, run.clone(), run.start, NameKind::Group, sentence)];
    }
    // "Aldran Auto Workers": their union.
    let trade = rest.len() > 1 && single != many && is_people(many) && !v.first_names.has(words.lower(start));
    if start > run.start && trade {
        return vec![whole(words, run.clone(), run.start, NameKind::Organisation, sentence)];
    }
    // "Drug-maker Venn": a firm.
    let maker = start > run.start && words.lower(start - 1).ends_with("-maker");
    let introduced = !maker && (start > run.start || role_before(words, run.start, sentence));
    let kind = match listed(words, &rest) {
        Some(kind) => kind,
        None if maker => NameKind::Organisation,
        None => classify(words, &rest, sentence, introduced),
    };
    // "Aldran News Agency".
    let generic = kind == NameKind::Outlet && rest.clone().all(|at| v.outlet_words.has(words.lower(at)));
    let keeps_lead = !maker && (matches!(kind, NameKind::Organisation | NameKind::Government) || generic);
    let (from, kind) = if keeps_lead { (run.start, kind) } else { (start, kind) };
    out.push(whole(words, from..run.end, run.start, kind, sentence));
    out
}

/// "Motors", "Electric": last words of firms that begin with "General".
fn is_firm_word(lower: &str) -> bool {
    FIRMS.contains(&lower) || matches!(lower, "electric" | "mills" | "dynamics" | "atomics" | "assembly")
}

/// "South Aldran-born Ada Venn": the word behind a compound that tells where somebody is from or of what.
fn behind_compound(words: &Words, run: Range<usize>) -> Option<usize> {
    const ENDS: &[&str] = &["-born", "-based", "-educated", "-trained", "-raised", "-maker"];
    let ends = |at: &usize| ENDS.iter().any(|end| words.lower(*at).ends_with(end));
    run.clone().find(ends).map(|at| at + 1).filter(|at| *at < run.end)
}

/// "Maros County Recorder Ada Venn": the given name inside a run, where two words or more that are no given names lead it.
fn given_name(words: &Words, run: Range<usize>) -> Option<usize> {
    const LEADING: usize = 2;
    let v = vocabulary();
    let initial = |at: usize| words.all[at].text.len() <= 2;
    let given = |at: &usize| v.first_names.has(words.lower(*at));
    let at = (run.start..run.end.checked_sub(1)?).find(given)?;
    let plain =
        (run.start..at).all(|at| !initial(at) && !words.all[at].among(PARTICLES) && words.all[at].is_word);
    let body = v.organisations.has(words.lower(run.end - 1)) || v.company_words.has(words.lower(run.end - 1));
    (at >= run.start + LEADING && plain && !body).then_some(at)
}

/// What a list of names says of a run.
fn listed(words: &Words, run: &Range<usize>) -> Option<NameKind> {
    let v = vocabulary();
    if run.len() > LONGEST_LISTED {
        return None;
    }
    let written = words.cut(run);
    let lower = words.phrase(run.clone());
    if v.agencies.has(written) {
        return Some(NameKind::Outlet);
    }
    if let Some(kind) = v.metonyms.get(&lower) {
        use reportedly_schema::SpeakerKind::Government;
        return Some(if *kind == Government { NameKind::Government } else { NameKind::Organisation });
    }
    (v.places.has(&lower) && (run.len() > 1 || !v.first_names.has(&lower))).then_some(NameKind::Place)
}

fn whole(words: &Words, run: Range<usize>, start: usize, kind: NameKind, sentence: &Range<usize>) -> Name {
    let possessive = run.end < sentence.end
        && (words.lower(run.end) == "'s" || matches!(words.get(run.end).map(|w| w.text), Some("'" | "’")))
        && words.get(run.end).is_none_or(|w| w.quoted == words.all[run.start].quoted);
    Name { start, ..Name::plain(run, kind, possessive) }
}

/// Words between the place of a dateline and its dash: a month, a day, an agency in parentheses.
const DATELINE: usize = 9;

/// What a run names by its words and neighbours.
pub(super) fn classify(
    words: &Words,
    run: &Range<usize>,
    sentence: &Range<usize>,
    introduced: bool,
) -> NameKind {
    let v = vocabulary();
    let first = words.lower(run.start);
    let last = words.lower(run.end - 1);
    if let Some(kind) = listed(words, run) {
        return kind;
    }
    if has_nickname(words, run) {
        return NameKind::Person;
    }
    let last_text = words.all[run.end - 1].text;
    // "HARLOW, March 4 (Coast News)": where a report was written.
    let opens =
        words.get(run.start.wrapping_sub(1)).is_none_or(|w| w.paragraph != words.all[run.start].paragraph);
    let shouts = words
        .slice(run.clone())
        .iter()
        .all(|w| w.text.chars().count() > 2 && w.text.chars().all(char::is_uppercase));
    let dashed = || {
        let reach = words.all.len().min(run.end + DATELINE);
        (run.end..reach).any(|w| matches!(words.all[w].text, "-" | "–" | "—"))
    };
    if opens
        && shouts
        && matches!(words.get(run.end).map(|w| w.text), Some("," | "(" | "-" | "–" | "—"))
        && dashed()
    {
        return NameKind::Place;
    }
    let acronym = run.len() == 1
        && (2..=6).contains(&last_text.len())
        && last_text.chars().all(|c| c.is_uppercase() || c == '.' || c == '&');
    // "Ministry of Health", "Independent Office for Public Memory": the noun before the preposition tells.
    let joins = run.clone().skip(1).find(|at| words.all[*at].among(&["of", "for", "on", "against", "to"]));
    let before = joins.map_or(first, |at| words.lower(at - 1));
    let body = joins.is_some() && v.organisations.has(before);
    let first = if body { before } else { first };
    // An agency that is no public one by its words ("Coastal Agency") sends out news.
    if last == "agency" && super::outlet_kind(words, run).is_some() {
        return NameKind::Outlet;
    }
    let firm = FIRMS.contains(&last);
    let company = v.company_words.has(last) && !introduced && !v.first_names.has(first);
    if run.len() > 1 && (firm || company) {
        return NameKind::Organisation;
    }
    if v.organisations.has(last) || body {
        let kind = if body { v.organisations.get(first) } else { v.organisations.get(last) };
        use reportedly_schema::SpeakerKind::Government;
        return if kind == Some(&Government) { NameKind::Government } else { NameKind::Organisation };
    }
    if run.len() > 1 && v.outlet_words.has(last) {
        return NameKind::Outlet;
    }
    const WAYS: &[&str] = &[
        "street",
        "streets",
        "avenue",
        "avenues",
        "road",
        "boulevard",
        "square",
        "airport",
        "highway",
        "plaza",
        "peninsula",
        "strait",
    ];
    const DISTRICTS: &[&str] = &["county", "borough", "township", "municipality", "province", "prefecture"];
    let place = words.all[run.end - 1].among(WAYS) || words.all[run.end - 1].among(DISTRICTS);
    if run.len() > 1 && place && !introduced {
        return NameKind::Place;
    }
    let shouted =
        |w: &Word| w.text.len() >= 2 && !w.text.ends_with('.') && w.text.chars().all(char::is_uppercase);
    let named_after =
        words.slice(run.clone()).iter().any(shouted) && !words.slice(run.clone()).iter().all(shouted);
    if acronym || (named_after && run.len() > 1 && !introduced && !v.first_names.has(first)) {
        return NameKind::Organisation;
    }
    let firm = run.clone().any(|at| words.all[at].text == "&");
    if firm || body_before(words, run.start, sentence) || !introduced && body_after(words, run.end, sentence)
    {
        return NameKind::Organisation;
    }
    let singular = v.lemmas.noun(last);
    // "Senior Republicans": a people or a party, whatever stands before it.
    let nationals = run.len() == 1 && v.adjectives.has(&singular);
    if singular != last && (is_party(&singular) || nationals) {
        return NameKind::Group;
    }
    if introduced {
        return NameKind::Person;
    }
    let the = run.start > sentence.start && words.lower(run.start - 1) == "the";
    if v.documents.has(last) && (run.len() > 1 || the && TREATIES.contains(&last)) {
        return NameKind::Document;
    }
    let nation = ["ans", "ists", "crats"].iter().any(|s| last.ends_with(s));
    // "Republicans", "Senate Republicans"; "Venn Builders" may be a firm.
    let people = singular != last
        && (v.adjectives.has(&singular)
            || v.person_nouns.has(&singular) && (run.len() == 1 || nation)
            || nation && run.len() == 1);
    if people || (last != singular && v.offices.has(&singular)) {
        return NameKind::Group;
    }
    if v.first_names.has(first) && run.len() > 1 && !the {
        return NameKind::Person;
    }
    if !the && person_after(words, run.end, sentence) {
        return NameKind::Person;
    }
    let initials = words.slice(run.clone()).iter().any(|w| w.text.len() == 2 && w.text.ends_with('.'));
    if run.len() > 1 && initials && !the {
        return NameKind::Person;
    }
    NameKind::Unclear
}

/// Whether a role noun stands right before ("striker Ove Rolle", "campaign manager Ove Rolle").
fn role_before(words: &Words, at: usize, sentence: &Range<usize>) -> bool {
    let v = vocabulary();
    if at <= sentence.start {
        return false;
    }
    let word = &words.all[at - 1];
    if !word.is_small() {
        return false;
    }
    let role = v.offices.has(&word.lower) || v.is_role(&word.lower);
    // "the coach Toyota hired" is rarer than "coach Ove Rolle"; "head" and "star" are also no roles before names.
    role && !matches!(
        word.lower.as_str(),
        "head" | "star" | "forward" | "host" | "general" | "major" | "speaker"
    ) || v.honorifics.has(&word.lower)
}

/// Whether what follows shows a person: ", 39," or ", a teacher" or ", who".
fn person_after(words: &Words, end: usize, sentence: &Range<usize>) -> bool {
    let v = vocabulary();
    if words.lower(end) != "," || end + 1 >= sentence.end {
        return false;
    }
    let next = words.lower(end + 1);
    let closed = matches!(words.lower(end + 2), "," | ".");
    if next == "who" || (closed && next.len() == 2 && next.bytes().all(|b| b.is_ascii_digit())) {
        return true;
    }
    // An apposition reaches to the next comma; its head noun is the last before a preposition.
    const FURTHEST: usize = 8;
    if !matches!(next, "a" | "an" | "the" | "one") && !v.offices.has(next) && !v.is_role(next) {
        return false;
    }
    for at in end + 1..sentence.end.min(end + 1 + FURTHEST) {
        let word = &words.all[at];
        if !word.is_word || word.among(&["of", "for", "at", "in", "who", "with", "from", "and"]) {
            let head = words.lower(at - 1);
            return v.is_role(head) || v.offices.has(head);
        }
    }
    false
}
