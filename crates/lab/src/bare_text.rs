//! A bare text as a reading: all of it body, nothing known of it.

use crate::labelled::whole;
use reportedly_schema::{Reading, Sha256};
use std::collections::BTreeMap;

/// The reading of a text that is no article of its own: research data without outlet, title or date.
pub fn reading(path: &str, text: &str) -> Reading {
    let digest = Sha256::of(text.as_bytes());
    Reading {
        path: path.to_owned(),
        raw_sha256: digest,
        text: text.to_owned(),
        text_sha256: digest,
        blocks: whole(text).to_vec(),
        url: None,
        outlet: None,
        outlet_basis: None,
        title: None,
        authors: Vec::new(),
        published: None,
        updated: None,
        language: Some("en".to_owned()),
        problems: Vec::new(),
        extra: BTreeMap::new(),
        reader: "none".to_owned(),
    }
}
