//! Invented articles for tests.

use reportedly_schema::*;

/// The day of March 2031.
pub(crate) fn day(day: u8) -> Day {
    format!("2031-03-{day:02}").parse().unwrap()
}

/// An article with a title, lines of `“CONTENT,” NAME said.`, and a menu.
pub(crate) fn article(path: &str, outlet: Option<&str>, sayings: &[(&str, &str)]) -> ArticleRecord {
    let mut text = String::from("Port of Aldra – reopening\n");
    let title = Span::new(0, text.len() - 1);
    let mut blocks = vec![Block { span: title, kind: BlockKind::Title, lang: Some("en".into()) }];
    let mut spans = Vec::new();
    for (content, name) in sayings {
        let start = text.len();
        text.push_str(&format!("“{content},” {name} said on Monday.\n"));
        let content = Span::new(start, start + content.len() + 7);
        let source = Span::new(content.end as usize + 1, content.end as usize + 1 + name.len());
        let cue = Span::new(source.end as usize + 1, source.end as usize + 5);
        let said = Span::new(cue.end as usize + 4, cue.end as usize + 10);
        spans.push((content, source, cue, said, *name));
        let span = Span::new(start, text.len() - 1);
        blocks.push(Block { span, kind: BlockKind::Body, lang: Some("en".into()) });
    }
    let menu = text.len();
    text.push_str("Subscribe to our zeppelin letter");
    blocks.push(Block { span: Span::new(menu, text.len()), kind: BlockKind::Subscribe, lang: None });
    let text_sha256 = Sha256::of(text.as_bytes());
    let statements = spans
        .iter()
        .map(|&(content, source, cue, said, name)| Statement {
            id: StatementId::new(text_sha256, &[content], &[cue]),
            kind: Kind::Direct,
            mode: Mode::Speech,
            source: vec![source],
            cue: vec![cue],
            content: vec![content],
            speaker: Speaker {
                name: Some(name.to_string()),
                id: Some("e1".into()),
                kind: SpeakerKind::Person,
                how: How::Named,
                candidates: vec![],
            },
            addressee: None,
            via: vec![Relay { name: "Coastal Agency".into(), kind: "agency".into(), span: source }],
            said: Said {
                value: Some("2031-03-03".into()),
                interval: Interval::day(day(3)),
                basis: SaidBasis::Stated,
                span: Some(said),
            },
            times: Times::Once,
            venue: Some(Named { name: "Aldra".into(), span: title }),
            acts: vec![ActFound { act: Act::Promise, basis: ActBasis::Form }],
            negated: false,
            modality: Modality::Asserted,
            terms: vec![Term {
                role: TermRole::Condition,
                kind: Some(TermKind::If),
                actor: None,
                to: None,
                members: vec!["the convoys stop".into()],
                negated: false,
                norm: "stop convoy".into(),
                held_by: TermHolder::Speaker,
                holder: None,
                spans: vec![content],
            }],
            nested_in: None,
            confidence: 934,
            why: vec!["cue said".into()],
        })
        .collect();
    let reading = Reading {
        path: path.to_string(),
        raw_sha256: text_sha256,
        text_sha256,
        blocks,
        url: None,
        outlet: outlet.map(String::from),
        outlet_basis: outlet.map(|_| OutletBasis::Metadata),
        title: Some("Port of Aldra – reopening".into()),
        authors: vec!["Maro Lind".into()],
        published: Some(Published::on(day(5), PublishedBasis::Metadata, Some(title))),
        updated: None,
        language: Some("en".into()),
        problems: vec![Problem {
            code: "dates".into(),
            message: "two dates".into(),
            span: Some(title),
            against: None,
        }],
        extra: [("section".to_string(), serde_json::json!({"name": "World", "page": 3}))].into(),
        reader: "1".into(),
        text,
    };
    let extraction = Extraction {
        count_claims: Vec::new(),
        statements,
        narrations: vec![Narration { id: StatementId::new(text_sha256, &[title], &[]), span: title }],
        timexes: spans
            .iter()
            .map(|s| Timex {
                span: s.3,
                kind: TimexType::Date,
                value: Some("2031-03-03".into()),
                modifier: None,
                anchor: Some(TimexAnchor::Published),
                interval: Some(Interval::day(day(3))),
            })
            .collect(),
        mentions: spans
            .iter()
            .map(|s| Mention { span: s.1, entity: "e1".into(), name: s.4.into() })
            .collect(),
        problems: vec![],
    };
    let made_by = MadeBy {
        tool: "reportedly 0.1.0".into(),
        reader: "1".into(),
        model: "fast".into(),
        model_sha256: Sha256::of(b"fast").to_string(),
        settings_sha256: Sha256::of(b"settings").to_string(),
    };
    ArticleRecord { reading, extraction, made_by }
}
