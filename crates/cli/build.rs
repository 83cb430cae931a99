//! Builds again when an article of the demo corpus is added or taken away; changes inside one are seen by the compiler.

fn main() {
    println!("cargo::rerun-if-changed=../../demo/articles");
    println!("cargo::rerun-if-changed=build.rs");
}
