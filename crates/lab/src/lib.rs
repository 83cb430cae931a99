//! What the laboratory measures with; the commands are in `main.rs`.

pub mod eval_demo;
pub mod gold;
pub mod source_lines;
