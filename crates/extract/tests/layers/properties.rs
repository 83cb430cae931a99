//! Whatever the text and the spans: no panic, spans cut back, the same twice.

use super::marked::reading;
use proptest::prelude::*;
use reportedly_extract::attribution::Attribution;
use reportedly_extract::segment::segment;
use reportedly_extract::{describe, extractor::timexes};
use reportedly_schema::Span;

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,12}",
        prop::sample::select(vec![
            "Ada Venn",
            "said",
            "on Monday",
            "“We will",
            "go,”",
            "\"",
            "if the",
            "the minister",
            "he",
            ", ",
            ". ",
            "\n",
            "The Maros Post reported",
            "citing",
            "officials",
            "told",
            "in an interview with",
            "must",
            "without",
            " and ",
            "’s",
            "This was reported by",
            "who",
            "Mr.",
            "(",
            ")",
            "ready to",
            "not",
            "until",
            "in exchange for",
            "U.S.",
            "É",
        ])
        .prop_map(str::to_string),
    ]
}

proptest! {
    #[test]
    fn any_text_with_any_spans(
        pieces in prop::collection::vec(piece(), 1..40),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0usize..3, 0usize..4), 0..14),
    ) {
        let text = pieces.join(" ");
        let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut attributions: Vec<Attribution> = (0..4)
            .map(|_| Attribution { source: vec![], cue: vec![], content: vec![], confidence: 500, ..Attribution::default() })
            .collect();
        for (a, b, role, n) in cuts {
            let (a, b) = (*a.get(&edges), *b.get(&edges));
            let span = Span::new(a.min(b), a.max(b));
            let target = &mut attributions[n];
            match role { 0 => target.source.push(span), 1 => target.cue.push(span), _ => target.content.push(span) }
        }
        let reading = reading(&text, "2031-03-05".parse().ok());
        let segments = segment(&reading.text, &reading.blocks);
        let first = describe(&reading, &segments, attributions.clone(), timexes(&reading), None);
        let second = describe(&reading, &segments, attributions, timexes(&reading), None);
        prop_assert_eq!(&first, &second);
        prop_assert!(first.statements.windows(2).all(|w| w[0].start() <= w[1].start()));
        for s in &first.statements {
            prop_assert!(!s.acts.is_empty());
            let named = s.addressee.iter().chain(&s.venue).map(|n| n.span);
            let terms = s.terms.iter().flat_map(|t| t.spans.iter().copied());
            for span in s.via.iter().map(|r| r.span).chain(named).chain(terms).chain(s.said.span) {
                prop_assert!(!span.is_empty() && span.of(&text).is_some());
            }
            prop_assert!(s.terms.iter().all(|t| !t.members.is_empty() && !t.norm.is_empty()));
            prop_assert_eq!(s.speaker.name.is_some(), s.speaker.kind != reportedly_schema::SpeakerKind::Unknown || s.speaker.how != reportedly_schema::How::None);
        }
        for span in first.mentions.iter().map(|m| m.span).chain(first.narrations.iter().map(|n| n.span)) {
            prop_assert!(!span.is_empty() && span.of(&text).is_some());
        }
    }
}
