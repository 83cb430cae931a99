//! Any bytes, any day: time expressions are ordered, apart and cut the text; days come in pairs and in order; nothing depends on a second run.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reportedly_dates::{find, tag};

/// Bytes of the input that make the day of publication.
const DAY: usize = 4;

fuzz_target!(|bytes: &[u8]| {
    let (day, bytes) = bytes.split_at(bytes.len().min(DAY));
    let text = String::from_utf8_lossy(bytes);
    // Four bytes make a day; those that make none leave publication unknown.
    let published = day.try_into().ok().and_then(|[high, low, month, day]: [u8; DAY]| {
        let year = i16::from_be_bytes([high, low]);
        format!("{:04}-{:02}-{:02}", year.rem_euclid(10_000), month % 13, day % 32).parse().ok()
    });
    let tagged = tag(&text, published);
    assert_eq!(tagged, tag(&text, published));
    assert_eq!(tagged.iter().map(|tagged| tagged.expression).collect::<Vec<_>>(), find(&text));
    let mut before = 0;
    for tagged in tagged {
        let (start, end) = (tagged.expression.start, tagged.expression.end);
        assert!(before <= start && start < end);
        assert!(text.get(start..end).is_some());
        let resolved = tagged.resolved;
        assert_eq!(resolved.earliest.is_some(), resolved.latest.is_some());
        assert!(resolved.earliest <= resolved.latest);
        before = end;
    }
});
