//! Any bytes as a model file: a model or an error, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reportedly_tagger::Model;

fuzz_target!(|data: &[u8]| {
    if let Err(error) = Model::from_bytes(data) {
        assert!(!error.to_string().is_empty());
    }
});
