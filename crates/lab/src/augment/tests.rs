//! Properties of variants and compositions on random articles.

use super::*;
use crate::polnear::{Gold, GoldArticle};
use proptest::prelude::*;
use reportedly_schema::Span;

/// Sentences to build articles of, with the spans of one attribution as (source, cue, content).
const SENTENCES: [(&str, &str, &str, &str); 6] = [
    ("“We go, and we go now,” Mary Telder said.", "Mary Telder", "said", "“We go, and we go now,”"),
    (
        "Sen. Kolpin said Monday that an Iranian labor program ends Oct. 3.",
        "Sen. Kolpin",
        "said",
        "that an Iranian labor program ends Oct. 3",
    ),
    ("\"The port is shut,\" Kolpin added.", "Kolpin", "added", "\"The port is shut,\""),
    ("The Senate was empty at 8 p.m. on the day of the vote in Ohio.", "", "", ""),
    ("Žana Ö. said the harbour is frozen.", "Žana Ö.", "said", "the harbour is frozen"),
    ("She told CNN, \"Never.", "She", "told", "\"Never."),
];

fn article(numbers: &[usize]) -> GoldArticle {
    let mut out = GoldArticle { id: "a".into(), text: String::new(), attributions: Vec::new() };
    for (n, number) in numbers.iter().enumerate() {
        let (sentence, source, cue, content) = SENTENCES[number % SENTENCES.len()];
        if n > 0 {
            out.text += if number % 2 == 0 { "\n\n" } else { " " };
        }
        let base = out.text.len();
        out.text += sentence;
        let at = |words: &str| {
            let start = base + sentence.find(words).unwrap();
            vec![Span::new(start, start + words.len())]
        };
        if !content.is_empty() {
            out.attributions.push(Gold { source: at(source), cue: at(cue), content: at(content) });
        }
    }
    out
}

fn holds(article: &GoldArticle) -> Result<(), TestCaseError> {
    for gold in &article.attributions {
        prop_assert!(!gold.content.is_empty(), "{}", article.text);
        for list in [&gold.source, &gold.cue, &gold.content] {
            for span in list {
                let words = span.of(&article.text);
                prop_assert!(words.is_some_and(|w| !w.is_empty()), "{span:?} of {:?}", article.text);
            }
            prop_assert!(list.windows(2).all(|two| two[0].end <= two[1].start), "{list:?}");
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_variant_keeps_every_attribution(numbers in prop::collection::vec(0usize..12, 0..9), seed: u64) {
        let given = article(&numbers);
        let varied = vary(&given, seed);
        holds(&varied)?;
        prop_assert_eq!(varied.attributions.len(), given.attributions.len());
        for (old, new) in given.attributions.iter().zip(&varied.attributions) {
            let cue = |a: &GoldArticle, g: &Gold| g.cue[0].of(&a.text).unwrap().to_owned();
            let (old, new) = (cue(&given, old), cue(&varied, new));
            // Only "said" is ever replaced, and by one word.
            prop_assert!(old == new || old == "said" && new.split(' ').count() <= 2, "{} -> {}", old, new);
        }
        prop_assert_eq!(vary(&given, seed).text, varied.text);
    }

    #[test]
    fn compositions_hold_together(numbers in prop::collection::vec(0usize..12, 0..9), seed: u64) {
        let contents = collect(&[article(&numbers)]);
        let composed = compose(&contents, 3, seed);
        prop_assert_eq!(composed.len(), 3);
        for article in &composed {
            holds(article)?;
            let lines = article.text.lines().filter(|l| !l.is_empty()).count();
            prop_assert!((3..=20).contains(&lines), "{}", article.text);
        }
        let again = compose(&contents, 3, seed);
        for (one, two) in composed.iter().zip(&again) {
            prop_assert_eq!(&one.text, &two.text);
            prop_assert_eq!(&one.attributions, &two.attributions);
        }
    }
}
