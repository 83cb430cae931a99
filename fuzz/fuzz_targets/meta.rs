//! Any bytes as a `--meta` file: no panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reportedly_read::parse_meta;

fuzz_target!(|data: &[u8]| {
    for name in ["meta.csv", "meta.jsonl"] {
        if let Ok(meta) = parse_meta(name, data) {
            let _ = meta.get("article.txt");
        }
    }
});
