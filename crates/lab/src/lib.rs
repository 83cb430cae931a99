//! What the laboratory measures with; the commands are in `main.rs`.

pub mod eval_changes;
pub mod eval_demo;
pub mod eval_events;
pub mod eval_repeats;
pub mod eval_stories;
pub mod eval_wording;
pub mod gold;
pub mod gold_accounts;
pub mod gold_between;
pub mod gold_corpus;
pub mod source_lines;
pub mod spec;
