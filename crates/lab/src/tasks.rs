//! What the floors are measured on: each task names its data and gives its scores.

use crate::{data, eval_dates, floors::Measured};
use std::error::Error;

/// A task of `lab floors`.
pub struct Task {
    /// The data's folder, from the repository's root.
    pub data: &'static str,
    /// Scores it.
    pub measure: fn() -> Result<Measured, Box<dyn Error>>,
}

/// Every task, in the order of the report.
pub const TASKS: &[Task] = &[Task { data: TIME, measure: dates }];

const TIME: &str = "../shared/data/time";

fn dates() -> Result<Measured, Box<dyn Error>> {
    let folder = data::root().join(TIME);
    let articles = data::files(&folder)?.iter().filter(|f| f.extension().is_some_and(|e| e == "tml")).count();
    Ok(Measured { data: TIME.to_string(), articles, scores: eval_dates::scores(&folder)? })
}
