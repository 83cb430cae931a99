//! Which of several readings carry (nearly) the same text, without a record.

use crate::record::sketch_of;
use reportedly_schema::{Reading, linkage::LinkArticle};

/// For each reading the indices of the others that carry the same text: what the linker would fold as reprints of each other.
pub fn near_duplicates(readings: &[&Reading]) -> Vec<Vec<usize>> {
    let articles: Vec<LinkArticle> = readings
        .iter()
        .map(|reading| LinkArticle {
            id: reading.id(),
            path: reading.path.clone(),
            outlet: reading.outlet.clone(),
            outlet_basis: reading.outlet_basis,
            language: reading.language.clone(),
            url: reading.url.clone(),
            published: reading.published.clone(),
            text_sha256: reading.text_sha256,
            sketch: sketch_of(reading),
        })
        .collect();
    let others = |n: usize| {
        (0..articles.len())
            .filter(|&m| m != n && reportedly_link::is_reprint(&articles[n], &articles[m]))
            .collect()
    };
    (0..articles.len()).map(others).collect()
}
