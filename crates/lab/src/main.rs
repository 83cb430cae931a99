//! Training, evaluation, benchmarks and checks of reportedly; never shipped.
fn main() {}
