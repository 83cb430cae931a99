//! Records drawn at random, and what a link generation says of one.
#![allow(dead_code)]

use crate::record::{Record, act, at, indirect};
use proptest::prelude::*;
use reportedly_schema::linkage::{Decision, EffectiveStatement, Level, LinkGeneration, Ruling, StatementKey};
use reportedly_schema::*;
use std::collections::BTreeSet;

/// Everything a link generation says, by identity instead of by index.
pub fn told(record: &Record, links: &LinkGeneration) -> Vec<String> {
    let id = |n: &usize| {
        let s = &record.statements[*n];
        format!("{}/{}", record.articles[s.article].id, s.statement.id)
    };
    let mut out = Vec::new();
    for s in &links.speakers {
        let members: BTreeSet<String> = s.statements.iter().map(id).collect();
        out.push(format!("speaker {} {} {:?} {members:?}", s.name, s.kind, s.forms));
    }
    for group in &links.reprints {
        out.push(format!("reprint {:?}", group.iter().map(|&n| record.articles[n].id).collect::<Vec<_>>()));
    }
    for u in &links.utterances {
        let o = &links.occasions[u.occasion];
        let reports: Vec<String> = u.reports.iter().map(id).collect();
        out.push(format!(
            "utterance {} {} {} on {} {:?} {:?} {reports:?}",
            u.id, u.joined, u.because, o.id, o.said, o.venue
        ));
    }
    for o in &links.occasions {
        out.push(format!(
            "occasion {} {} {:?} {} {:?}",
            o.id, links.speakers[o.speaker].name, o.said, o.dated, o.venue
        ));
    }
    for p in &links.points {
        let utterances: Vec<_> = p
            .utterances
            .iter()
            .map(|&n| (links.utterances[n].id, links.utterances[n].reports.len()))
            .collect();
        out.push(format!("point {} {} {} {utterances:?}", p.id, links.speakers[p.speaker].name, p.gist));
    }
    out
}

/// The record with its articles and statements in another order.
pub fn permuted(record: &Record, articles: &[usize], statements: &[usize]) -> Record {
    let mut out = Record { registry: record.registry.clone(), ..Record::default() };
    let mut place = vec![usize::MAX; record.articles.len()];
    for (new, &old) in articles.iter().enumerate() {
        out.articles.push(record.articles[old].clone());
        place[old] = new;
    }
    for &n in statements {
        let mut statement = record.statements[n].clone();
        statement.article = place[statement.article];
        out.statements.push(statement);
    }
    out
}

const NAMES: &[&str] = &[
    "Ivo Maros",
    "Maros",
    "Ana Maros",
    "I. Maros",
    "Ada Venn",
    "Venn",
    "Maroš",
    "",
    "the premier",
    "President of Aldra",
];
const TEXTS: &[&str] = &[
    "We will reopen the port if the convoys stop",
    "the harbour reopens if the convoys are halted",
    "We are ready for talks",
    "We are not ready for talks",
    "We are open to dialogue with Teluria",
    "ready for negotiations with Venn",
    "We will send 12 ships to the port",
    "We will send 14 ships to the port",
    "We will send ships to the port",
    "the ships will go to the port within 48 hours if the convoys are halted",
    "port to reopen if convoys stop",
    "No",
];
const SAID: &[&str] = &["2031-03-03", "2031-03-04", "2031-03", "2031-02", "published", ""];
const VENUES: &[&str] = &["", "", "Aldra", "Venn", "a press conference", "an interview"];

/// Makes the words from "if" on a condition.
fn on_condition(statement: &mut EffectiveStatement) {
    let Some(at) = statement.text.find("if ") else { return };
    let span = statement.statement.content[0];
    statement.statement.terms.push(Term {
        role: TermRole::Condition,
        kind: Some(TermKind::If),
        actor: None,
        to: None,
        members: Vec::new(),
        negated: false,
        norm: String::new(),
        held_by: TermHolder::Speaker,
        holder: None,
        spans: vec![Span { start: span.start + at as u32, end: span.end }],
    });
}

pub fn any_record() -> impl Strategy<Value = Record> {
    let row = (0usize..6, 0..NAMES.len(), 0..TEXTS.len(), 0..SAID.len(), 0..VENUES.len(), 0u8..16);
    (prop::collection::vec(0usize..4, 6), prop::collection::vec(row, 1..24)).prop_map(|(bodies, rows)| {
        let mut record = Record::default();
        for (n, body) in bodies.iter().enumerate() {
            let published = ["2031-03-03", "2031-03-05", "2031-03-06", "2031-04-10", "", "2031-03-05"][n];
            let text: String = (0..30 + body * 4).map(|w| format!("b{}w{w} ", body / 2)).collect();
            record.article_with(["Aldra Post", "Venn Courier", "Coastal Agency"][n % 3], published, &text);
        }
        for (article, who, text, said, venue, odd) in rows {
            let statement = record.say(article, NAMES[who], TEXTS[text], SAID[said]);
            if !VENUES[venue].is_empty() {
                at(statement, VENUES[venue]);
            }
            match odd {
                0 => statement.statement.speaker.kind = SpeakerKind::Organisation,
                1 => statement.statement.times = Times::Repeated,
                2 => act(statement, Act::Refusal),
                3 => statement.statement.speaker.kind = SpeakerKind::Unnamed,
                4 => indirect(statement),
                5 => statement.statement.mode = Mode::Belief,
                6 => statement.statement.speaker.kind = SpeakerKind::Unknown,
                7 | 8 => on_condition(statement),
                9 => {
                    on_condition(statement);
                    indirect(statement);
                }
                _ => {}
            }
        }
        record
    })
}

/// What stands for statement `n` in a decision.
pub fn key(record: &Record, n: usize) -> StatementKey {
    let s = &record.statements[n];
    StatementKey { text_sha256: record.articles[s.article].text_sha256, statement: s.statement.id }
}

/// Decisions over a record, of which no two are of one pair.
pub fn any_decisions(record: &Record) -> impl Strategy<Value = Vec<Decision>> + use<> {
    let keys: Vec<StatementKey> = (0..record.statements.len()).map(|n| key(record, n)).collect();
    let row =
        (prop::sample::select(Level::ALL), prop::sample::select(Ruling::ALL), 0..keys.len(), 0..keys.len());
    prop::collection::vec(row, 0..4).prop_map(move |rows| {
        let mut out: Vec<Decision> = rows
            .into_iter()
            .map(|(level, ruling, a, b)| Decision::new(level, ruling, keys[a], keys[b]))
            .collect();
        out.retain(|d| d.a != d.b);
        out.sort_by_key(|d| (d.level, d.a, d.b));
        out.dedup_by_key(|d| (d.level, d.a, d.b));
        out
    })
}
