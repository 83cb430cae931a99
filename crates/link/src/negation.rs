//! What negations do to the words of a text: which they turn, and of which they leave open whether they are turned.
//!
//! Left open are the subject of a negated verb ("the pilots will not be dismissed" says of the pilots what "no dismissal of pilots" says), what
//! is denied only until, unless or before something ("no water without payment" is "water for payment", "no pay, no work" is "work for pay"), what
//! stands after "unless" ("unless they leave" is "if they do not leave"), what is to be gone ("the levy is lifted" is "no levy"), and the verb in front of
//! "nothing" and "no" ("he knew nothing" is "he did not know").

use crate::lexicon::{Lexicon, Phrases, Scope, entries};
use crate::wording::Token;
use std::sync::LazyLock;

const REMOVING: &str = include_str!("../vocabulary/removing_words.tsv");

/// Verbs and nouns that say of what follows that it is to be gone.
static REMOVING_WORDS: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::read(Lexicon::shared(), entries(REMOVING).map(|words| (words, ()))));

const FORMS_OF_BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being", "am", "get", "got"];

/// How many tokens before a participle a form of "be" may stand ("were again firmly rejected").
const BE_REACH: usize = 3;

/// Verbs after which "not" negates the sentence, so that what stands before them is its subject.
const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "am", "do", "does", "did", "has", "have", "had", "will", "would", "can",
    "could", "shall", "should", "may", "might", "must",
];

/// Words after which a denial holds no longer, wherever they stand in the sentence.
const UNTIL: &[&str] = &["until", "unless"];

/// Words after which a denial before them holds no longer.
const BEFORE: &[&str] = &["before", "without", "while"];

/// Words that say no of a noun or a verb of their own.
const NEGATORS: &[&str] = &["no", "not", "without", "nor", "neither", "never"];

/// Words that say no of what they stand for or in front of, and of the verb before them.
const NOTHING: &[&str] = &["no", "nothing", "nobody", "none"];

/// Words of a measure that is passed or not: "no more than twelve" says twelve, "not an hour sooner" says then.
const BOUNDS: &[&str] = &[
    "more", "less", "fewer", "sooner", "earlier", "later", "longer", "further", "under", "below", "cheaper",
];

/// Words whose denial may be that a measure is passed.
const DENY_A_MEASURE: &[&str] = &["no", "not", "nobody", "never", "cannot", "none"];

/// How many tokens after "and" or "or" another negation may stand that holds for the second part alone.
const PART_REACH: usize = 2;

/// Whether at `at` begins a part with a negation of its own: "no light and heard no siren".
fn own_negation_follows(tokens: &[Token], at: usize) -> bool {
    let near = |t: &Token| t.clause == tokens[at].clause && NEGATORS.contains(&t.written.as_str());
    let reach = match tokens[at].written.as_str() {
        "and" => PART_REACH,
        // "never a man or a woman, not one": what is told apart by "or" is denied by one word.
        "or" | "nor" => 1,
        _ => 0,
    };
    tokens[at + 1..].iter().take(reach).any(near)
}

/// Whether what the negation at `n` denies is that a measure is passed.
fn only_bounds(tokens: &[Token], n: usize) -> bool {
    let clause = tokens[n].clause;
    let rest = tokens[n + 1..].iter().take_while(|t| t.clause == clause);
    let (mut bound, mut measured) = (false, false);
    for token in rest {
        bound |= BOUNDS.contains(&token.written.as_str());
        measured |= token.number.is_some() || matches!(token.written.as_str(), "one" | "a" | "an" | "than");
    }
    DENY_A_MEASURE.contains(&tokens[n].written.as_str()) && bound && measured
}

/// Turns the sign of every token in the scope of a negation.
pub(crate) fn negate(lexicon: &Lexicon, tokens: &mut [Token]) {
    let mut n = 0;
    while n < tokens.len() {
        let words = tokens[n..].iter().map(|t| (t.written.as_str(), t.key.as_str()));
        let Some((scope, length)) = lexicon.negation(words) else {
            n += 1;
            continue;
        };
        // "even if" ends in the clause that it turns.
        let clause = tokens[n + length - 1].clause;
        let first = tokens.iter().position(|t| t.clause == clause).unwrap_or(n);
        let passive = tokens[n].written.ends_with("ed")
            && tokens[n.saturating_sub(BE_REACH)..n]
                .iter()
                .any(|t| FORMS_OF_BE.contains(&t.written.as_str()));
        let back = match scope {
            Scope::Nothing => {
                n += length;
                continue;
            }
            Scope::Clause => true,
            Scope::Participle => {
                passive || (tokens[n].written == "ruled" && n > first && passive_before(tokens, n))
            }
            Scope::Forward => false,
        };
        if scope == Scope::Forward && is_of_the_verb(tokens, n) {
            tokens[first..n].iter_mut().for_each(|token| token.either = true);
        }
        let from = if back { first } else { n + length };
        if scope == Scope::Forward && only_bounds(tokens, n) {
            tokens[from..].iter_mut().take_while(|t| t.clause == clause).for_each(|t| t.either = true);
        }
        let after = (n + length..tokens.len())
            .find(|&at| tokens[at].clause != clause || own_negation_follows(tokens, at))
            .unwrap_or(tokens.len());
        for (at, token) in tokens[..after].iter_mut().enumerate().skip(from) {
            if at < n || at >= n + length {
                token.sign = -token.sign;
            }
        }
        n += length;
    }
    conditional(tokens);
    either_way(lexicon, tokens);
}

/// Leaves open what the same thing may be told of with and without a negation.
fn either_way(lexicon: &Lexicon, tokens: &mut [Token]) {
    for n in 0..tokens.len() {
        let clause = tokens[n].clause;
        let written = tokens[n].written.as_str();
        if written == "unless" {
            tokens[n..].iter_mut().take_while(|t| t.clause == clause).for_each(|t| t.either = true);
        } else if NOTHING.contains(&written) {
            let before = n.checked_sub(1).filter(|&at| tokens[at].clause == clause);
            let verb = before.filter(|&at| !lexicon.is_function_word(&tokens[at].written));
            verb.into_iter().for_each(|at| tokens[at].either = true);
        }
        let words = tokens[n..].iter().map(|t| (t.written.as_str(), t.key.as_str()));
        let Some((_, length)) = REMOVING_WORDS.longest(words) else { continue };
        let reached = |t: &&mut Token| t.clause == clause;
        tokens[n + length..].iter_mut().take_while(reached).for_each(|t| t.either = true);
        if passive_before(tokens, n) {
            tokens[..n].iter_mut().rev().take_while(reached).for_each(|t| t.either = true);
        }
    }
    bargains(tokens);
}

/// "No pay, no work": each half of a sentence of two is a condition of the other.
fn bargains(tokens: &mut [Token]) {
    for all in tokens.chunk_by_mut(|a, b| a.sentence == b.sentence) {
        let clauses: Vec<&[Token]> = all.chunk_by(|a, b| a.clause == b.clause).collect();
        let denied = |clause: &&[Token]| clause[0].written == "no" && clause.len() > 1;
        if clauses.len() == 2 && clauses.iter().all(denied) {
            all.iter_mut().for_each(|t| t.either = true);
        }
    }
}

fn passive_before(tokens: &[Token], n: usize) -> bool {
    tokens[n.saturating_sub(BE_REACH)..n].iter().any(|t| FORMS_OF_BE.contains(&t.written.as_str()))
}

/// Whether the negation at `n` is that of the clause's verb.
fn is_of_the_verb(tokens: &[Token], n: usize) -> bool {
    let after_auxiliary =
        n.checked_sub(1).is_some_and(|before| AUXILIARIES.contains(&tokens[before].written.as_str()));
    match tokens[n].written.as_str() {
        // "The dam not to be raised": the headline's subject.
        "not" => after_auxiliary || tokens.get(n + 1).is_some_and(|t| t.written == "to"),
        "never" | "cannot" => true,
        _ => false,
    }
}

/// Leaves open what is denied on a condition.
fn conditional(tokens: &mut [Token]) {
    let mut from = 0;
    while from < tokens.len() {
        let sentence = tokens[from].sentence;
        let length = tokens[from..].iter().take_while(|t| t.sentence == sentence).count();
        let all = &mut tokens[from..from + length];
        for n in 0..all.len() {
            let word = all[n].written.as_str();
            let to = if UNTIL.contains(&word) {
                all.len()
            } else if BEFORE.contains(&word) && !tells_a_day(all.get(n + 1)) {
                n
            } else {
                continue;
            };
            let near = all[n].clause.saturating_sub(1)..=all[n].clause;
            let denied = |t: &Token| t.sign < 0 && (to > n || near.contains(&t.clause));
            all[..to].iter_mut().filter(|t| denied(t)).for_each(|t| t.either = true);
        }
        from += length;
    }
}

/// "before Friday", "before 3 May": when, and no condition.
fn tells_a_day(next: Option<&Token>) -> bool {
    next.is_some_and(|t| t.number.is_some() || t.capital)
}

#[cfg(test)]
mod tests {
    use crate::wording::{Stance, Wording};

    fn wording(text: &str) -> Wording {
        Wording::new(text, false, Stance::default())
    }

    fn opposed(a: &str, b: &str) -> bool {
        let (there, back) = (wording(a).shared(&wording(b)), wording(b).shared(&wording(a)));
        assert_eq!(there, back);
        there.opposite > 0
    }

    #[test]
    fn the_subject_of_a_negated_verb_is_not_denied() {
        assert!(!opposed("No pilots will be dismissed", "Pilots would not be forced out"));
        assert!(opposed("The port will not reopen", "The port will reopen"));
        assert!(opposed("We are not ready for talks", "We are ready for talks"));
        assert!(opposed("The ferries never stop at night", "The ferries stop at night"));
    }

    #[test]
    fn what_is_denied_on_a_condition_is_neither_denied_nor_said() {
        assert!(!opposed("The gates will not open until Venn pays", "The gates open once Venn pays"));
        assert!(!opposed("No water without payment", "Water will flow when payment comes"));
        assert!(!opposed("Unless Venn pays the gates will not open", "The gates open if Venn pays"));
        assert!(!opposed(
            "They would not meet us while the strike lasts",
            "They would meet us after the strike"
        ));
        assert!(opposed("Talks without conditions", "Talks with conditions"));
        assert!(opposed("The court will not rule before June", "The court will rule before June"));
    }

    #[test]
    fn each_part_has_its_own_negation() {
        assert!(!opposed("he had seen no light and heard no siren", "No lights, no siren"));
        assert!(!opposed("without lights and without a warning", "it gave no warning"));
        assert!(opposed("he had seen no light and heard no siren", "he heard a siren"));
    }

    #[test]
    fn no_more_than_a_measure_denies_nothing_of_it() {
        assert!(!opposed(
            "no station may charge more than 2 crowns",
            "the price is capped at 2 crowns a station"
        ));
        assert!(!opposed("not an hour sooner", "an hour from now"));
        assert!(!opposed("nobody gets the boat for less than 30 crowns", "the boat is sold for 30 crowns"));
        assert!(!opposed("he would not sell the boat for under 30", "he would sell the boat for 30"));
        assert!(opposed("no station may charge crowns", "every station may charge crowns"));
    }

    #[test]
    fn the_subject_of_a_headline_is_not_denied() {
        assert!(!opposed("Velka dam not to be raised", "The government will not raise the Velka dam"));
        assert!(opposed("Velka dam not to be raised", "The Velka dam will be raised"));
    }

    #[test]
    fn unless_is_if_not() {
        assert!(!opposed(
            "The gates close unless Venn leaves the valley",
            "The gates close if Venn does not leave the valley"
        ));
        assert!(!opposed("The gates close unless Venn leaves", "The gates open once Venn leaves"));
        assert!(opposed(
            "The gates close if Venn leaves the valley",
            "The gates close if Venn does not leave the valley"
        ));
    }

    #[test]
    fn what_is_to_be_gone_is_neither_denied_nor_said() {
        assert!(!opposed("The levy on steel must be lifted", "There should be no levy on steel"));
        assert!(!opposed(
            "a tax unless they do not lift the levy on steel",
            "a tax if the levy on steel stays"
        ));
        assert!(!opposed("Not one gun in the towns", "The towns are to be cleared of every gun"));
        assert!(!opposed("No deal without the repeal of the rota", "They return when the rota is repealed"));
        assert!(opposed("The levy will be lifted", "The levy will not be lifted"));
        assert!(opposed("We will scrap the levy", "We will not scrap the levy"));
        assert!(opposed("There is a levy on steel", "There is no levy on steel"));
    }

    #[test]
    fn a_verb_before_nothing_is_denied_with_it() {
        assert!(!opposed("He knew nothing of the losses", "He did not know of the losses"));
        assert!(!opposed("She saw no light", "She did not see a light"));
        assert!(opposed("He knew nothing of the losses", "He knew of the losses"));
    }

    #[test]
    fn no_this_no_that_is_this_for_that() {
        assert!(!opposed("No dry tunnel, no money", "The money will be paid once the tunnel is dry"));
        assert!(opposed("There is no money for the tunnel", "There is money for the tunnel"));
    }

    #[test]
    fn even_if_denies_the_condition() {
        let plain = "The border will reopen if the fishermen are released";
        assert!(opposed(plain, "The border will reopen even if the fishermen stay in jail"));
        assert!(!opposed("No deal even if it is gold", "There is no deal even if it is gold"));
    }
}
