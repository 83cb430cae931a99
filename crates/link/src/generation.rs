//! A link generation: from all statements, or from the generation before and what changed since.
//!
//! Both go the same way. Speakers are grouped from all statements each time, which is cheap. A speaker whose statements are those
//! of before keeps everything. Of any other, the reports that may be of one utterance with a changed one are clustered again, and all
//! they hang together with; the other utterances stay. This gives what clustering everything again would give, since a cluster
//! depends only on what it hangs together with.

use crate::candidates::Index;
use crate::decided::{Decided, decided};
use crate::identities::{self, Identities, Identity};
use crate::loose_speakers::{Told, lent};
use crate::occasions::{self, Spoken};
use crate::points::{self, Prior};
use crate::profile::Profile;
use crate::report::Report;
use crate::sketch::is_reprint;
use crate::standing::{Standing, standing};
use crate::tie::tie;
use crate::utterances::{self, Cluster};
use crate::{order_of, reprints, speakers};
use reportedly_schema::linkage::{
    Before, Decision, EffectiveStatement, GONE, Joined, Level, LinkArticle, LinkGeneration, Occasion, Point,
    Registry, Utterance, in_order,
};
use reportedly_schema::{ArticleId, StatementId};
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

/// What is linked.
#[derive(Clone, Copy, Debug)]
pub struct LinkInput<'a> {
    /// The articles.
    pub articles: &'a [LinkArticle],
    /// The statements; where the full ones can be asked for, without their spans, addressee, venue, acts, terms and context.
    pub statements: &'a [EffectiveStatement],
    /// What was declared of speakers.
    pub registry: &'a Registry,
    /// What was decided of pairs of statements.
    pub decisions: &'a [Decision],
    /// The generation before, made with the same registry by the same [`linker`](crate::linker). A statement that is named by a
    /// decision made or taken back since counts as changed.
    pub before: Option<&'a Before>,
}

/// A link generation, and what to keep for the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// The generation.
    pub generation: LinkGeneration,
    /// What to keep of statements, by index; of the others what was kept before stays.
    pub profiles: Vec<(usize, Vec<u8>)>,
}

/// Links `input`, asking `full` for whole statements only where they are new or may be of one utterance or point with something new.
///
/// The generation is the same as [`link`](crate::link) makes of the whole statements.
///
/// # Panics
/// When an index points nowhere: a programming error, never an input error.
pub fn link_changed<'a>(
    input: &LinkInput<'a>,
    full: &dyn Fn(usize) -> Cow<'a, EffectiveStatement>,
) -> Linked {
    let identities = Identities::new(input.registry);
    let (speakers, speaker_of) = speakers::speakers(input.articles, input.statements, &identities);
    let old = Old::new(input.before, input.statements.len());
    let by_level = decided(input.decisions, input.articles, input.statements);
    let [of_utterances, of_points] = [Level::Utterance, Level::Point].map(|level| {
        let mut by_speaker: BTreeMap<usize, Decided> = BTreeMap::new();
        let decided = &by_level[&level];
        for speaker in decided.named().into_iter().filter_map(|n| speaker_of[n]) {
            by_speaker
                .entry(speaker)
                .or_insert_with(|| decided.mapped(|n| (speaker_of[n] == Some(speaker)).then_some(n)));
        }
        by_speaker
    });
    let mut out = Linked::default();
    out.generation.reprints = reprints::reprints(input.articles);
    let profiles = (0..input.statements.len()).map(|_| OnceCell::new()).collect();
    let run = Run { input, identities: &identities, old, full, profiles };
    let standing = run.standings();
    let decided: BTreeSet<usize> = by_level.values().flat_map(Decided::named).collect();
    let lent = run.lent(&speaker_of, &standing, &decided, &mut out);
    let lent_to = |speaker: usize| lent.iter().filter(move |(_, to)| **to == speaker).map(|(&n, _)| n);
    // Those to whom loose reports are lent come first: what does not join theirs is their own speakers' again.
    let borrowers: BTreeSet<usize> = lent.values().copied().collect();
    let others = (0..speakers.len()).filter(|speaker| !borrowers.contains(speaker));
    let mut taken = vec![false; input.statements.len()];
    for speaker in borrowers.iter().copied().chain(others) {
        let row = &speakers[speaker];
        let main = run.old.main(&row.statements);
        let untouched = !borrowers.contains(&speaker) && !row.statements.iter().any(|&n| taken[n]);
        let kept = main.filter(|&main| untouched && run.old.is_as_it_was(main, &row.statements));
        if let Some(main) = kept {
            run.keep(main, speaker, &mut out);
            continue;
        }
        let own = row.statements.iter().copied().filter(|&n| standing[n] && !taken[n]);
        let reports = Reports { own: own.collect(), lent: lent_to(speaker).collect() };
        let level = |of: &BTreeMap<usize, Decided>| of.get(&speaker).cloned().unwrap_or_default();
        let joined =
            run.link_speaker(speaker, main, reports, level(&of_utterances), level(&of_points), &mut out);
        joined.into_iter().for_each(|n| taken[n] = true);
    }
    out.profiles.sort_by_key(|(n, _)| *n);
    out.profiles.dedup_by_key(|(n, _)| *n);
    out.generation.speakers = speakers;
    out.generation = sorted(out.generation);
    out
}

/// The reports that are linked for one speaker.
struct Reports {
    /// His own.
    own: Vec<usize>,
    /// Loose ones that may be his; see [`crate::loose_speakers`].
    lent: Vec<usize>,
}

/// The generation before, by statement and by speaker.
struct Old<'a> {
    before: Option<&'a Before>,
    speaker_of: Vec<Option<usize>>,
    utterance_of: Vec<Option<usize>>,
    /// By statement the speaker whose utterance it reported: not its own where it was lent.
    told_of: Vec<Option<usize>>,
    /// By speaker whether he was lent a report, or a report of his was lent.
    lent: Vec<bool>,
    /// By speaker: occasions, utterances, points.
    parts: Vec<[Vec<usize>; 3]>,
    /// By utterance: its point.
    point_of: Vec<usize>,
}

impl<'a> Old<'a> {
    fn new(before: Option<&'a Before>, statements: usize) -> Self {
        let mut old = Old {
            before,
            speaker_of: vec![None; statements],
            utterance_of: vec![None; statements],
            told_of: vec![None; statements],
            lent: Vec::new(),
            parts: Vec::new(),
            point_of: Vec::new(),
        };
        let Some(before) = before else { return old };
        let generation = &before.generation;
        old.parts = vec![Default::default(); generation.speakers.len()];
        old.point_of = vec![0; generation.utterances.len()];
        old.lent = vec![false; generation.speakers.len()];
        let kept = |n: usize| n != GONE && before.kept[n];
        for (n, speaker) in generation.speakers.iter().enumerate() {
            speaker.statements.iter().filter(|&&s| kept(s)).for_each(|&s| old.speaker_of[s] = Some(n));
        }
        for (n, occasion) in generation.occasions.iter().enumerate() {
            old.parts[occasion.speaker][0].push(n);
        }
        for (n, utterance) in generation.utterances.iter().enumerate() {
            let speaker = generation.occasions[utterance.occasion].speaker;
            old.parts[speaker][1].push(n);
            for &s in &utterance.reports {
                let own = kept(s).then(|| old.speaker_of[s]).flatten();
                if kept(s) {
                    old.utterance_of[s] = Some(n);
                    old.told_of[s] = Some(speaker);
                }
                if own != Some(speaker) {
                    old.lent[speaker] = true;
                    own.into_iter().for_each(|own| old.lent[own] = true);
                }
            }
        }
        for (n, point) in generation.points.iter().enumerate() {
            old.parts[point.speaker][2].push(n);
            point.utterances.iter().for_each(|&u| old.point_of[u] = n);
        }
        old
    }

    /// The speaker of before that most of the statements had; the earlier among equals.
    fn main(&self, statements: &[usize]) -> Option<usize> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for speaker in statements.iter().filter_map(|&n| self.speaker_of[n]) {
            *counts.entry(speaker).or_default() += 1;
        }
        counts.into_iter().max_by_key(|&(speaker, count)| (count, std::cmp::Reverse(speaker))).map(|c| c.0)
    }

    /// Whether the speaker of before had just these statements, and they are as they were.
    fn is_as_it_was(&self, speaker: usize, statements: &[usize]) -> bool {
        let before = self.before.map_or(0, |b| b.generation.speakers[speaker].statements.len());
        before == statements.len()
            && !self.lent[speaker]
            && statements.iter().all(|&n| self.speaker_of[n] == Some(speaker))
    }
}

struct Run<'r, 'a> {
    input: &'r LinkInput<'a>,
    identities: &'r Identities<'a>,
    old: Old<'a>,
    full: &'r dyn Fn(usize) -> Cow<'a, EffectiveStatement>,
    /// By statement its profile, where loose reports were held against it.
    profiles: Vec<OnceCell<Profile>>,
}

impl<'a> Run<'_, 'a> {
    /// Whether each statement is its speaker's own. One that is as it was, in an article as it was, stands as it did.
    fn standings(&self) -> Vec<bool> {
        let statements = self.input.statements;
        let kept = |n: usize| self.input.before.is_some_and(|before| before.kept[n]);
        let at: BTreeMap<(ArticleId, StatementId), usize> = (0..statements.len())
            .filter(|&n| !kept(n))
            .map(|n| ((self.input.articles[statements[n].article].id, statements[n].statement.id), n))
            .collect();
        let own = |n: usize| {
            if kept(n) {
                return self.old.utterance_of[n].is_some();
            }
            let statement = &statements[n];
            let article = self.input.articles[statement.article].id;
            let outer = statement.statement.nested_in.and_then(|id| at.get(&(article, id)));
            standing(statement, outer.map(|&n| &statements[n])) == Standing::Own
        };
        (0..statements.len()).map(own).collect()
    }

    /// Takes over everything of a speaker that is as it was.
    fn keep(&self, main: usize, speaker: usize, out: &mut Linked) {
        let Some(before) = self.old.before else { return };
        let (old, out) = (&before.generation, &mut out.generation);
        let [occasions, utterances, points] = &self.old.parts[main];
        let (first_occasion, first_utterance) = (out.occasions.len(), out.utterances.len());
        let place = |among: &[usize], n: usize| among.binary_search(&n).expect("a part of this speaker");
        out.occasions.extend(occasions.iter().map(|&n| Occasion { speaker, ..old.occasions[n].clone() }));
        out.utterances.extend(utterances.iter().map(|&n| {
            let utterance = old.utterances[n].clone();
            Utterance { occasion: first_occasion + place(occasions, utterance.occasion), ..utterance }
        }));
        out.points.extend(points.iter().map(|&n| {
            let mut point = Point { speaker, ..old.points[n].clone() };
            point.utterances.iter_mut().for_each(|u| *u = first_utterance + place(utterances, *u));
            point
        }));
    }

    /// Adds the occasions, utterances and points of one speaker; gives the lent reports that joined his. Decisions name statements.
    fn link_speaker(
        &self,
        speaker: usize,
        main: Option<usize>,
        reports: Reports,
        of_utterances: Decided,
        of_points: Decided,
        out: &mut Linked,
    ) -> Vec<usize> {
        let (articles, statements) = (self.input.articles, self.input.statements);
        let lent: BTreeSet<usize> = reports.lent.into_iter().collect();
        let mut own = reports.own;
        own.extend(&lent);
        own.sort_by_cached_key(|&n| order_of(articles, statements, n));
        let at: BTreeMap<usize, usize> = own.iter().copied().zip(0..).collect();
        let place = |n: usize| at.get(&n).copied();
        let of_utterances = of_utterances.mapped(place);

        let full: Vec<OnceCell<Cow<EffectiveStatement>>> = own.iter().map(|_| OnceCell::new()).collect();
        let reports: Vec<OnceCell<Report>> = own.iter().map(|_| OnceCell::new()).collect();
        let report = |n: usize| {
            reports[n].get_or_init(|| {
                let statement = full[n].get_or_init(|| (self.full)(own[n]));
                let loose = lent.contains(&own[n]);
                Report { loose, ..Report::new(statement, &articles[statement.article]) }
            })
        };
        let mut changed = vec![false; own.len()];
        let mut profiles: Vec<Profile> = Vec::with_capacity(own.len());
        for (n, &statement) in own.iter().enumerate() {
            let stays = main.is_some()
                && self.old.told_of[statement] == main
                && (self.old.speaker_of[statement] != main) == lent.contains(&statement);
            let kept = self.input.before.filter(|before| before.kept[statement]);
            let kept = kept.and_then(|before| Profile::read(&before.profiles[statement]));
            changed[n] = !stays || kept.is_none();
            profiles.push(kept.unwrap_or_else(|| {
                let known = self.profiles[statement].get().cloned();
                let profile = known.unwrap_or_else(|| Profile::of(report(n)));
                out.profiles.push((statement, profile.write()));
                profile
            }));
        }

        let affected = self.affected(main, &own, &at, changed, &profiles, &of_utterances, &report);
        let clustered: Vec<usize> = (0..own.len()).filter(|&n| affected[n]).collect();
        let mut clusters = utterances::cluster(
            &clustered.iter().map(|&n| report(n)).collect::<Vec<_>>(),
            &clustered.iter().map(|&n| &profiles[n]).collect::<Vec<_>>(),
            &of_utterances.mapped(|n| clustered.binary_search(&n).ok()),
        );
        for cluster in &mut clusters {
            cluster.reports.iter_mut().for_each(|n| *n = clustered[*n]);
            self.by_office_held(cluster, &own);
        }
        clusters.extend(self.kept_clusters(main, &at, &affected));
        let is_own = |n: &usize| !lent.contains(&own[*n]);
        clusters.retain(|c| c.reports.iter().any(is_own));
        clusters.sort_by_key(|c| c.reports[0]);

        // What a loose report says of days and venues is no other's.
        let of =
            |c: &Cluster| c.reports.iter().filter(|n| is_own(n)).map(|&n| &profiles[n]).collect::<Vec<_>>();
        let id = |c: &Cluster| statements[own[c.reports[0]]].statement.id;
        let article = |c: &Cluster| articles[statements[own[c.reports[0]]].article].id;
        let spoken: Vec<Spoken> = clusters.iter().map(|c| Spoken::new(&of(c), article(c))).collect();
        let mut occasion_of = vec![0; clusters.len()];
        for members in occasions::group(&spoken) {
            for &n in &members {
                occasion_of[n] = out.generation.occasions.len();
            }
            let first = members[0];
            out.generation.occasions.push(Occasion {
                id: id(&clusters[first]),
                speaker,
                said: spoken[first].said,
                dated: spoken[first].dated,
                venue: members.iter().find_map(|&n| spoken[n].venue.as_ref().map(|v| v.1.clone())),
            });
        }
        let first_utterance = out.generation.utterances.len();
        for (n, cluster) in clusters.iter().enumerate() {
            out.generation.utterances.push(Utterance {
                id: id(cluster),
                occasion: occasion_of[n],
                reports: cluster.reports.iter().map(|&r| own[r]).collect(),
                joined: cluster.joined,
                because: cluster.because.clone(),
            });
        }

        let utterance_of: BTreeMap<usize, usize> = (0..)
            .zip(&clusters)
            .flat_map(|(n, c): (usize, &Cluster)| c.reports.iter().map(move |&r| (r, n)))
            .map(|(r, n)| (own[r], n))
            .collect();
        let of_points = of_points.mapped(|n| utterance_of.get(&n).copied());
        let prior = self.prior(&own, &clusters, &affected, &of_points.named());
        let told = |c: &Cluster| points::telling(c.reports.iter().map(|&n| (n, &profiles[n])));
        let points =
            points::cluster(&clusters.iter().map(told).collect::<Vec<_>>(), &prior, &of_points, &|a, b| {
                points::likeness(report(a), report(b))
            });
        for members in points {
            let gist = self.gist(&members, &clusters, &own, &affected, &profiles);
            out.generation.points.push(Point {
                id: id(&clusters[members[0]]),
                speaker,
                gist,
                utterances: members.iter().map(|&n| first_utterance + n).collect(),
            });
        }
        utterance_of.keys().copied().filter(|n| lent.contains(n)).collect()
    }

    /// Loose reports, each with the one named speaker whose words it has.
    fn lent(
        &self,
        speaker_of: &[Option<usize>],
        own: &[bool],
        decided: &BTreeSet<usize>,
        out: &mut Linked,
    ) -> BTreeMap<usize, usize> {
        let (articles, statements) = (self.input.articles, self.input.statements);
        let made = RefCell::new(Vec::new());
        // Of a loose report what an outline tells is enough, so that none is asked for whole that nothing meets.
        let loose: Vec<OnceCell<Profile>> = statements.iter().map(|_| OnceCell::new()).collect();
        let loose = |n: usize| {
            loose[n].get_or_init(|| {
                let mut statement = statements[n].clone();
                statement.statement.acts.clear();
                statement.statement.terms.clear();
                statement.statement.venue = None;
                statement.statement.addressee = None;
                Profile::of(&Report::new(&statement, &articles[statement.article]))
            })
        };
        let profile = |n: usize| {
            self.profiles[n].get_or_init(|| {
                let kept = self.input.before.filter(|before| before.kept[n]);
                kept.and_then(|before| Profile::read(&before.profiles[n])).unwrap_or_else(|| {
                    let statement = (self.full)(n);
                    made.borrow_mut().push(n);
                    Profile::of(&Report::new(&statement, &articles[statement.article]))
                })
            })
        };
        let told = Told { articles, statements, identities: self.identities, speaker_of, own, decided };
        let mut lent = lent(&told, &profile, &loose);
        // A statement without any speaker was not asked whether it is its speaker's own.
        lent.retain(|&n, _| if speaker_of[n].is_some() { own[n] } else { self.is_own(n) });
        let made = made.into_inner();
        out.profiles.extend(made.into_iter().filter_map(|n| Some((n, self.profiles[n].get()?.write()))));
        lent
    }

    /// Whether a statement may make an occasion, whatever was kept of it.
    fn is_own(&self, n: usize) -> bool {
        let statement = &self.input.statements[n];
        let outer = statement.statement.nested_in.and_then(|id| {
            let mut beside = self.input.statements.iter();
            beside.find(|s| s.article == statement.article && s.statement.id == id)
        });
        standing(statement, outer) == Standing::Own
    }

    /// The reports that are clustered again: what changed, what shared an utterance with something that changed or is gone, and what
    /// hangs together with these by ties or decisions.
    #[expect(clippy::too_many_arguments, reason = "the state of one speaker in the making")]
    fn affected<'s>(
        &self,
        main: Option<usize>,
        own: &[usize],
        at: &BTreeMap<usize, usize>,
        changed: Vec<bool>,
        profiles: &[Profile],
        decided: &Decided,
        report: &dyn Fn(usize) -> &'s Report<'s>,
    ) -> Vec<bool>
    where
        'a: 's,
    {
        let mut affected = changed;
        if affected.iter().all(|&a| a) {
            return affected;
        }
        let mut open: Vec<usize> = (0..own.len()).filter(|&n| affected[n]).collect();
        let utterances = self.old.before.map_or(&[][..], |before| &before.generation.utterances);
        // Those that shared an utterance with something that is no longer beside them.
        for &utterance in main.map_or(&[][..], |main| &self.old.parts[main][1]) {
            let reports = &utterances[utterance].reports;
            if reports.iter().any(|s| at.get(s).is_none_or(|&n| affected[n])) {
                for &n in reports.iter().filter_map(|s| at.get(s)) {
                    if !std::mem::replace(&mut affected[n], true) {
                        open.push(n);
                    }
                }
            }
        }
        let mut index = Index::of(profiles);
        let mut found = Vec::new();
        while let Some(n) = open.pop() {
            let article = |n: usize| &self.input.articles[self.input.statements[own[n]].article];
            index.find(&profiles[n], &|other| is_reprint(article(other), article(n)), &mut found);
            let decided = decided.together.iter().filter(|&&(a, b)| a == n || b == n);
            let mut beside: Vec<usize> = decided.map(|&(a, b)| if a == n { b } else { a }).collect();
            beside.extend(
                found.iter().filter(|&&other| !affected[other] && tie(report(other), report(n)).is_some()),
            );
            for other in beside {
                let mates = self.old.utterance_of[own[other]].map(|u| &utterances[u].reports);
                let mates = mates.into_iter().flatten().filter_map(|s| at.get(s).copied());
                for n in mates.chain([other]) {
                    if !std::mem::replace(&mut affected[n], true) {
                        open.push(n);
                    }
                }
            }
        }
        affected
    }

    /// The utterances of before that nothing affects.
    fn kept_clusters(
        &self,
        main: Option<usize>,
        at: &BTreeMap<usize, usize>,
        affected: &[bool],
    ) -> Vec<Cluster> {
        let (Some(before), Some(main)) = (self.old.before, main) else { return Vec::new() };
        let cluster = |&n: &usize| {
            let utterance = &before.generation.utterances[n];
            let reports: Option<Vec<usize>> =
                utterance.reports.iter().map(|s| at.get(s).copied().filter(|&r| !affected[r])).collect();
            reports.map(|reports| Cluster {
                reports,
                joined: utterance.joined,
                because: utterance.because.clone(),
            })
        };
        self.old.parts[main][1].iter().filter_map(cluster).collect()
    }

    /// What each utterance was to the points before: those that nothing affects, and that no decision names.
    fn prior(
        &self,
        own: &[usize],
        clusters: &[Cluster],
        affected: &[bool],
        named: &BTreeSet<usize>,
    ) -> Vec<Prior> {
        let Some(before) = self.old.before else { return vec![Prior::Unknown; clusters.len()] };
        let old_of = |n: usize| {
            let first = clusters[n].reports[0];
            self.old.utterance_of[own[first]].filter(|_| !affected[first])
        };
        let now: BTreeMap<usize, usize> = (0..clusters.len()).filter_map(|n| Some((old_of(n)?, n))).collect();
        (0..clusters.len())
            .map(|n| {
                let Some(old) = old_of(n).filter(|_| !named.contains(&n)) else { return Prior::Unknown };
                let led_by = before.generation.points[self.old.point_of[old]].utterances[0];
                match now.get(&led_by) {
                    Some(&leader) if leader == n => Prior::Led,
                    Some(&leader) => Prior::Followed(leader),
                    None => Prior::Unknown,
                }
            })
            .collect()
    }

    /// The words of a point's most typical report; as before where the point is as before.
    fn gist(
        &self,
        members: &[usize],
        clusters: &[Cluster],
        own: &[usize],
        affected: &[bool],
        profiles: &[Profile],
    ) -> String {
        let as_before = || {
            let before = &self.old.before?.generation;
            let old_of = |&n: &usize| {
                let first = clusters[n].reports[0];
                self.old.utterance_of[own[first]].filter(|_| !affected[first])
            };
            let point = &before.points[self.old.point_of[old_of(&members[0])?]];
            let same = point.utterances.iter().copied().map(Some).eq(members.iter().map(old_of));
            same.then(|| point.gist.clone())
        };
        as_before().unwrap_or_else(|| {
            let all: Vec<usize> = members.iter().flat_map(|&n| clusters[n].reports.iter().copied()).collect();
            let typical = points::typical(&all.iter().map(|&n| &profiles[n].wording).collect::<Vec<_>>());
            self.input.statements[own[all[typical]]].text.clone()
        })
    }

    /// An utterance is no surer its speaker's than the office is by which a report names him.
    fn by_office_held(&self, cluster: &mut Cluster, own: &[usize]) {
        if self.identities.registry().is_empty() {
            return;
        }
        let reports = cluster.reports.iter().map(|&n| &self.input.statements[own[n]]);
        let held = reports.filter(|s| identities::by_office(s)).find_map(|s| {
            match self.identities.of(s, &self.input.articles[s.article]) {
                Identity::Entry(_, Joined::Probable, because) => Some(because),
                _ => None,
            }
        });
        if let Some(because) = held {
            cluster.joined = cluster.joined.max(Joined::Probable);
            cluster.because = match cluster.reports.len() {
                1 => because,
                _ => format!("{}; {because}", cluster.because),
            };
        }
    }
}

/// Sorts occasions, utterances and points by id and maps the indices among them. Copies of one unnamed source's words in articles
/// that are no copies of each other cannot have equal ids, since an id holds the text's digest.
fn sorted(mut generation: LinkGeneration) -> LinkGeneration {
    let (occasions, occasion) = in_order(generation.occasions, |o| (o.id, o.speaker));
    for utterance in &mut generation.utterances {
        utterance.occasion = occasion[utterance.occasion];
    }
    let (utterances, utterance) = in_order(generation.utterances, |u| (u.id, u.occasion));
    for point in &mut generation.points {
        for n in &mut point.utterances {
            *n = utterance[*n];
        }
    }
    let (points, _) = in_order(generation.points, |p| (p.id, p.speaker));
    LinkGeneration { occasions, utterances, points, ..generation }
}
