//! `lab generate statements`: made-up articles with their statements, for measuring linking at a size that no hand-made corpus has.
//!
//! Everything is written from the templates below: invented places, people and outlets, no word of any news text. The same count and
//! seed give the same articles on every machine. By construction:
//!
//! * speakers: one for every 40 statements; the first has [`TOP_SPEAKER`] percent of all statements, the others fewer and fewer by rank;
//! * what is said: each speaker has a repertoire of propositions which come again on other days in other words (three wordings of
//!   each); the first speaker's [`STOCK_SHARE`] percent stock proposition is the point that most reports have;
//! * reports: half direct, half indirect; the day is written in 60 %, left to the publication in 25 %, a month in 5 %, absent in 10 %;
//! * reprints: [`REPRINTS`] percent of the articles carry the text of an earlier one, a day later at most, half of them with a line more;
//! * days: drawn evenly from [`DAYS`] days, in no order, so that the last articles are of all days as the first are.

use crate::augment::random::Random;
use clap::Args;
use reportedly_schema::*;
use std::collections::BTreeMap;
use std::io::{BufWriter, Write as _};

/// Percent of all statements that the first speaker makes.
const TOP_SPEAKER: usize = 6;
/// Percent of the first speaker's statements that are of one point.
const STOCK_SHARE: usize = 17;
/// The frame of that point, whose wordings are near enough to each other to come to one.
const STOCK_FRAME: usize = 0;
/// Percent of articles that are reprints.
const REPRINTS: usize = 34;
/// Days that the articles are spread over: two years.
const DAYS: usize = 730;
/// Statements of an article.
pub const PER_ARTICLE: usize = 8;
/// Statements for each speaker.
const PER_SPEAKER: usize = 40;
/// How many articles back a reprint's original may be.
const REPRINT_REACH: usize = 400;

const FRAMES: &[[&str; 3]] = &[
    [
        "We will reopen the {place} {thing} if {party} stops the {act}",
        "the {thing} of {place} would open again once {party} ends the {act}",
        "{place} can have its {thing} back when the {act} by {party} is over",
    ],
    [
        "We are ready for talks with {party} about the {thing} of {place}",
        "Our side is open to dialogue with {party} on the {place} {thing}",
        "there is room for negotiations with {party} over the {thing} in {place}",
    ],
    [
        "No {thing} will be handed to {party} while the {act} in {place} goes on",
        "{party} will not get the {thing} as long as the {act} lasts in {place}",
        "nobody gives a {thing} to {party} during the {act} near {place}",
    ],
    [
        "The {act} in {place} has cost {number} families their {thing}",
        "{number} families lost a {thing} in the {act} at {place}",
        "because of the {act}, {number} households of {place} are without a {thing}",
    ],
    [
        "We will pay {number} crowns for each {thing} that {party} returns to {place}",
        "{party} is offered {number} crowns a {thing} if it comes back to {place}",
        "every {thing} brought back to {place} by {party} is worth {number} crowns to us",
    ],
    [
        "{party} must leave the {thing} of {place} before winter",
        "we demand that {party} withdraws from the {place} {thing} by the first snow",
        "before the winter the {thing} in {place} has to be free of {party}",
    ],
    [
        "The report on the {act} blames {party} and clears the {thing} workers of {place}",
        "{party} alone is at fault for the {act}, not those who run the {thing} in {place}",
        "workers of the {place} {thing} did nothing wrong, the {act} was the work of {party}",
    ],
    [
        "A new {thing} for {place} will be built within {number} weeks",
        "{place} gets another {thing} in {number} weeks",
        "in {number} weeks the builders of {place} finish a {thing}",
    ],
    [
        "Nobody in {place} believes that {party} wants the {act} to end",
        "{place} has no faith in {party} when it comes to stopping the {act}",
        "that {party} would end the {act} is not believed in {place}",
    ],
    [
        "Prices for a {thing} in {place} rose by {number} percent after the {act}",
        "after the {act} a {thing} costs {number} percent more in {place}",
        "{place} pays {number} percent more for every {thing} since the {act}",
    ],
    [
        "We thank {party} for the {thing} sent to {place} during the {act}",
        "{place} is grateful to {party} for its {thing} in the days of the {act}",
        "without the {thing} of {party}, the {act} would have broken {place}",
    ],
    [
        "The council of {place} votes on the {thing} and the {act} next month",
        "next month the {act} and the {thing} come before the councillors of {place}",
        "a vote on the {thing} of {place}, and on the {act}, is set for next month",
    ],
];

const PLACES: &[&str] = &[
    "Aldra",
    "Venn",
    "Teluria",
    "Orlin",
    "Harn",
    "Sudra",
    "Kelmar",
    "Ostia Nova",
    "Brenn",
    "Lundar",
    "Marosa",
    "Tirsk",
    "Velden Bay",
    "Quora",
    "Ilmar",
    "Nesta",
    "Dorvale",
    "Pell",
    "Rusk",
    "Samaria Point",
];
const THINGS: &[&str] = &[
    "port",
    "bridge",
    "grain store",
    "railway",
    "hospital",
    "dam",
    "school",
    "market",
    "ferry",
    "power line",
    "water tower",
    "lighthouse",
    "fish hall",
    "library",
    "airfield",
    "tunnel",
    "mill",
    "archive",
    "road",
    "harbour crane",
];
const PARTIES: &[&str] = &[
    "Venn",
    "Teluria",
    "the Harbour Union",
    "the Northern League",
    "the Orlin Guard",
    "the Coastal Council",
    "the Mill Owners",
    "the River Front",
    "the Free Convoy",
    "the Salt Company",
    "the Hill Parties",
    "Kelmar",
];
const ACTS: &[&str] = &[
    "blockade",
    "strike",
    "shelling",
    "boycott",
    "curfew",
    "embargo",
    "siege",
    "protest",
    "raid",
    "lockout",
    "flood",
    "search",
    "mobilisation",
    "evacuation",
    "trial",
    "audit",
];
const GIVEN: &[&str] = &[
    "Ada", "Ivo", "Maro", "Lena", "Otto", "Rina", "Sven", "Tara", "Ugo", "Vera", "Wim", "Yana", "Zeno",
    "Bela", "Cora", "Dario", "Edda", "Falk", "Gina", "Hugo",
];
const ONSETS: &[&str] =
    &["Br", "K", "L", "Or", "T", "V", "D", "Sk", "Gr", "Hal", "N", "P", "R", "Am", "Est", "F"];
const MIDDLES: &[&str] = &["an", "el", "or", "ist", "und", "ar", "en", "ul", "im", "av"];
const ENDS: &[&str] =
    &["dal", "mar", "sen", "vik", "ova", "berg", "lund", "ter", "holm", "rad", "nik", "ros"];
const OUTLETS: &[&str] = &[
    "Aldra Post",
    "Venn Courier",
    "Coastal Agency",
    "Teluria Times",
    "Orlin Herald",
    "Harn Daily",
    "The Kelmar Sun",
    "Radio Brenn",
    "Lundar Gazette",
    "The Ferryman",
    "Nesta News",
    "Dorvale Echo",
];

/// `lab generate statements`.
#[derive(Args)]
pub struct Arguments {
    /// How many statements.
    #[arg(long, default_value_t = 20_000)]
    count: usize,
    /// Another seed gives other articles.
    #[arg(long, default_value_t = 7)]
    seed: u64,
}

/// Writes the articles as JSON lines, as `reportedly extract --text` would.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let shown = reportedly::line::Shown { text: true, why: false };
    for article in Articles::new(arguments.count, arguments.seed).take(arguments.count / PER_ARTICLE) {
        serde_json::to_writer(&mut out, &reportedly::line::article_line(&article, shown))?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}

/// Something said: by whom, in which words, and how its day is told.
#[derive(Clone)]
struct Saying {
    name: String,
    content: String,
    direct: bool,
    /// A number that chooses how the day is told.
    dating: usize,
}

/// What one article tells.
#[derive(Clone)]
struct Story {
    day: usize,
    lead: String,
    sayings: Vec<Saying>,
}

/// The articles, without end: the proportions are those of a record of so many statements.
pub struct Articles {
    random: Random,
    speakers: usize,
    made: usize,
    stories: Vec<Story>,
}

impl Articles {
    /// Articles for a record of about `count` statements.
    pub fn new(count: usize, seed: u64) -> Self {
        let speakers = (count / PER_SPEAKER).max(20);
        Articles { random: Random::new(seed), speakers, made: 0, stories: Vec::new() }
    }

    fn speaker(&mut self) -> usize {
        if self.random.below(100) < TOP_SPEAKER {
            return 0;
        }
        // By the inverse of a distribution that falls with the rank: the square makes low ranks common.
        let unit = self.random.below(1_000_000) as u64;
        1 + (unit * unit * (self.speakers as u64 - 1) / 1_000_000u64.pow(2)) as usize
    }

    fn saying(&mut self) -> Saying {
        let speaker = self.speaker();
        // Each speaker has a repertoire; the lower a proposition's number, the more often it comes.
        let stock = speaker == 0 && self.random.below(100) < STOCK_SHARE;
        let own = 24 + speaker % 17;
        let proposition = if stock { 0 } else { 1 + self.random.below(own) * self.random.below(own) / own };
        let mut fixed = Random::new((speaker as u64) << 20 | proposition as u64);
        let frame = match fixed.below(FRAMES.len()) {
            _ if proposition == 0 => FRAMES[STOCK_FRAME],
            any => FRAMES[any],
        };
        let wording = frame[self.random.below(3)];
        let mut content = wording.to_string();
        for (slot, words) in [("{place}", PLACES), ("{thing}", THINGS), ("{party}", PARTIES), ("{act}", ACTS)]
        {
            content = content.replace(slot, words[fixed.below(words.len())]);
        }
        content = content.replace("{number}", &(3 + fixed.below(900)).to_string());
        let direct = self.random.below(2) == 0;
        Saying { name: name(speaker), content, direct, dating: self.random.below(100) }
    }

    fn story(&mut self) -> Story {
        let reprint = self.random.below(100) < REPRINTS && !self.stories.is_empty();
        if reprint {
            let reach = self.stories.len().min(REPRINT_REACH);
            let of = self.stories.len() - 1 - self.random.below(reach);
            return self.stories[of].clone();
        }
        let day = self.random.below(DAYS);
        let mut pick = |words: &[&'static str]| words[self.random.below(words.len())];
        let (place, thing, act) = (pick(PLACES), pick(THINGS), pick(ACTS));
        let lead =
            format!("The {thing} of {place} was quiet on day {day} of the {act}, number {}.", self.made);
        let sayings = (0..PER_ARTICLE).map(|_| self.saying()).collect();
        let story = Story { day, lead, sayings };
        self.stories.push(story.clone());
        story
    }
}

impl Iterator for Articles {
    type Item = ArticleRecord;

    fn next(&mut self) -> Option<ArticleRecord> {
        let before = self.stories.len();
        let story = self.story();
        let copied = self.stories.len() == before;
        let more = copied && self.random.below(2) == 0;
        let later = if copied { self.random.below(2) } else { 0 };
        let outlet = OUTLETS[self.random.below(OUTLETS.len())];
        self.made += 1;
        Some(article(&story, self.made, outlet, later, more))
    }
}

fn name(speaker: usize) -> String {
    let (given, rest) = (speaker % GIVEN.len(), speaker);
    let (onset, rest) = (rest % ONSETS.len(), rest / ONSETS.len());
    let (middle, rest) = (rest % MIDDLES.len(), rest / MIDDLES.len());
    let second = if rest / ENDS.len() == 0 { "" } else { MIDDLES[rest / ENDS.len() % MIDDLES.len()] };
    format!("{} {}{}{second}{}", GIVEN[given], ONSETS[onset], MIDDLES[middle], ENDS[rest % ENDS.len()])
}

fn day(n: usize) -> Day {
    let first = Day::constant(2031, 1, 1);
    first.checked_add(jiff::Span::new().days(n as i64)).unwrap_or(first)
}

fn article(story: &Story, number: usize, outlet: &str, later: usize, more: bool) -> ArticleRecord {
    let mut text = format!("{}\n", story.lead);
    let mut marks = Vec::new();
    for saying in &story.sayings {
        let name_first = !saying.direct;
        let mut put = |words: &str| {
            let start = text.len();
            text.push_str(words);
            Span::new(start, text.len())
        };
        let (content, source, cue);
        if name_first {
            source = put(&saying.name);
            put(" ");
            cue = put("said");
            put(" that ");
            content = put(&saying.content);
        } else {
            content = put(&format!("“{},”", saying.content));
            put(" ");
            source = put(&saying.name);
            put(" ");
            cue = put("said");
        }
        put(".\n");
        marks.push((saying, content, source, cue));
    }
    if more {
        text.push_str("This report was edited for length.\n");
    }
    let published = day(story.day + later);
    let text_sha256 = Sha256::of(text.as_bytes());
    let mut local: BTreeMap<&str, usize> = BTreeMap::new();
    let statements = marks
        .iter()
        .map(|(saying, content, source, cue)| {
            let known = local.len() + 1;
            let entity = *local.entry(saying.name.as_str()).or_insert(known);
            Statement {
                id: StatementId::new(text_sha256, &[*content], &[*cue]),
                kind: if saying.direct { Kind::Direct } else { Kind::Indirect },
                mode: Mode::Speech,
                source: vec![*source],
                cue: vec![*cue],
                content: vec![*content],
                speaker: Speaker {
                    name: Some(saying.name.clone()),
                    id: Some(format!("e{entity}")),
                    kind: SpeakerKind::Person,
                    how: How::Named,
                    candidates: Vec::new(),
                },
                addressee: None,
                via: Vec::new(),
                said: said(saying.dating, day(story.day), published),
                times: Times::Once,
                venue: None,
                acts: vec![ActFound { act: Act::Assertion, basis: ActBasis::Cue }],
                negated: false,
                modality: Modality::Asserted,
                terms: Vec::new(),
                nested_in: None,
                confidence: 900,
                why: Vec::new(),
            }
        })
        .collect();
    let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: Some("en".into()) };
    let reading = Reading {
        path: format!("generated/{number:06}.txt"),
        raw_sha256: Sha256::of(format!("{outlet}\n{text}").as_bytes()),
        text_sha256,
        blocks: vec![block],
        url: None,
        outlet: Some(outlet.to_string()),
        outlet_basis: Some(OutletBasis::Metadata),
        title: None,
        authors: Vec::new(),
        published: Some(Published::on(published, PublishedBasis::Metadata, None)),
        updated: None,
        language: Some("en".into()),
        problems: Vec::new(),
        extra: BTreeMap::new(),
        reader: "generated".into(),
        text,
    };
    let extraction = Extraction { statements, ..Extraction::default() };
    let made_by = MadeBy {
        tool: "lab generate".into(),
        reader: "generated".into(),
        model: "none".into(),
        model_sha256: Sha256::of(b"none").to_string(),
        settings_sha256: Sha256::of(b"none").to_string(),
    };
    ArticleRecord { reading, extraction, made_by }
}

/// When it was said, as a number below 100 chooses.
fn said(dating: usize, on: Day, published: Day) -> Said {
    let stated =
        |value: String, interval| Said { value: Some(value), interval, basis: SaidBasis::Stated, span: None };
    match dating {
        0..60 => stated(on.to_string(), Interval::day(on)),
        60..85 => Said {
            value: Some(published.to_string()),
            interval: Interval { earliest: None, latest: Some(published) },
            basis: SaidBasis::Published,
            span: None,
        },
        85..90 => {
            let interval = Interval { earliest: Some(on.first_of_month()), latest: Some(on.last_of_month()) };
            stated(on.strftime("%Y-%m").to_string(), interval)
        }
        _ => Said::none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_proportions_are_those_that_are_told() {
        let all: Vec<ArticleRecord> = Articles::new(20_000, 7).take(20_000 / PER_ARTICLE).collect();
        let again: Vec<ArticleRecord> = Articles::new(20_000, 7).take(3).collect();
        assert_eq!(all[..3], again[..]);
        let mut by_speaker: BTreeMap<&str, usize> = BTreeMap::new();
        let mut leads: BTreeMap<&str, usize> = BTreeMap::new();
        for article in &all {
            let text = &article.reading.text;
            *leads.entry(text.lines().next().unwrap()).or_default() += 1;
            for statement in &article.extraction.statements {
                assert!(statement.content[0].of(text).is_some());
                *by_speaker.entry(statement.speaker.name.as_deref().unwrap()).or_default() += 1;
            }
        }
        let statements: usize = by_speaker.values().sum();
        assert_eq!(statements, 20_000);
        assert!(by_speaker.values().max().unwrap() * 100 >= statements * 5);
        assert!((all.len() - leads.len()) * 100 >= all.len() * 30);
    }
}
