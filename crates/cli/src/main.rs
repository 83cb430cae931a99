//! Command line of reportedly.
fn main() {}
