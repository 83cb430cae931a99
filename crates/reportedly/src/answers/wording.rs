//! `wording`: what each outlet did with the words of one thing said, and by which names outlets call one speaker, place or event. Words and
//! counts only.

use super::brief::reported_by;
use super::evidence::{Coverage, DatePublished, Evidence};
use super::question::{Asked, Question};
use super::repeats::{BRIEF_ID, SHORT_ID};
use super::{Answer, Table, counted, lines_of};
use reportedly_link::{
    EventAsked, FoundForm, NamedSpeaker, NamesText, PlaceNames, ReportWordings, SpeakerForms, WordingChange,
    find_speaker, leading_events,
};
use reportedly_schema::linkage::{FormClass, LinkArticle, RecordSpeaker, Snapshot, WordingKind};
use reportedly_schema::statement::joined;
use reportedly_schema::{CodePoints, Span, SpeakerKind, StatementId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Speakers whose forms of name are shown where none was asked for.
const LEADING_SPEAKERS: usize = 3;

/// Places whose forms of name are shown where none was asked for.
const LEADING_PLACES: usize = 2;

/// What the wording of is asked for, beside the question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum WordingAsked {
    /// Everything said that several articles report, then names of the leading speakers and places and the chief event; with a speaker in the question
    /// that speaker's.
    #[default]
    All,
    /// The names of a place.
    Place(String),
    /// The names of a conflict or event: "the war in Aldra".
    Event(String),
    /// One thing said, by the first characters of its id or of the id of a statement that reports it.
    Utterance(String),
}

/// What was wrong with what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordingError {
    /// Nothing said has an id that begins so.
    NoUtterance(String),
    /// Several things said have ids that begin so: how many.
    Several(String, usize),
}

impl fmt::Display for WordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WordingError::NoUtterance(id) => {
                write!(
                    f,
                    "nothing said and no statement has an id that begins with {id:?}: take one from `timeline`"
                )
            }
            WordingError::Several(id, n) => {
                write!(f, "{n} ids begin with {id:?}: give more characters")
            }
        }
    }
}

impl std::error::Error for WordingError {}

reportedly_schema::spelled! {
    /// What a row is about.
    WordingOfKind {
        /// Names of a speaker.
        Speaker = "speaker",
        /// Names of a place.
        Place = "place",
        /// Names of an event.
        Event = "event",
        /// Words of one thing said.
        Utterance = "utterance",
        /// Cues of one thing said.
        Cue = "cue",
    }
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WordingOf {
    /// Of what kind.
    pub kind: WordingOfKind,
    /// The name; for one thing said the words of its first report.
    pub name: String,
}

/// A cue, and how many reports of one thing said have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CueCount {
    /// As the reports have it, in one inflection.
    pub cue: String,
    /// Reports.
    pub count: usize,
}

/// A form of name in one article, or what one report did with the words of a thing said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordingRow {
    /// What it is about.
    pub of: WordingOf,
    /// The article's path as given.
    pub article: String,
    /// Its identity.
    pub article_id: String,
    /// Digest of the reading that the positions count in.
    pub text_sha256: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// The URL.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<DatePublished>,
    /// The form of name as written; of a report its words in quotation marks, its cue, or its words.
    pub form: String,
    /// What a form of name is made of.
    pub class: Option<FormClass>,
    /// How often the form stands in the article; of a cue in how many reports it stands.
    pub count: usize,
    /// Where, in Unicode code points of the reading, half-open.
    pub spans: Vec<(u32, u32)>,
    /// What the report did; `None` for a form of name.
    pub change: Option<WordingKind>,
    /// The words left out or not in the report, as the first of `against` has them; else the words that the report has.
    pub words: Option<String>,
    /// The thing said.
    pub utterance: Option<StatementId>,
    /// The report.
    pub report: Option<Evidence>,
    /// The reports of other articles that it is held against.
    pub against: Vec<Evidence>,
    /// For a cue, how many reports have each one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cues: Vec<CueCount>,
    /// Whether a spelling is only perhaps the place's; never counted with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub perhaps: bool,
}

/// The answer of [`wording`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordingAnswer {
    /// What reports did, by thing said; then forms of name by name, article and count.
    pub rows: Vec<WordingRow>,
    /// Things said that were compared: those that two articles or more report, reprints not counted.
    pub compared: usize,
    /// What else to tell.
    pub notes: Vec<String>,
    /// What it rests on.
    pub coverage: Coverage,
}

/// What outlets did with the words of what is asked for, and the forms of name asked for. The snapshot must hold the articles' layers.
///
/// # Errors
/// An id of nothing said, or of several things.
pub fn wording(
    snapshot: &Snapshot,
    question: &Question,
    of: &WordingAsked,
) -> Result<WordingAnswer, WordingError> {
    let asked = Asked::new(snapshot, question);
    let mut answer = WordingAnswer {
        rows: Vec::new(),
        compared: 0,
        notes: asked.notes(),
        coverage: Coverage::new(&asked),
    };
    if snapshot.layers.len() != snapshot.articles.len() {
        answer.notes.push("The texts of the articles were not loaded: no wording was compared.".to_string());
        return Ok(answer);
    }
    let utterances = match of {
        WordingAsked::All => (0..snapshot.links.utterances.len())
            .filter(|&u| snapshot.links.utterances[u].reports.iter().any(|&n| asked.selects(n)))
            .collect(),
        WordingAsked::Utterance(id) => vec![utterance_of(snapshot, id)?],
        WordingAsked::Place(_) | WordingAsked::Event(_) => Vec::new(),
    };
    let points: Vec<CodePoints> = snapshot.layers.iter().map(|l| CodePoints::new(&l.text)).collect();
    changes(&asked, &points, &utterances, matches!(of, WordingAsked::Utterance(_)), &mut answer);
    if !matches!(of, WordingAsked::Utterance(_)) {
        Names::new(&asked, &points).of(of, &mut answer);
    }
    Ok(answer)
}

/// The thing said with this id, or that a statement with this id reports.
fn utterance_of(snapshot: &Snapshot, id: &str) -> Result<usize, WordingError> {
    let begins = |full: &StatementId| full.to_string().starts_with(id);
    let found: BTreeSet<usize> = snapshot
        .links
        .utterances
        .iter()
        .enumerate()
        .filter(|(_, u)| {
            begins(&u.id) || u.reports.iter().any(|&n| begins(&snapshot.statements[n].statement.id))
        })
        .map(|(n, _)| n)
        .collect();
    match (id.is_empty(), found.len()) {
        (false, 1) => Ok(*found.first().expect("one")),
        (true, _) | (_, 0) => Err(WordingError::NoUtterance(id.to_string())),
        (_, n) => Err(WordingError::Several(id.to_string(), n)),
    }
}

/// Rows of what reports of these did with the words, by the order in which the things were said.
fn changes(
    asked: &Asked,
    points: &[CodePoints],
    utterances: &[usize],
    all: bool,
    answer: &mut WordingAnswer,
) {
    let snapshot = asked.snapshot;
    let wordings = ReportWordings::new(snapshot);
    let mut found: Vec<(usize, Vec<WordingChange>)> = Vec::new();
    for &u in utterances {
        let articles: BTreeSet<usize> =
            wordings.own_reports(u).iter().map(|&n| snapshot.statements[n].article).collect();
        if articles.len() > 1 && (all || !wordings.is_told_with_another(u)) {
            answer.compared += 1;
            found.push((u, wordings.changes(u)));
        }
    }
    let first = |u: usize| snapshot.links.utterances[u].reports[0];
    found
        .sort_by_key(|(u, _)| reportedly_link::order_of(&snapshot.articles, &snapshot.statements, first(*u)));
    for (u, changes) in found {
        for change in changes.into_iter().filter(|c| all || asked.admits_as_report(c.statement)) {
            answer.rows.push(change_row(snapshot, points, u, &change));
        }
    }
}

fn change_row(
    snapshot: &Snapshot,
    points: &[CodePoints],
    utterance: usize,
    change: &WordingChange,
) -> WordingRow {
    let statement = &snapshot.statements[change.statement];
    let article = &snapshot.articles[statement.article];
    let text = &snapshot.layers[statement.article].text;
    let evidence = |n: usize| {
        let s = &snapshot.statements[n];
        Evidence::new(s, &snapshot.articles[s.article])
    };
    let said = &snapshot.links.utterances[utterance];
    let of_cue = change.kind == WordingKind::CueVerb;
    let in_report = match joined(text, &change.spans) {
        shown if shown.is_empty() => change.words.clone(),
        shown => shown,
    };
    let cues: Vec<CueCount> =
        change.cues.iter().map(|(cue, count)| CueCount { cue: cue.clone(), count: *count }).collect();
    WordingRow {
        of: WordingOf {
            kind: if of_cue { WordingOfKind::Cue } else { WordingOfKind::Utterance },
            name: snapshot.statements[said.reports[0]].text.clone(),
        },
        form: in_report,
        count: if of_cue { change.count } else { 1 },
        spans: in_points(&points[statement.article], &change.spans),
        change: Some(change.kind),
        words: Some(change.words.clone()),
        utterance: Some(said.id),
        report: Some(evidence(change.statement)),
        against: change.against.iter().map(|&n| evidence(n)).collect(),
        cues,
        ..WordingRow::in_article(article)
    }
}

fn in_points(points: &CodePoints, spans: &[Span]) -> Vec<(u32, u32)> {
    spans.iter().map(|span| points.span(*span)).collect()
}

impl WordingRow {
    fn in_article(article: &LinkArticle) -> WordingRow {
        WordingRow {
            of: WordingOf { kind: WordingOfKind::Speaker, name: String::new() },
            article: article.path.clone(),
            article_id: article.id.to_string(),
            text_sha256: article.text_sha256.to_string(),
            outlet: article.outlet.clone(),
            url: article.url.clone(),
            published: article.published.as_ref().map(DatePublished::from),
            form: String::new(),
            class: None,
            count: 0,
            spans: Vec::new(),
            change: None,
            words: None,
            utterance: None,
            report: None,
            against: Vec::new(),
            cues: Vec::new(),
            perhaps: false,
        }
    }
}

/// Forms of name in the articles of a question.
struct Names<'a, 'q> {
    asked: &'q Asked<'a>,
    /// By article.
    points: &'q [CodePoints],
    /// Indices of the articles.
    articles: Vec<usize>,
    texts: Vec<NamesText<'a>>,
    places: PlaceNames,
}

impl<'a, 'q> Names<'a, 'q> {
    fn new(asked: &'q Asked<'a>, points: &'q [CodePoints]) -> Self {
        let snapshot = asked.snapshot;
        let question = asked.question;
        let on_words = question.about.is_some() || question.matter.is_some() || question.party.is_some();
        let chosen: BTreeSet<usize> = (0..snapshot.statements.len())
            .filter(|&n| on_words && asked.selects_for_anyone(n))
            .map(|n| snapshot.statements[n].article)
            .collect();
        let in_time = |article: &LinkArticle| {
            let day = article.published.as_ref().and_then(|p| p.value.or(p.earliest));
            day.is_none_or(|day| {
                question.since.is_none_or(|since| day >= since)
                    && question.until.is_none_or(|until| day <= until)
            })
        };
        let articles: Vec<usize> = (0..snapshot.articles.len())
            .filter(|&n| asked.searched(&snapshot.articles[n]) && (!on_words || chosen.contains(&n)))
            .filter(|&n| on_words || in_time(&snapshot.articles[n]))
            .collect();
        Names {
            asked,
            points,
            texts: articles.iter().map(|&n| NamesText::new(&snapshot.layers[n])).collect(),
            articles,
            places: PlaceNames::new(&snapshot.links.speakers),
        }
    }

    fn of(&self, of: &WordingAsked, answer: &mut WordingAnswer) {
        match of {
            WordingAsked::Utterance(_) => {}
            WordingAsked::Place(place) => {
                if self.place(place, answer) == 0 {
                    answer.notes.push(format!("No place spelled as {place} was found."));
                }
            }
            WordingAsked::Event(words) => {
                if self.event(words, &EventAsked::new(words), answer) == 0 {
                    answer.notes.push(format!("No name of an event as in \"{words}\" was found."));
                }
            }
            WordingAsked::All => match &self.asked.question.speaker {
                Some(name) => self.asked_speaker(name, answer),
                None => self.leading(answer),
            },
        }
    }

    fn asked_speaker(&self, name: &str, answer: &mut WordingAnswer) {
        let snapshot = self.asked.snapshot;
        match find_speaker(&snapshot.links.speakers, &snapshot.registry, name) {
            NamedSpeaker::One(one) => self.speaker(Some(one), &snapshot.links.speakers[one], answer),
            NamedSpeaker::Several(all) => {
                all.into_iter().for_each(|n| self.speaker(Some(n), &snapshot.links.speakers[n], answer));
            }
            // Who is named and says nothing is no speaker of the record.
            NamedSpeaker::Nobody => {
                let speaker = RecordSpeaker {
                    name: name.to_string(),
                    kind: SpeakerKind::Person,
                    forms: Vec::new(),
                    statements: Vec::new(),
                };
                self.speaker(None, &speaker, answer);
            }
        }
    }

    /// The speakers with statements in most of the articles, the places named in most, and the kind of event named in most.
    fn leading(&self, answer: &mut WordingAnswer) {
        let snapshot = self.asked.snapshot;
        let inside: BTreeSet<usize> = self.articles.iter().copied().collect();
        let mut speakers: Vec<(usize, usize, usize)> = snapshot
            .links
            .speakers
            .iter()
            .enumerate()
            .filter(|(_, s)| {
                !matches!(s.kind, SpeakerKind::Unnamed | SpeakerKind::Unknown | SpeakerKind::Group)
            })
            .map(|(n, speaker)| {
                let own = speaker.statements.iter().map(|&s| snapshot.statements[s].article);
                let own: Vec<usize> = own.filter(|article| inside.contains(article)).collect();
                (own.iter().collect::<BTreeSet<_>>().len(), own.len(), n)
            })
            .filter(|(articles, _, _)| *articles > 1)
            .collect();
        speakers.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
        for (_, _, n) in speakers.into_iter().take(LEADING_SPEAKERS) {
            self.speaker(Some(n), &snapshot.links.speakers[n], answer);
        }
        let texts: Vec<&NamesText> = self.texts.iter().collect();
        let places = self.places.leading(&texts, LEADING_PLACES);
        for place in &places {
            self.place(&place.name, answer);
        }
        if let Some((family, _, _)) =
            leading_events(&texts).into_iter().find(|(_, articles, _)| *articles > 1)
        {
            let mut event = EventAsked::new("");
            event.families.insert(family.clone());
            event.names = places.iter().map(|place| place.name.clone()).collect();
            self.event(&family, &event, answer);
        }
    }

    fn speaker(&self, n: Option<usize>, speaker: &RecordSpeaker, answer: &mut WordingAnswer) {
        let snapshot = self.asked.snapshot;
        let forms = SpeakerForms::new(speaker, &self.texts);
        for (&article, text) in self.articles.iter().zip(&self.texts) {
            let entities: BTreeSet<&str> = snapshot
                .statements_of(article)
                .filter(|&s| n.is_some() && self.asked.speaker_of[s] == n)
                .filter_map(|s| snapshot.statements[s].statement.speaker.id.as_deref())
                .collect();
            let entities: Vec<&str> = entities.into_iter().collect();
            let of = WordingOf { kind: WordingOfKind::Speaker, name: speaker.name.clone() };
            self.rows(&of, article, forms.found_in(text, &entities), false, answer);
        }
    }

    /// How many rows there are.
    fn place(&self, place: &str, answer: &mut WordingAnswer) -> usize {
        let before = answer.rows.len();
        let of = WordingOf { kind: WordingOfKind::Place, name: place.to_string() };
        let asked = self.places.asked(&self.texts, place);
        for (&article, text) in self.articles.iter().zip(&self.texts) {
            self.rows(&of, article, self.places.found_in(text, &asked), false, answer);
        }
        for (&article, text) in self.articles.iter().zip(&self.texts) {
            self.rows(&of, article, self.places.perhaps(text, place), true, answer);
        }
        answer.rows.len() - before
    }

    fn event(&self, name: &str, event: &EventAsked, answer: &mut WordingAnswer) -> usize {
        let before = answer.rows.len();
        let of = WordingOf { kind: WordingOfKind::Event, name: name.to_string() };
        for (&article, text) in self.articles.iter().zip(&self.texts) {
            self.rows(&of, article, event.found_in(text), false, answer);
        }
        answer.rows.len() - before
    }

    fn rows(
        &self,
        of: &WordingOf,
        article: usize,
        forms: Vec<FoundForm>,
        perhaps: bool,
        answer: &mut WordingAnswer,
    ) {
        let snapshot = self.asked.snapshot;
        answer.rows.extend(forms.into_iter().map(|form| WordingRow {
            of: of.clone(),
            count: form.spans.len(),
            spans: in_points(&self.points[article], &form.spans),
            class: Some(form.class),
            form: form.form,
            perhaps,
            ..WordingRow::in_article(&snapshot.articles[article])
        }));
    }
}

/// What a report did, in words, for one and for several.
fn in_words(kind: WordingKind) -> (&'static str, &'static str) {
    match kind {
        WordingKind::ConditionNotInReport => ("condition not in a report", "conditions not in a report"),
        WordingKind::Cut => ("quotation given shorter", "quotations given shorter"),
        WordingKind::ParaphraseInMarks => {
            ("passage in other words in marks", "passages in other words in marks")
        }
        WordingKind::CueVerb => ("other cue", "other cues"),
    }
}

/// A name with its form, or a form for the eye.
struct BriefForm<'r> {
    of: &'r WordingOf,
    outlet: &'r str,
    form: &'r str,
    count: usize,
    articles: BTreeSet<&'r str>,
    perhaps: bool,
}

impl WordingAnswer {
    /// Forms summed by outlet, in the order of the rows.
    fn by_outlet(&self) -> Vec<BriefForm<'_>> {
        let mut place: BTreeMap<(&WordingOf, &str, String, bool), usize> = BTreeMap::new();
        let mut out: Vec<BriefForm> = Vec::new();
        for row in self.rows.iter().filter(|r| r.change.is_none()) {
            let outlet = row.outlet.as_deref().unwrap_or("");
            let key = (&row.of, outlet, row.form.to_lowercase(), row.perhaps);
            let n = *place.entry(key).or_insert_with(|| {
                out.push(BriefForm {
                    of: &row.of,
                    outlet,
                    form: &row.form,
                    count: 0,
                    articles: BTreeSet::new(),
                    perhaps: row.perhaps,
                });
                out.len() - 1
            });
            out[n].count += row.count;
            out[n].articles.insert(&row.article);
        }
        let mut order: Vec<&WordingOf> = Vec::new();
        for form in &out {
            if !order.contains(&form.of) {
                order.push(form.of);
            }
        }
        out.sort_by_cached_key(|form| {
            let at = order.iter().position(|of| *of == form.of);
            let form_of = (form.outlet.to_string(), std::cmp::Reverse(form.count), form.form.to_string());
            (at, form.perhaps, form_of)
        });
        out
    }
}

impl Answer for WordingAnswer {
    fn sentence(&self) -> String {
        let mut parts = self.notes.clone();
        let changed = |kind: WordingKind| self.rows.iter().filter(|r| r.change == Some(kind)).count();
        if self.compared > 0 {
            let said = counted(self.compared, "thing said that", "things said that");
            let kinds: Vec<String> = WordingKind::ALL
                .iter()
                .map(|&kind| (changed(kind), in_words(kind)))
                .filter(|(n, _)| *n > 0)
                .map(|(n, (one, many))| counted(n, one, many))
                .collect();
            let found = if kinds.is_empty() { "no other wording".to_string() } else { kinds.join(", ") };
            parts.push(format!("Compared {said} two or more articles report: found {found}."));
        }
        let forms: Vec<&WordingRow> = self.rows.iter().filter(|r| r.change.is_none() && !r.perhaps).collect();
        if !forms.is_empty() {
            let names: BTreeSet<&WordingOf> = forms.iter().map(|r| &r.of).collect();
            let distinct: BTreeSet<(&WordingOf, String)> =
                forms.iter().map(|r| (&r.of, r.form.to_lowercase())).collect();
            let outlets: BTreeSet<&str> = forms.iter().filter_map(|r| r.outlet.as_deref()).collect();
            let times: usize = forms.iter().map(|r| r.count).sum();
            let of = match names.iter().next() {
                Some(one) if names.len() == 1 => format!(" for {}", one.name),
                _ => format!(" for {}", counted(names.len(), "name", "names")),
            };
            let by = match outlets.len() {
                0 => String::new(),
                n => format!(" by {}", counted(n, "outlet", "outlets")),
            };
            parts.push(format!(
                "Found {}{of}, {} in all{by}.",
                counted(distinct.len(), "form", "forms"),
                counted(times, "time", "times")
            ));
        }
        let perhaps: BTreeSet<&str> =
            self.rows.iter().filter(|r| r.perhaps).map(|r| r.form.as_str()).collect();
        if !perhaps.is_empty() {
            let shown: Vec<&str> = perhaps.into_iter().collect();
            parts.push(format!("Perhaps another spelling, and not counted: {}.", shown.join(", ")));
        }
        if self.rows.is_empty() && self.compared == 0 {
            parts.push(
                "Found nothing said that two or more articles report, and no form of name.".to_string(),
            );
        }
        parts.push(self.coverage.sentence());
        parts.join(" ")
    }

    fn table(&self) -> Table {
        let rows = self.rows.iter().map(|row| {
            let spans: Vec<String> = row.spans.iter().map(|(a, b)| format!("{a}-{b}")).collect();
            let against: Vec<&str> = row.against.iter().map(|e| e.article.as_str()).collect();
            let id =
                |e: &Evidence| e.statement.as_deref().map_or(String::new(), |id| id[..SHORT_ID].to_string());
            vec![
                row.of.kind.to_string(),
                row.of.name.clone(),
                row.article.clone(),
                row.outlet.clone().unwrap_or_default(),
                row.form.clone(),
                row.class.map_or(String::new(), |c| c.to_string()),
                row.count.to_string(),
                spans.join(" "),
                row.change.map_or(String::new(), |c| c.to_string()),
                row.words.clone().unwrap_or_default(),
                against.join(" "),
                row.report.as_ref().map_or(String::new(), id),
                if row.perhaps { "perhaps".to_string() } else { String::new() },
            ]
        });
        Table {
            header: vec![
                "of",
                "name",
                "article",
                "outlet",
                "form",
                "class",
                "count",
                "spans",
                "change",
                "words",
                "against",
                "statement",
                "perhaps",
            ],
            rows: rows.collect(),
        }
    }

    fn brief(&self) -> Table {
        let outlet_of = |e: &Evidence| e.outlet.clone().unwrap_or_else(|| e.article.clone());
        let changes = self.rows.iter().filter_map(|row| {
            let kind = row.change?;
            let report = row.report.as_ref()?;
            let against: BTreeSet<String> = row.against.iter().map(outlet_of).collect();
            let words = row.words.clone().unwrap_or_default();
            let what = match kind {
                WordingKind::ConditionNotInReport => format!("not in this report: {words}"),
                WordingKind::Cut => format!("not in this quotation: {words}"),
                WordingKind::ParaphraseInMarks => format!("in marks: {words}"),
                WordingKind::CueVerb => {
                    let cues: Vec<String> =
                        row.cues.iter().map(|c| format!("{} {}", c.cue, c.count)).collect();
                    format!("{words} (of {})", cues.join(", "))
                }
            };
            let short: String = report.statement.clone().unwrap_or_default().chars().take(BRIEF_ID).collect();
            Some(vec![
                report.speaker.clone().unwrap_or_else(|| "not known".to_string()),
                what,
                String::new(),
                reported_by(row.outlet.as_deref().unwrap_or_default(), [row.article.as_str()]),
                against.into_iter().collect::<Vec<_>>().join(", "),
                short,
            ])
        });
        let forms = self.by_outlet().into_iter().map(|form| {
            vec![
                form.of.name.clone(),
                if form.perhaps { format!("{} (perhaps)", form.form) } else { form.form.to_string() },
                form.count.to_string(),
                reported_by(form.outlet, form.articles),
                String::new(),
                String::new(),
            ]
        });
        Table {
            header: vec!["of", "words", "count", "by", "against", "id"],
            rows: changes.chain(forms).collect(),
        }
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        lines_of(&self.rows, &self.coverage)
    }
}
