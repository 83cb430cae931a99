//! Nothing that the program says for itself judges anyone: every line, reason, note, sentence and header of every answer over a whole record, and every template in the
//! sources that make them, is searched for the words of `words_of_verdict.tsv`. What sources say is theirs and may hold any word.

mod verdict;

use reportedly::answers::{self, Answer, Question, WordingAsked};
use reportedly::pipeline::{Given, ModelChoice, Pipeline, Settings, parse_meta};
use reportedly::record::Record;
use reportedly_schema::linkage::Snapshot;
use reportedly_schema::matter::{Matter, MatterQuery};
use serde_json::Value;
use std::path::{Path, PathBuf};
use verdict::{literals, templates_without_verdict, verdict_in, words};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Fields that hold the characters of a source, names, paths or ids; everything else is the program's.
const OF_SOURCES: &[&str] = &[
    "text",
    "words",
    "value",
    "gist",
    "name",
    "names",
    "speaker",
    "party",
    "matter",
    "outlet",
    "outlet_names",
    "url",
    "title",
    "authors",
    "article",
    "article_id",
    "path",
    "venue",
    "place",
    "participants",
    "cue",
    "members",
    "norm",
    "actor",
    "holder",
    "forms",
    "form",
    "snippet",
    "context",
    "addressee",
    "about",
    "models",
    "model",
];

/// Every string of a line that the program made, with the field that holds it.
fn own_strings(value: &Value, field: &str, out: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => out.push((field.to_string(), text.clone())),
        Value::Array(all) => all.iter().for_each(|one| own_strings(one, field, out)),
        Value::Object(fields) => {
            for (name, inner) in fields {
                // "to" is whom a term is towards, or a side of an answer; "of" what a number counts, or what a row is about.
                let either = matches!(name.as_str(), "to" | "of");
                let theirs = OF_SOURCES.contains(&name.as_str()) || either && inner.is_string();
                out.push((format!("name of {name}"), name.replace('_', " ")));
                if !theirs {
                    own_strings(inner, name, out);
                }
            }
        }
        _ => {}
    }
}

fn judged(what: &str, answer: &dyn Answer) -> Vec<String> {
    let mut own: Vec<(String, String)> = vec![("sentence".into(), answer.sentence())];
    answer.lines().iter().for_each(|line| own_strings(line, "line", &mut own));
    for table in [answer.table(), answer.brief()] {
        own.extend(table.header.iter().map(|cell| ("header".to_string(), cell.to_string())));
    }
    assert!(own.len() > 2, "{what} said nothing");
    let judges = |(field, text): &(String, String)| {
        verdict_in(text).map(|word| format!("{what}: {field}: {word:?} in {text:?}"))
    };
    own.iter().filter_map(judges).collect()
}

fn demo() -> Snapshot {
    let demo = Path::new(ROOT).join("demo");
    let meta = std::fs::read(demo.join("meta.csv")).unwrap();
    let given = parse_meta("meta.csv", &meta).unwrap();
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(demo.join("articles")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let pipeline = Pipeline::new(&ModelChoice::Full, Settings::default()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut record = Record::open_or_create(&folder.path().join("demo.db")).unwrap();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let given = given.get(&name).cloned().unwrap_or_else(Given::default);
        for outcome in pipeline.articles(&name, &std::fs::read(&file).unwrap(), &given) {
            record.add(&outcome).unwrap();
        }
    }
    record.relink().unwrap();
    record.store().snapshot_with_layers().unwrap()
}

#[test]
fn no_answer_over_the_demo_says_a_word_of_verdict() {
    let snapshot = demo();
    let all = Question { all: true, near: true, ..Question::default() };
    let about = Question { about: Some("open the locks".into()), ..all.clone() };
    let query = MatterQuery { about: Some("open the locks".into()), ..MatterQuery::default() };
    let matter = Matter { name: "locks".into(), query, passages: vec![] };
    let on_matter = Question { matter: Some(matter.clone()), ..all.clone() };
    let mut judges = Vec::new();
    for question in [&all, &about, &on_matter] {
        judges.extend(judged("articles", &answers::articles(&snapshot, question)));
        judges.extend(judged("speakers", &answers::speakers(&snapshot, question)));
        judges.extend(judged("timeline", &answers::timeline(&snapshot, question)));
        judges.extend(judged("count-claims", &answers::count_claims(&snapshot, question)));
        judges.extend(judged("repeats", &answers::repeats(&snapshot, question)));
        judges.extend(judged("replies", &answers::replies(&snapshot, question)));
        judges.extend(judged("positions", &answers::positions(&snapshot, question)));
        judges.extend(judged("changes", &answers::changes(&snapshot, question, true)));
        judges.extend(judged("events", &answers::events(&snapshot, question)));
        let wording = answers::wording(&snapshot, question, &WordingAsked::All).unwrap();
        judges.extend(judged("wording", &wording));
    }
    judges.extend(judged("matters", &answers::matters(&snapshot, std::slice::from_ref(&matter))));
    judges.extend(judged("matter", &answers::matter(&snapshot, &matter)));
    assert!(judges.is_empty(), "help: say what was found, not what to think of it:\n{}", judges.join("\n"));
    let empty = [
        answers::changes(&snapshot, &all, true).rows.is_empty(),
        answers::events(&snapshot, &all).rows.is_empty(),
        answers::wording(&snapshot, &all, &WordingAsked::All).unwrap().rows.is_empty(),
    ];
    assert_eq!(empty, [false; 3], "a record without a change, an event or a wording tests nothing");
}

/// Folders whose string literals are templates of answers, or reasons that answers show.
const TEMPLATES: &[&str] = &["crates/reportedly/src", "crates/link/src", "crates/extract/src"];

#[test]
fn no_template_in_the_libraries_has_a_word_of_verdict() {
    let mut seen = 0;
    for folder in TEMPLATES {
        // A single word is vocabulary: something looked for in texts, or the name of a field.
        seen += templates_without_verdict(&Path::new(ROOT).join(folder), |literal| literal.contains(' '));
    }
    assert!(seen > 300, "only {seen} templates were read");
}

#[test]
fn the_search_finds_what_it_looks_for() {
    assert!(words().len() > 60);
    assert_eq!(verdict_in("Aldra dropped its demand"), Some("dropped"));
    assert_eq!(verdict_in("In June Maros backed down."), Some("backed down"));
    assert_eq!(verdict_in("the statement is untrue"), Some("untrue"));
    assert_eq!(verdict_in("a u-turn"), Some("u-turn"));
    assert_eq!(verdict_in("families and supplies"), None, "a word inside another is none");
    assert_eq!(
        verdict_in("words take it back: “Aldra dropped its demand”"),
        None,
        "a quotation is the source's"
    );
    assert_eq!(verdict_in("\"dropped\" is quoted, lied is not"), Some("lied"));
    assert_eq!(
        literals("let a = \"he lied\"; // \"in a comment\"\nlet b = '\"'; let c = \"two\";"),
        ["he lied", "two"]
    );
    let line = serde_json::json!({"line": "Maros lied", "reports": [{"text": "he lied"}]});
    let mut own = Vec::new();
    own_strings(&line, "line", &mut own);
    let judged: Vec<&str> =
        own.iter().filter(|(_, text)| verdict_in(text).is_some()).map(|(f, _)| f.as_str()).collect();
    assert_eq!(judged, ["line"]);
}
