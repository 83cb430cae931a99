//! How fast the record takes articles in and gives a snapshot out.
//!
//! Data: invented articles of 10 statements and about 3 KB each, no two alike, one thread, a new file in the folder for
//! temporary files. `cargo bench -p reportedly-store`. "add" is one synced transaction per article; "search" is BM25 over
//! all passages with a word that stands in every statement, and with one that stands in one of them.
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

#[path = "../src/specimen.rs"]
mod specimen;

use reportedly_schema::linkage::Sketch;
use reportedly_schema::{ArticleRecord, Sha256};
use reportedly_store::{Entry, Store};
use std::time::Instant;

const STATEMENTS: usize = 10;

fn records(count: usize) -> Vec<ArticleRecord> {
    (0..count)
        .map(|n| {
            let words = |k: usize| {
                let digest = Sha256::of(format!("{n} {k}").as_bytes()).to_string();
                let words: Vec<String> = (0..32).map(|w| format!("w{}", &digest[w..w + 3])).collect();
                format!("The convoys of {} wait", words.join(" "))
            };
            let sayings: Vec<String> = (0..STATEMENTS).map(words).collect();
            let sayings: Vec<(&str, &str)> = sayings.iter().map(|s| (s.as_str(), "Ada Venn")).collect();
            specimen::article(&format!("{n}.txt"), Some("Venn Daily"), &sayings)
        })
        .collect()
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    println!("{what}: {:.1} ms", start.elapsed().as_secs_f64() * 1000.0);
    done
}

fn main() {
    let sketch = Sketch((0..128).collect());
    for count in [500, 2000] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::create(folder.path().join("talks.db")).unwrap();
        let records = records(count);
        let bytes: usize = records.iter().map(|r| r.reading.text.len()).sum();
        println!("{count} articles, {} statements, {} KB of text", count * STATEMENTS, bytes / 1000);
        timed("  add", || {
            for record in &records {
                store.add(Entry::Article(record, &sketch)).unwrap();
            }
        });
        timed("  add again", || {
            for record in &records {
                store.add(Entry::Article(record, &sketch)).unwrap();
            }
        });
        timed("  known", || {
            for r in &records {
                let made = &r.made_by;
                assert!(
                    store.known(&r.reading.id(), "1", &made.model_sha256, &made.settings_sha256).unwrap()
                );
            }
        });
        let input = timed("  snapshot", || store.snapshot().unwrap());
        assert_eq!(input.statements.len(), count * STATEMENTS);
        assert_eq!(timed("  search, every statement", || store.search("convoys", 20).unwrap()).len(), 20);
        assert!(!timed("  search, few", || store.search("wabc wa*", 20).unwrap()).is_empty());
        timed("  verify", || assert!(store.verify().unwrap().is_empty()));
        let size = std::fs::metadata(store.file()).unwrap().len();
        println!("  file without log: {} KB", size / 1000);
    }
}
