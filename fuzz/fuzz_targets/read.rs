//! Any bytes as an input of any kind: no panic, and blocks that cover the reading.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reportedly_read::{Given, Input, Options, check_blocks, read};

fuzz_target!(|data: &[u8]| {
    for input in [Input::Auto, Input::Text, Input::Html, Input::Jsonl] {
        let options = Options { input, ..Options::default() };
        for reading in read("fuzz", data, &Given::default(), &options).into_iter().flatten() {
            if let Err(broken) = check_blocks(&reading) {
                panic!("{broken}");
            }
        }
    }
});
