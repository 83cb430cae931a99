//! Parts of speech for training, from CoreNLP's parses of PolNeAR (machine output).

use crate::polnear::GoldArticle;
use reportedly_extract::segment::Segments;
use reportedly_schema::CodePoints;
use std::io::Read;
use std::path::Path;

/// The tags, in the order of their numbers: coarser than Penn's, as fine as the spans need.
pub const TAGS: [&str; 14] = [
    "noun",
    "name",
    "pronoun",
    "determiner",
    "verb",
    "finite",
    "participle",
    "gerund",
    "preposition",
    "conjunction",
    "adjective",
    "adverb",
    "question",
    "mark",
];

/// Penn Treebank tag to a number of [`TAGS`].
fn coarse(penn: &str) -> u8 {
    match penn {
        "NN" | "NNS" => 0,
        "NNP" | "NNPS" => 1,
        "PRP" => 2,
        "DT" | "PDT" | "PRP$" => 3,
        "VB" => 4,
        "MD" | "VBD" | "VBP" | "VBZ" => 5,
        "VBN" => 6,
        "VBG" => 7,
        "IN" | "TO" | "RP" => 8,
        "CC" => 9,
        "JJ" | "JJR" | "JJS" | "CD" => 10,
        "RB" | "RBR" | "RBS" => 11,
        "WDT" | "WP" | "WP$" | "WRB" => 12,
        _ => 13,
    }
}

/// The tag of each token of an article: that of the parse's word which covers its first character. `None` without a parse.
pub fn parts_of_speech(
    folder: &Path,
    article: &GoldArticle,
    segments: &Segments,
) -> Result<Option<Vec<u8>>, String> {
    let path = folder.join(format!("{}.tsv.gz", article.id));
    let Ok(file) = std::fs::File::open(&path) else { return Ok(None) };
    let mut table = String::new();
    flate2::read::GzDecoder::new(file)
        .read_to_string(&mut table)
        .map_err(|e| format!("{}: {e}", path.display()))?;
    let points = CodePoints::new(&article.text);
    let mut words = Vec::new();
    for line in table.lines().filter(|l| !l.is_empty()) {
        let columns: Vec<&str> = line.split('\t').collect();
        let number = |n: usize| columns.get(n).and_then(|c| c.parse::<u32>().ok());
        let (Some(start), Some(end), Some(penn)) = (number(2), number(3), columns.get(5)) else {
            return Err(format!("{}: six columns expected, found {line:?}", path.display()));
        };
        words.push((points.byte(start), points.byte(end), coarse(penn)));
    }
    let mut next = 0;
    let tags = segments.tokens.iter().map(|token| {
        while next < words.len() && words[next].1 <= token.span.start {
            next += 1;
        }
        words.get(next).filter(|w| w.0 <= token.span.start).map_or(13, |w| w.2)
    });
    Ok(Some(tags.collect()))
}
