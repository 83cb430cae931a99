//! What negations do to the words of a text: which they turn, and of which they leave open whether they are turned.
//!
//! Left open are the subject of a negated verb ("the pilots will not be dismissed" says of the pilots what "no dismissal of pilots" says), and what
//! is denied only until, unless or before something: "no water without payment" is "water for payment".

use crate::lexicon::{Lexicon, Scope};
use crate::wording::Token;

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

/// Words of a measure that is passed or not: "no more than twelve" says twelve, "not an hour sooner" says then.
const BOUNDS: &[&str] = &["more", "less", "fewer", "sooner", "earlier", "later", "longer", "further"];

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
    matches!(tokens[n].written.as_str(), "no" | "not") && bound && measured
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
        assert!(opposed("no station may charge crowns", "every station may charge crowns"));
    }

    #[test]
    fn the_subject_of_a_headline_is_not_denied() {
        assert!(!opposed("Velka dam not to be raised", "The government will not raise the Velka dam"));
        assert!(opposed("Velka dam not to be raised", "The Velka dam will be raised"));
    }

    #[test]
    fn even_if_denies_the_condition() {
        let plain = "The border will reopen if the fishermen are released";
        assert!(opposed(plain, "The border will reopen even if the fishermen stay in jail"));
        assert!(!opposed("No deal even if it is gold", "There is no deal even if it is gold"));
    }
}
