//! Killing a writer: what it reported as stored is there, the record is sound, and a second run completes it.

use crate::specimen::article;
use crate::{add, new_record, no_faults};
use reportedly_schema::ArticleRecord;
use reportedly_store::{Access, Store};
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Kills per run of the test.
const KILLS: u64 = 12;

fn articles() -> Vec<ArticleRecord> {
    let many = "We wait for the convoys to stop and the port to open ".repeat(6);
    (0..60)
        .map(|n| {
            let sayings: Vec<(&str, &str)> = (0..n % 9).map(|_| (many.as_str(), "Ada Venn")).collect();
            article(&format!("{n}.txt"), Some("Venn Daily"), &sayings)
        })
        .collect()
}

/// Not a test: the process that is killed. It adds all articles to the record named by the environment and prints the path
/// of each one that `add` has reported as stored.
#[test]
#[ignore = "started by a_killed_writer_loses_nothing_it_reported"]
fn writer() {
    let Ok(file) = std::env::var("REPORTEDLY_KILLED_RECORD") else { return };
    let mut store = Store::open_or_create(file).unwrap();
    let mut out = std::io::stdout().lock();
    for record in articles() {
        add(&mut store, &record);
        writeln!(out, "stored {}", record.reading.path).unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn a_killed_writer_loses_nothing_it_reported() {
    let articles = articles();
    let (_folder, _, mut whole) = new_record();
    for record in &articles {
        add(&mut whole, record);
    }
    let wanted = whole.snapshot().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut interrupted = 0;
    for kill in 0..KILLS {
        let file = folder.path().join(format!("{kill}.db"));
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crash::writer", "--ignored", "--nocapture"])
            .env("REPORTEDLY_KILLED_RECORD", &file)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Points spread over the run by a multiplier without a common factor; the first ones hit the creation of the file.
        let (lines, micros) = (kill * 17 % 53, kill * 7919 % 5000);
        let out = BufReader::new(child.stdout.take().unwrap());
        let mut stored = Vec::new();
        let mut lines_seen = out.lines();
        let killed = |line: &str| line.split_once("stored ").map(|(_, path)| path.to_string());
        while (stored.len() as u64) < lines {
            match lines_seen.next() {
                Some(line) => stored.extend(killed(&line.unwrap())),
                None => break,
            }
        }
        std::thread::sleep(Duration::from_micros(micros));
        child.kill().unwrap();
        child.wait().unwrap();
        // What it printed before it died counts as reported.
        stored.extend(lines_seen.map_while(Result::ok).filter_map(|line| killed(&line)));
        interrupted += usize::from(stored.len() < articles.len());

        if file.exists() {
            let store = Store::open(&file, Access::Read).unwrap();
            no_faults(&store);
            for path in &stored {
                assert_eq!(store.article(path).unwrap().len(), 1, "{path} was reported and is lost");
            }
        } else {
            assert!(stored.is_empty());
        }
        let mut store = Store::open_or_create(&file).unwrap();
        for record in &articles {
            add(&mut store, record);
        }
        assert_eq!(store.snapshot().unwrap(), wanted);
        no_faults(&store);
    }
    assert!(interrupted as u64 > KILLS / 2, "only {interrupted} runs were interrupted");
}
