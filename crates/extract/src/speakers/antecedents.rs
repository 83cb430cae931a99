//! Whom "he" and "she" mean: every entity that may be meant is a candidate, its features are weighed, and the best is taken where
//! it is far enough ahead. "It" and "they" go to the nearest that fits.
//!
//! A log-linear ranking of candidates (Denis, Baldridge: "Specialized models and ranking for coreference resolution", EMNLP
//! 2008), with what the model's coreference head says of the two words as one more feature. Weights are whole numbers, thousandths
//! of a natural logarithm, trained by `lab train antecedents` and kept in `vocabulary/antecedent_weights.tsv`.

use super::entities::Entities;
use super::pronouns::{MentionRole, PronounRole, Salient, Wanted, suits};
use crate::vocabulary::Gender;
use crate::words::Words;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Sentences looked back over.
const REACH: usize = 6;

/// Paragraphs looked back over: news gives many sentences a paragraph of their own.
const PARAGRAPHS: usize = 4;

/// How far ahead one of two that are joined by "and" must be: more than places and distances give, less than a known gender.
const PAIRED: i32 = 2500;

macro_rules! features {
    ($($variant:ident $name:literal)*) => {
        // Some are only reached by adding to the first of their block.
        #[allow(dead_code)]
        #[derive(Clone, Copy, Debug)]
        #[repr(u8)]
        enum Feature {
            $($variant,)*
        }

        /// The names of the features; the index is the feature's number.
        pub const FEATURES: &[&str] = &[$($name,)*];
    };
}

features! {
    SameSentence "same sentence"
    OneSentenceBack "one sentence back"
    TwoSentencesBack "two sentences back"
    ThreeSentencesBack "three sentences back"
    FurtherBack "further back"
    NearestCandidate "nearest candidate"
    SecondNearest "second nearest"
    ThirdNearest "third nearest"
    FurtherCandidate "further candidate"
    NearSubjectForSubject "near subject for subject"
    NearSubjectForObject "near subject for object"
    NearSubjectForPossessor "near subject for possessor"
    NearPossessorForSubject "near possessor for subject"
    NearPossessorForObject "near possessor for object"
    NearPossessorForPossessor "near possessor for possessor"
    NearObjectForSubject "near object for subject"
    NearObjectForObject "near object for object"
    NearObjectForPossessor "near object for possessor"
    NearObliqueForSubject "near oblique for subject"
    NearObliqueForObject "near oblique for object"
    NearObliqueForPossessor "near oblique for possessor"
    FarSubjectForSubject "far subject for subject"
    FarSubjectForObject "far subject for object"
    FarSubjectForPossessor "far subject for possessor"
    FarPossessorForSubject "far possessor for subject"
    FarPossessorForObject "far possessor for object"
    FarPossessorForPossessor "far possessor for possessor"
    FarObjectForSubject "far object for subject"
    FarObjectForObject "far object for object"
    FarObjectForPossessor "far object for possessor"
    FarObliqueForSubject "far oblique for subject"
    FarObliqueForObject "far oblique for object"
    FarObliqueForPossessor "far oblique for possessor"
    SpeaksThere "speaks there"
    SpeaksTherePronounSpeaks "speaks there, pronoun speaks"
    MentionedOnce "mentioned once"
    MentionedTwice "mentioned twice"
    MentionedThreeOrFourTimes "mentioned three or four times"
    MentionedOften "mentioned often"
    GenderAgrees "gender agrees"
    GenderUnknown "gender unknown"
    GenderAgainst "gender of the one word against it"
    PronounThere "pronoun there"
    SubjectPronounForSubject "subject pronoun for subject"
    StandsOnlyAfterIt "stands only after it"
    StandsAfterItPronounOpensTheSentence "stands after it, pronoun opens the sentence"
    SameParagraph "same paragraph"
    OneParagraphBack "one paragraph back"
    FurtherParagraph "further paragraph"
    InAnotherQuotation "in another quotation"
    SubjectOfTheSameClauseForAnObject "subject of the same clause for an object"
    FullNameThere "full name there"
    ShortNameThere "short name there"
    FirstPersonOfTheText "first person of the text"
    NamedInTheTitle "named in the title"
    WithoutAName "without a name"
    SubjectAnywhereInTheSentenceBefore "subject anywhere in the sentence before"
    SubjectEarlierInTheSentence "subject earlier in the sentence"
    SpeaksAnywhereInTheSentenceBefore "speaks anywhere in the sentence before"
    KindUnknown "kind unknown"
    NamedAfterACommaOrDashBeforeThePronoun "named after a comma or dash before the pronoun"
    OnlyCandidate "only candidate"
    SubjectOfTheMainClauseBefore "subject of the main clause before"
    ReflexiveSameClause "reflexive, same clause"
    CoordinatedWithAnother "coordinated with another"
    SeveralMentionsInTheSentence "several mentions in the sentence"
    GoesOn "nearest that fits clearly"
    GoesOnPronounSpeaks "nearest that fits clearly, pronoun speaks"
    SpokeLast "spoke last"
    SpokeLastPronounSpeaks "spoke last, pronoun speaks"
    SpokeLastInTheParagraph "spoke last, in the paragraph"
    SpokeLastPronounOpensTheParagraph "spoke last, pronoun in the first sentence"
    SubjectLast "subject last"
    SubjectLastPronounSpeaks "subject last, pronoun speaks"
    FirstOfTheSentenceBefore "first of the sentence before"
    FirstOfTheSentenceBeforePronounOpensItsOwn "first of the sentence before, pronoun opens its own"
    FirstOfTheParagraph "first of the paragraph"
    OnlyOneOfTheParagraph "only one of the paragraph"
    FirstOfTheParagraphBefore "first of the paragraph before, pronoun in the first sentence"
    LastOfTheParagraphBefore "last of the paragraph before, pronoun in the first sentence"
    MentionedMost "mentioned most"
    OnlyOneKnownToAgree "only one whose gender is known to agree"
    SpeaksSomewhere "speaks somewhere before, pronoun speaks"
    NotMentionedByNameSince "not the last one named"
}

struct Weights {
    /// A weight per feature.
    features: [i32; FEATURES.len()],
    /// What the coreference head's score is multiplied with, in thousandths.
    head: i32,
    /// The score that a candidate must reach; for sources the second.
    least: [i32; 2],
    /// How far ahead of the next one it must be; for sources the second.
    ahead: [i32; 2],
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let file = include_str!("../../vocabulary/antecedent_weights.tsv");
    let rows: BTreeMap<&str, i32> = file
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once('\t').and_then(|(name, number)| Some((name, number.parse().ok()?))))
        .collect();
    let row = |name: &str| rows.get(name).copied().unwrap_or(0);
    Weights {
        features: std::array::from_fn(|f| row(FEATURES[f])),
        head: row("= coreference head"),
        least: [row("= least"), row("= least, speaking")],
        ahead: [row("= ahead"), row("= ahead, speaking")],
    }
});

/// An entity that a pronoun may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The entity.
    pub entity: usize,
    /// Its features, by number.
    pub features: Vec<u8>,
    /// What the coreference head says of the pronoun and the best of the entity's mentions, in thousandths of a natural logarithm;
    /// 0 without one.
    pub head: i32,
    /// The sum of all.
    pub score: i32,
    /// It is joined by "and" to another candidate.
    pub paired: bool,
}

/// What was found for a pronoun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Antecedent {
    /// One.
    One(usize),
    /// Several fit; the likeliest first.
    Several(Vec<usize>),
    /// None fits.
    None,
}

/// Where a pronoun stands.
#[derive(Clone, Copy, Debug)]
pub struct Anaphor {
    /// The word.
    pub at: usize,
    /// What it asks for.
    pub wanted: Wanted,
    /// It is the source of a statement.
    pub speaks: bool,
    /// No candidate: whoever utters the pronoun.
    pub excluded: Option<usize>,
}

/// Everyone who may be meant, by entity.
pub fn candidates(
    words: &Words,
    entities: &Entities,
    salient: &[Salient],
    anaphor: &Anaphor,
    head: &dyn Fn(usize, usize) -> Option<i32>,
) -> Vec<Candidate> {
    let at = anaphor.at;
    let Some(word) = words.get(at) else { return Vec::new() };
    let sentence = words.sentence_of(at);
    let from = words.sentences[word.sentence.saturating_sub(REACH)].start;
    let range = salient.partition_point(|s| s.at < from)..salient.partition_point(|s| s.at < sentence.end);
    let mut mentions: BTreeMap<usize, Vec<Salient>> = BTreeMap::new();
    for s in &salient[range] {
        let there = &words.all[s.at];
        let near = there.paragraph + PARAGRAPHS >= word.paragraph && there.paragraph <= word.paragraph;
        let meant =
            s.at != at && Some(s.entity) != anaphor.excluded && suits(entities, s.entity, anaphor.wanted);
        // Names inside a quotation are the quoted speaker's, not the reporter's.
        if near && meant && (word.quoted || !there.quoted) {
            mentions.entry(s.entity).or_default().push(*s);
        }
    }
    let mut nearest: Vec<(usize, Salient)> = Vec::new();
    for (entity, list) in &mentions {
        let before = list.iter().rev().find(|s| s.at < at);
        let nearby = before.or_else(|| list.first());
        nearest.extend(nearby.map(|s| (*entity, *s)));
    }
    let mut order: Vec<usize> = nearest.iter().filter(|(_, s)| s.at < at).map(|(_, s)| s.at).collect();
    order.sort_unstable_by(|a, b| b.cmp(a));
    let role = PronounRole::of(words, at);
    let discourse = Discourse::of(words, entities, salient, anaphor, &mentions);
    let made = |(entity, near): &(usize, Salient)| {
        let context =
            Context { words, entities, salient, anaphor, role, order: &order, discourse: &discourse };
        let features = context.features(*entity, near, &mentions[entity]);
        // Pronouns before it were resolved by the same means: their mistakes are not to be passed on.
        let named = mentions[entity].iter().filter(|s| !s.pronoun);
        let head = named.filter_map(|s| head(at, s.word)).max().unwrap_or(0);
        let score = features.iter().map(|f| WEIGHTS.features[usize::from(*f)]).sum::<i32>()
            + head * WEIGHTS.head / 1000;
        let paired = nearest.iter().any(|(_, o)| joined(words, near, o) || joined(words, o, near));
        Candidate { entity: *entity, features, head, score, paired }
    };
    nearest.iter().map(made).collect()
}

/// "Venn and goalkeeper Lud Maros": whether only "and" and titles stand between two mentions.
fn joined(words: &Words, a: &Salient, b: &Salient) -> bool {
    const WIDEST: usize = 5;
    let v = crate::vocabulary::vocabulary();
    words.lower(a.word + 1) == "and"
        && b.word > a.word + 1
        && b.word - a.word <= WIDEST
        && words
            .slice(a.word + 2..b.word)
            .iter()
            .all(|w| w.is("the") || w.is_capital || v.is_role(&w.lower) || v.offices.has(&w.lower))
}

/// The best candidate where it is good enough and far enough ahead.
pub fn choose(candidates: &[Candidate], anaphor: &Anaphor) -> Antecedent {
    let speaks = usize::from(anaphor.speaks);
    let mut order: Vec<&Candidate> = candidates.iter().collect();
    order.sort_by_key(|c| (std::cmp::Reverse(c.score), c.entity));
    let Some(best) = order.first() else { return Antecedent::None };
    // "Venn and Maros left. He said …": the two stand alike, and no weight tells them apart.
    let clear = order.get(1).is_none_or(|next| {
        let ahead = WEIGHTS.ahead[speaks].max(if best.paired && next.paired { PAIRED } else { 0 });
        best.score - next.score >= ahead
    });
    if best.score >= WEIGHTS.least[speaks] && clear {
        return Antecedent::One(best.entity);
    }
    const LISTED: usize = 4;
    match order.iter().take(LISTED).map(|c| c.entity).collect::<Vec<_>>() {
        list if best.score >= WEIGHTS.least[speaks] || list.len() > 1 => Antecedent::Several(list),
        _ => Antecedent::None,
    }
}

/// "The panel will sit in Maros, it said": a pronoun whose clause closes the sentence behind the words that are told.
fn closes_sentence(words: &Words, anaphor: &Anaphor) -> bool {
    const LONGEST: usize = 6;
    let Some(before) = anaphor.at.checked_sub(1) else { return false };
    let end = words.sentence_of(anaphor.at).end;
    anaphor.speaks
        && anaphor.wanted == Wanted::Thing
        && matches!(words.lower(before), "," | "\"" | "”")
        && end - anaphor.at <= LONGEST
}

/// "The names of doctors it says are guilty": "it" right behind a noun, where whoever the sentence is about says so.
fn is_inserted(words: &Words, anaphor: &Anaphor) -> bool {
    const OPENS: &[&str] =
        &["in", "at", "on", "during", "after", "before", "with", "by", "from", "for", "as"];
    let Some(before) = anaphor.at.checked_sub(1).and_then(|at| words.get(at)) else { return false };
    let first = words.sentence_of(anaphor.at).start;
    let says = words.get(anaphor.at + 1).is_some_and(|w| w.among(&["says", "said", "claims", "claimed"]));
    anaphor.speaks
        && says
        && anaphor.wanted == Wanted::Thing
        && first < anaphor.at
        && super::resolve::is_noun(before)
        && before.sentence == words.all[anaphor.at].sentence
        && !words.all[first].among(OPENS)
}

/// "The INS decision": a body whose name tells what a noun is of.
fn tells_of_what(words: &Words, entities: &Entities, s: &Salient) -> bool {
    let body = entities.all[s.entity].kind == reportedly_schema::SpeakerKind::Organisation;
    let next = words.get(s.word + 1).filter(|w| w.sentence == words.all[s.word].sentence);
    body && !s.pronoun && next.is_some_and(super::resolve::is_noun)
}

/// For "it" and "they", and for all without a coreference head: of those that fit in the nearest sentence that has any, the only
/// one, the one who speaks, or the only one that stands where a subject stands.
pub fn nearest(words: &Words, entities: &Entities, salient: &[Salient], anaphor: &Anaphor) -> Antecedent {
    const SENTENCES: usize = 4;
    let Some(word) = words.get(anaphor.at) else { return Antecedent::None };
    let closes = closes_sentence(words, anaphor);
    let inserted = is_inserted(words, anaphor);
    for back in 0..=SENTENCES.min(word.sentence) {
        let range = &words.sentences[word.sentence - back];
        if words.get(range.start).is_some_and(|f| f.paragraph + 2 < word.paragraph) {
            break;
        }
        let until = range.end.min(anaphor.at);
        let there =
            salient.partition_point(|s| s.at < range.start)..salient.partition_point(|s| s.at < until);
        let told = |s: &&Salient| !(back == 0 && closes && s.role != MentionRole::Subject);
        let here: Vec<&Salient> = salient[there]
            .iter()
            .filter(|s| Some(s.entity) != anaphor.excluded)
            .filter(told)
            .filter(|s| !(anaphor.wanted == Wanted::Several && tells_of_what(words, entities, s)))
            .filter(|s| suits(entities, s.entity, anaphor.wanted) && (word.quoted || !words.all[s.at].quoted))
            .collect();
        let only = |fits: &dyn Fn(&Salient) -> bool| -> Option<usize> {
            let mut those = here.iter().filter(|s| fits(s)).map(|s| s.entity);
            let first = those.next()?;
            those.all(|e| e == first).then_some(first)
        };
        if inserted && (back > 0 || !here.iter().any(|s| s.role == MentionRole::Subject)) {
            return Antecedent::None;
        }
        if here.is_empty() {
            continue;
        }
        // "In a statement to the port board, it said": whoever the sentence before is about, and not who stands in the opening phrase.
        const OPENS: &[&str] =
            &["in", "at", "on", "during", "after", "before", "following", "with", "by", "from"];
        let opening = back == 0
            && !matches!(anaphor.wanted, Wanted::Person(_))
            && anaphor.at > range.start + 1
            && words.all[anaphor.at - 1].is(",")
            && words.all[range.start].among(OPENS);
        if opening && let Some(subject) = subject_before(words, entities, salient, anaphor) {
            return Antecedent::One(subject);
        }
        let subject = || only(&|s| s.role == MentionRole::Subject).filter(|_| back <= 1);
        // The one whose gender is known to agree, if no other stands where a subject stands.
        let sure = || {
            let Wanted::Person(gender) = anaphor.wanted else { return None };
            let one = only(&|s| entities.all[s.entity].gender == gender)?;
            let another = here.iter().any(|s| s.entity != one && s.role == MentionRole::Subject);
            (!another).then_some(one)
        };
        return match only(&|_| true).or_else(sure).or_else(|| only(&|s| s.speaks)).or_else(subject) {
            Some(entity) => Antecedent::One(entity),
            None => {
                let mut list: Vec<usize> = Vec::new();
                here.iter().for_each(|s| {
                    if !list.contains(&s.entity) {
                        list.push(s.entity)
                    }
                });
                Antecedent::Several(list)
            }
        };
    }
    Antecedent::None
}

/// The subject with which the sentence before that of an anaphor opens, in the same paragraph.
fn subject_before(
    words: &Words,
    entities: &Entities,
    salient: &[Salient],
    anaphor: &Anaphor,
) -> Option<usize> {
    let word = words.get(anaphor.at)?;
    let before = words.sentences.get(word.sentence.checked_sub(1)?)?;
    let same = words.all[before.start].paragraph == word.paragraph;
    let first = salient.iter().find(|s| before.contains(&s.at))?;
    let fits = first.role == MentionRole::Subject
        && suits(entities, first.entity, anaphor.wanted)
        && Some(first.entity) != anaphor.excluded;
    (same && fits).then_some(first.entity)
}

struct Context<'c, 't> {
    words: &'c Words<'t>,
    entities: &'c Entities,
    salient: &'c [Salient],
    anaphor: &'c Anaphor,
    role: PronounRole,
    order: &'c [usize],
    discourse: &'c Discourse,
}

/// How the text runs on before a pronoun: who of its candidates stands where the next sentence goes on from.
#[derive(Debug, Default)]
struct Discourse {
    /// The only candidate.
    alone: bool,
    /// The one that [`nearest`] finds.
    goes_on: Option<usize>,
    spoke_last: Option<usize>,
    spoke_last_in_paragraph: bool,
    subject_last: Option<usize>,
    named_last: Option<usize>,
    first_of_sentence_before: Option<usize>,
    first_of_paragraph: Option<usize>,
    only_of_paragraph: Option<usize>,
    first_of_paragraph_before: Option<usize>,
    last_of_paragraph_before: Option<usize>,
    mentioned_most: Option<usize>,
    only_agreeing: Option<usize>,
    opens_sentence: bool,
    opens_paragraph: bool,
}

impl Discourse {
    fn of(
        words: &Words,
        entities: &Entities,
        salient: &[Salient],
        anaphor: &Anaphor,
        mentions: &BTreeMap<usize, Vec<Salient>>,
    ) -> Self {
        let at = anaphor.at;
        let word = &words.all[at];
        let mut before: Vec<&Salient> = mentions.values().flatten().filter(|s| s.at < at).collect();
        before.sort_by_key(|s| (s.at, s.entity));
        let paragraph = |s: &Salient| words.all[s.at].paragraph;
        let last = |fits: &dyn Fn(&Salient) -> bool| before.iter().rev().find(|s| fits(s)).map(|s| **s);
        let first = |fits: &dyn Fn(&Salient) -> bool| before.iter().find(|s| fits(s)).map(|s| s.entity);
        let spoke = last(&|s| s.speaks);
        let mut here: Vec<usize> =
            before.iter().filter(|s| paragraph(s) == word.paragraph).map(|s| s.entity).collect();
        here.dedup();
        let sentence = &words.sentences[word.sentence];
        let opens_paragraph = words.paragraphs.get(word.paragraph).is_some_and(|p| p.start == word.sentence);
        let earlier = salient.partition_point(|s| s.at < at);
        let mut counted: Vec<(usize, usize)> = mentions
            .keys()
            .map(|e| (salient[..earlier].iter().filter(|s| s.entity == *e).count(), *e))
            .collect();
        counted.sort_unstable();
        let mentioned_most = match counted[..] {
            [.., second, most] if most.0 > second.0 => Some(most.1),
            [only] => Some(only.1),
            _ => None,
        };
        let mut agreeing = mentions.keys().filter(|e| match anaphor.wanted {
            Wanted::Person(gender) => entities.all[**e].gender == gender,
            _ => false,
        });
        let only_agreeing = agreeing.next().copied().filter(|_| agreeing.next().is_none());
        Discourse {
            alone: mentions.len() == 1,
            goes_on: match nearest(words, entities, salient, anaphor) {
                Antecedent::One(entity) => Some(entity),
                _ => None,
            },
            spoke_last: spoke.map(|s| s.entity),
            spoke_last_in_paragraph: spoke.is_some_and(|s| paragraph(&s) == word.paragraph),
            subject_last: last(&|s| s.role == MentionRole::Subject).map(|s| s.entity),
            named_last: last(&|s| !s.pronoun).map(|s| s.entity),
            first_of_sentence_before: first(&|s| words.all[s.at].sentence + 1 == word.sentence),
            first_of_paragraph: here.first().copied(),
            only_of_paragraph: here.first().copied().filter(|e| here.iter().all(|h| h == e)),
            first_of_paragraph_before: first(&|s| paragraph(s) + 1 == word.paragraph),
            last_of_paragraph_before: last(&|s| paragraph(s) + 1 == word.paragraph).map(|s| s.entity),
            mentioned_most,
            only_agreeing,
            opens_sentence: words.slice(sentence.start..at).iter().all(|w| w.quoted || !w.is_word),
            opens_paragraph,
        }
    }
}

impl Context<'_, '_> {
    fn features(&self, entity: usize, near: &Salient, mentions: &[Salient]) -> Vec<u8> {
        let mut out: Vec<u8> = Vec::new();
        let mut add = |feature: Feature| out.push(feature as u8);
        let words = self.words;
        let (word, there) = (&words.all[self.anaphor.at], &words.all[near.at]);
        let back = word.sentence - there.sentence.min(word.sentence);
        add([
            Feature::SameSentence,
            Feature::OneSentenceBack,
            Feature::TwoSentencesBack,
            Feature::ThreeSentencesBack,
            Feature::FurtherBack,
        ][back.min(4)]);
        let rank = self.order.iter().position(|at| *at == near.at);
        if let Some(rank) = rank {
            add([
                Feature::NearestCandidate,
                Feature::SecondNearest,
                Feature::ThirdNearest,
                Feature::FurtherCandidate,
            ][rank.min(3)]);
        }
        let e = &self.entities.all[entity];
        if near.at < self.anaphor.at {
            let far = usize::from(back > 0);
            out.push(
                Feature::NearSubjectForSubject as u8
                    + (12 * far + 3 * near.role as usize + self.role as usize) as u8,
            );
        }
        let mut add = |feature: Feature| out.push(feature as u8);
        if near.speaks {
            add(Feature::SpeaksThere);
            if self.anaphor.speaks {
                add(Feature::SpeaksTherePronounSpeaks);
            }
        }
        let before = self.salient.partition_point(|s| s.at < self.anaphor.at);
        let times = self.salient[..before].iter().filter(|s| s.entity == entity).count();
        add(match times {
            0 | 1 => Feature::MentionedOnce,
            2 => Feature::MentionedTwice,
            3 | 4 => Feature::MentionedThreeOrFourTimes,
            _ => Feature::MentionedOften,
        });
        if let Wanted::Person(gender) = self.anaphor.wanted {
            add(match e.gender {
                Gender::Unknown => Feature::GenderUnknown,
                known if known == gender => Feature::GenderAgrees,
                _ => Feature::GenderAgainst,
            });
        }
        if near.pronoun {
            add(Feature::PronounThere);
            if near.role == MentionRole::Subject && self.role == PronounRole::Subject {
                add(Feature::SubjectPronounForSubject);
            }
        } else {
            add(if e.tokens.len() > 1 && near.full {
                Feature::FullNameThere
            } else {
                Feature::ShortNameThere
            });
        }
        let sentence = words.sentence_of(self.anaphor.at);
        if near.at > self.anaphor.at {
            add(Feature::StandsOnlyAfterIt);
            const OPENS: usize = 4;
            if self.anaphor.at < sentence.start + OPENS {
                add(Feature::StandsAfterItPronounOpensTheSentence);
            }
        }
        let paragraphs = word.paragraph - there.paragraph.min(word.paragraph);
        add([Feature::SameParagraph, Feature::OneParagraphBack, Feature::FurtherParagraph][paragraphs.min(2)]);
        if there.quoted != word.quoted {
            add(Feature::InAnotherQuotation);
        }
        let same_clause = near.at < self.anaphor.at && back == 0 && !self.clause_between(near.at);
        if same_clause && self.role == PronounRole::Object && near.role == MentionRole::Subject {
            add(if word.lower.ends_with("self") {
                Feature::ReflexiveSameClause
            } else {
                Feature::SubjectOfTheSameClauseForAnObject
            });
        }
        let persons = self.salient.first();
        if persons.is_some_and(|first| first.entity == entity) {
            add(Feature::FirstPersonOfTheText);
        }
        if self.salient.iter().any(|s| s.entity == entity && self.in_title(s.at)) {
            add(Feature::NamedInTheTitle);
        }
        if !e.name.chars().any(char::is_uppercase) {
            add(Feature::WithoutAName);
        }
        let before = |s: &&Salient| s.at < self.anaphor.at;
        let subject = |s: &Salient| s.role == MentionRole::Subject;
        if mentions.iter().filter(before).any(|s| subject(s) && words.all[s.at].sentence + 1 == word.sentence)
        {
            add(Feature::SubjectAnywhereInTheSentenceBefore);
        }
        if mentions.iter().filter(before).any(|s| subject(s) && words.all[s.at].sentence == word.sentence) {
            add(Feature::SubjectEarlierInTheSentence);
            if near.role != MentionRole::Subject || !same_clause {
                add(Feature::SubjectOfTheMainClauseBefore);
            }
        }
        if mentions.iter().filter(before).any(|s| s.speaks && words.all[s.at].sentence + 1 == word.sentence) {
            add(Feature::SpeaksAnywhereInTheSentenceBefore);
        }
        if e.kind == reportedly_schema::SpeakerKind::Unknown {
            add(Feature::KindUnknown);
        }
        if back == 0
            && near.at < self.anaphor.at
            && matches!(words.lower(near.word + 1), "," | "-" | "–" | "—" | "(")
        {
            add(Feature::NamedAfterACommaOrDashBeforeThePronoun);
        }
        let d = self.discourse;
        let one = |who: Option<usize>| who == Some(entity);
        if d.alone {
            add(Feature::OnlyCandidate);
        }
        if one(d.goes_on) {
            add(Feature::GoesOn);
            if self.anaphor.speaks {
                add(Feature::GoesOnPronounSpeaks);
            }
        }
        if one(d.spoke_last) {
            add(Feature::SpokeLast);
            if self.anaphor.speaks {
                add(Feature::SpokeLastPronounSpeaks);
            }
            if d.spoke_last_in_paragraph {
                add(Feature::SpokeLastInTheParagraph);
            } else if d.opens_paragraph {
                add(Feature::SpokeLastPronounOpensTheParagraph);
            }
        }
        if one(d.subject_last) {
            add(Feature::SubjectLast);
            if self.anaphor.speaks {
                add(Feature::SubjectLastPronounSpeaks);
            }
        }
        if one(d.first_of_sentence_before) {
            add(Feature::FirstOfTheSentenceBefore);
            if d.opens_sentence {
                add(Feature::FirstOfTheSentenceBeforePronounOpensItsOwn);
            }
        }
        if one(d.first_of_paragraph) {
            add(Feature::FirstOfTheParagraph);
        }
        if one(d.only_of_paragraph) {
            add(Feature::OnlyOneOfTheParagraph);
        }
        if d.opens_paragraph && one(d.first_of_paragraph_before) {
            add(Feature::FirstOfTheParagraphBefore);
        }
        if d.opens_paragraph && one(d.last_of_paragraph_before) {
            add(Feature::LastOfTheParagraphBefore);
        }
        if one(d.mentioned_most) {
            add(Feature::MentionedMost);
        }
        if one(d.only_agreeing) && !d.alone {
            add(Feature::OnlyOneKnownToAgree);
        }
        if self.anaphor.speaks && self.salient.iter().any(|s| s.entity == entity && s.speaks && before(&s)) {
            add(Feature::SpeaksSomewhere);
        }
        if d.named_last.is_some() && !one(d.named_last) {
            add(Feature::NotMentionedByNameSince);
        }
        if words.lower(near.word + 1) == "and" || near.at > 0 && words.lower(near.at - 1) == "and" {
            add(Feature::CoordinatedWithAnother);
        }
        if mentions.iter().filter(|s| words.all[s.at].sentence == there.sentence).count() > 1 {
            add(Feature::SeveralMentionsInTheSentence);
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    fn in_title(&self, at: usize) -> bool {
        self.words.is_heading(self.words.all[at].paragraph)
    }

    /// Whether another clause begins between a mention and the pronoun.
    fn clause_between(&self, from: usize) -> bool {
        self.words.slice(from..self.anaphor.at).iter().any(|w| {
            w.among(&[
                ",", ";", ":", "that", "who", "which", "when", "while", "because", "if", "after", "before",
                "as", "and", "but", "where", "since", "until", "although", "though", "whether", "what",
                "said", "says",
            ])
        })
    }
}
