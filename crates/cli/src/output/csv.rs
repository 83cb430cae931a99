//! Comma-separated values (RFC 4180 with LF line ends): a header, then a line per row.

use std::io::{self, Write};

/// Writes header and rows.
///
/// # Errors
/// When the stream cannot be written.
pub fn rows(out: &mut impl Write, header: &[&str], rows: &[Vec<String>]) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer.flush()
}
