//! Whether two terms come to the same: "withdraw from the four regions" and "troop pull-out from Orlu, Tesk, Maros and Venn".
//!
//! The normal forms ([`Term::norm`]) are compared word for word by class of near-synonyms or word key; a number is held against a list of names. Another number,
//! another name, opposite polarity or another one who must act never meet.

use crate::lexicon::Lexicon;
use crate::wording::folded;
use reportedly_schema::linkage::Joined;
use reportedly_schema::{Term, TermRole};

/// A word of a normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    /// Class of near-synonyms or word key.
    key: String,
    /// `region:4`.
    number: Option<String>,
    /// `Orlu+Tesk`: folded, in order.
    names: Vec<String>,
    /// A name by its capital.
    named: bool,
}

/// How two terms meet and why, in words; `None` where they do not.
///
/// `certain`: the same act on the same things. `probable`: one says more, asks where the other makes a condition, or counts what the other lists.
/// `possible`: the same act, and part of the rest. Terms asked (conditions, demands) never meet terms given (offers,
/// concessions, guarantees).
///
/// ```
/// use reportedly_link::same_term;
/// use reportedly_schema::{Term, TermHolder, TermRole, linkage::Joined};
/// let term = |norm: &str| Term {
///     role: TermRole::Demand, kind: None, actor: None, to: None, members: vec![norm.into()], negated: false,
///     norm: norm.into(), held_by: TermHolder::Speaker, holder: None, spans: vec![],
/// };
/// let counted = term("withdraw region:4");
/// let listed = term("withdraw Maros+Orlu+Tesk+Venn troop");
/// assert_eq!(same_term(&counted, &listed).map(|t| t.0), Some(Joined::Probable));
/// assert_eq!(same_term(&term("withdraw region:3"), &listed), None);
/// ```
pub fn same_term(a: &Term, b: &Term) -> Option<(Joined, String)> {
    let asked = |t: &Term| matches!(t.role, TermRole::Condition | TermRole::Demand);
    if asked(a) != asked(b) || a.negated != b.negated || apart(a.actor.as_deref(), b.actor.as_deref()) {
        return None;
    }
    let (left, right) = (parts(&a.norm), parts(&b.norm));
    let (head, other) = (left.first()?, right.first()?);
    let meets = |head: &Part, all: &[Part]| all.iter().any(|p| p.key == head.key);
    if head.key != other.key && !(meets(head, &right) && meets(other, &left)) {
        return None;
    }
    let mut open: Vec<&Part> = right.iter().collect();
    let mut rest: Vec<&Part> = Vec::new();
    let mut because: Vec<String> = Vec::new();
    let mut shared = 0;
    for part in &left {
        match open.iter().position(|p| p.key == part.key && p.names == part.names) {
            Some(at) => {
                let with = open.remove(at);
                if let (Some(x), Some(y)) = (&part.number, &with.number)
                    && x != y
                {
                    return None;
                }
                shared += 1;
            }
            None => rest.push(part),
        }
    }
    let counted = count_meets_list(&mut rest, &mut open)? | count_meets_list(&mut open, &mut rest)?;
    if counted {
        shared += 1;
        because.push("as many names as counted".into());
    }
    // Lists or names or numbers that stand against each other are different things.
    let tells = |list: &[&Part], what: fn(&Part) -> bool| list.iter().any(|p| what(p));
    for what in [
        |p: &Part| !p.names.is_empty(),
        |p: &Part| p.named && p.names.is_empty(),
        |p: &Part| p.number.is_some(),
    ] {
        if tells(&rest, what) && tells(&open, what) {
            return None;
        }
    }
    let objects = shared > usize::from(head.key == other.key);
    let joined = match (rest.is_empty(), open.is_empty()) {
        (true, true) if a.role == b.role && !counted => Joined::Certain,
        (true, true) => Joined::Probable,
        (false, false) if objects => Joined::Possible,
        (false, false) => return None,
        _ if objects => Joined::Probable,
        _ => Joined::Possible,
    };
    because.insert(0, format!("same act: {}", a.norm.split(' ').next().unwrap_or_default()));
    if a.role != b.role {
        because.push(format!("{} and {}", a.role, b.role));
    }
    if !rest.is_empty() || !open.is_empty() {
        let more: Vec<&str> = rest.iter().chain(&open).map(|p| p.key.as_str()).collect();
        because.push(format!("only in one: {}", more.join(", ")));
    }
    Some((joined, because.join("; ")))
}

/// Takes a counted noun of `counting` and a list of names of `listing` out, where they meet; `None` where the numbers differ.
fn count_meets_list(counting: &mut Vec<&Part>, listing: &mut Vec<&Part>) -> Option<bool> {
    let Some(list) = listing.iter().position(|p| !p.names.is_empty()) else { return Some(false) };
    let Some(count) = counting.iter().position(|p| p.number.is_some() && p.names.is_empty()) else {
        return Some(false);
    };
    let members = listing[list].names.len().to_string();
    if counting[count].number.as_deref() != Some(members.as_str()) {
        return None;
    }
    let noun = counting.remove(count).key.clone();
    listing.remove(list);
    // "the provinces of Orlu and Tesk": the noun beside the names.
    listing.retain(|p| p.key != noun);
    Some(true)
}

/// Whether two who must act are named and share no word; pronouns tell nothing.
fn apart(a: Option<&str>, b: Option<&str>) -> bool {
    const STEM: usize = 4;
    let words = |name: &str| -> Vec<String> {
        name.split_whitespace()
            .filter(|w| w.starts_with(char::is_uppercase))
            .map(folded)
            .filter(|w| w.len() > 2)
            .collect()
    };
    let (Some(a), Some(b)) = (a, b) else { return false };
    let (a, b) = (words(a), words(b));
    let alike = |x: &String, y: &String| {
        let common = x.chars().zip(y.chars()).take_while(|(x, y)| x == y).count();
        common >= STEM && common + 1 >= x.chars().count().min(y.chars().count()) || x == y
    };
    !a.is_empty() && !b.is_empty() && !a.iter().any(|x| b.iter().any(|y| alike(x, y)))
}

fn parts(norm: &str) -> Vec<Part> {
    let lexicon = Lexicon::shared();
    norm.split(' ')
        .filter(|w| !w.is_empty())
        .map(|word| {
            let (word, number) = match word.split_once(':') {
                Some((word, number)) => (word, Some(number.to_string())),
                None => (word, None),
            };
            let named = word.starts_with(char::is_uppercase);
            if word.contains('+') {
                let names: Vec<String> = word.split('+').map(folded).collect();
                return Part { key: String::new(), number, names, named };
            }
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                return Part { key: String::new(), number: Some(word.to_string()), names: Vec::new(), named };
            }
            let written = folded(word);
            let key = lexicon.key(&written);
            let member = lexicon.member(std::iter::once((written.as_str(), key.as_str())));
            let key = match member {
                Some((member, _)) if !named => {
                    let pole = if member.pole < 0 { "-" } else { "" };
                    format!("{pole}={}", lexicon.classes[usize::from(member.class)].name)
                }
                _ => key,
            };
            Part { key, number, names: Vec::new(), named }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly_schema::TermHolder;

    fn term(role: TermRole, norm: &str, actor: Option<&str>) -> Term {
        Term {
            role,
            kind: None,
            actor: actor.map(String::from),
            to: None,
            members: vec![norm.into()],
            negated: false,
            norm: norm.into(),
            held_by: TermHolder::Speaker,
            holder: None,
            spans: vec![],
        }
    }

    fn how(a: &str, b: &str) -> Option<Joined> {
        let (a, b) = (term(TermRole::Demand, a, None), term(TermRole::Demand, b, None));
        let there = same_term(&a, &b).map(|t| t.0);
        assert_eq!(there, same_term(&b, &a).map(|t| t.0), "the order does not matter");
        there
    }

    #[test]
    fn the_same_act_on_the_same_things_is_certain() {
        assert_eq!(how("withdraw region:4 troop", "withdraw region:4 soldier"), Some(Joined::Certain));
        assert_eq!(how("release prisoner", "release prisoner"), Some(Joined::Certain));
    }

    #[test]
    fn a_number_meets_a_list_of_as_many_names() {
        assert_eq!(how("withdraw region:4", "withdraw Maros+Orlu+Tesk+Venn troop"), Some(Joined::Probable));
        assert_eq!(how("withdraw region:3", "withdraw Maros+Orlu+Tesk+Venn"), None);
    }

    #[test]
    fn another_number_name_or_list_is_another_term() {
        assert_eq!(how("pay crown:40000000", "pay crown:20000000"), None);
        assert_eq!(how("leave Orlu troop", "leave Tesk troop"), None);
        assert_eq!(how("withdraw Orlu+Tesk", "withdraw Orlu+Tesk+Venn"), None);
    }

    #[test]
    fn one_that_says_more_is_probable_and_another_act_is_none() {
        assert_eq!(how("release prisoner", "release all prisoner unconditionally"), Some(Joined::Probable));
        assert_eq!(how("release prisoner", "pay debt"), None);
    }

    #[test]
    fn asked_and_given_never_meet_nor_do_two_who_act() {
        let (demand, offer) =
            (term(TermRole::Demand, "pay debt", None), term(TermRole::Offer, "pay debt", None));
        assert_eq!(same_term(&demand, &offer), None);
        let condition = term(TermRole::Condition, "pay debt", Some("Aldra"));
        assert_eq!(same_term(&condition, &term(TermRole::Demand, "pay debt", Some("Teluria"))), None);
        let met = same_term(&condition, &term(TermRole::Demand, "pay debt", Some("the Aldran government")));
        assert_eq!(met.map(|t| t.0), Some(Joined::Probable));
    }
}
