//! Any bytes as a registry file: no panic, and what is read comes back byte for byte.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reportedly_link::{read_registry, registry_faults, write_registry};

fuzz_target!(|data: &[u8]| {
    if let Ok(read) = read_registry(data) {
        assert!(registry_faults(&read.registry).is_empty());
        let written = write_registry(&read.registry);
        let again = read_registry(written.as_bytes()).expect("what was written is read");
        assert_eq!(write_registry(&again.registry), written);
    }
});
