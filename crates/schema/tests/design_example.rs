//! The example of the design document is a line of the format: it reads, writes back the same, and its schema accepts it.

use reportedly_schema::line::{ArticleLine, Line, json_schema};
use serde_json::Value;

const EXAMPLE: &str = include_str!("design_example.json");

#[test]
fn the_example_reads_and_writes_back() {
    let want: Value = serde_json::from_str(EXAMPLE).expect("the example is JSON");
    let line: ArticleLine = serde_json::from_value(want.clone()).expect("the example is an article line");
    assert_eq!(serde_json::to_value(&line).expect("lines serialise"), want);
}

#[test]
fn every_field_of_the_example_is_in_the_schema_and_the_schema_accepts_it() {
    let schema = json_schema();
    let validator = jsonschema::validator_for(&schema).expect("the generated schema is a schema");
    let mut example: Value = serde_json::from_str(EXAMPLE).expect("the example is JSON");
    assert!(validator.is_valid(&example));
    example["statements"][0]["kind"] = Value::from("shouted");
    assert!(!validator.is_valid(&example), "a word that is not in the format is refused");
}

#[test]
fn a_declined_input_is_a_line_too() {
    let line: Line = serde_json::from_str(
        r#"{"schema": "reportedly/1", "article": {"id": null, "path": "a.bin"}, "rejected": {"code": "binary", "message": "no text"}}"#,
    )
    .expect("the rejected form is a line");
    assert!(matches!(line, Line::Rejected(_)));
}
