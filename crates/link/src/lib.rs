//! Statements of many articles to speakers, reprints, occasions, utterances and points: a pure function of the statements, the
//! frozen vocabulary under `vocabulary/` and the registry. No corpus statistics, no clock, no store.
//!
//! * [`link`] makes a whole link generation; [`link_changed`] makes the same one from the generation before and what changed.
//! * [`same_speaker`] and [`same_utterance`] tell it of two statements, with the reason in words.
//! * [`standing`] tells whether a statement is the speaker's own; only such a statement makes an occasion.
//! * [`about`] matches a question's words; [`sketch`] is what reprints are found by.
//!
//! Clusters are computed in a canonical order of the statements, by (said.earliest, article id, start), so that any order of input
//! gives the same partition and ids. An id is that of a cluster's first statement.
#![deny(missing_docs)]

mod about;
mod alignment;
mod appositions;
mod candidates;
mod changed_terms;
mod cue_words;
mod decided;
mod event_names;
mod events;
mod exclusives;
mod figures;
mod generation;
mod holders;
mod identities;
mod lexicon;
mod linker;
mod loose_speakers;
mod members;
mod missing_condition;
mod name_forms;
mod names;
mod negation;
mod occasions;
mod offices;
mod other_words_in_marks;
mod pair_features;
mod pair_scorer;
mod particulars;
mod place_names;
mod place_spelling;
mod points;
mod profile;
mod proper;
mod quantities;
mod quoted_cut;
mod quoted_words;
mod registry_change;
mod registry_file;
mod replies;
mod reply_marks;
mod reply_nouns;
mod reply_sides;
mod reply_words;
mod report;
mod reprints;
mod same_term;
mod sketch;
mod speakers;
mod standing;
mod suggestions;
mod text_words;
mod tie;
mod utterances;
mod vectors;
mod withdrawing_words;
mod wording;
mod wording_changes;

pub use about::{
    Match, QUESTION_COVER, QUESTION_REACH, Query, SHORT_QUESTION, Words, about, about_text, about_words,
    names_who_takes_the_stance, on_the_matter,
};
pub use alignment::{Aligned, AlignedBy, Comparison, NEAR_WORDS, align, compare};
pub use changed_terms::{
    ALIKE_TERM_COSINE, ALIKE_TERM_COVER, MEASURED_COVER, NAMED_COVER, OtherValue, SAME_TERM_COVER,
    TermRelation, TermWords, names_term, naming,
};
pub use event_names::{EventAsked, leading_events};
pub use events::{
    Account, Difference, Event, FigureTold, LEAST_LEADS, LEAST_POSSIBLE, LEAST_POSSIBLE_OF_OBJECT,
    LEAST_SAME_DAYS, LEAST_WITHOUT_NAMES, PROBABLE_EVENT, Passage, TOLD_WITHIN_DAYS, Teller, events,
};
pub use generation::{LinkInput, Linked, link_changed};
pub use identities::{ForParty, Identities, Identity};
pub use lexicon::{NAME_WEIGHT, NUMBER_WEIGHT, UNKNOWN_WEIGHT};
pub use linker::linker;
pub use loose_speakers::{SAME_SPEECH_COPIED_WORDS, SAME_SPEECH_QUOTED_WORDS, SAME_SPEECH_WEIGHT};
pub use members::{LEAST_MEMBER_WORDS, MemberWords, same_member, speaks_for_another};
pub use missing_condition::{LEAST_OF_MAIN_CLAUSE, TOLD_COVER};
pub use name_forms::{FoundForm, NamesText, SpeakerForms};
pub use names::{NamesIn, SpeakerNames};
pub use other_words_in_marks::SAME_PASSAGE_COVER;
pub use pair_features::{PAIR_FEATURES, PairFeatures};
pub use pair_scorer::{PairWeights, PairWeightsError};
pub use place_names::{PlaceAsked, PlaceFound, PlaceNames};
pub use place_spelling::{SameSpelling, is_adjective_of, same_place_name};
pub use points::{
    MAIN_EQUAL_COVER, MAIN_WEIGHT, POINT_COSINE, POINT_COVER, POINT_COVER_OF_LONGER, POINT_SHARED_WEIGHT,
    REPORTS_COMPARED, point_apart,
};
pub use proper::{LONGEST_NAME, NotAName, RegistryFault, proper_name, registry_faults};
pub use quoted_cut::LEAST_CUT_WORDS;
pub use registry_change::{ChangeError, NamedAs, alias, merge, split};
pub use registry_file::{
    FileFault, LONGEST_CELL, LONGEST_FILE, REGISTRY_FORMAT, RegistryFile, RegistryFileError, free_id,
    read_registry, registry_lines, write_registry,
};
pub use replies::{REPLY_REACH_DAYS, replies};
pub use reply_marks::{LEAST_MARKS, LEAST_MARKS_ELSEWHERE};
pub use report::{PUBLICATION_REACH_DAYS, possible_days};
pub use same_term::same_term;
pub use sketch::{REPRINT_GUARD_PLACES, REPRINT_PLACES, SHINGLE_WORDS, SKETCH_HASHES, is_reprint, sketch};
pub use speakers::{form_of, same_speaker};
pub use standing::{Standing, standing};
pub use suggestions::{Suggestion, suggestions};
pub use tie::{
    ACT_SCORE, AFTER_ATTRIBUTION_BYTES, Apart, BESIDE_SCORE, COMMON_WORDS, CONDITIONS_SCORE, FIGURES_SCORE,
    FRAGMENT_WEIGHT, HEADLINE_SCORE, LEAST_BESIDE_SCORE, LEAST_COVER, LEAST_SHARED_WEIGHT, LONG_QUOTED_WORDS,
    MUCH_SCORE, NEAR_MEANING_SCORE, NEAR_WORDS_SCORE, NEXT_SENTENCE_BYTES, OPPOSED_WEIGHT, OVERLAP_COSINE,
    OVERLAP_COVER, OVERLAP_FEATURES, OVERLAP_SCORE, PART_COVER, PART_SCORE, QUOTED_COVER, REPRINT_REACH_DAYS,
    RETOLD_REACH_DAYS, RETOLD_RUN_WORDS, RETOLD_WORDS, SAME_DAY_COVER, SAME_DAY_SCORE, SAME_QUOTED_WORDS,
    SAME_WORDS, SHORT_QUOTED_COVER, SHORT_QUOTED_WORDS, WHOLE_QUOTED_WORDS, WHOLE_SCORE, apart,
    same_utterance,
};
pub use vectors::{VECTORS_FORMAT, Vector, Vectors, VectorsError, WIDEST};
pub use withdrawing_words::{Replacement, TakenBackBy, Withdrawal, is_body, replacements, withdrawals};
pub use wording::{WordKey, names_another_partner, word_keys, word_weight};
pub use wording_changes::{ReportWordings, WordingChange};

use reportedly_schema::linkage::{
    Decision, EffectiveStatement, LinkArticle, LinkGeneration, RecordSpeaker, Registry,
};
use reportedly_schema::registry::Entry;
use reportedly_schema::{ArticleId, Day, SpeakerKind, StatementId};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The place of a statement in the canonical order: dated before undated, then by first possible day, article and place in it.
pub type Order = (bool, Option<Day>, ArticleId, u32, StatementId);

/// The place of statement `n` in the canonical order.
pub fn order_of(articles: &[LinkArticle], statements: &[EffectiveStatement], n: usize) -> Order {
    let statement = &statements[n];
    let earliest = statement.statement.said.interval.earliest;
    let start = statement.statement.start();
    (earliest.is_none(), earliest, articles[statement.article].id, start, statement.statement.id)
}

/// For each statement what it is to its speaker.
pub fn standings(articles: &[LinkArticle], statements: &[EffectiveStatement]) -> Vec<Standing> {
    let at: BTreeMap<(ArticleId, StatementId), usize> =
        statements.iter().enumerate().map(|(n, s)| ((articles[s.article].id, s.statement.id), n)).collect();
    statements
        .iter()
        .map(|s| {
            let outer = s.statement.nested_in.and_then(|id| at.get(&(articles[s.article].id, id)));
            standing(s, outer.map(|&n| &statements[n]))
        })
        .collect()
}

/// Links everything: one link generation for exactly these articles and statements, with what people declared and decided.
///
/// # Panics
/// When a statement's `article` is no index into `articles`: a programming error, never an input error.
pub fn link(
    articles: &[LinkArticle],
    statements: &[EffectiveStatement],
    registry: &Registry,
    decisions: &[Decision],
) -> LinkGeneration {
    let input = LinkInput { articles, statements, registry, decisions, before: None };
    link_changed(&input, &|n| Cow::Borrowed(&statements[n])).generation
}

/// The words of the most typical of several statements; of equally typical ones the first. Empty for none.
pub fn gist(statements: &[&EffectiveStatement]) -> String {
    let wordings: Vec<wording::Wording> = statements.iter().map(|s| report::wording(s)).collect();
    let typical = points::typical(&wordings.iter().collect::<Vec<_>>());
    statements.get(typical).map_or(String::new(), |s| s.text.clone())
}

/// How a name in a question fits the speakers of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamedSpeaker {
    /// Nobody has the name.
    Nobody,
    /// One speaker, by index.
    One(usize),
    /// Several, by index: their statements are never summed.
    Several(Vec<usize>),
}

/// Finds the speakers that `name` may mean. A name of several words that one of a speaker's forms equals, found or declared, means
/// that speaker; else everyone whom no name speaks against, so that a bare surname of two people means either, and a word that is a
/// country's name and someone's surname means both.
pub fn find_speaker(speakers: &[RecordSpeaker], registry: &Registry, name: &str) -> NamedSpeaker {
    if identities::is_bracketed(name)
        && let Some(n) = speakers.iter().position(|speaker| speaker.name == name)
    {
        return NamedSpeaker::One(n);
    }
    let declared: BTreeMap<&str, &Entry> =
        registry.entries.iter().map(|entry| (entry.name.as_str(), entry)).collect();
    let forms = |n: usize| {
        let entry = declared.get(speakers[n].name.as_str());
        let aliases = entry.into_iter().flat_map(|entry| &entry.aliases).map(|alias| &alias.form);
        let all = speakers[n].forms.iter().chain([&speakers[n].name]).chain(aliases);
        all.map(move |f| identities::normal_of(speakers[n].kind, f))
    };
    let asked = |n: usize| {
        let kind = match speakers[n].kind {
            SpeakerKind::Person => SpeakerKind::Person,
            _ => SpeakerKind::Organisation,
        };
        names::normal(name, kind)
    };
    let linkable = |n: &usize| asked(*n) != names::NormalName::Local;
    let all: Vec<usize> = (0..speakers.len()).filter(linkable).collect();
    let full: Vec<usize> = all
        .iter()
        .copied()
        .filter(|&n| names::has_several_words(&asked(n)) && forms(n).any(|form| form == asked(n)))
        .collect();
    let fitting = if full.is_empty() {
        all.into_iter().filter(|&n| forms(n).any(|form| names::compatible(&asked(n), &form))).collect()
    } else {
        full
    };
    match fitting.as_slice() {
        [] => NamedSpeaker::Nobody,
        [one] => NamedSpeaker::One(*one),
        _ => NamedSpeaker::Several(fitting),
    }
}

/// Whether two venues, as written, exclude each other: other places, or other settings (a press conference and an interview).
pub fn venues_exclude(a: &EffectiveStatement, b: &EffectiveStatement) -> bool {
    tie::venues_conflict(&report::Venue::of(a), &report::Venue::of(b))
}

/// What is looked at to tell whether two texts say one thing, taken as indirect speech. To train by.
pub fn features_of_texts(a: &str, b: &str) -> PairFeatures {
    let new = |text: &str| wording::Wording::new(text, false, wording::Stance::default());
    let (x, y) = (new(a), new(b));
    pair_features::pair_features(&x, &y, &x.compare(&y))
}

/// The same of two statements. To measure by.
pub fn features_of_statements(a: &EffectiveStatement, b: &EffectiveStatement) -> PairFeatures {
    let (x, y) = (report::wording(a), report::wording(b));
    pair_features::pair_features(&x, &y, &x.compare(&y))
}
