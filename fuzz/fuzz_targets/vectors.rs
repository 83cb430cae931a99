//! Any bytes as a table of vectors: no panic, and a cosine within its bounds for what is read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reportedly_link::Vectors;

fuzz_target!(|data: &[u8]| {
    if let Ok(vectors) = Vectors::from_bytes(data) {
        let text = String::from_utf8_lossy(&data[..data.len().min(200)]);
        let other = "talks with the neighbours about a truce";
        assert_eq!(vectors.cosine(&text, other), vectors.cosine(other, &text));
        assert!(vectors.cosine(&text, other).is_none_or(|c| (-1000..=1000).contains(&c)));
    }
});
