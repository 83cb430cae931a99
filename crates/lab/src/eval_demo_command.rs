//! `lab eval demo`: the whole pipeline over the demo corpus, scored against its gold. Text we wrote ourselves, hence `self_*`.

use reportedly::answers::{self, Answer as _, Question, WordingAsked};
use reportedly::line::{Shown, article_line};
use reportedly::pipeline::{Given, ModelChoice, Outcome, Pipeline, Settings, parse_meta};
use reportedly::record::Record;
use reportedly::schema::line::ArticleLine;
use reportedly::schema::linkage::{EffectiveStatement, Snapshot};
use reportedly::schema::registry::{Entry, Member, Membership, Period};
use reportedly::schema::{Interval, SpeakerKind};
use reportedly_lab::eval_demo::bare;
use reportedly_lab::gold::{GoldStatement, file_name, load};
use reportedly_lab::{eval_demo, eval_repeats, eval_stories, eval_wording};
use reportedly_link::{Apart, Identities, apart, link, point_apart};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};

/// Options of `lab eval demo`.
#[derive(clap::Args, Debug)]
pub struct DemoOptions {
    /// The gold.
    #[arg(long, default_value = "crates/lab/gold/demo")]
    gold: PathBuf,
    /// The articles.
    #[arg(long, default_value = "demo/articles")]
    articles: PathBuf,
    /// What is given with them.
    #[arg(long, default_value = "demo/meta.csv")]
    meta: PathBuf,
    /// Only stories of the gold whose file in `between` starts so: `first_third/`.
    #[arg(long, default_value = "")]
    stories: String,
    /// Take speakers and days of the statements found from the gold, and link these: what is left is the linker's own.
    #[arg(long)]
    given: bool,
    /// Show what was wrong between articles.
    #[arg(long)]
    failures: bool,
    /// Show of the pairs that the gold joins how many are lost where.
    #[arg(long)]
    stages: bool,
}

/// Runs `lab eval demo`: prints a line per score.
///
/// # Errors
/// Gold, articles or a table that cannot be used.
pub fn run(options: &DemoOptions) -> Result<(), Box<dyn Error>> {
    let prefix = format!("between/{}", options.stories);
    let (scores, failures) =
        measured(&options.gold, &options.articles, &options.meta, &prefix, options.given)?;
    if options.failures {
        failures.each.iter().for_each(|failure| println!("{failure}"));
    }
    if options.stages {
        failures.stages.iter().for_each(|(stage, pairs)| println!("{stage}\t{pairs}"));
    }
    for (name, score) in scores {
        println!("{name} {score:.4}");
    }
    Ok(())
}

/// Every score of [`eval_demo`], [`eval_repeats`] and [`eval_stories`] by name; shares lie between 0 and 1.
///
/// # Errors
/// Gold, articles or a table that cannot be used.
pub fn scores(gold: &Path, articles: &Path, meta: &Path) -> Result<BTreeMap<String, f64>, Box<dyn Error>> {
    Ok(measured(gold, articles, meta, "between/", false)?.0)
}

type Measured = (BTreeMap<String, f64>, eval_stories::Failures);

fn measured(
    gold: &Path,
    articles: &Path,
    meta: &Path,
    stories: &str,
    given_speakers: bool,
) -> Result<Measured, Box<dyn Error>> {
    let bytes = std::fs::read(meta).map_err(|e| format!("{}: {e}", meta.display()))?;
    let given = parse_meta(&meta.display().to_string(), &bytes)?;
    let mut files: Vec<PathBuf> = std::fs::read_dir(articles)
        .map_err(|e| format!("{}: {e}", articles.display()))?
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();

    let pipeline = Pipeline::new(&ModelChoice::Full, Settings::default())?;
    let folder = tempfile::tempdir()?;
    let mut record = Record::open_or_create(&folder.path().join("demo.db"))?;
    let mut lines = Vec::new();
    for file in &files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = std::fs::read(file).map_err(|e| format!("{}: {e}", file.display()))?;
        let given = given.get(&name).cloned().unwrap_or_else(Given::default);
        for outcome in pipeline.articles(&name, &bytes, &given) {
            if let Outcome::Article(article) = &outcome {
                lines.push(article_line(article, Shown { text: true, why: false }));
            }
            record.add(&outcome)?;
        }
    }
    record.relink()?;
    let mut scores = eval_demo::evaluate(gold, &lines)?;
    let mut snapshot = record.store().snapshot_with_layers()?;
    if given_speakers {
        give_speakers(gold, &lines, &mut snapshot)?;
    }
    let answers: Vec<Vec<serde_json::Value>> = eval_repeats::questions(gold)?
        .into_iter()
        .map(|(speaker, about)| {
            let question = Question { speaker: Some(speaker), about: Some(about), ..Question::default() };
            let mut rows = answers::repeats(&snapshot, &question).lines();
            // The last line is the coverage.
            rows.pop();
            rows
        })
        .collect();
    scores.extend(eval_repeats::evaluate(gold, &answers)?);
    let changes = changes(gold, &snapshot)?;
    let mut linked = linked(&snapshot);
    linked.wording = wording(&snapshot, &Question::default(), &WordingAsked::All)?;
    for (kind, name) in eval_wording::asked(gold, stories)? {
        let speaker = Question { speaker: Some(name.clone()), ..Question::default() };
        let rows = match kind.as_str() {
            "place" => wording(&snapshot, &Question::default(), &WordingAsked::Place(name.clone()))?,
            "event" => wording(&snapshot, &Question::default(), &WordingAsked::Event(name.clone()))?,
            _ => wording(&snapshot, &speaker, &WordingAsked::All)?,
        };
        linked.forms.insert((kind, name), rows);
    }
    linked.changes = changes;
    let (between, failures) = eval_stories::evaluate(gold, stories, &lines, &linked, &|level, x, y| {
        kept_apart(&snapshot, level, x, y)
    })?;
    scores.extend(between);
    Ok((scores, failures))
}

/// By story the changes found, its parties declared.
fn changes(
    gold: &Path,
    snapshot: &Snapshot,
) -> Result<BTreeMap<String, Vec<serde_json::Value>>, Box<dyn Error>> {
    let mut out = BTreeMap::new();
    for (name, story) in load(gold)?.stories {
        if story.changes.is_none() {
            continue;
        }
        let mut snapshot = snapshot.clone();
        for (n, (party, member)) in
            story.parties.iter().flat_map(|p| p.members.iter().map(move |m| (&p.party, m))).enumerate()
        {
            let names = story.speakers.iter().filter(|s| s.name == *member).flat_map(|s| &s.also);
            let names: BTreeSet<String> = names.chain([member]).map(|name| bare(name)).collect();
            let speakers = snapshot.links.speakers.iter().enumerate();
            let called: Vec<(usize, String)> = speakers
                .filter(|(_, s)| s.forms.iter().chain([&s.name]).any(|form| names.contains(&bare(form))))
                .map(|(n, s)| (n, s.name.clone()))
                .collect();
            for (speaker, name) in called {
                let known = snapshot.registry.entries.iter().find(|entry| entry.name == name);
                let id = known.map_or_else(|| format!("story-{n}-{speaker}"), |entry| entry.id.clone());
                if known.is_none() {
                    let kind = snapshot.links.speakers[speaker].kind;
                    let (aliases, roles, wikidata, note) = (vec![], vec![], None, None);
                    let entry = Entry { id: id.clone(), name, kind, aliases, roles, wikidata, note };
                    snapshot.registry.entries.push(entry);
                }
                let member = Member::Entry(id);
                let (party, period) = (party.clone(), Period::default());
                snapshot.registry.memberships.push(Membership { party, member, period, note: None });
            }
        }
        let mut lines = answers::changes(&snapshot, &Question::default(), false).lines();
        // The last line is the coverage.
        lines.pop();
        out.insert(name, lines);
    }
    Ok(out)
}

/// JSON lines of `wording`, without the coverage.
fn wording(
    snapshot: &Snapshot,
    question: &Question,
    of: &WordingAsked,
) -> Result<Vec<serde_json::Value>, answers::WordingError> {
    let mut lines = answers::wording(snapshot, question, of)?.lines();
    lines.pop();
    Ok(lines)
}

/// Gives the statements that were found the speakers and days of the gold, and links them again.
fn give_speakers(gold: &Path, lines: &[ArticleLine], snapshot: &mut Snapshot) -> Result<(), Box<dyn Error>> {
    let gold = load(gold)?;
    let by_file: BTreeMap<&str, &ArticleLine> =
        lines.iter().map(|l| (file_name(&l.article.path), l)).collect();
    let mut found = BTreeMap::new();
    for (id, (file, n)) in eval_demo::matched(&gold, lines)? {
        found.insert((file.clone(), by_file[file.as_str()].statements[n].id.clone()), id);
    }
    let wanted: BTreeMap<&str, &GoldStatement> =
        gold.articles.values().flat_map(|a| &a.statements).map(|s| (s.id.as_str(), s)).collect();
    for n in 0..snapshot.statements.len() {
        let Some(wanted) = found.get(&statement_key(snapshot, n)).and_then(|id| wanted.get(id.as_str()))
        else {
            continue;
        };
        let statement = &mut snapshot.statements[n].statement;
        if wanted.speaker_kind != SpeakerKind::Unknown {
            statement.speaker.name = Some(wanted.speaker.clone());
            statement.speaker.kind = wanted.speaker_kind;
        }
        if let Some(said) = &wanted.said {
            statement.said.interval = Interval { earliest: said.earliest, latest: Some(said.latest) };
            statement.said.basis = said.basis;
        }
    }
    snapshot.links = link(&snapshot.articles, &snapshot.statements, &snapshot.registry, &[]);
    Ok(())
}

/// What keeps two statements of a record apart.
fn kept_apart(snapshot: &Snapshot, level: &str, x: &eval_stories::Key, y: &eval_stories::Key) -> String {
    let of = |key: &eval_stories::Key| {
        let all = snapshot.statements.iter();
        all.enumerate().find(|(n, _)| statement_key(snapshot, *n) == *key)
    };
    let (Some((n, a)), Some((m, b))) = (of(x), of(y)) else { return "1 not in the record".to_string() };
    let utterance = |n: usize| snapshot.links.utterances.iter().find(|u| u.reports.contains(&n));
    let (a, b) = ((a, &snapshot.articles[a.article]), (b, &snapshot.articles[b.article]));
    let known = |s: &EffectiveStatement| s.statement.speaker.name.is_some();
    if !known(a.0) || !known(b.0) {
        return "2 a speaker is not known".to_string();
    }
    if utterance(n).is_none() || utterance(m).is_none() {
        return "3 not the speaker's own".to_string();
    }
    let why = match apart(a, b, &Identities::new(&snapshot.registry)) {
        Some(why) if level == "point" && why != Apart::Speakers => point_apart(a, b),
        why => why,
    };
    match why {
        Some(why) => format!("4 {why:?}"),
        None => "5 alike by themselves, and not in the clusters".to_string(),
    }
}

/// A statement's file name and id.
fn statement_key(snapshot: &Snapshot, n: usize) -> eval_stories::Key {
    let statement = &snapshot.statements[n];
    let file = file_name(&snapshot.articles[statement.article].path);
    (file.to_string(), statement.statement.id.to_string())
}

fn linked(snapshot: &Snapshot) -> eval_stories::Linked {
    let key = |n: usize| statement_key(snapshot, n);
    let without_coverage = |mut lines: Vec<serde_json::Value>| {
        lines.pop();
        lines
    };
    let mut out = eval_stories::Linked {
        events: without_coverage(answers::events(snapshot, &Question::default()).lines()),
        replies: without_coverage(answers::replies(snapshot, &Question::default()).lines()),
        count_claims: without_coverage(answers::count_claims(snapshot, &Question::default()).lines()),
        ..eval_stories::Linked::default()
    };
    for (n, utterance) in snapshot.links.utterances.iter().enumerate() {
        out.utterances.extend(utterance.reports.iter().map(|&r| (key(r), n)));
    }
    for (n, point) in snapshot.links.points.iter().enumerate() {
        let reports = point.utterances.iter().flat_map(|&u| &snapshot.links.utterances[u].reports);
        out.points.extend(reports.map(|&r| (key(r), n)));
    }
    out
}
