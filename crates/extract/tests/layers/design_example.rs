//! The example of the design document: given its attribution spans, everything else comes out as printed there.

use super::marked::reading;
use reportedly_extract::attribution::Attribution;
use reportedly_extract::segment::segment;
use reportedly_extract::{describe, extractor::timexes};
use reportedly_schema::line::{Shown, article_line};
use reportedly_schema::{ArticleRecord, Block, BlockKind, MadeBy, Published, PublishedBasis, Span};
use serde_json::Value;

const EXAMPLE: &str = include_str!("../../../schema/tests/design_example.json");

const TEXT: &str = "Port of Aldra may reopen\n5 March 2031\n\"We will reopen the port if the convoys stop,\" Minister Ada Venn told reporters on Monday, the Coastal Agency reported.\n";

#[test]
fn every_field_is_as_printed() {
    let mut reading = reading(TEXT, None);
    let block = |start, end, kind| Block { span: Span::new(start, end), kind, lang: Some("en".to_string()) };
    reading.path = "aldra.txt".to_string();
    reading.title = Some("Port of Aldra may reopen".to_string());
    reading.blocks = vec![
        block(0, 24, BlockKind::Title),
        block(25, 37, BlockKind::Dateline),
        block(38, 157, BlockKind::Body),
    ];
    let day = "2031-03-05".parse().expect("a day");
    reading.published = Some(Published::on(day, PublishedBasis::Stated, Some(Span::new(25, 37))));
    let attribution = Attribution {
        source: vec![Span::new(85, 102)],
        cue: vec![Span::new(103, 107)],
        content: vec![Span::new(38, 84)],
        confidence: 934,
        margin: None,
        verbatim: false,
        why: Vec::new(),
    };
    let segments = segment(&reading.text, &reading.blocks);
    let found = timexes(&reading);
    let extraction = describe(&reading, &segments, vec![attribution], found, None);
    let made_by = MadeBy {
        tool: String::new(),
        reader: String::new(),
        model: String::new(),
        model_sha256: String::new(),
        settings_sha256: String::new(),
    };
    let line = article_line(&ArticleRecord { reading, extraction, made_by }, Shown::default());
    let mut got = serde_json::to_value(&line).expect("lines serialise");
    let mut want: Value = serde_json::from_str(EXAMPLE).expect("the example is JSON");
    for line in [&mut got, &mut want] {
        line["article"]["id"] = Value::Null;
        line["article"]["text_sha256"] = Value::Null;
        line["made_by"] = Value::Null;
        for list in ["statements", "narrations"] {
            line[list].as_array_mut().expect("a list").iter_mut().for_each(|s| s["id"] = Value::Null);
        }
    }
    assert_eq!(got, want);
}
