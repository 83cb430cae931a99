//! Composes short articles from templates and contents.

use super::contents::Content;
use super::marks;
use super::random::Random;
use super::rewrite::{Edit, replace};
use super::template::{Filler, Place, Pool, Template, templates};
use crate::polnear::{Gold, GoldArticle};
use reportedly_schema::Span;

/// Composes `count` articles of 3 to 10 paragraphs, with gold by construction. Equal arguments give equal articles.
pub fn compose(contents: &[Content], count: usize, seed: u64) -> Vec<GoldArticle> {
    let pool = Pool::new(contents);
    (0..count as u64).map(|n| one(&pool, seed.wrapping_mul(1_000_003).wrapping_add(n), n)).collect()
}

/// In a hundred articles: transcripts, articles with a headline, articles that begin with a lead.
const TALKS: usize = 8;
const HEADLINES: usize = 65;
const LEADS: usize = 75;
/// In a hundred paragraphs' templates: those in which nobody says anything. News has more of these than of statements; their
/// sentences are short, so that a third of the templates is about the density of PolNeAR.
const SILENT: usize = 33;
/// In a hundred templates after the third: those that share a paragraph with the next.
const JOINED: usize = 30;

fn one(pool: &Pool<'_>, seed: u64, number: u64) -> GoldArticle {
    let mut random = Random::part(seed, "compose");
    let mut filler = Filler::new(pool, seed);
    let gap = if random.percent(75) { "\n\n" } else { "\n" };
    let mut out =
        GoldArticle { id: format!("composed_{number}"), text: String::new(), attributions: Vec::new() };
    if random.percent(HEADLINES) {
        add(&mut out, &mut filler, pick(Place::Head, &mut random), gap);
    }
    if random.percent(TALKS) {
        add(&mut out, &mut filler, pick(Place::Talk, &mut random), gap);
    } else {
        let templates = 3 + random.below(5);
        if random.percent(LEADS) {
            add(&mut out, &mut filler, pick(Place::Lead, &mut random), gap);
        }
        let mut joined = false;
        for n in 0..templates {
            // A paragraph now and then holds two templates: what one says must not be given to the other.
            let between = if joined { " " } else { gap };
            let before = out.text.ends_with(['.', '”', '?']);
            let silent = random.percent(SILENT);
            let template = pick_body(silent, &mut random);
            add(&mut out, &mut filler, template, if before { between } else { gap });
            joined = n >= 2 && random.percent(JOINED);
        }
    }
    if gap == "\n" {
        out = tight(&out);
    }
    out = apostrophes(&out, random.percent(50));
    let kind = marks::pick(&mut random);
    let mut dropping = random.clone();
    marks::change(&out, kind, random.percent(8).then_some(&mut dropping))
}

fn pick(place: Place, random: &mut Random) -> Option<&'static Template> {
    let fitting: Vec<&Template> = templates().iter().filter(|t| t.place == place).collect();
    random.pick(&fitting).copied()
}

fn pick_body(silent: bool, random: &mut Random) -> Option<&'static Template> {
    let fits = |t: &&Template| t.place == Place::Body && t.is_silent() == silent;
    let fitting: Vec<&Template> = templates().iter().filter(fits).collect();
    random.pick(&fitting).copied()
}

fn add(article: &mut GoldArticle, filler: &mut Filler<'_>, template: Option<&Template>, gap: &str) {
    let Some(block) = template.and_then(|t| filler.fill(t)) else { return };
    if !article.text.is_empty() {
        article.text += gap;
    }
    let by = article.text.len() as u32;
    article.text += &block.text;
    let shift =
        |spans: &[Span]| spans.iter().map(|s| Span { start: s.start + by, end: s.end + by }).collect();
    article.attributions.extend(block.attributions.iter().map(|g| Gold {
        source: shift(&g.source),
        cue: shift(&g.cue),
        content: shift(&g.content),
    }));
}

/// One line end between paragraphs.
fn tight(article: &GoldArticle) -> GoldArticle {
    let edits = article
        .text
        .match_indices("\n\n")
        .map(|(at, _)| Edit { old: Span::new(at, at + 2), new: "\n".into() });
    replace(article, edits.collect())
}

/// Apostrophes of one kind: contents come from articles that write them differently.
fn apostrophes(article: &GoldArticle, curly: bool) -> GoldArticle {
    let (from, to) = if curly { ('\'', "’") } else { ('’', "'") };
    // Only between letters: behind a word the same sign may close a quotation.
    let inside = |at: usize| {
        let after = article.text[at..].chars().nth(1);
        article.text[..at].ends_with(char::is_alphanumeric) && after.is_some_and(char::is_alphabetic)
    };
    let edits = (article.text.match_indices(from))
        .filter(|(at, _)| inside(*at))
        .map(|(at, mark)| Edit { old: Span::new(at, at + mark.len()), new: to.to_owned() });
    replace(article, edits.collect())
}
