//! Whether a statement is about what a question asks, by words and classes of near-synonyms, and with which polarity.

use crate::lexicon::entries_of_stance;
use crate::names::{NamesIn, SpeakerNames};
use crate::report::wording;
use crate::wording::{Feature, Stance, Token, Wording, class_feature, same_stock};
use reportedly_schema::linkage::EffectiveStatement;

/// Thousandths of a long question's weight that a sentence must cover; a short one must be covered whole.
pub const QUESTION_COVER: u32 = 700;

/// Content words up to which a question must be covered whole: in "ready for talks" either word alone is another matter.
pub const SHORT_QUESTION: usize = 3;

/// Words of the question with more words of content than this from one to the next are not about each other. Words of content and
/// not all words, since "of course", "as we said before" and the like stand between what belongs together.
pub const QUESTION_REACH: u32 = 8;

/// What a question asks about, analysed once.
#[derive(Clone, Debug)]
pub struct Query {
    wording: Wording,
    /// Distinct, in the question's order.
    features: Vec<Feature>,
    /// Whether an answer must have the question's polarity.
    polar: bool,
}

/// How a statement matches a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// It says what is asked about.
    Full,
    /// The same matter with the opposite polarity; the words in question.
    Opposite(String),
    /// The speaker says it of someone else; the words that show it.
    OfOthers(String),
    /// Only a part of the words; those that are missing.
    Partial {
        /// Thousandths of the question's weight that were found.
        covered: u32,
        /// The question's words that were not found.
        missing: Vec<String>,
    },
    /// Nothing of it.
    None,
}

impl Query {
    /// Analyses the words of a question.
    ///
    /// Polarity counts where the question takes a stance ("ready for talks", "no sanctions", "refuses the offer") or has more
    /// than one word of content; a single topic word ("sanctions") asks for both.
    pub fn new(words: &str) -> Query {
        let wording = Wording::new(words, false, Stance::default());
        let mut features: Vec<Feature> = Vec::new();
        for feature in &wording.occurrences {
            if !features.iter().any(|f| f.of == feature.of) {
                features.push(*feature);
            }
        }
        let stance = entries_of_stance().any(|name| {
            let of = class_feature(name);
            features.iter().any(|f| f.of == of || f.answers == Some(of))
        });
        let polar = stance || features.len() > 1 || features.iter().any(|f| f.sign < 0);
        Query { wording, features, polar }
    }

    /// Whether the question has no word of content, so that nothing can match it.
    pub fn is_empty(&self) -> bool {
        self.features.is_empty()
    }

    fn word(&self, feature: &Feature) -> String {
        feature.at.map_or(String::new(), |at| self.wording.tokens[at as usize].written.clone())
    }

    fn token(&self, feature: &Feature) -> Option<&Token> {
        feature.at.map(|at| &self.wording.tokens[at as usize])
    }
}

/// A place where a feature of the question was found.
#[derive(Clone, Copy, Debug)]
struct Found {
    /// Its place among the wording's features; `None` where the act of saying supplies it.
    place: Option<u32>,
    /// `+1` as asked, `-1` the opposite.
    polarity: i8,
}

/// Tells how `statement` matches `query`.
///
/// All words of a short question must be found with the question's polarity within [`QUESTION_REACH`] words of content of one sentence;
/// of a longer question [`QUESTION_COVER`] thousandths of the weight. Double negation is none: "never refused talks" answers
/// "ready for talks".
///
/// ```
/// # use reportedly_link::{Match, Query, about_text};
/// let ready = Query::new("ready for talks");
/// assert_eq!(about_text(&ready, "We are open to a dialogue with Venn."), Match::Full);
/// assert_eq!(about_text(&ready, "We have never refused talks."), Match::Full);
/// assert!(matches!(about_text(&ready, "We are not ready for talks."), Match::Opposite(_)));
/// assert!(matches!(about_text(&ready, "We are ready for a long war."), Match::Partial { .. }));
/// assert_eq!(about_text(&ready, "The harvest was good."), Match::None);
/// ```
pub fn about(query: &Query, statement: &EffectiveStatement) -> Match {
    matched(query, &wording(statement))
}

/// The words of a statement, analysed once for several questions.
#[derive(Clone, Debug)]
pub struct Words(Wording);

impl Words {
    /// Analyses a statement.
    pub fn of(statement: &EffectiveStatement) -> Words {
        Words(wording(statement))
    }
}

/// [`about`] for words analysed before.
pub fn about_words(query: &Query, words: &Words) -> Match {
    matched(query, &words.0)
}

/// [`about`] for words without a statement around them.
pub fn about_text(query: &Query, text: &str) -> Match {
    matched(query, &Wording::new(text, false, Stance::default()))
}

/// Whether a statement is on the question's matter, whatever its polarity and whoever it speaks of.
pub fn on_the_matter(query: &Query, statement: &EffectiveStatement) -> bool {
    matches!(about(query, statement), Match::Full | Match::Opposite(_) | Match::OfOthers(_))
}

fn matched(query: &Query, wording: &Wording) -> Match {
    if query.is_empty() {
        return Match::None;
    }
    let sentences = wording.tokens.last().map_or(0, |t| t.sentence + 1);
    (0..sentences.max(1))
        .map(|sentence| in_sentence(query, wording, sentence))
        .max_by_key(|found| match found {
            Match::Full => (4, 0),
            Match::Opposite(_) => (3, 0),
            Match::OfOthers(_) => (2, 0),
            Match::Partial { covered, .. } => (1, *covered),
            Match::None => (0, 0),
        })
        .unwrap_or(Match::None)
}

fn in_sentence(query: &Query, wording: &Wording, sentence: u32) -> Match {
    let found: Vec<Vec<Found>> = query
        .features
        .iter()
        .map(|wanted| {
            let mut places: Vec<Found> = wording
                .occurrences
                .iter()
                .zip(0u32..)
                .filter(|(o, _)| o.at.is_none_or(|at| wording.tokens[at as usize].sentence == sentence))
                .filter(|(o, _)| {
                    o.of == wanted.of || o.answers == Some(wanted.of) || same_name(query, wanted, wording, o)
                })
                .map(|(o, n)| Found { place: o.at.map(|_| n), polarity: o.sign * wanted.sign })
                .collect();
            // What the act says serves where the words themselves do not.
            if places.iter().any(|p| p.place.is_some()) {
                places.retain(|p| p.place.is_some());
            }
            places
        })
        .collect();
    let total: u32 = query.features.iter().map(|f| f.weight).sum();
    let enough = |good: &dyn Fn(&Found) -> bool| {
        let has = |n: usize| found[n].iter().any(good);
        let covered: u32 = (0..found.len()).filter(|&n| has(n)).map(|n| query.features[n].weight).sum();
        let whole = (0..found.len()).all(has);
        (whole || (found.len() > SHORT_QUESTION && covered * 1000 / total.max(1) >= QUESTION_COVER), covered)
    };
    let near = |positive: bool| {
        let anchors: Vec<u32> = found.iter().flatten().filter_map(|f| f.place).collect();
        let fits = |place: &Found, anchor: u32| {
            place.place.is_none_or(|at| at.abs_diff(anchor) <= QUESTION_REACH)
                && (!positive || !query.polar || place.polarity > 0)
        };
        if anchors.is_empty() {
            return enough(&|f: &Found| !positive || f.polarity > 0).0.then_some(0);
        }
        anchors.into_iter().find(|&anchor| enough(&|f: &Found| fits(f, anchor)).0)
    };
    if let Some(anchor) = near(true) {
        return match spoken_of_others(query, wording, &found, anchor) {
            Some(words) => Match::OfOthers(words),
            None => Match::Full,
        };
    }
    if near(false).is_some() {
        let words: Vec<String> = (0..found.len())
            .filter(|&n| found[n].iter().any(|f| f.polarity < 0))
            .map(|n| query.word(&query.features[n]))
            .collect();
        return Match::Opposite(words.join(", "));
    }
    // A stance is near the question's only where the words themselves take it with the question's polarity: not every refusal and
    // not every wish is about the matter.
    let stances: Vec<u64> = entries_of_stance().map(class_feature).collect();
    let covered: u32 = (0..found.len())
        .filter(|&n| {
            let stance = query.polar && stances.contains(&query.features[n].of);
            found[n].iter().any(|f| !stance || (f.place.is_some() && f.polarity > 0))
        })
        .map(|n| query.features[n].weight)
        .sum();
    if covered == 0 {
        return Match::None;
    }
    let missing: Vec<String> =
        (0..found.len()).filter(|&n| found[n].is_empty()).map(|n| query.word(&query.features[n])).collect();
    Match::Partial { covered: covered * 1000 / total.max(1), missing }
}

/// A name of the question and another form of it in the statement ("Teluria", "Telurian").
fn same_name(query: &Query, wanted: &Feature, wording: &Wording, occurrence: &Feature) -> bool {
    let (Some(asked), Some(at)) = (query.token(wanted), occurrence.at) else { return false };
    let token = &wording.tokens[at as usize];
    asked.capital && token.capital && same_stock(&asked.key, &token.key)
}

/// Words before the word that takes the stance, in which its subject is looked for: a subject with a short clause of its own.
const NAMED_SUBJECT_REACH: usize = 16;

/// Words after which a name is no subject.
const PREPOSITIONS: &[&str] =
    &["with", "to", "by", "from", "against", "without", "for", "of", "on", "at", "about", "between", "and"];

/// Where others speak of someone: whether he is the one who takes the question's stance ("Venn is ready for talks"), and not the
/// one towards whom it is taken ("ready for talks with Venn") nor the teller ("if Venn comes, I am ready for talks"). A question
/// without a stance asks only that he is named.
pub fn names_who_takes_the_stance(query: &Query, words: &Words, names: &SpeakerNames) -> bool {
    let stances: Vec<u64> = entries_of_stance().map(class_feature).collect();
    let Some(wanted) = query.features.iter().find(|f| stances.contains(&f.of)) else { return true };
    let tokens = &words.0.tokens;
    let places = words.0.occurrences.iter().filter(|o| {
        (o.of == wanted.of || o.answers == Some(wanted.of)) && i32::from(o.sign) * i32::from(wanted.sign) > 0
    });
    places.filter_map(|o| o.at).any(|at| named_subject(tokens, at as usize, names))
}

fn named_subject(tokens: &[Token], at: usize, names: &SpeakerNames) -> bool {
    let from = at.saturating_sub(NAMED_SUBJECT_REACH);
    for n in (from..at).rev() {
        let token = &tokens[n];
        let same_clause = token.clause == tokens[at].clause;
        if same_clause && matches!(token.written.as_str(), "i" | "we" | "my" | "our") {
            return false;
        }
        if same_clause && matches!(token.written.as_str(), "he" | "she" | "his" | "her") {
            return true;
        }
        if !token.capital {
            continue;
        }
        let mut first = n;
        while first > 0 && tokens[first - 1].capital {
            first -= 1;
        }
        let name: Vec<String> = tokens[first..=n].iter().map(|t| capitalised(&t.written)).collect();
        if names.stand_in(&NamesIn::new(&name.join(" "))) {
            let before = first.checked_sub(1).map_or("", |before| tokens[before].written.as_str());
            return !PREPOSITIONS.contains(&before);
        }
    }
    false
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Pronouns of another party than the one who speaks, and words before "side" that make it the other one.
const OTHERS: &[&str] = &["they", "you", "their", "your"];
const OTHER_SIDES: &[&str] = &["other", "opposing", "opposite", "enemy"];

/// Words between the subject and the word that takes the stance.
const SUBJECT_REACH: usize = 6;

/// Where the word that takes the question's stance has another party for its subject ("they wanted talks", "the other side is
/// ready"): the words that show it. A name is no sign, since it may be the speaker's own country or body.
fn spoken_of_others(query: &Query, wording: &Wording, found: &[Vec<Found>], anchor: u32) -> Option<String> {
    let stance: Vec<u64> = entries_of_stance().map(class_feature).collect();
    let n = query.features.iter().position(|f| stance.contains(&f.of))?;
    let at = found[n]
        .iter()
        .filter(|f| f.polarity > 0)
        .filter_map(|f| f.place)
        .filter(|place| place.abs_diff(anchor) <= QUESTION_REACH)
        .filter_map(|place| wording.occurrences[place as usize].at)
        .map(|at| at as usize);
    let mut shown = None;
    for at in at {
        match other_subject(&wording.tokens, at) {
            Some(words) => shown = Some(words),
            None => return None,
        }
    }
    shown
}

fn other_subject(tokens: &[Token], at: usize) -> Option<String> {
    let clause = tokens[at].clause;
    let before = tokens[at.saturating_sub(SUBJECT_REACH)..at].iter().rev().take_while(|t| t.clause == clause);
    for (n, token) in before.enumerate() {
        let word = token.written.as_str();
        if matches!(word, "i" | "we" | "he" | "she" | "our" | "my" | "his" | "her" | "us" | "let") {
            return None;
        }
        if OTHERS.contains(&word) {
            return Some(word.to_string());
        }
        let which = (at - n).checked_sub(2).map_or("", |before| tokens[before].written.as_str());
        if word == "side" && OTHER_SIDES.contains(&which) {
            return Some(format!("the {which} side"));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ready(text: &str) -> Match {
        about_text(&Query::new("ready for talks"), text)
    }

    #[test]
    fn readiness_in_other_words_is_found() {
        for text in [
            "Aldra remains open to dialogue",
            "his readiness to negotiate with everyone involved",
            "We are prepared to sit down at the negotiating table",
            "Aldra is not only ready for negotiations, but it held these talks",
            "ready for talks, but only if the convoys stop",
            "We do not rule out negotiations",
            "We have never refused dialogue",
            "we propose talks next week",
            "I am willing to talk to the Telurian side",
            "It would be best, as we said before and as the whole region knows, to come to the negotiating table",
        ] {
            assert_eq!(ready(text), Match::Full, "{text}");
        }
    }

    #[test]
    fn refusals_are_the_opposite() {
        for text in [
            "Aldra is not ready for talks",
            "We refuse to negotiate",
            "We rule out negotiations",
            "They rejected our offer of talks",
            "we are no longer willing to talk to Venn",
            "The opposing side refused these negotiations",
            "The leadership of Venn lost all desire for talks",
        ] {
            assert!(matches!(ready(text), Match::Opposite(_)), "{text}: {:?}", ready(text));
        }
        let no_need = ready("There is no need for talks");
        assert!(matches!(no_need, Match::Partial { .. }), "{no_need:?}");
    }

    #[test]
    fn one_word_of_two_is_another_matter() {
        assert!(matches!(ready("We are ready for a long war"), Match::Partial { .. }));
        assert!(matches!(ready("The talks lasted for hours"), Match::Partial { .. }));
        assert!(matches!(ready("We are ready. The talks failed."), Match::Partial { .. }));
    }

    #[test]
    fn what_the_other_side_is_ready_for_is_not_the_speakers() {
        assert!(matches!(ready("they wanted talks and asked for them"), Match::OfOthers(_)));
        assert!(matches!(ready("the other side is ready for talks"), Match::OfOthers(_)));
        assert_eq!(ready("they said no, and we are ready for talks"), Match::Full);
    }

    #[test]
    fn only_who_takes_the_stance_is_spoken_of() {
        let names = SpeakerNames::new(&reportedly_schema::linkage::RecordSpeaker {
            name: "Ivo Maros".into(),
            kind: reportedly_schema::SpeakerKind::Person,
            forms: vec!["Ivo Maros".into()],
            statements: Vec::new(),
        });
        let told = |text: &str| {
            let words = Words(Wording::new(text, false, Stance::default()));
            names_who_takes_the_stance(&Query::new("ready for talks"), &words, &names)
        };
        for text in [
            "that Maros is ready for talks",
            "President Ivo Maros has repeatedly said that Aldra is open to dialogue",
            "that Maros can wait, but he is also ready for talks",
        ] {
            assert!(told(text), "{text}");
        }
        for text in [
            "any negotiations with Maros",
            "that Venn is ready for talks with President Maros",
            "I do not want to meet him. But if Maros comes and I am ready for talks, then we shall see.",
        ] {
            assert!(!told(text), "{text}");
        }
    }

    #[test]
    fn a_stance_alone_is_near_only_with_its_polarity() {
        assert_eq!(ready("There is no readiness for another war"), Match::None);
        assert_eq!(ready("The firm refusal"), Match::None);
    }

    #[test]
    fn a_topic_asks_for_both_polarities_and_a_stance_does_not() {
        let topic = Query::new("sanctions");
        assert_eq!(about_text(&topic, "There will be no sanctions"), Match::Full);
        assert_eq!(about_text(&topic, "The embargo stays"), Match::Full);
        let no = Query::new("no sanctions");
        assert_eq!(about_text(&no, "There will be no embargo"), Match::Full);
        assert!(matches!(about_text(&no, "There will be an embargo"), Match::Opposite(_)));
    }

    proptest::proptest! {
        #[test]
        fn any_question_and_text_are_matched(
            question in "(ready for talks|sanctions|[a-z ]{0,12}|\\PC{0,20})",
            text in "(side ready for talks|they want|no |never |refuse |[a-z.,“” ]{0,10}|\\PC{0,10}){0,6}",
        ) {
            let query = Query::new(&question);
            let found = about_text(&query, &text);
            proptest::prop_assert!(!query.is_empty() || found == Match::None);
        }
    }

    #[test]
    fn a_named_partner_must_be_named() {
        let query = Query::new("ready for talks with Teluria");
        assert_eq!(about_text(&query, "ready for talks with the Telurian government"), Match::Full);
        assert!(!matches!(about_text(&query, "ready for talks with Venn"), Match::Full));
    }
}
