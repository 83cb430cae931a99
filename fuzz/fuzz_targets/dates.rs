//! Any text: time expressions are ordered, apart and cut the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reportedly_dates::tag;

fuzz_target!(|text: &str| {
    let mut before = 0;
    for tagged in tag(text, "2031-03-05".parse().ok()) {
        let (start, end) = (tagged.expression.start, tagged.expression.end);
        assert!(before <= start && start < end);
        assert!(text.get(start..end).is_some());
        before = end;
    }
});
