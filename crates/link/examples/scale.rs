//! How long linking takes: `cargo run --release -p reportedly-link --example scale -- STATEMENTS SPEAKERS`.
//!
//! Made-up statements over two years: words drawn from the shipped word list, common ones more often; every fifth a copy of an
//! earlier one with another date, every tenth one of ten stock phrases.
#![allow(clippy::print_stdout)]

#[path = "../tests/record/mod.rs"]
mod record;

use record::Record;
use std::time::Instant;

const STOCK: &[&str] = &[
    "We are ready for talks",
    "We have never refused dialogue",
    "There will be no concessions",
    "The port will stay closed",
    "No comment on that",
];

fn main() {
    let mut arguments = std::env::args().skip(1).map(|a| a.parse::<usize>().expect("a number"));
    let count = arguments.next().unwrap_or(20_000);
    let speakers = arguments.next().unwrap_or(50);
    let mut words: Vec<(&str, u32)> = include_str!("../vocabulary/weights.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once('\t'))
        .map(|(word, weight)| (word, weight.parse().unwrap()))
        .collect();
    words.sort_by_key(|w| w.1);
    let mut state = 7u64;
    let mut next = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % below
    };
    let first = record::day("2031-01-01");
    let mut record = Record::default();
    let mut texts: Vec<String> = Vec::new();
    let mut article = 0;
    for n in 0..count {
        let day = first.checked_add(jiff::Span::new().days(next(730) as i64)).unwrap().to_string();
        if n % 8 == 0 {
            article = record.article("Aldra Post", &day);
        }
        let text = match n {
            n if n % 10 == 3 => STOCK[next(STOCK.len())].to_string(),
            n if n % 5 == 4 => texts[next(texts.len())].clone(),
            _ => (0..8 + next(16))
                .map(|_| {
                    // The square makes common words common, as in text.
                    let place = next(1000);
                    words[place * place * words.len() / 1_000_000].0
                })
                .collect::<Vec<_>>()
                .join(" "),
        };
        texts.push(text.clone());
        let said = match n % 4 {
            0 => "published".to_string(),
            1 => day[..7].to_string(),
            _ => day,
        };
        let who = format!("Ivo Person{}", next(speakers));
        record.say(article, &who, &text, &said);
    }
    let start = Instant::now();
    let links = reportedly_link::link(&record.articles, &record.statements, &record.registry);
    println!(
        "{count} statements of {} speakers in {} articles: {:.2} s; {} utterances, {} occasions, {} points",
        links.speakers.len(),
        record.articles.len(),
        start.elapsed().as_secs_f64(),
        links.utterances.len(),
        links.occasions.len(),
        links.points.len()
    );
}
