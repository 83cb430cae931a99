//! How a term stands to an earlier one of the same party: the same, the same with another value, alike, or another.
//!
//! [`same_term`](crate::same_term) compares normal forms and lets no two values meet; here the values are what is looked for. A change is claimed from it, so doubt is told apart: what
//! is [`TermRelation::Alike`] is neither the same nor new.

use crate::lexicon::Lexicon;
use crate::quantities::{Quantity, Unit, bare_number, is_of_measures, quantities};
use crate::same_term;
use crate::wording::{Stance, Wording, folded};
use reportedly_schema::linkage::Joined;
use reportedly_schema::{Term, TermKind, TermRole};
use std::ops::Range;

/// Weight of the shorter of two terms, in thousandths, that the other must have for the two to be one.
pub const SAME_TERM_COVER: u64 = 750;

/// Weight of the shorter of two terms, in thousandths, names of people and places left out, from which the later is not called new: below half, since reporters put one
/// demand in many words, and a demand that is called new and is none is worse than one not shown.
pub const ALIKE_TERM_COVER: u64 = 400;

/// Cosine of two terms' vectors, in thousandths, from which the later is not called new.
pub const ALIKE_TERM_COSINE: i32 = 750;

/// Weight of the words beside two values, in thousandths, that must be shared for the values to be of one thing, where both have such words.
pub const MEASURED_COVER: u64 = 400;

/// Words of content up to which a term with a pronoun for an object says nothing that can be compared.
const POINTING_WORDS: usize = 2;

/// One thing that a term asks or gives: a member of its list.
#[derive(Clone, Debug)]
pub struct TermWords {
    term: Term,
    text: String,
    wording: Wording,
    quantities: Vec<Quantity>,
}

/// The values by which two terms differ, as bytes of the text of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherValue {
    /// In the earlier one.
    pub from: Range<usize>,
    /// In the later one.
    pub to: Range<usize>,
}

/// How a later term stands to an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermRelation {
    /// The same in other words or the same ones; both have the same values or one has none.
    Same,
    /// The same with another number, amount, date or period.
    OtherValue(OtherValue),
    /// So much in common that the later is not called new, too little to call them one.
    Alike,
    /// Another.
    Other,
}

impl TermWords {
    /// Analyses one member of a term's list; `text` is the member as written.
    pub fn new(term: &Term, text: &str) -> TermWords {
        let wording = Wording::new(text, false, Stance::default());
        let mut quantities = quantities(text, &wording);
        if quantities.is_empty() {
            quantities.extend(bare_number(&wording));
        }
        let single = term.members.len() == 1;
        let mut term = term.clone();
        if !single {
            // The normal form is that of the whole list.
            term.norm.clear();
        }
        TermWords { term, text: text.to_string(), wording, quantities }
    }

    /// The member as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The term it is of.
    pub fn term(&self) -> &Term {
        &self.term
    }

    /// Whether it says something of its own: a value with a word that is no name, two words of content, or one behind "without" ("without lawyers"). "Talk", "use
    /// them" and a bare name are found wherever a party speaks; what is only to be talked of is neither asked nor given.
    pub fn says_something(&self) -> bool {
        let least = match self.term.kind {
            Some(TermKind::Without) => 1,
            _ => 2,
        };
        let tokens = &self.wording.tokens;
        let at = |f: &crate::wording::Feature| f.at.map(|at| &tokens[at as usize]);
        let small = |t: &crate::wording::Token| !t.capital && t.number.is_none() && !is_of_measures(t);
        let common = self.wording.occurrences.iter().filter(|f| at(f).is_some_and(small)).count();
        // "They withdraw it on Monday" is of something said before.
        let points_back =
            self.wording.tokens.iter().any(|t| matches!(t.written.as_str(), "it" | "them" | "that"));
        if points_back && self.quantities.is_empty() && self.content(true).len() <= POINTING_WORDS {
            return false;
        }
        if self.is_talk() || self.is_bare() {
            return false;
        }
        !self.quantities.is_empty() && self.content(true).is_empty()
            || common > 0 && (!self.quantities.is_empty() || self.content(true).len() >= least)
    }

    /// How much it says: its words of content and values.
    pub fn richness(&self) -> usize {
        self.quantities.len() + self.content(true).len()
    }

    /// Whether it is a number and nothing else: it has a meaning only beside another's.
    pub fn is_bare(&self) -> bool {
        self.quantities.iter().any(|q| q.unit == Unit::Bare)
    }

    /// Whether it is only to be talked of.
    fn is_talk(&self) -> bool {
        const TALK: &[&str] = &["talk", "discuss", "negotiate", "speak", "think"];
        self.wording
            .tokens
            .iter()
            .find(|t| t.written != "to")
            .is_some_and(|t| TALK.contains(&t.written.as_str()))
    }

    /// Features with their weights, numbers and words of amount left out, and names where they are not asked for.
    fn content(&self, names: bool) -> Vec<(u64, u64)> {
        let lexicon = Lexicon::shared();
        let tokens = &self.wording.tokens;
        let mut all: Vec<(u64, u64)> = self
            .wording
            .occurrences
            .iter()
            .filter(|f| {
                let Some(token) = f.at.map(|at| &tokens[at as usize]) else { return false };
                let name = token.capital && lexicon.listed(&token.key).is_none();
                token.number.is_none() && (f.length > 1 || !is_of_measures(token)) && (names || !name)
            })
            .map(|f| (f.of, u64::from(f.weight)))
            .collect();
        all.sort_unstable();
        all.dedup_by_key(|f| f.0);
        all
    }

    /// Whether it has a number, amount, date or period.
    pub fn has_value(&self) -> bool {
        !self.quantities.is_empty()
    }

    /// Whether it has a value or a word of content.
    pub fn has_words(&self) -> bool {
        !self.quantities.is_empty() || self.beside().next().is_some()
    }

    /// Whether both have one value in common: the same number of one unit.
    pub fn same_value(&self, later: &TermWords) -> bool {
        matches!(self.values(later), Values::Equal)
    }

    /// How `later` stands to this one.
    ///
    /// ```
    /// use reportedly_link::{TermRelation, TermWords};
    /// use reportedly_schema::{Term, TermHolder, TermRole};
    /// let term = |text: &str| {
    ///     let term = Term {
    ///         role: TermRole::Demand, kind: None, actor: None, to: None, members: vec![text.into()], negated: false,
    ///         norm: text.into(), held_by: TermHolder::Speaker, holder: None, spans: vec![],
    ///     };
    ///     TermWords::new(&term, text)
    /// };
    /// let earlier = term("raise basic pay by 14 per cent");
    /// let TermRelation::OtherValue(values) = earlier.relation(&term("eleven percent")) else { panic!() };
    /// assert_eq!(&earlier.text()[values.from], "14 per cent");
    /// assert_eq!(earlier.relation(&term("open the tunnel")), TermRelation::Other);
    /// ```
    pub fn relation(&self, later: &TermWords) -> TermRelation {
        let one_side = sides_meet(self.term.role, later.term.role);
        let negated = self.term.negated != later.term.negated;
        match self.values(later) {
            Values::Other(values) if one_side && !negated && !self.is_talk() && !later.is_talk() => {
                return TermRelation::OtherValue(values);
            }
            Values::Other(_) | Values::Equal => return TermRelation::Alike.or_same(self, later),
            Values::Apart | Values::None => {}
        }
        TermRelation::Other.or_same(self, later)
    }

    /// The features beside values, units and words of amount.
    fn beside(&self) -> impl Iterator<Item = &crate::wording::Feature> {
        let tokens = &self.wording.tokens;
        self.wording.occurrences.iter().filter(move |f| {
            let Some(at) = f.at.map(|at| at as usize) else { return false };
            let valued = self.quantities.iter().any(|q| q.tokens.contains(&at));
            !valued && tokens[at].number.is_none() && (f.length > 1 || !is_of_measures(&tokens[at]))
        })
    }

    fn values(&self, later: &TermWords) -> Values {
        let mut meeting = Vec::new();
        // A number alone is told of what was said before, and nothing later of it.
        let told = self.quantities.iter().filter(|q| q.unit != Unit::Bare);
        for a in told {
            for b in &later.quantities {
                if a.meets(b) && !a.far_from(b) && self.is_of_rest(a) == later.is_of_rest(b) {
                    meeting.push((a, b));
                }
            }
        }
        if meeting.is_empty() {
            return Values::None;
        }
        if meeting.iter().any(|(a, b)| a.value == b.value) {
            return Values::Equal;
        }
        match meeting.as_slice() {
            [(a, b)] if self.measures_the_same(later) => {
                Values::Other(OtherValue { from: a.bytes.clone(), to: b.bytes.clone() })
            }
            _ => Values::Apart,
        }
    }

    /// Whether a number counts what is left or comes on top: "all remaining 127 prisoners" is no other value of 212.
    fn is_of_rest(&self, quantity: &Quantity) -> bool {
        const REST: &[&str] = &["remaining", "other", "others", "further", "additional"];
        let tokens = &self.wording.tokens;
        let before = quantity.tokens.start.checked_sub(1);
        let beside = before.into_iter().chain(quantity.tokens.clone());
        beside.filter_map(|n| tokens.get(n)).any(|t| REST.contains(&t.written.as_str()))
    }

    /// Whether what stands beside the values is of one thing, or one of them tells nothing beside its value.
    fn measures_the_same(&self, later: &TermWords) -> bool {
        let weight = |all: &[(u64, u32)]| all.iter().map(|f| u64::from(f.1)).sum::<u64>();
        let of = |words: &TermWords| {
            let mut all: Vec<(u64, u32)> = words.beside().map(|f| (f.of, f.weight)).collect();
            all.sort_unstable();
            all.dedup_by_key(|f| f.0);
            all
        };
        let (a, b) = (of(self), of(later));
        let shared: Vec<(u64, u32)> = a.iter().copied().filter(|f| b.iter().any(|g| g.0 == f.0)).collect();
        let least = weight(&a).min(weight(&b));
        least == 0
            || weight(&shared) * 1000 >= least * MEASURED_COVER
            || self.names_actor_of(later)
            || later.names_actor_of(self)
    }

    /// Whether a name in it is who must act in the other: "five years for Dorn" and "[Dorn must] stay open for ten years".
    fn names_actor_of(&self, other: &TermWords) -> bool {
        let Some(actor) = &other.term.actor else { return false };
        let actor: Vec<String> = actor.split_whitespace().map(folded).collect();
        let mut names = self.wording.tokens.iter().filter(|t| t.capital && t.number.is_none());
        names.any(|t| actor.contains(&t.written))
    }
}

/// What the values of two terms say.
enum Values {
    /// No two can be held against each other.
    None,
    /// One is in both.
    Equal,
    /// One pair differs.
    Other(OtherValue),
    /// Several pairs, or values of different things.
    Apart,
}

impl TermRelation {
    /// The relation by words, at least this one.
    fn or_same(self, earlier: &TermWords, later: &TermWords) -> TermRelation {
        let negated = earlier.term.negated != later.term.negated;
        let normal = !earlier.term.norm.is_empty() && !later.term.norm.is_empty();
        let by_norm = normal.then(|| same_term(&earlier.term, &later.term)).flatten();
        let compared = earlier.wording.compare(&later.wording);
        let one_side = sides_meet(earlier.term.role, later.term.role);
        if one_side && !negated && !compared.other_numbers {
            let sure = by_norm.as_ref().is_some_and(|(joined, _)| *joined <= Joined::Probable);
            if sure || compared.cover >= SAME_TERM_COVER {
                return TermRelation::Same;
            }
        }
        let near = compared.cosine >= ALIKE_TERM_COSINE;
        let alike = by_norm.is_some()
            || both_pay(&earlier.term.norm, &later.term.norm)
            || common_cover(earlier, later) >= ALIKE_TERM_COVER
            || near;
        if alike { TermRelation::Alike } else { self }
    }
}

/// Whether two normal forms ask for a payment, and one of them names nothing but money or what is owed: "cough up the cash" and "pay 40 million crowns".
fn both_pay(a: &str, b: &str) -> bool {
    const MONEY: &[&str] = &["cash", "money", "sum", "bill", "debt", "toll", "fee", "due", "arrears", "fine"];
    let pays = |norm: &str| norm.split(' ').next() == Some("pay");
    let unnamed = |norm: &str| {
        let mut rest = norm.split(' ').skip(1).peekable();
        rest.peek().is_some() && rest.all(|w| MONEY.contains(&w))
    };
    pays(a) && pays(b) && (unnamed(a) || unnamed(b))
}

/// Weight of the shorter that the other has whatever its polarity, in thousandths: of the words that are no names, where both have such words, since whom a term is about is
/// in most terms of a party.
fn common_cover(a: &TermWords, b: &TermWords) -> u64 {
    let (mut x, mut y) = (a.content(false), b.content(false));
    if x.is_empty() || y.is_empty() {
        (x, y) = (a.content(true), b.content(true));
    }
    let weight = |all: &[(u64, u64)]| all.iter().map(|f| f.1).sum::<u64>();
    let shared: u64 = x.iter().filter(|f| y.iter().any(|g| g.0 == f.0)).map(|f| f.1).sum();
    shared * 1000 / weight(&x).min(weight(&y)).max(1)
}

/// Whether two roles may be of one term: what is asked is not what is given; a concession may be on either.
fn sides_meet(a: TermRole, b: TermRole) -> bool {
    let side = |role| match role {
        TermRole::Condition | TermRole::Demand => Some(true),
        TermRole::Offer | TermRole::Guarantee => Some(false),
        TermRole::Concession => None,
    };
    match (side(a), side(b)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// Whether `words` name what `term` is about, see [`naming`].
pub fn names_term(words: &str, term: &TermWords) -> bool {
    naming(words, term).is_some()
}

/// How well `words` name what `term` is about: the weight that the two share in thousandths of the shorter, at least [`NAMED_COVER`], and the weight itself, whatever the
/// polarity; `None` where they do not.
pub fn naming(words: &str, term: &TermWords) -> Option<(u64, u64)> {
    let named = Wording::new(words, false, Stance::default());
    let is_number = |n: u32| Lexicon::shared().number(&named.tokens[n as usize].written).is_some();
    let has_content = named.features.iter().any(|f| f.at.is_some_and(|at| !is_number(at)));
    let shared = named.shared(&term.wording);
    let several = shared.features >= LEAST_NAMED || shared.features == named.features.len();
    let weight = shared.same + shared.opposite;
    let cover = weight * 1000 / named.total.min(term.wording.total).max(1);
    (has_content && several && cover >= NAMED_COVER).then_some((cover, weight))
}

/// Words that must be shared for words to name a term, where they are as many: "the health minister" does not name "ministers sign the treaty".
const LEAST_NAMED: usize = 2;

/// Weight of the shorter, in thousandths, by which words name a term.
pub const NAMED_COVER: u64 = 500;

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly_schema::TermHolder;

    fn term(role: TermRole, text: &str) -> TermWords {
        let term = Term {
            role,
            kind: None,
            actor: None,
            to: None,
            members: vec![text.into()],
            negated: false,
            // Who must act is a field of its own.
            norm: text.trim_start_matches("Aldra's ").trim_start_matches("Aldra ").into(),
            held_by: TermHolder::Speaker,
            holder: None,
            spans: vec![],
        };
        TermWords::new(&term, text)
    }

    fn demand(text: &str) -> TermWords {
        term(TermRole::Demand, text)
    }

    fn values(a: &str, b: &str) -> Option<(String, String)> {
        let (a, b) = (demand(a), demand(b));
        match a.relation(&b) {
            TermRelation::OtherValue(v) => Some((a.text()[v.from].to_string(), b.text()[v.to].to_string())),
            _ => None,
        }
    }

    fn pair(a: &str, b: &str) -> Option<(String, String)> {
        Some((a.to_string(), b.to_string()))
    }

    #[test]
    fn another_number_of_one_thing_is_another_value() {
        assert_eq!(
            values("raise basic pay by 14 per cent", "a rise of eleven percent"),
            pair("14 per cent", "eleven percent")
        );
        assert_eq!(values("a truce of 30 days", "a 60-day truce"), pair("30 days", "60-day"));
        assert_eq!(
            values("pay 40 million crowns", "pay 20 million"),
            pair("40 million crowns", "20 million")
        );
        assert_eq!(values("leave Orlu by 30 June", "leave Orlu before July 15"), pair("30 June", "July 15"));
    }

    #[test]
    fn a_value_is_held_against_one_whose_actor_it_names() {
        let mut earlier = demand("stay open for at least ten years");
        earlier.term.actor = Some("Dorn".to_string());
        let later = term(TermRole::Concession, "five years for Dorn");
        assert!(matches!(earlier.relation(&later), TermRelation::OtherValue(_)));
        let another = term(TermRole::Concession, "five years for Hesk");
        assert!(!matches!(earlier.relation(&another), TermRelation::OtherValue(_)));
    }

    #[test]
    fn numbers_of_different_things_are_no_change_of_value() {
        assert_eq!(values("raise pay by 14 per cent", "reserve 20 per cent of the beds for refugees"), None);
        assert_eq!(values("a truce of 30 days", "guns 30 kilometres away"), None);
        assert_eq!(values("14 days", "two weeks"), None);
    }

    #[test]
    fn a_value_of_another_scale_and_what_is_left_are_no_other_value() {
        assert_eq!(
            values("pay 3200 million marks for Maltex", "pay 45 million marks for Maltex a share"),
            pair("3200 million marks", "45 million marks")
        );
        assert_eq!(values("pay 3.2 billion marks for Maltex", "45 marks for Maltex"), None);
        assert_eq!(values("release all 212 detainees", "release all remaining 127 detainees"), None);
        assert_eq!(
            values("release 212 detainees", "release 127 detainees"),
            pair("212 detainees", "127 detainees")
        );
    }

    #[test]
    fn a_number_alone_is_a_value_of_what_has_one_near_it() {
        let yields = |text: &str| term(TermRole::Concession, text);
        let of = |earlier: &str, later: &str| {
            matches!(demand(earlier).relation(&yields(later)), TermRelation::OtherValue(_))
        };
        assert!(of("a rise of 12 per cent", "eleven"));
        assert!(!of("a rise of 12 per cent", "60"));
        assert!(!of("leave Orlu by 30 June", "eleven"));
        assert!(!yields("eleven").says_something() && yields("eleven").is_bare());
    }

    #[test]
    fn an_offer_with_another_number_is_no_other_value_of_a_demand() {
        let asked = demand("a rise of 14 per cent");
        let given = term(TermRole::Offer, "a rise of 6 per cent");
        assert!(!matches!(asked.relation(&given), TermRelation::OtherValue(_)));
        let conceded = term(TermRole::Concession, "11 per cent");
        assert!(matches!(asked.relation(&conceded), TermRelation::OtherValue(_)));
    }

    #[test]
    fn the_same_in_other_words_is_the_same_and_a_near_one_is_not_new() {
        let earlier = demand("withdraw the troops from Orlu");
        assert_eq!(earlier.relation(&demand("the withdrawal of soldiers from Orlu")), TermRelation::Same);
        assert_eq!(earlier.relation(&demand("not to withdraw the troops")), TermRelation::Alike);
        assert_eq!(earlier.relation(&demand("pay the debt of the railways")), TermRelation::Other);
    }

    #[test]
    fn whom_two_terms_are_about_does_not_make_them_alike() {
        for (a, b) in [
            (
                "Aldra lays its radar recordings on the table",
                "Aldra's patrol boats kept three miles away from the lane",
            ),
            (
                "the owners pay 6 million talers for the repair of the boat",
                "release the two crewmen of the Orlin",
            ),
            ("Aldra returned the crewmen", "Aldra pays the debt of the port"),
            ("the debt be paid", "foreign inspectors be admitted to the dam"),
        ] {
            assert_eq!(
                demand(a).relation(&demand(b)),
                TermRelation::Other,
                "{a} / {b}: {:?}",
                demand(a).wording.compare(&demand(b).wording)
            );
        }
    }

    #[test]
    fn one_term_in_the_words_of_two_reporters_is_not_new() {
        for (a, b) in [
            (
                "keep the casualty units open in four towns",
                "emergency departments in four towns are not closed",
            ),
            (
                "let the regions top up salaries from their own budgets",
                "allow the regions to add to salaries themselves",
            ),
            ("gives notice 48 hours in advance", "he knocks two days ahead"),
            ("pull back guns from the coast road", "the road is cleared of guns"),
            ("pay 40 million crowns", "pay cash"),
        ] {
            assert_ne!(
                demand(a).relation(&demand(b)),
                TermRelation::Other,
                "{a} / {b}: {:?}",
                demand(a).wording.compare(&demand(b).wording)
            );
        }
    }

    #[test]
    fn little_words_say_nothing_of_their_own() {
        for text in [
            "talk",
            "use them",
            "be frank",
            "they withdraw it on Monday",
            "Orlu",
            "Sorrel Gap",
            "three things had happened",
            "talk about 12 percent",
        ] {
            assert!(!demand(text).says_something(), "{text}");
        }
        for text in ["keep the clinics open", "14 per cent", "Orlu pays the debt", "96 prisoners"] {
            assert!(demand(text).says_something(), "{text}");
        }
        assert!(!matches!(
            demand("talk about 12 percent").relation(&demand("a rise of 9 per cent")),
            TermRelation::OtherValue(_)
        ));
    }

    #[test]
    fn words_name_a_term_by_what_they_share() {
        let earlier = demand("the towns of the valley be disarmed");
        assert!(names_term("the disarming of the towns", &earlier));
        assert!(!names_term("the price of bread", &earlier));
        assert!(!names_term("the health minister", &demand("ministers sign the treaty")));
        assert!(names_term("towns", &earlier));
        assert!(!names_term("it", &earlier));
    }
}
