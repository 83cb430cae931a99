//! For tests: lines that say exactly what the gold says.

use super::reading::Reading;
use crate::gold::{Gold, GoldArticle, LineKind, Quote, load};
use reportedly_schema::line::{
    ArticleLine, ArticleOut, BlockOut, Pair, PublishedOut, RelayOut, SaidOut, SpeakerOut, StatementOut,
};
use reportedly_schema::{BlockKind, How, MadeBy, PublishedBasis, SaidBasis};
use std::path::PathBuf;

/// The folder of the demo corpus' gold.
pub(super) fn demo() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("gold/demo")
}

/// A line that says exactly what the gold says, on a text made of the article's own lines.
pub(super) fn perfect(gold: &Gold, article: &GoldArticle) -> ArticleLine {
    let text = article.lines.join("\n");
    let reading = Reading::new(&text);
    let places = reading.align(&article.lines);
    let pairs = |quotes: &[Quote]| -> Vec<Pair> {
        article
            .places(quotes)
            .unwrap()
            .iter()
            .map(|p| {
                let at = places[p.line].as_ref().unwrap();
                (at[p.start], at[p.end - 1] + 1)
            })
            .collect()
    };
    let statements = article.statements.iter().map(|s| StatementOut {
        id: s.id.clone(),
        kind: s.kind,
        mode: s.mode,
        source: pairs(&s.source),
        cue: pairs(&s.cue),
        content: pairs(&s.content),
        text: String::new(),
        speaker: SpeakerOut {
            name: Some(gold.names(s)[0].to_string()),
            id: None,
            kind: s.speaker_kind,
            how: How::Named,
            candidates: Vec::new(),
        },
        addressee: None,
        via: s
            .via
            .iter()
            .map(|name| RelayOut { name: name.clone(), kind: "outlet".into(), start: 0, end: 1 })
            .collect(),
        said: SaidOut {
            value: None,
            earliest: s.said.as_ref().and_then(|d| d.earliest).map(|d| d.to_string()),
            latest: s.said.as_ref().map(|d| d.latest.to_string()),
            basis: s.said.as_ref().map_or(SaidBasis::None, |d| d.basis),
            start: None,
            end: None,
        },
        times: s.times,
        venue: None,
        acts: Vec::new(),
        negated: s.negated,
        modality: s.modality,
        terms: Vec::new(),
        nested_in: None,
        confidence: 1.0,
        why: None,
    });
    let kinds = article.line_kinds().unwrap();
    let blocks = places.iter().zip(&kinds).filter_map(|(at, kind)| {
        let at = at.as_ref()?;
        let kind = match kind {
            Some(LineKind::Noise(kind)) => *kind,
            Some(LineKind::Either) => BlockKind::Byline,
            None => BlockKind::Body,
        };
        Some(BlockOut { start: at[0], end: at[at.len() - 1] + 1, kind, lang: None })
    });
    ArticleLine {
        schema: "reportedly/1".into(),
        article: ArticleOut {
            id: String::new(),
            path: format!("demo/articles/{}", article.file),
            url: None,
            outlet: Some(article.outlet.name.clone()),
            outlet_basis: None,
            title: None,
            authors: Vec::new(),
            published: Some(PublishedOut {
                value: Some(article.published.value.to_string()),
                earliest: None,
                latest: None,
                time: None,
                basis: PublishedBasis::Given,
                start: None,
                end: None,
            }),
            updated: None,
            language: None,
            text_sha256: String::new(),
            text: Some(text.clone()),
        },
        made_by: MadeBy {
            tool: String::new(),
            reader: String::new(),
            model: String::new(),
            model_sha256: String::new(),
            settings_sha256: String::new(),
        },
        blocks: blocks.collect(),
        statements: statements.collect(),
        narrations: Vec::new(),
        timexes: Vec::new(),
        mentions: Vec::new(),
        count_claims: Vec::new(),
        problems: Vec::new(),
    }
}

/// Such a line for every article of the demo corpus.
pub(super) fn all_perfect() -> Vec<ArticleLine> {
    let gold = load(&demo()).unwrap();
    gold.articles.values().map(|article| perfect(&gold, article)).collect()
}
