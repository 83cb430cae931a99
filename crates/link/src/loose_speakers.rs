//! Reports whose speaker has no name across articles, by the words that another report gives a named speaker.
//!
//! A surname alone and nobody at all are speakers inside one article only, or speakers of
//! their own. Where such a loose report has the very words that a report of a named speaker has, in quotation marks or all of them, both
//! report one thing said. It stays a statement of the speaker it has, and only stands beside the other as a report of it: it makes no
//! occasion and gives none a day or a venue. Words that two named speakers have are nobody's.

use crate::candidates::equal_words_may_tie;
use crate::identities::{Identities, Identity, normal_of};
use crate::members::speaks_for_another;
use crate::names::{NormalName, compatible, is_full};
use crate::profile::Profile;
use crate::report::Report;
use crate::sketch::is_reprint;
use crate::tie::{QUOTED_COVER, SAME_QUOTED_WORDS, SAME_WORDS, Tie};
use reportedly_schema::SpeakerKind;
use reportedly_schema::linkage::{EffectiveStatement, Joined, LinkArticle};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Words of content that a loose report and a named speaker's have in common, by their weight in thousandths: five common ones.
pub const SAME_SPEECH_WEIGHT: u64 = 11_000;

/// Words of an equal run inside quotation marks from which a loose report is a named speaker's: one more than between reports of one
/// speaker.
pub const SAME_SPEECH_QUOTED_WORDS: usize = SAME_QUOTED_WORDS + 1;

/// Words of a copied text from which a loose report is a named speaker's: fewer are a name or a turn of phrase.
pub const SAME_SPEECH_COPIED_WORDS: usize = 4;

/// What a statement calls its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Called {
    /// By a full name, a body's name or one that the registry knows.
    Named,
    /// By a surname alone, or not at all.
    Loosely,
    /// By an office or a noun, which may be anybody's of that office: equal words alone do not tell whose. Or several people, a document, a source
    /// that is not to be known.
    Otherwise,
}

/// What a statement calls its speaker, by itself and the registry.
pub(crate) fn called(
    statement: &EffectiveStatement,
    article: &LinkArticle,
    identities: &Identities,
) -> Called {
    let speaker = &statement.statement.speaker;
    let Some(written) = speaker.name.as_deref() else {
        return match speaker.kind {
            SpeakerKind::Unknown | SpeakerKind::Person => Called::Loosely,
            _ => Called::Otherwise,
        };
    };
    if matches!(speaker.kind, SpeakerKind::Group | SpeakerKind::Unnamed | SpeakerKind::Document) {
        return Called::Otherwise;
    }
    if matches!(identities.of(statement, article), Identity::Entry(..)) {
        return Called::Named;
    }
    match normal_of(speaker.kind, written) {
        NormalName::Body(_) if speaker.kind == SpeakerKind::Unknown => Called::Otherwise,
        name @ (NormalName::Person(_) | NormalName::Body(_)) if is_full(&name) => Called::Named,
        NormalName::Person(_) => Called::Loosely,
        _ => Called::Otherwise,
    }
}

/// Whether nothing in what the two are called speaks against one speaker; `loose` is called [`Called::Loosely`].
fn may_be_one(
    loose: (&EffectiveStatement, &LinkArticle),
    named: (&EffectiveStatement, &LinkArticle),
    identities: &Identities,
) -> bool {
    if speaks_for_another(&loose.0.source_text) {
        return false;
    }
    let (a, b) = (&loose.0.statement.speaker, &named.0.statement.speaker);
    let Some(written) = a.name.as_deref() else { return true };
    // Two speakers of one article that have two names there are two.
    if loose.1.text_sha256 == named.1.text_sha256 {
        return false;
    }
    let person = a.kind == SpeakerKind::Unknown || a.kind == b.kind;
    let own = normal_of(a.kind, written);
    person
        && b.name.as_deref().is_some_and(|name| {
            let other = normal_of(b.kind, name);
            compatible(&own, &other) && !identities.are_apart(&own, &other)
        })
}

/// Whether two reports have the same words, as far as their profiles tell.
fn same_words(a: (&Profile, &LinkArticle), b: (&Profile, &LinkArticle)) -> bool {
    let (p, q) = (a.0, b.0);
    if p.wording.normal == q.wording.normal && p.words as usize >= SAME_SPEECH_COPIED_WORDS {
        let many = p.words as usize >= SAME_WORDS && p.wording.total >= SAME_SPEECH_WEIGHT;
        return (many && equal_words_may_tie(p, q)) || is_reprint(a.1, b.1);
    }
    let shared = p.wording.shared(&q.wording).same;
    let least = p.wording.total.min(q.wording.total).max(1);
    let runs = p.runs.iter().filter(|run| q.runs.binary_search(run).is_ok()).count();
    let long = p.long_runs.iter().any(|run| q.long_runs.binary_search(run).is_ok());
    let quoted = runs > SAME_SPEECH_QUOTED_WORDS - SAME_QUOTED_WORDS && shared * 1000 / least >= QUOTED_COVER;
    let meet = p.first <= q.last && q.first <= p.last;
    shared >= SAME_SPEECH_WEIGHT && ((quoted && meet) || long)
}

/// The tie of a loose report with one of a named speaker, given the `tie` they would have if both were of one speaker.
pub(crate) fn loosened(a: &Report, b: &Report, tie: Tie) -> Option<Tie> {
    let (loose, named) = if a.loose { (a, b) } else { (b, a) };
    if named.loose {
        return None;
    }
    let words = a.wording.tokens.len();
    let equal = a.wording.normal == b.wording.normal;
    let copied = equal && words >= SAME_SPEECH_COPIED_WORDS && is_reprint(a.article, b.article);
    let all = equal && words >= SAME_WORDS && a.wording.total >= SAME_SPEECH_WEIGHT;
    let run = a.wording.quoted_run(&b.wording);
    let least = a.wording.total.min(b.wording.total).max(1);
    let cover = a.wording.shared(&b.wording).same * 1000 / least;
    let quoted = run.words >= SAME_SPEECH_QUOTED_WORDS
        && run.weight >= SAME_SPEECH_WEIGHT
        && (cover >= QUOTED_COVER || run.words >= crate::tie::LONG_QUOTED_WORDS);
    if !(copied || all || quoted) {
        return None;
    }
    let who = match loose.statement.statement.speaker.name.as_deref() {
        Some(name) => format!("one report calls the speaker {name}"),
        None => "one report does not name the speaker".to_string(),
    };
    let because = format!("{}; {who}", tie.because);
    Some(Tie { joined: tie.joined.max(Joined::Probable), because, ..tie })
}

/// Which of the two is told loosely of the speaker that the other names, if one is: the first or the second.
pub(crate) fn loose_of(
    a: (&EffectiveStatement, &LinkArticle),
    b: (&EffectiveStatement, &LinkArticle),
    identities: &Identities,
) -> Option<bool> {
    match (called(a.0, a.1, identities), called(b.0, b.1, identities)) {
        (Called::Loosely, Called::Named) => may_be_one(a, b, identities).then_some(true),
        (Called::Named, Called::Loosely) => may_be_one(b, a, identities).then_some(false),
        _ => None,
    }
}

/// Statements with their articles, and what is known of them.
pub(crate) struct Told<'t> {
    pub articles: &'t [LinkArticle],
    pub statements: &'t [EffectiveStatement],
    pub identities: &'t Identities<'t>,
    /// By statement the speaker of the record.
    pub speaker_of: &'t [Option<usize>],
    /// By statement whether its own words may make an occasion of its speaker, where it has one.
    pub own: &'t [bool],
    /// Statements that people decided of: they stay where they are.
    pub decided: &'t BTreeSet<usize>,
}

/// By loose report the one named speaker of the record whose words it has, as far as profiles tell. `named` gives that of a statement of a
/// named speaker, `loose` that of a loose one by its words and days alone.
pub(crate) fn lent<'p>(
    told: &Told,
    named: &dyn Fn(usize) -> &'p Profile,
    loose: &dyn Fn(usize) -> &'p Profile,
) -> BTreeMap<usize, usize> {
    let count = told.statements.len();
    let of = |n: usize| (&told.statements[n], &told.articles[told.statements[n].article]);
    let mut known: HashMap<(SpeakerKind, &str), Called> = HashMap::new();
    let declared = !told.identities.registry().is_empty();
    let called: Vec<Called> = (0..count)
        .map(|n| {
            let (statement, article) = of(n);
            let speaker = &statement.statement.speaker;
            match speaker.name.as_deref() {
                Some(name) if !declared => *known
                    .entry((speaker.kind, name))
                    .or_insert_with(|| called(statement, article, told.identities)),
                _ => called(statement, article, told.identities),
            }
        })
        .collect();
    let mut has_name = vec![false; told.speaker_of.iter().flatten().max().map_or(0, |most| most + 1)];
    for n in (0..count).filter(|&n| called[n] == Called::Named) {
        if let Some(speaker) = told.speaker_of[n] {
            has_name[speaker] = true;
        }
    }
    let in_named = |n: usize| told.speaker_of[n].is_some_and(|speaker| has_name[speaker]);
    let mut by_run: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut by_text: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut any = false;
    for (n, called) in called.iter().enumerate() {
        if *called != Called::Loosely || in_named(n) || told.decided.contains(&n) {
            continue;
        }
        let found = loose(n);
        if (found.words as usize) < SAME_SPEECH_COPIED_WORDS {
            continue;
        }
        any = true;
        found.runs.iter().for_each(|run| by_run.entry(*run).or_default().push(n));
        by_text.entry(found.wording.normal).or_default().push(n);
    }
    let mut speakers: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    if !any {
        return BTreeMap::new();
    }
    for n in (0..count).filter(|&n| called[n] == Called::Named && told.own[n]) {
        let Some(speaker) = told.speaker_of[n] else { continue };
        let found = named(n);
        let mut beside: Vec<usize> =
            found.runs.iter().filter_map(|run| by_run.get(run)).flatten().copied().collect();
        beside.extend(by_text.get(&found.wording.normal).into_iter().flatten());
        beside.sort_unstable();
        beside.dedup();
        for m in beside {
            let one = same_words((loose(m), of(m).1), (found, of(n).1))
                && may_be_one(of(m), of(n), told.identities);
            if one {
                speakers.entry(m).or_default().insert(speaker);
            }
        }
    }
    let only = |(loose, speakers): (usize, BTreeSet<usize>)| match speakers.len() {
        1 => speakers.first().map(|&speaker| (loose, speaker)),
        _ => None,
    };
    speakers.into_iter().filter_map(only).collect()
}
