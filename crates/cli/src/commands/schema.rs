//! `schema`: the JSON Schema of one output line of `extract`.

use crate::exit::{Done, Failure};
use std::io::{self, Write as _};

pub fn run() -> Result<Done, Failure> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &reportedly::line::json_schema()).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(Done::Fine)
}
