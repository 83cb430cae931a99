//! Command lines that are understood and command lines that are not, each with its exit code.

mod program;

use program::Folder;

/// Nothing of what these ask for exists, so they end where the command line was understood and the work begins.
const UNDERSTOOD: &[(&[&str], i32)] = &[
    (&["--help"], 0),
    (&["--version"], 0),
    (&["help-me", "--help"], 2),
    (&["extract", "--help"], 0),
    (&["extract", "missing.txt"], 3),
    (
        &[
            "extract",
            "--model",
            "fast",
            "--jobs",
            "1",
            "--min-confidence",
            "0.5",
            "--why",
            "--text",
            "missing.txt",
        ],
        3,
    ),
    (&["extract", "--format", "marked", "--input", "html", "missing.txt"], 3),
    (
        &[
            "extract",
            "--published",
            "2031-03-05",
            "--url",
            "https://a.example",
            "--outlet",
            "A",
            "--title",
            "T",
            "missing.txt",
        ],
        3,
    ),
    (&["extract", "--map", "published=stamp", "--map", "text=words", "missing.jsonl"], 3),
    (&["extract", "--", "--strange-name.txt"], 3),
    (&["read", "--format", "jsonl", "missing.txt", "missing.html"], 3),
    (&["changes", "missing.db", "--absences", "--matter", "locks", "--format", "csv"], 3),
    (&["wording", "missing.db", "--place", "Orliv", "--outlet", "Aldra Post"], 3),
    (&["wording", "missing.db", "--place", "Orliv", "--event", "war"], 2),
    (&["wording", "missing.db", "--place", "Orliv", "--speaker", "Venn"], 2),
    (&["timeline", "missing.db", "--since", "2031", "--until", "2031-06", "--within", "2w"], 3),
    (
        &[
            "repeats",
            "missing.db",
            "--speaker",
            "Venn",
            "--about",
            "port",
            "--near",
            "--all",
            "--format",
            "csv",
        ],
        3,
    ),
    (&["search", "missing.db", "port", "convoys", "--outlet", "Coastal Post"], 3),
    (&["speakers", "missing.db", "--mixed-models"], 3),
    (&["speakers", "missing.db", "--party", "Harbour Union"], 3),
    (&["speakers", "missing.db", "merge", "Ada Venn", "Ada Wenn", "--because", "one woman", "--dry-run"], 3),
    (&["speakers", "missing.db", "split", "Ada Venn", "A. Venn"], 3),
    (
        &[
            "speakers",
            "missing.db",
            "alias",
            "Ada Venn",
            "Venn",
            "--article",
            "a.txt",
            "--from",
            "2029",
            "--until",
            "2031-03-04",
        ],
        3,
    ),
    (&["speakers", "missing.db", "export"], 3),
    (&["speakers", "missing.db", "log", "--format", "jsonl"], 3),
    (&["articles", "missing.db", "--model", "fast", "--min-confidence", "1"], 3),
    (&["show", "missing.db", "4a6f"], 3),
    (&["explain", "missing.db", "4a6f"], 3),
    (
        &["correct", "missing.db", "--together", "4a6f", "5b70", "--level", "point", "--because", "one idea"],
        3,
    ),
    (&["correct", "missing.db", "--apart", "4a6f", "5b70", "--undo"], 3),
    (&["correct", "missing.db", "--log", "--format", "jsonl"], 3),
    (&["verify", "missing.db"], 3),
    (&["completions", "zsh"], 0),
    (&["schema"], 0),
];

const NOT_UNDERSTOOD: &[&[&str]] = &[
    &[],
    &["bogus"],
    &["extract"],
    &["extract", "--format", "csv", "a.txt"],
    &["extract", "--input", "pdf", "a.txt"],
    &["extract", "--jobs", "0", "a.txt"],
    &["extract", "--jobs", "-1", "a.txt"],
    &["extract", "--min-confidence", "1.5", "a.txt"],
    &["extract", "--min-confidence", "NaN", "a.txt"],
    &["extract", "--published", "5 March", "a.txt"],
    &["extract", "--published", "2031-02-30", "a.txt"],
    &["extract", "--published", "2031-03", "a.txt"],
    &["extract", "--published", "2031-03-05", "a.txt", "b.txt"],
    &["extract", "--url", "https://a.example", "a.txt", "b.txt"],
    &["extract", "--outlet", "A", "a.txt", "b.txt"],
    &["extract", "--title", "T", "a.txt", "b.txt"],
    &["extract", "--map", "stamp", "a.jsonl"],
    &["extract", "--map", "colour=red", "a.jsonl"],
    &["extract", "--meta", "missing.csv", "a.txt"],
    &["extract", "--model", "fuller", "a.txt"],
    &["extract", "--model", "missing.bin", "a.txt"],
    &["extract", "--why=yes", "a.txt"],
    &["add", "only.db"],
    &["add", "talks.db", "--outlet", "A", "a.txt", "b.txt"],
    &["read", "--format", "marked", "a.txt"],
    &["read", "--why", "a.txt"],
    &["search", "talks.db"],
    &["timeline"],
    &["timeline", "talks.db", "--within", "0d"],
    &["timeline", "talks.db", "--within", "fortnight"],
    &["timeline", "talks.db", "--since", "yesterday"],
    &["timeline", "talks.db", "--since", "2031-06-12", "--until", "2031-03-01"],
    &["timeline", "talks.db", "--near"],
    &["timeline", "talks.db", "--model", "fast", "--mixed-models"],
    &["timeline", "talks.db", "--all"],
    &["timeline", "talks.db", "--format", "xml"],
    &["repeats", "talks.db", "--speaker"],
    &["speakers"],
    &["speakers", "talks.db", "merge", "Ada Venn"],
    &["speakers", "talks.db", "split", "Ada Venn"],
    &["speakers", "talks.db", "alias", "Ada Venn"],
    &["speakers", "talks.db", "alias", "Ada Venn", "Venn", "--from", "May-29"],
    &["speakers", "talks.db", "import"],
    &["speakers", "talks.db", "import", "missing.csv"],
    &["speakers", "talks.db", "rename", "Ada Venn"],
    &["speakers", "talks.db", "--speaker", "Venn", "export"],
    &["show", "talks.db"],
    &["explain", "talks.db"],
    &["verify"],
    &["schema", "extra"],
    &["demo", "extra"],
    &["completions", "klingon"],
];

#[test]
fn what_is_understood_gets_as_far_as_the_work() {
    let folder = Folder::new();
    for (arguments, code) in UNDERSTOOD {
        let ran = folder.run(arguments);
        assert_eq!(ran.code, Some(*code), "reportedly {}\n{}", arguments.join(" "), ran.stderr);
    }
}

#[test]
fn what_is_not_understood_is_told_before_anything_is_done() {
    let folder = Folder::new();
    for arguments in NOT_UNDERSTOOD {
        let ran = folder.run(arguments);
        assert_eq!(ran.code, Some(2), "reportedly {}\n{}", arguments.join(" "), ran.stderr);
        assert_eq!(ran.stdout, "", "reportedly {}", arguments.join(" "));
        assert!(!ran.stderr.trim().is_empty(), "reportedly {}", arguments.join(" "));
        let left = std::fs::read_dir(folder.path()).expect("the folder can be read").count();
        assert_eq!(left, 0, "reportedly {} left a file", arguments.join(" "));
    }
}

#[test]
fn every_flag_of_every_command_is_explained() {
    let folder = Folder::new();
    for command in [
        "extract", "read", "add", "search", "show", "explain", "articles", "speakers", "timeline", "repeats",
        "verify", "demo",
    ] {
        let help = folder.run(&[command, "--help"]).expect(0);
        for line in help.lines().map(str::trim_start).filter(|line| line.starts_with("--")) {
            let explained = line.split_once("  ").is_some_and(|(_, words)| !words.trim().is_empty());
            let below = help
                .split(line)
                .nth(1)
                .and_then(|rest| rest.lines().nth(1))
                .is_some_and(|l| l.starts_with("     "));
            assert!(explained || below, "{command}: {line}\n{help}");
        }
    }
}
