//! Words by which a run of capitals names a body: what joins its parts, and the noun before it.

use super::entities::is_legal_form;
use super::function_words::is_calendar;
use crate::vocabulary::vocabulary;
use crate::words::Words;
use std::ops::Range;

/// The end of "the Trade and Industry Committee" from its "and": a body whose name has an "and" inside.
pub(super) fn body_after_and(words: &Words, at: usize, and: usize, range: &Range<usize>) -> Option<usize> {
    let v = vocabulary();
    if let Some(end) = field_after_and(words, at, and, range) {
        return Some(end);
    }
    let the = at > range.start && words.lower(at - 1) == "the";
    if !the || v.organisations.has(words.lower(and - 1)) || v.outlet_words.has(words.lower(and - 1)) {
        return None;
    }
    let mut end = and + 1;
    while end < range.end {
        match body_of_people(words, end, range) {
            Some(body) => end = body,
            None if words.all[end].is_capital && words.all[end].is_word => end += 1,
            None => break,
        }
    }
    let last = v.lemmas.noun(words.lower(end - 1));
    (end > and + 1 && v.organisations.has(&last)).then_some(end)
}

/// The end of "Ministry of Trade and Industry" from its "and": the second of the fields that a body is for.
fn field_after_and(words: &Words, at: usize, and: usize, range: &Range<usize>) -> Option<usize> {
    /// Fields that are no portfolio of a minister.
    const FIELDS: &[&str] = &[
        "oversight",
        "rights",
        "arts",
        "aging",
        "ageing",
        "ways",
        "means",
        "children",
        "women",
        "pensions",
        "missing",
        "human",
        "natural",
        "civil",
        "rural",
        "urban",
        "research",
        "reform",
        "law",
        "sea",
        "space",
        "police",
    ];
    const ENDINGS: &[&str] =
        &["tion", "sion", "ment", "ity", "ness", "ism", "ance", "ence", "ship", "ics", "ture"];
    let v = vocabulary();
    let for_fields = (at + 1..and - 1).any(|by| {
        words.all[by].among(&["of", "for", "on"]) && v.organisations.has(&v.lemmas.noun(words.lower(by - 1)))
    });
    let field = |at: usize| {
        let word = &words.all[at];
        let named =
            v.first_names.has(&word.lower) || v.places.has(&word.lower) || v.adjectives.has(&word.lower);
        word.is_word
            && word.is_capital
            && !named
            && (v.office_homes.get(&word.lower) == Some(&"portfolio")
                || FIELDS.contains(&word.lower.as_str())
                || ENDINGS.iter().any(|e| word.lower.ends_with(e)))
    };
    let end = (and + 1..range.end).find(|at| !field(*at)).unwrap_or(range.end);
    let whole = words.get(end).is_none_or(|w| !w.is_capital || !w.is_word || end >= range.end);
    let service =
        |at: usize| words.get(at).is_some_and(|w| at < range.end && w.is("services") && w.is_capital);
    match end {
        _ if !for_fields || end == and + 1 => None,
        _ if service(end) => Some(end + 1),
        _ => whole.then_some(end),
    }
}

/// The end of "Harbour Workers' Union" from its bare apostrophe, of "Cattlemen's Association" from its "'s": the body of those who are named in the
/// plural.
pub(super) fn body_of_people(words: &Words, apostrophe: usize, range: &Range<usize>) -> Option<usize> {
    let v = vocabulary();
    let body = apostrophe + 1;
    let bare = matches!(words.get(apostrophe)?.text, "'" | "’");
    if !bare && words.lower(apostrophe) != "'s" || body >= range.end || !words.all[body].is_capital {
        return None;
    }
    let people = words.lower(apostrophe - 1);
    let plural = if bare {
        people.ends_with('s') && v.lemmas.noun(people) != people
    } else {
        ["men", "women", "children", "people", "folk"].iter().any(|end| people.ends_with(end))
    };
    let known = v.organisations.has(words.lower(body)) || v.company_words.has(words.lower(body));
    (plural && known && words.all[apostrophe].quoted == words.all[body].quoted).then_some(body + 1)
}

/// The end of "Rally's Inc.", "Young's Market Co." from its "'s": a company that is named after somebody.
pub(super) fn company_of(words: &Words, apostrophe: usize, range: &Range<usize>) -> Option<usize> {
    const LONGEST: usize = 4;
    let capital = |at: &usize| words.all[*at].is_capital && words.all[*at].is_word;
    if words.lower(apostrophe) != "'s" {
        return None;
    }
    let behind = apostrophe + 1..range.end.min(apostrophe + 1 + LONGEST);
    behind.take_while(capital).find(|at| is_legal_form(words.lower(*at))).map(|at| at + 1)
}

/// Whether "of" after the run at..of belongs to the name: "Ministry of Defence", "University of Maros".
pub(super) fn of_joins(words: &Words, at: usize, of: usize, range: &Range<usize>) -> bool {
    let v = vocabulary();
    let head = words.lower(of - 1);
    let next = if words.lower(of + 1) == "the" { of + 2 } else { of + 1 };
    let body = v.organisations.has(head)
        || matches!(head, "bank" | "house" | "council" | "chamber" | "league" | "republic");
    body && of > at && next < range.end && words.all[next].is_capital
}

/// Whether the preposition after the run at..by tells what a body is for: "Center for Public Memory", "Council on Foreign Trade",
/// "Campaign against the Bypass", "Committee to Protect Rivers". Not "the Commission on Tuesday", "the Council to Ada Venn".
pub(super) fn purpose_joins(words: &Words, at: usize, by: usize, range: &Range<usize>) -> bool {
    let v = vocabulary();
    let preposition = &words.all[by];
    if !preposition.among(&["for", "on", "against", "to"]) || by == at || by + 1 >= range.end {
        return false;
    }
    let head = words.lower(by - 1);
    let body = v.organisations.has(head) || matches!(head, "campaign" | "council" | "movement" | "network");
    let next = if words.lower(by + 1) == "the" { by + 2 } else { by + 1 };
    let Some(word) = words.get(next).filter(|w| next < range.end && w.is_capital && w.is_word) else {
        return false;
    };
    // What a body is for is a noun (or, after "to", a verb): no day, no person, no state that it turns to.
    let named = v.first_names.has(&word.lower) || v.places.has(&word.lower) || v.honorifics.has(&word.lower);
    let purpose = !preposition.is("to") || v.lemmas.is_verb(&word.lower);
    body && purpose && !named && !is_calendar(&word.lower)
}

/// Whether the noun of a body stands right before: "the carmaker Venn", "Aldran lender Maros". Not "at the hospital Venn said".
pub(super) fn body_before(words: &Words, at: usize, sentence: &Range<usize>) -> bool {
    let v = vocabulary();
    let Some(noun) = at.checked_sub(1).filter(|n| *n >= sentence.start) else { return false };
    let word = &words.all[noun];
    // "State news agency Maros"; other agencies are public bodies.
    if word.is("agency") && noun > sentence.start && words.lower(noun - 1) == "news" {
        return true;
    }
    // "Told state television Ada Venn would come".
    if !word.is_small()
        || word.among(&["radio", "television", "tv"])
        || v.organisations.get(&word.lower) != Some(&reportedly_schema::SpeakerKind::Organisation)
    {
        return false;
    }
    let outlet = v.outlet_nouns.has(&word.lower);
    let mut before = noun;
    while before > sentence.start
        && (words.all[before - 1].is_small()
            || v.adjectives.has(words.lower(before - 1))
            // "The Harbour Party daily Maros".
            || outlet && words.all[before - 1].is_capital && words.all[before - 1].is_word)
    {
        let lower = words.lower(before - 1);
        if super::source::PREPOSITIONS.contains(&lower) {
            return false;
        }
        before -= 1;
        if matches!(lower, "the" | "a" | "an") {
            break;
        }
    }
    let first = &words.all[before];
    // "Disputed by the campaign group Maven Moves, which …": who does it is told, and no place.
    let behind = before > sentence.start
        && super::source::PREPOSITIONS.contains(&words.lower(before - 1))
        && words.lower(before - 1) != "by";
    (v.adjectives.has(&first.lower) || first.among(&["the"])) && !behind
        || is_bare_before(words, noun, sentence)
}

/// "Commuter group Maven Moves", "said rights group Maven Moves": the noun of a body without a determiner belongs to the name behind it. Not "at school
/// Venn said".
fn is_bare_before(words: &Words, noun: usize, sentence: &Range<usize>) -> bool {
    /// Words that tell the group more closely ("human rights group").
    const NARROWING: usize = 2;
    const BODIES: &[&str] = &[
        "group",
        "charity",
        "company",
        "firm",
        "carmaker",
        "airline",
        "lender",
        "retailer",
        "campaigners",
        "newspaper",
        "daily",
        "weekly",
        "tabloid",
        "broadcaster",
        "watchdog",
        "union",
    ];
    let v = vocabulary();
    if !words.all[noun].among(BODIES) {
        return false;
    }
    (0..=NARROWING).filter_map(|n| noun.checked_sub(n)).filter(|from| *from >= sentence.start).any(|from| {
        let plain = (from..noun).all(|at| {
            let word = &words.all[at];
            word.is_word
                && (word.is_small() || at == sentence.start)
                && !v.filler.has(&word.lower)
                && !v.lemmas.is_verb(&v.lemmas.verb(&word.lower))
        });
        let opens = from == sentence.start;
        let said = from > sentence.start && {
            let before = &words.all[from - 1];
            before.is("to") && from >= 2 && words.lower(from - 2) == "according"
                || before.is_small()
                    && v.cues.has(&v.lemmas.verb(&before.lower))
                    && !v.filler.has(&before.lower)
        };
        plain && (opens || said)
    })
}

/// Whether what follows a name tells that it is a body's: ", the company developing it,", ", a charity,".
pub(super) fn body_after(words: &Words, end: usize, sentence: &Range<usize>) -> bool {
    /// Words of the apposition up to its head, at most.
    const FURTHEST: usize = 6;
    let v = vocabulary();
    if words.lower(end) != "," || !matches!(words.lower(end + 1), "a" | "an" | "the") {
        return false;
    }
    let stops = |at: usize| {
        let word = &words.all[at];
        !word.is_word
            || word.is_small() && (word.lower.ends_with("ing") || word.lower.ends_with("ed"))
            || word.among(super::source::PREPOSITIONS)
            || word.among(&["behind", "run"])
    };
    let Some(stop) = (end + 2..sentence.end.min(end + 2 + FURTHEST)).find(|at| stops(*at)) else {
        return false;
    };
    let head = words.lower(stop - 1);
    stop > end + 2 && v.organisations.get(head) == Some(&reportedly_schema::SpeakerKind::Organisation)
}
