//! Statements of many articles to speakers, reprints, occasions, utterances and points: a pure function of the statements, the
//! frozen vocabulary under `vocabulary/` and the registry. No corpus statistics, no clock, no store.
//!
//! * [`link`] makes a whole link generation; adding one article means calling it again on all.
//! * [`same_speaker`] and [`same_utterance`] tell it of two statements, with the reason in words.
//! * [`standing`] tells whether a statement is the speaker's own; only such a statement makes an occasion.
//! * [`about`] matches a question's words; [`sketch`] is what reprints are found by.
//!
//! Clusters are computed in a canonical order of the statements, by (said.earliest, article id, start), so that any order of input
//! gives the same partition and ids. An id is that of a cluster's first statement.
#![deny(missing_docs)]

mod about;
mod identities;
mod lexicon;
mod members;
mod names;
mod occasions;
mod offices;
mod points;
mod proper;
mod registry_change;
mod registry_file;
mod replies;
mod reply_marks;
mod reply_sides;
mod reply_words;
mod report;
mod reprints;
mod sketch;
mod speakers;
mod standing;
mod suggestions;
mod tie;
mod utterances;
mod wording;

pub use about::{
    Match, QUESTION_COVER, QUESTION_REACH, Query, SHORT_QUESTION, Words, about, about_text, about_words,
    names_who_takes_the_stance, on_the_matter,
};
pub use identities::{ForParty, Identities, Identity};
pub use lexicon::{NAME_WEIGHT, NUMBER_WEIGHT, UNKNOWN_WEIGHT};
pub use members::{LEAST_MEMBER_WORDS, MemberWords, same_member, speaks_for_another};
pub use names::{NamesIn, SpeakerNames};
pub use points::{POINT_COVER, POINT_COVER_OF_LONGER, POINT_SHARED_WEIGHT};
pub use proper::{LONGEST_NAME, NotAName, RegistryFault, proper_name, registry_faults};
pub use registry_change::{ChangeError, NamedAs, alias, merge, split};
pub use registry_file::{
    FileFault, LONGEST_CELL, LONGEST_FILE, REGISTRY_FORMAT, RegistryFile, RegistryFileError, free_id,
    read_registry, registry_lines, write_registry,
};
pub use replies::{REPLY_REACH_DAYS, replies};
pub use reply_marks::{LEAST_MARKS, LEAST_MARKS_ELSEWHERE};
pub use report::{PUBLICATION_REACH_DAYS, possible_days};
pub use sketch::{REPRINT_GUARD_PLACES, REPRINT_PLACES, SHINGLE_WORDS, SKETCH_HASHES, is_reprint, sketch};
pub use speakers::{form_of, same_speaker};
pub use standing::{Standing, standing};
pub use suggestions::{Suggestion, suggestions};
pub use tie::{
    LEAST_SHARED_WEIGHT, OPPOSED_WEIGHT, OVERLAP_COVER, REPRINT_REACH_DAYS, SAME_DAY_COVER,
    SAME_QUOTED_WORDS, SAME_WORDS, same_utterance,
};
pub use wording::{WordKey, word_keys};

use occasions::Spoken;
use report::Report;
use reportedly_schema::linkage::{
    EffectiveStatement, Joined, LinkArticle, LinkGeneration, Occasion, Point, RecordSpeaker, Registry,
    Utterance,
};
use reportedly_schema::registry::Entry;
use reportedly_schema::{ArticleId, Day, SpeakerKind, StatementId};
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

/// Links everything: one link generation for exactly these articles and statements.
///
/// # Panics
/// When a statement's `article` is no index into `articles`: a programming error, never an input error.
pub fn link(
    articles: &[LinkArticle],
    statements: &[EffectiveStatement],
    registry: &Registry,
) -> LinkGeneration {
    let reprints = reprints::reprints(articles);
    let identities = Identities::new(registry);
    let (speakers, _) = speakers::speakers(articles, statements, &identities);
    let standings = standings(articles, statements);
    let mut out = LinkGeneration { reprints, ..LinkGeneration::default() };
    for (speaker, row) in speakers.iter().enumerate() {
        let mut own: Vec<usize> =
            row.statements.iter().copied().filter(|&n| standings[n] == Standing::Own).collect();
        own.sort_by_key(|&n| order_of(articles, statements, n));
        let reports: Vec<Report> =
            own.iter().map(|&n| Report::new(&statements[n], &articles[statements[n].article])).collect();
        link_speaker(speaker, &own, &reports, &mut out);
    }
    for utterance in &mut out.utterances {
        by_office_held(utterance, articles, statements, &identities);
    }
    out.speakers = speakers;
    sorted(out)
}

/// An utterance is no surer its speaker's than the office is by which a report names him.
fn by_office_held(
    utterance: &mut Utterance,
    articles: &[LinkArticle],
    statements: &[EffectiveStatement],
    identities: &Identities,
) {
    let reports = utterance.reports.iter().map(|&n| &statements[n]);
    let held = reports.filter(|s| identities::by_office(s)).find_map(|s| {
        match identities.of(s, &articles[s.article]) {
            Identity::Entry(_, Joined::Probable, because) => Some(because),
            _ => None,
        }
    });
    if let Some(because) = held {
        utterance.joined = utterance.joined.max(Joined::Probable);
        utterance.because = match utterance.reports.len() {
            1 => because,
            _ => format!("{}; {because}", utterance.because),
        };
    }
}

/// Adds the occasions, utterances and points of one speaker, whose reports come in canonical order.
fn link_speaker(speaker: usize, own: &[usize], reports: &[Report], out: &mut LinkGeneration) {
    let mut clusters = utterances::cluster(reports);
    clusters.sort_by_key(|c| c.reports[0]);
    let of = |cluster: &utterances::Cluster| -> Vec<&Report> {
        cluster.reports.iter().map(|&n| &reports[n]).collect()
    };
    let spoken: Vec<Spoken> = clusters
        .iter()
        .map(|c| {
            let (said, dated) = utterances::said(&of(c));
            Spoken::new(&of(c), said, dated)
        })
        .collect();
    let first_utterance = out.utterances.len();
    let mut occasion_of = vec![0; clusters.len()];
    for members in occasions::group(&spoken) {
        for &n in &members {
            occasion_of[n] = out.occasions.len();
        }
        let first = members[0];
        out.occasions.push(Occasion {
            id: utterances::id(&of(&clusters[first])),
            speaker,
            said: spoken[first].said,
            dated: spoken[first].dated,
            venue: members.iter().find_map(|&n| spoken[n].venue.as_ref().map(|v| v.1.clone())),
        });
    }
    for (n, cluster) in clusters.iter().enumerate() {
        out.utterances.push(Utterance {
            id: utterances::id(&of(cluster)),
            occasion: occasion_of[n],
            reports: cluster.reports.iter().map(|&r| own[r]).collect(),
            joined: cluster.joined,
            because: cluster.because.clone(),
        });
    }
    let first_reports: Vec<&Report> = clusters.iter().map(|c| &reports[c.reports[0]]).collect();
    for members in points::cluster(&first_reports) {
        let all: Vec<&Report> = members.iter().flat_map(|&n| of(&clusters[n])).collect();
        out.points.push(Point {
            id: utterances::id(&of(&clusters[members[0]])),
            speaker,
            gist: all[points::typical(&all)].statement.text.clone(),
            utterances: members.iter().map(|&n| first_utterance + n).collect(),
        });
    }
}

/// Sorts occasions, utterances and points by id and maps the indices among them. Copies of one unnamed source's words in articles
/// that are no copies of each other cannot have equal ids, since an id holds the text's digest.
fn sorted(mut generation: LinkGeneration) -> LinkGeneration {
    fn by_id<T>(rows: Vec<T>, id: impl Fn(&T) -> (StatementId, usize)) -> (Vec<T>, Vec<usize>) {
        let mut rows: Vec<(usize, T)> = rows.into_iter().enumerate().collect();
        rows.sort_by_key(|(_, row)| id(row));
        let mut moved = vec![0; rows.len()];
        for (new, (old, _)) in rows.iter().enumerate() {
            moved[*old] = new;
        }
        (rows.into_iter().map(|(_, row)| row).collect(), moved)
    }
    let (occasions, occasion) = by_id(generation.occasions, |o| (o.id, o.speaker));
    for utterance in &mut generation.utterances {
        utterance.occasion = occasion[utterance.occasion];
    }
    let (utterances, utterance) = by_id(generation.utterances, |u| (u.id, u.occasion));
    for point in &mut generation.points {
        for n in &mut point.utterances {
            *n = utterance[*n];
        }
    }
    let (points, _) = by_id(generation.points, |p| (p.id, p.speaker));
    LinkGeneration { occasions, utterances, points, ..generation }
}

/// The words of the most typical of several statements; of equally typical ones the first. Empty for none.
pub fn gist(articles: &[LinkArticle], statements: &[&EffectiveStatement]) -> String {
    let reports: Vec<Report> = statements.iter().map(|s| Report::new(s, &articles[s.article])).collect();
    let reports: Vec<&Report> = reports.iter().collect();
    reports.get(points::typical(&reports)).map_or(String::new(), |r| r.statement.text.clone())
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
