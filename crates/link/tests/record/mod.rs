//! Hand-made records of invented people, countries and outlets, for tests.
#![allow(dead_code)]

use reportedly_schema::linkage::{Decision, EffectiveStatement, LinkArticle, NotRead, Registry, Snapshot};
use reportedly_schema::registry::{Alias, Entry};
use reportedly_schema::*;

/// A day.
pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A record in the making.
#[derive(Clone, Debug, Default)]
pub struct Record {
    pub articles: Vec<LinkArticle>,
    pub statements: Vec<EffectiveStatement>,
    pub not_read: Vec<NotRead>,
    pub registry: Registry,
    pub decisions: Vec<Decision>,
}

impl Record {
    /// An article whose body shares nothing with others.
    pub fn article(&mut self, outlet: &str, published: &str) -> usize {
        let n = self.articles.len();
        let body: String = (0..40).map(|w| format!("own{n}x{w} ")).collect();
        self.article_with(outlet, published, &body)
    }

    /// An article with a body that its sketch is made of.
    pub fn article_with(&mut self, outlet: &str, published: &str, body: &str) -> usize {
        let n = self.articles.len();
        let path = format!("{n:03}-{}.txt", outlet.to_lowercase().replace(' ', "-"));
        let text_sha256 = Sha256::of(format!("{path}\n{body}").as_bytes());
        self.articles.push(LinkArticle {
            id: ArticleId::new(&path, text_sha256),
            url: Some(format!("https://{n}.example/")),
            outlet: (!outlet.is_empty()).then(|| outlet.to_string()),
            outlet_basis: (!outlet.is_empty()).then_some(OutletBasis::Metadata),
            language: Some("en".to_string()),
            published: (!published.is_empty())
                .then(|| Published::on(day(published), PublishedBasis::Metadata, None)),
            text_sha256,
            sketch: reportedly_link::sketch(body),
            path,
        });
        n
    }

    /// The same text in another outlet.
    pub fn copy(&mut self, of: usize, outlet: &str, published: &str) -> usize {
        let n = self.article(outlet, published);
        self.articles[n].sketch = self.articles[of].sketch.clone();
        n
    }

    /// A direct statement by a person, said on a day (`2031-03-03`), in a month (`2031-03`), `published` or at no known time (``).
    pub fn say(&mut self, article: usize, who: &str, text: &str, said: &str) -> &mut EffectiveStatement {
        let start = self.statements.iter().filter(|s| s.article == article).count() as u32 * 1000;
        let content = vec![Span { start, end: start + text.len() as u32 }];
        let cue = vec![Span { start: start + 900, end: start + 904 }];
        let points = vec![(start, start + text.chars().count() as u32)];
        let published = self.articles[article].published.as_ref().and_then(|p| p.value);
        let said = match said {
            "" => Said::none(),
            "published" => Said {
                value: published.map(|p| p.to_string()),
                interval: Interval { earliest: None, latest: published },
                basis: SaidBasis::Published,
                span: None,
            },
            month if month.len() == 7 => Said {
                value: Some(month.to_string()),
                interval: Interval {
                    earliest: Some(day(&format!("{month}-01"))),
                    latest: Some(day(&format!("{month}-01")).last_of_month()),
                },
                basis: SaidBasis::Stated,
                span: None,
            },
            one => Said {
                value: Some(one.to_string()),
                interval: Interval::day(day(one)),
                basis: SaidBasis::Stated,
                span: None,
            },
        };
        let statement = Statement {
            id: StatementId::new(self.articles[article].text_sha256, &content, &cue),
            kind: Kind::Direct,
            mode: Mode::Speech,
            source: vec![Span { start: start + 910, end: start + 920 }],
            cue,
            content,
            speaker: Speaker {
                name: (!who.is_empty()).then(|| who.to_string()),
                id: None,
                kind: if who.is_empty() { SpeakerKind::Unknown } else { SpeakerKind::Person },
                how: How::Named,
                candidates: Vec::new(),
            },
            addressee: None,
            via: Vec::new(),
            said,
            times: Times::Once,
            venue: None,
            acts: Vec::new(),
            negated: false,
            modality: Modality::Asserted,
            terms: Vec::new(),
            nested_in: None,
            confidence: 900,
            why: Vec::new(),
        };
        self.statements.push(EffectiveStatement {
            article,
            statement,
            content_points: points,
            text: text.to_string(),
            source_text: who.to_string(),
            cue_text: "said".to_string(),
            context: format!("{text} {who} said."),
        });
        self.statements.last_mut().unwrap()
    }

    /// The record as a question sees it, with its links.
    pub fn snapshot(&self) -> Snapshot {
        let mut order: Vec<usize> = (0..self.articles.len()).collect();
        order.sort_by_key(|&n| self.articles[n].id);
        let mut articles = Vec::new();
        let mut place = vec![0; self.articles.len()];
        for (new, &old) in order.iter().enumerate() {
            articles.push(self.articles[old].clone());
            place[old] = new;
        }
        let mut statements = self.statements.clone();
        for statement in &mut statements {
            statement.article = place[statement.article];
        }
        statements.sort_by_key(|s| (articles[s.article].id, s.statement.start(), s.statement.id));
        let links = reportedly_link::link(&articles, &statements, &self.registry, &self.decisions);
        Snapshot {
            count_claims: Vec::new(),
            articles,
            statements,
            not_read: self.not_read.clone(),
            registry: self.registry.clone(),
            decisions: self.decisions.clone(),
            links,
            models: vec!["fast".to_string()],
            layers: Vec::new(),
        }
    }
}

/// A person of the registry.
pub fn entry(name: &str, aliases: &[&str]) -> Entry {
    Entry {
        id: name.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-"),
        name: name.to_string(),
        kind: SpeakerKind::Person,
        aliases: aliases.iter().map(|form| Alias::always(*form)).collect(),
        roles: Vec::new(),
        wikidata: None,
        note: None,
    }
}

/// Sets the venue.
pub fn at(statement: &mut EffectiveStatement, venue: &str) {
    statement.statement.venue = Some(Named { name: venue.to_string(), span: Span { start: 0, end: 1 } });
}

/// Sets an act that the cue shows.
pub fn act(statement: &mut EffectiveStatement, act: Act) {
    statement.statement.acts = vec![ActFound { act, basis: ActBasis::Cue }];
}

/// Makes it words outside quotation marks.
pub fn indirect(statement: &mut EffectiveStatement) {
    statement.statement.kind = Kind::Indirect;
}

/// Sets the addressee.
pub fn to(statement: &mut EffectiveStatement, who: &str) {
    statement.statement.addressee = Some(Named { name: who.to_string(), span: Span { start: 0, end: 1 } });
}

/// Adds a relay.
pub fn via(statement: &mut EffectiveStatement, name: &str, kind: &str) {
    statement.statement.via.push(Relay {
        name: name.to_string(),
        kind: kind.to_string(),
        span: Span { start: 0, end: 1 },
    });
}
