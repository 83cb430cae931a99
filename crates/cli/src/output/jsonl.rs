//! JSON lines: one value per line, UTF-8, no line of anything else.

use serde::Serialize;
use std::io::{self, Write};

/// Writes one line.
///
/// # Errors
/// When the stream cannot be written.
pub fn line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
