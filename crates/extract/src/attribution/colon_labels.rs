//! "Name: words": whether whoever stands before a colon says what stands behind it.
//!
//! Headlines put their subject before a colon as often as their speaker ("Ada Venn: Maros drops inquiry"), and lists put a person before what
//! is told of him ("Ada Venn: two counts of fraud"). Both look like words that are said; the text around them tells.

use super::Attribution;
use crate::vocabulary::vocabulary;
use crate::words::Words;
use reportedly_schema::BlockKind;
use std::ops::Range;

/// Nouns for what happens: a headline that opens with one and a colon names its subject, and nobody who speaks.
const EVENTS: &[&str] = &[
    "latest",
    "attack",
    "attacks",
    "case",
    "chaos",
    "clashes",
    "crash",
    "crisis",
    "debate",
    "election",
    "elections",
    "fire",
    "flooding",
    "floods",
    "killing",
    "murder",
    "outbreak",
    "pandemic",
    "protest",
    "protests",
    "riot",
    "riots",
    "row",
    "scandal",
    "shooting",
    "storm",
    "strike",
    "strikes",
    "trial",
    "unrest",
    "violence",
    "virus",
    "vote",
    "war",
    "weather",
];

/// Letters of the shortest word that two texts share because they tell the same.
const SHORTEST_SHARED: usize = 4;

/// Takes away what only stands behind a colon.
pub fn drop_subjects(words: &Words, found: &mut Vec<Attribution>) {
    let labels: Vec<Option<Label>> = found.iter().map(|a| label(words, a)).collect();
    if labels.iter().all(Option::is_none) {
        return;
    }
    let list = lists_people(words);
    let said: Vec<bool> = (0..found.len())
        .map(|i| match &labels[i] {
            None => true,
            Some(label) if label.heading => {
                !names_event(words, &label.source) && !is_subject(words, found, i, &label.source)
            }
            Some(label) if opens_report(words, label) => false,
            Some(label) => !(list && label.opens && is_told_of(words, words.inside(found[i].content[0]))),
        })
        .collect();
    let mut said = said.into_iter();
    found.retain(|_| said.next().unwrap_or(true));
}

/// Somebody or something before a colon.
struct Label {
    source: Range<usize>,
    /// In a title or subtitle.
    heading: bool,
    /// Opens its paragraph.
    opens: bool,
}

/// The label of an attribution whose only cue is a colon, and of which no word is quoted.
fn label(words: &Words, a: &Attribution) -> Option<Label> {
    let [source] = a.source.as_slice() else { return None };
    let source = Some(words.inside(*source)).filter(|s| !s.is_empty())?;
    let first = words.get(source.start)?;
    let colon = a.cue.iter().all(|c| words.inside(*c).all(|w| words.all[w].is(":")));
    let behind = words.from(a.content.first()?.start) > source.end;
    let quoted = a.content.iter().any(|c| words.inside(*c).any(|w| words.all[w].quoted));
    let labelled = colon && behind && !quoted && words.lower(source.end) == ":";
    labelled.then(|| Label {
        heading: words.is_heading(first.paragraph),
        opens: source.start == 0 || words.all[source.start - 1].paragraph != first.paragraph,
        source,
    })
}

/// "Harlow riots: troops move in", "The Latest: man held": what happens, and nobody.
fn names_event(words: &Words, source: &Range<usize>) -> bool {
    let inside = |w: &str| words.slice(source.clone()).iter().any(|word| word.is(w));
    words.all[source.end - 1].among(EVENTS) || inside("vs") || inside("v")
}

/// "BRASK: Two children died", "Kigali: Four have won": the place at the head of a report. A transcript, where one label follows another, has none.
fn opens_report(words: &Words, label: &Label) -> bool {
    let paragraph = words.all[label.source.start].paragraph;
    let first = words.kinds.iter().position(|k| *k == BlockKind::Body) == Some(paragraph);
    let place = vocabulary().places.has(&words.phrase(label.source.clone()));
    let shouted = words.slice(label.source.clone()).iter().all(|w| !w.text.chars().any(char::is_lowercase));
    let another = words.paragraphs.iter().skip(paragraph + 1).any(|p| {
        let at = words.sentences.get(p.start).map_or(0, |s| s.start);
        words.get(at).is_some_and(|w| w.is_capital) && words.lower(at + 1) == ":"
    });
    label.opens && first && (place || shouted) && !another
}

/// "Ada Venn: Maros drops inquiry": of the statements below none of hers tells what the headline does.
fn is_subject(words: &Words, found: &[Attribution], i: usize, source: &Range<usize>) -> bool {
    let contents =
        |a: &Attribution| -> Vec<usize> { a.content.iter().flat_map(|c| words.inside(*c)).collect() };
    let headline = contents(&found[i]);
    let who = words.lower(source.end - 1);
    let own = |a: &&Attribution| {
        a.source.iter().any(|s| words.inside(*s).any(|w| words.lower(w) == who))
            && a.source != found[i].source
    };
    let shares = |a: &Attribution| {
        let content = contents(a);
        headline.iter().filter(|w| words.lower(**w).len() >= SHORTEST_SHARED).any(|w| {
            let stem = stem(words.lower(*w));
            content.iter().any(|o| self::stem(words.lower(*o)) == stem)
        })
    };
    tells(words, &headline) && !found.iter().filter(own).any(shares)
}

/// The first letters of a word, without its ending.
fn stem(lower: &str) -> String {
    vocabulary().lemmas.noun(&vocabulary().lemmas.verb(lower))
}

/// Whether a headline tells of somebody else's doing: a verb in the third person, not behind its first word, without a first person and no question.
fn tells(words: &Words, headline: &[usize]) -> bool {
    const OWN: &[&str] =
        &["i", "we", "my", "our", "us", "you", "your", "must", "should", "will", "would", "need"];
    let lemmas = &vocabulary().lemmas;
    let third = |w: &usize| {
        let lower = words.lower(*w);
        lower.ends_with('s') && lemmas.verb(lower) != lower && lemmas.is_verb(&lemmas.verb(lower))
    };
    let spoken = |w: &usize| words.all[*w].among(OWN) || words.all[*w].text == "?";
    headline.iter().skip(1).any(third) && !headline.iter().any(spoken)
}

/// Whether two paragraphs or more open with a name and a colon, and all that do only tell of whoever bears it.
fn lists_people(words: &Words) -> bool {
    const LONGEST_NAME: usize = 6;
    let mut labelled = (0..words.paragraphs.len()).filter_map(|p| {
        let Range { start, end } = words.of_paragraph(p);
        let body = words.kinds.get(p) == Some(&BlockKind::Body);
        let colon = (start + 1..end.min(start + LONGEST_NAME)).find(|at| words.all[*at].is(":"))?;
        let named = words.slice(start..colon).iter().all(|w| w.is_capital || !w.is_word);
        (body && named && colon > start + 1).then_some(colon + 1..end)
    });
    let (mut count, mut told) = (0, true);
    for range in &mut labelled {
        count += 1;
        told &= is_told_of(words, range);
    }
    count > 1 && told
}

/// "two counts of fraud, held in jail": words about somebody, without a clause and without anybody who speaks.
fn is_told_of(words: &Words, mut range: Range<usize>) -> bool {
    const SPEAKS: &[&str] = &[
        "i", "we", "you", "my", "our", "your", "me", "us", "they", "it", "is", "are", "was", "were", "am",
        "will", "would", "has", "have", "had", "can", "could", "should", "must", "may", "do", "does", "did",
        "yes",
    ];
    range.all(|w| !words.all[w].among(SPEAKS) && words.all[w].text != "?" && !words.all[w].quoted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment;
    use reportedly_schema::{Block, Span};

    /// The sources that are left of `label: content` in a title above a body with `others`, source and content each.
    fn left(title: &str, body: &str, others: &[(&str, &str)]) -> usize {
        let text = format!("{title}\n\n{body}");
        let block = |from: usize, to: usize, kind| Block { span: Span::new(from, to), kind, lang: None };
        let blocks =
            [block(0, title.len(), BlockKind::Title), block(title.len() + 2, text.len(), BlockKind::Body)];
        let segments = segment(&text, &blocks);
        let words = Words::new(&text, &segments);
        let made = |source: Span, content: Span| Attribution {
            source: vec![source],
            content: vec![content],
            ..Attribution::default()
        };
        let colon = title.find(':').expect("a colon");
        let span = |part: &str| {
            let at = title.len() + body.find(part).expect("in the body") + 2;
            Span::new(at, at + part.len())
        };
        let mut found = vec![made(Span::new(0, colon), Span::new(colon + 2, title.len()))];
        found.extend(others.iter().map(|(s, c)| made(span(s), span(c))));
        drop_subjects(&words, &mut found);
        found.len() - others.len()
    }

    #[test]
    fn a_headline_gives_its_subject_or_its_speaker_before_a_colon() {
        let body = "Venn denies the charge. Prosecutors said the evidence was weak.";
        let others = [("Venn", "the charge"), ("Prosecutors", "the evidence was weak")];
        assert_eq!(left("Ada Venn: Maros drops inquiry", body, &others), 0);
        assert_eq!(left("Maros riots: Troops move in", body, &others), 0);
        assert_eq!(left("Ada Venn: We will not pay", body, &others), 1);
        let body = "Venn said Maros had dropped the inquiry too late.";
        assert_eq!(
            left(
                "Venn: Maros drops inquiry too late",
                body,
                &[("Venn", "Maros had dropped the inquiry too late")]
            ),
            1
        );
    }

    #[test]
    fn a_list_of_those_held_says_nothing() {
        let text =
            "Ada Venn: two counts of fraud, held in jail.\n\nOve Rolle: theft of a boat, held in jail.";
        let spoken = "Ada Venn: We are innocent.\n\nOve Rolle: So they say.";
        for (text, expected) in [(text, 0), (spoken, 2)] {
            let half = text.find("\n\n").expect("two paragraphs");
            let block = |from: usize, to: usize| Block {
                span: Span::new(from, to),
                kind: BlockKind::Body,
                lang: None,
            };
            let segments = segment(text, &[block(0, half), block(half + 2, text.len())]);
            let words = Words::new(text, &segments);
            let mut found: Vec<Attribution> = text
                .match_indices(':')
                .map(|(colon, _)| Attribution {
                    source: vec![Span::new(if colon > half { half + 2 } else { 0 }, colon)],
                    content: vec![Span::new(colon + 2, if colon > half { text.len() } else { half })],
                    ..Attribution::default()
                })
                .collect();
            drop_subjects(&words, &mut found);
            assert_eq!(found.len(), expected, "{text}");
        }
    }
}
