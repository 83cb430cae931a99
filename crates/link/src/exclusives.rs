//! Another thing in the same place: words of which one excludes the other beside the same word, two names that change places, one word changed in the
//! same sentence, and what was done against what is still to be done.

use crate::alignment::is_name;
use crate::lexicon::{Lexicon, Phrases, entries};
use crate::vectors::Vectors;
use crate::wording::{Feature, Token, Wording, same_stock};
use std::collections::BTreeSet;
use std::sync::LazyLock;

const EXCLUSIVE: &str = include_str!("../vocabulary/exclusive_words.tsv");

/// By word its row and its member.
static WORDS: LazyLock<Phrases<(u16, u16)>> = LazyLock::new(|| {
    let members = (0u16..).zip(entries(EXCLUSIVE)).flat_map(|(row, line)| {
        (0u16..)
            .zip(line.split(" | "))
            .flat_map(move |(member, words)| words.split('/').map(move |word| (word, (row, member))))
    });
    Phrases::read(Lexicon::shared(), members)
});

/// A word that excludes others where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PlacedExclusive {
    row: u16,
    member: u16,
    sign: i8,
    /// The features right before and after it in its clause.
    before: Option<u64>,
    after: Option<u64>,
}

/// The exclusive words of a text, in text order.
pub(crate) fn placed(tokens: &[Token], occurrences: &[Feature]) -> Vec<PlacedExclusive> {
    let words = &*WORDS;
    let mut out = Vec::new();
    for (n, token) in tokens.iter().enumerate().filter(|(_, t)| t.number.is_none()) {
        let one = std::iter::once((token.written.as_str(), token.key.as_str()));
        let Some(((row, member), _)) = words.longest(one) else { continue };
        let at = |f: &Feature| f.at.map(|at| at as usize);
        let next = occurrences.partition_point(|f| at(f).is_none_or(|at| at <= n));
        let here = occurrences[..next].iter().rposition(|f| at(f).is_some_and(|at| at == n));
        let last = here.unwrap_or(next);
        let beside = |f: Option<&Feature>| {
            let f = f.filter(|f| at(f).is_some_and(|at| tokens[at].clause == token.clause))?;
            Some(f.of)
        };
        out.push(PlacedExclusive {
            row,
            member,
            sign: token.sign,
            before: beside(last.checked_sub(1).and_then(|n| occurrences.get(n))),
            after: beside(occurrences.get(next)),
        });
    }
    out
}

/// A name, what stands between, and another name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Towards {
    from: u64,
    what: u64,
    to: u64,
    sign: i8,
}

/// Two names around one word of content, the first of which acts on the second: not "by" nor "and" before the second.
pub(crate) fn towards(tokens: &[Token], occurrences: &[Feature]) -> Vec<Towards> {
    let lexicon = Lexicon::shared();
    let token = |f: &Feature| f.at.map(|at| &tokens[at as usize]);
    let name = |f: &Feature| {
        token(f).is_some_and(|t| t.capital && t.number.is_none() && lexicon.listed(&t.key).is_none())
    };
    let found = occurrences.windows(3).filter_map(|three| {
        let [a, what, b] = three else { return None };
        let (first, last) = (a.at? as usize, b.at? as usize);
        let turned =
            tokens[first..last].iter().any(|t| matches!(t.written.as_str(), "by" | "and" | "or" | "with"));
        let one_clause = tokens[first].clause == tokens[last].clause;
        (name(a) && name(b) && !name(what) && a.of != b.of && one_clause && !turned).then_some(Towards {
            from: a.of,
            what: what.of,
            to: b.of,
            sign: what.sign,
        })
    });
    found.collect()
}

/// Words of a gap at most, function words counted, in two wordings that are else one sentence.
const GAP: usize = 3;

/// The same where the gap is at the end, or the beginning: what is longer is another part of the sentence, which one report may leave out.
const GAP_AT_END: usize = 2;

/// Features at least that the two share around the gap.
const FRAME: usize = 2;

/// The cosine, in thousandths, from which a word in the gap may mean what another means there.
const GAP_NEAR: i32 = 550;

/// Words after which a verb tells what was done.
const DONE: &[&str] = &["was", "were", "been", "has", "have", "had"];

/// Words after which a verb tells what is to be done.
const DUE: &[&str] = &["should", "must", "ought", "will", "would", "shall"];

/// Words between these and the verb at most ("should at once be released").
const VERB_REACH: usize = 3;

/// The verbs of a text, by the key of each, that tell what was done, and those that tell what is to be done. Sorted.
pub(crate) fn done_and_due(tokens: &[Token]) -> (Vec<String>, Vec<String>) {
    let lexicon = Lexicon::shared();
    let mut found = (Vec::new(), Vec::new());
    let mut left: Option<(bool, usize)> = None;
    for token in tokens {
        let word = token.written.as_str();
        if DUE.contains(&word) {
            left = Some((true, VERB_REACH));
        } else if DONE.contains(&word) {
            // "should have been released" is still due.
            left = left.filter(|(due, _)| *due).or(Some((false, VERB_REACH)));
        } else if let Some((due, reach)) = left {
            let verb =
                word.ends_with("ed") || lexicon.is_past_form(word) || due && !lexicon.is_function_word(word);
            if verb && token.number.is_none() {
                if due { found.1.push(token.key.clone()) } else { found.0.push(token.key.clone()) }
            }
            left = if verb || reach == 1 { None } else { Some((due, reach - 1)) };
        }
    }
    found.0.sort();
    found.1.sort();
    found
}

/// Whether the two are one sentence but for one or two words of content, which mean something else.
fn one_word_changed(x: &Wording, y: &Wording) -> bool {
    let own = |w: &Wording| usize::from(w.tokens.first().is_some_and(|t| t.written == "that"));
    let (a, b) = (&x.tokens[own(x)..], &y.tokens[own(y)..]);
    let most = a.len().min(b.len());
    let head = a.iter().zip(b).take_while(|(s, t)| s.written == t.written).count();
    let tail = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take(most - head)
        .take_while(|(s, t)| s.written == t.written)
        .count();
    let gaps = (own(x) + head..x.tokens.len() - tail, own(y) + head..y.tokens.len() - tail);
    let most = if head == 0 || tail == 0 { GAP_AT_END } else { GAP };
    if gaps.0.len() > most || gaps.1.len() > most || x.shared(y).features < FRAME {
        return false;
    }
    let within = |w: &Wording, gap: &std::ops::Range<usize>| -> Vec<Feature> {
        let inside = |f: &&Feature| f.at.is_some_and(|at| gap.contains(&(at as usize)));
        w.occurrences.iter().filter(inside).copied().collect()
    };
    let (of_x, of_y) = (within(x, &gaps.0), within(y, &gaps.1));
    let numbers = gaps.0.clone().any(|n| x.tokens[n].number.is_some())
        || gaps.1.clone().any(|n| y.tokens[n].number.is_some());
    if of_x.is_empty() || of_y.is_empty() || numbers {
        return false;
    }
    let named = |w: &Wording, all: &[Feature]| all.iter().any(|f| is_name(w, f));
    let names = named(x, &of_x);
    if names != named(y, &of_y) {
        return false;
    }
    let words =
        |w: &Wording, f: &Feature| f.at.map(|at| w.tokens[at as usize..(at + f.length) as usize].to_vec());
    let table = Vectors::shared().filter(|_| !names);
    let alike = |f: &Feature, g: &Feature| {
        let (Some(s), Some(t)) = (words(x, f), words(y, g)) else { return true };
        f.of == g.of
            || s.iter().any(|s| t.iter().any(|t| same_stock(&s.key, &t.key)))
            || table
                .and_then(|v| Some(v.of_tokens(&s)?.cosine(&v.of_tokens(&t)?)))
                .is_some_and(|c| c >= GAP_NEAR)
    };
    !of_x.iter().any(|f| of_y.iter().any(|g| alike(f, g)))
}

impl Wording {
    /// Whether what was done in the one is still to be done in the other.
    fn done_there_due_here(&self, other: &Wording) -> bool {
        self.due.iter().any(|verb| {
            other.done.binary_search(verb).is_ok()
                && self.done.binary_search(verb).is_err()
                && other.due.binary_search(verb).is_err()
        })
    }

    /// Whether in the same place, beside the same word, stands a word that excludes the other's, or whether the one who acts and the one who is
    /// acted on have changed places, or all is the same but for a word that means something else, or one tells done what the other tells due. A wording that has both words tells of both, and contradicts neither.
    pub(crate) fn other_in_its_place(&self, other: &Wording) -> bool {
        let members =
            |w: &Wording| -> BTreeSet<(u16, u16)> { w.placed.iter().map(|p| (p.row, p.member)).collect() };
        let beside = |a: Option<u64>, b: Option<u64>| a.is_some() && a == b;
        let excluded = !self.placed.is_empty() && !other.placed.is_empty() && {
            let (ours, theirs) = (members(self), members(other));
            self.placed.iter().any(|a| {
                other.placed.iter().any(|b| {
                    a.row == b.row
                        && a.member != b.member
                        && a.sign == b.sign
                        && (beside(a.before, b.before) || beside(a.after, b.after))
                        && !theirs.contains(&(a.row, a.member))
                        && !ours.contains(&(b.row, b.member))
                })
            })
        };
        let turned = |a: &Towards, b: &Towards| a.what == b.what && a.from == b.to && a.to == b.from;
        let same = |a: &Towards, b: &Towards| a.what == b.what && a.from == b.from && a.to == b.to;
        let any = |test: &dyn Fn(&Towards, &Towards) -> bool| {
            self.towards.iter().any(|a| other.towards.iter().any(|b| test(a, b)))
        };
        excluded
            || (any(&turned) && !any(&same))
            || self.done_there_due_here(other)
            || other.done_there_due_here(self)
            || one_word_changed(self, other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Stance;
    use proptest::prelude::*;

    fn apart(a: &str, b: &str) -> bool {
        let new = |text| Wording::new(text, false, Stance::default());
        let (x, y) = (new(a), new(b));
        assert_eq!(x.other_in_its_place(&y), y.other_in_its_place(&x));
        x.other_in_its_place(&y)
    }

    #[test]
    fn each_word_stands_in_one_row_only() {
        let mut seen = std::collections::BTreeMap::new();
        for (row, line) in entries(EXCLUSIVE).enumerate() {
            for word in line.split(" | ").flat_map(|m| m.split('/')) {
                let phrase = format!("{:?}", Lexicon::shared().phrase(word));
                let other = seen.insert(phrase, row).filter(|other| *other != row);
                assert!(other.is_none(), "help: vocabulary/exclusive_words.tsv: {word:?} stands in two rows");
            }
        }
        assert!(seen.len() > 150);
    }

    #[test]
    fn another_side_object_or_time_beside_the_same_word_is_another_thing() {
        for (a, b) in [
            ("the northern bridge will close", "the southern bridge will close"),
            ("the first phase is over", "the second phase begins in May"),
            ("hire 200 workers in Tolm", "sack 200 workers in Tolm"),
            ("the tax on fuel will fall", "the tax on tobacco will fall"),
            ("he would vote for the bill", "he would vote against the bill"),
            ("the truce begins on Monday", "the truce begins on Thursday"),
            ("reopen the port if convoys stop", "reopen the airport if convoys stop"),
        ] {
            assert!(apart(a, b), "{a} | {b}");
        }
    }

    #[test]
    fn the_same_word_another_place_or_both_words_are_no_contradiction() {
        for (a, b) in [
            ("the northern bridge will close", "the bridge in the north will be shut"),
            ("the northern bridge will close", "the school on the southern shore"),
            ("a tax on fuel and tobacco", "the tax on tobacco will fall"),
            ("a harbour opens in spring", "the port will open in spring"),
            ("troops stay in the valley", "troops will not leave the valley"),
        ] {
            assert!(!apart(a, b), "{a} | {b}");
        }
    }

    #[test]
    fn who_acts_and_who_is_acted_on_do_not_change_places() {
        assert!(apart("Venn had warned Orlu of the flood", "Orlu had warned Venn of the flood"));
        assert!(!apart("Venn had warned Orlu of the flood", "Orlu was warned by Venn of the flood"));
        assert!(!apart("Venn had warned Orlu of the flood", "Venn warned Orlu"));
        assert!(!apart("Venn met Orlu and Orlu met Venn", "Orlu met Venn"));
    }

    #[test]
    fn one_word_changed_in_the_same_sentence_is_another_thing() {
        for (a, b) in [
            ("that the roof collapsed because of snow", "the roof collapsed because of bad welding"),
            ("We offered Maros a truce of thirty days", "We offered Teluria a truce of thirty days"),
            ("our soldiers deserve better boots", "our soldiers deserve better pay"),
        ] {
            assert!(apart(a, b), "{a} | {b}");
        }
        for (a, b) in [
            ("the roof collapsed because of snow", "the roof collapsed because of heavy snow"),
            ("the minister offered Orlu a truce", "Venn offered Orlu a truce"),
            ("the Telurian fleet will leave the bay", "the fleet of Teluria will leave the bay"),
            ("the roof of the hall collapsed", "the roof of the hall has collapsed"),
        ] {
            assert!(!apart(a, b), "{a} | {b}");
        }
    }

    #[test]
    fn what_was_done_is_not_still_due() {
        assert!(apart(
            "all hostages were released in good health",
            "the hostages should be released at once"
        ));
        assert!(!apart("the hostages were released", "he welcomed that the hostages had been released"));
        assert!(!apart("the hostages should have been released", "the hostages must be released"));
    }

    proptest! {
        #[test]
        fn no_text_contradicts_itself(text in "(north|south|port|airport|for|against|Venn|Orlu|met|not|[a-z]{1,5}|\\PC| |[.,]){0,30}") {
            prop_assert!(!apart(&text, &text));
        }

        #[test]
        fn the_order_of_two_texts_tells_nothing(a in "(north|south|port|airport|for|Venn|Orlu|met| ){0,20}", b in "(north|south|port|airport|for|Venn|Orlu|met| ){0,20}") {
            apart(&a, &b);
        }
    }
}
