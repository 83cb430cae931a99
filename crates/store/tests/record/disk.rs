//! A full disk that is one. The crate tests the same everywhere, by a limit on pages; here the file system says no.

use crate::specimen::article;
use crate::{add, no_faults, sketch};
use reportedly_store::{Access, Entry, Store};
use std::path::PathBuf;

/// Run it in a mount namespace of its own, for example
/// `unshare -m sh -c 'mount -t tmpfs -o size=1m tmpfs /mnt && REPORTEDLY_SMALL_DISK=/mnt cargo test --release -p
/// reportedly-store -- --ignored a_full_disk'`.
#[test]
#[ignore = "needs REPORTEDLY_SMALL_DISK, a folder on an empty file system of 1 MiB"]
fn a_full_disk_loses_nothing_stored_and_adding_goes_on_after_it() {
    let disk = PathBuf::from(
        std::env::var_os("REPORTEDLY_SMALL_DISK").expect("REPORTEDLY_SMALL_DISK names a folder"),
    );
    let file = disk.join("talks.db");
    let mut store = Store::create(&file).unwrap();
    let ballast = disk.join("ballast");
    std::fs::write(&ballast, vec![0; 128 << 10]).unwrap();
    let records: Vec<_> = (0..400)
        .map(|n| {
            let saying = format!("{n} {}", "we wait ".repeat(40));
            article(&format!("{n}.txt"), None, &[(saying.as_str(), "Ada Venn"); 4])
        })
        .collect();
    let (stored, error) = records
        .iter()
        .enumerate()
        .find_map(|(n, record)| {
            store.add(Entry::Article(record, &sketch(record))).err().map(|error| (n, error))
        })
        .expect("400 articles do not fit in 1 MiB");
    assert!(error.is_full(), "{error:?}");
    assert!(error.to_string().contains("no space left") && error.to_string().contains("talks.db"), "{error}");
    assert_eq!(store.counts().unwrap().articles, stored as u64);
    std::fs::remove_file(&ballast).unwrap();
    add(&mut store, &records[stored]);
    assert_eq!(store.counts().unwrap().articles, stored as u64 + 1);
    drop(store);
    let store = Store::open(&file, Access::Read).unwrap();
    assert_eq!(store.snapshot().unwrap().articles.len(), stored + 1);
    no_faults(&store);
}
