//! Bad input harms only itself: a clear error each, the rest still processed, exit code 3, nothing lost from the record.

#![allow(clippy::print_stderr, reason = "a test says what it left out")]

mod program;

use program::{Folder, Ran, articles};
use std::fs;

const GOOD: &str =
    "Port of Aldra may reopen\n5 March 2031\nMinister Ada Venn said on Monday that the port will reopen.\n";

/// A name, its bytes, the code of its rejected line (`None`: it is read), and a word of what is told.
fn bad_inputs() -> Vec<(&'static str, Vec<u8>, Option<&'static str>, &'static str)> {
    let mut nested = b"<html><body>".to_vec();
    nested.extend("<div>".repeat(50_000).bytes());
    nested.extend(b"<p>Minister Ada Venn said that the port will reopen.</p>");
    let truncated = b"<!DOCTYPE html><html><head><title>Port</title></head><body><article><p>Minister Ada Venn said on Monday that the port \
        of Aldra will reopen within the week.</p><p>The harbour has been closed since the aut"
        .to_vec();
    let mut broken =
        b"Port of Aldra may reopen\n5 March 2031\nMinister Ada Venn said on Monday that the ".to_vec();
    broken.extend(b"\xff\xfe\xff");
    broken.extend(b" port will reopen.\n");
    vec![
        ("empty.txt", Vec::new(), Some("empty"), "white space"),
        ("blank.txt", b" \n\t\n".to_vec(), Some("empty"), "white space"),
        ("binary.bin", (0u8..=255).cycle().take(4096).collect(), Some("binary"), ""),
        ("long.txt", vec![b'a'; 50 << 20], Some("too_large"), ""),
        ("nested.html", nested, Some("too_large"), ""),
        ("truncated.html", truncated, None, ""),
        ("broken.txt", broken, None, "UTF-8"),
        ("cut.jsonl", br#"{"text": "Minister Ada Venn said that"#.to_vec(), Some("unreadable"), ""),
    ]
}

#[track_caller]
fn assert_told(ran: &Ran, name: &str, word: &str) {
    let line = ran
        .stderr
        .lines()
        .find(|line| line.contains(name))
        .unwrap_or_else(|| panic!("{name} is not told:\n{}", ran.stderr));
    assert!(line.to_lowercase().contains(&word.to_lowercase()), "{line:?} does not say {word}");
}

#[test]
fn extract_tells_each_and_reads_the_rest() {
    let folder = Folder::new();
    folder.write("good.txt", GOOD).write("last.txt", GOOD);
    fs::create_dir(folder.path().join("folder")).expect("a folder can be made");
    let bad = bad_inputs();
    for (name, bytes, _, _) in &bad {
        folder.write(name, bytes);
    }
    let mut names = vec!["good.txt", "missing.txt", "folder"];
    names.extend(bad.iter().map(|(name, ..)| *name));
    names.push("last.txt");
    let mut arguments = vec!["extract"];
    arguments.extend(&names);
    let ran = folder.run(&arguments);
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    let lines: Vec<serde_json::Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).expect("every line is JSON")).collect();
    let paths: Vec<&str> =
        lines.iter().map(|line| line["article"]["path"].as_str().expect("a path")).collect();
    let stems: Vec<&str> = paths.iter().map(|path| path.split('#').next().expect("a part")).collect();
    assert_eq!(stems, names, "a line for every input, in input order");
    let code = |name: &str| {
        let line = lines.iter().zip(&stems).find(|(_, stem)| **stem == name).expect("a line").0;
        line["rejected"]["code"].as_str().map(str::to_string)
    };
    assert_eq!(code("good.txt"), None);
    assert_eq!(code("last.txt"), None);
    assert_eq!(code("missing.txt").as_deref(), Some("unreadable"));
    assert_eq!(code("folder").as_deref(), Some("unreadable"));
    assert_told(&ran, "missing.txt", "no such file");
    assert_told(&ran, "folder", "folder/*");
    for (name, _, expected, word) in &bad {
        assert_eq!(code(name).as_deref(), *expected, "{name}");
        assert_told(&ran, name, word);
    }
    let unread = 2 + bad.iter().filter(|(_, _, code, _)| code.is_some()).count();
    assert!(
        ran.stderr.contains(&format!("{unread} of {} inputs could not be read", names.len())),
        "{}",
        ran.stderr
    );
}

#[test]
fn each_alone_gives_its_exit_code() {
    let folder = Folder::new();
    for (name, bytes, code, _) in bad_inputs() {
        folder.write(name, bytes);
        folder.run(&["extract", name]).expect(if code.is_some() { 3 } else { 0 });
    }
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    folder.write("closed.txt", GOOD).write("good.txt", GOOD);
    let closed = folder.path().join("closed.txt");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("permissions can be set");
    if fs::read(&closed).is_ok() {
        eprintln!("left out: this user may read every file");
        return;
    }
    let ran = folder.run(&["extract", "closed.txt", "good.txt"]);
    assert_told(&ran, "closed.txt", "permission");
    assert_eq!(ran.expect(3).lines().count(), 2);
}

#[test]
fn add_stores_the_rest_and_what_was_there_stays() {
    let folder = Folder::new();
    folder.write("good.txt", GOOD).write("later.txt", GOOD.replace("Monday", "Tuesday"));
    folder.run(&["add", "talks.db", "good.txt"]).expect(0);
    let bad = bad_inputs();
    let mut arguments = vec!["add", "talks.db", "missing.txt"];
    for (name, bytes, _, _) in &bad {
        folder.write(name, bytes);
        arguments.push(name);
    }
    arguments.push("later.txt");
    folder.run(&arguments).expect(3);
    folder.run(&["verify", "talks.db"]).expect(0);
    let articles = folder.run(&["articles", "talks.db", "--format", "jsonl"]).expect(0);
    for name in ["good.txt", "later.txt", "broken.txt", "truncated.html"] {
        assert!(articles.contains(name), "{name} is not in\n{articles}");
    }
    assert!(articles.contains("\"not_read\":6"), "{articles}");
}

#[test]
fn a_file_that_is_no_record_is_told_and_left_alone() {
    let folder = Folder::new();
    folder
        .write("good.txt", GOOD)
        .write("empty.db", "")
        .write("text.db", GOOD)
        .write("cut.db", b"SQLite format 3\0");
    for record in ["text.db", "cut.db", "empty.db"] {
        let before = fs::read(folder.path().join(record)).expect("it can be read");
        for arguments in [
            vec!["add", record, "good.txt"],
            vec!["timeline", record],
            vec!["repeats", record],
            vec!["search", record, "port"],
            vec!["verify", record],
            vec!["show", record, "4a6f"],
            vec!["explain", record, "4a6f"],
        ] {
            let ran = folder.run(&arguments);
            assert_told(&ran, record, "record");
            ran.expect(3);
        }
        assert_eq!(fs::read(folder.path().join(record)).expect("it can be read"), before, "{record}");
    }
    let ran = folder.run(&["timeline", "missing.db"]);
    assert_told(&ran, "missing.db", "no such file");
    ran.expect(3);
    assert!(!folder.path().join("missing.db").exists(), "a question makes no record");
}

/// A file may not grow beyond `ulimit -f`, in units of 512 bytes, and a write beyond it fails as on a full disk (EFBIG instead of ENOSPC) once SIGXFSZ
/// is ignored.
#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let folder = Folder::new();
    let articles = articles(60);
    for (name, text) in &articles {
        folder.write(name, text);
    }
    folder.shell("$reportedly add talks.db dispatch-00*.txt").expect(0);
    let rows = || folder.run(&["articles", "talks.db", "--format", "csv"]).expect(0).lines().count();
    let before = rows();
    assert_eq!(before, 11);
    let kilobytes = fs::metadata(folder.path().join("talks.db")).expect("the record is there").len() / 1024;
    let limit = 2 * (kilobytes + 48);
    let ran = folder
        .shell(&format!("trap '' XFSZ; ulimit -f {limit}; exec $reportedly add talks.db dispatch-*.txt"));
    assert_told(&ran, "talks.db", "disk");
    assert!(ran.stderr.contains("run the same line again"), "{}", ran.stderr);
    ran.expect(3);
    folder.run(&["verify", "talks.db"]).expect(0);
    assert!(rows() >= before);
    folder.shell("$reportedly add talks.db dispatch-*.txt").expect(0);
    assert_eq!(rows(), articles.len() + 1);

    let ran = folder.shell("trap '' XFSZ; ulimit -f 8; exec $reportedly extract dispatch-*.txt > out.jsonl");
    assert_told(&ran, "standard output", "");
    ran.expect(3);
}

#[cfg(target_os = "linux")]
#[test]
fn output_onto_a_full_device_is_told() {
    let folder = Folder::new();
    folder.write("good.txt", GOOD);
    for command in ["extract good.txt", "read good.txt", "schema", "completions bash"] {
        let ran = folder.shell(&format!("$reportedly {command} > /dev/full"));
        assert_told(&ran, "standard output", "space");
        ran.expect(3);
    }
}

#[test]
fn a_reader_that_stops_reading_is_no_error() {
    let folder = Folder::new();
    let articles = articles(200);
    for (name, text) in &articles {
        folder.write(name, text);
    }
    let ran = folder.shell("{ $reportedly extract dispatch-*.txt; echo $? >&2; } | head -n 1");
    assert_eq!(ran.stdout.lines().count(), 1);
    assert_eq!(ran.stderr.trim(), "0");
}
