//! Any bytes as a model file: a tagger or an error, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reportedly_tagger::{Model, Tagger};

fuzz_target!(|data: &[u8]| {
    let tagger = Model::from_bytes(data).and_then(|model| Tagger::new(&model));
    if let Err(error) = tagger {
        assert!(!error.to_string().is_empty());
    }
});
