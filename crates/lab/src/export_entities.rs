//! Writes what the training of names and coreference reads: one text a line, in windows of pieces.

use crate::labelled::whole;
use crate::marked::{self, ANYTHING, MarkedText};
use reportedly_extract::attribution::windows::windows;
use reportedly_extract::segment::{Segments, segment};
use reportedly_schema::Span;
use reportedly_tagger::Vocabulary;
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;

/// Options of `lab train export-entities`.
#[derive(clap::Args, Debug)]
pub struct ExportOptions {
    /// The folder of research data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// The vocabulary of pieces, one a line.
    #[arg(long)]
    vocabulary: PathBuf,
    /// Where the lines go.
    #[arg(long)]
    out: PathBuf,
    /// Seed of what is varied.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// One text. Tokens are numbered over all its windows, of which each holds the next ones as its own.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    set: &'a str,
    held: bool,
    windows: Vec<WindowLine>,
    /// The paragraph of each token.
    paragraphs: Vec<u32>,
    /// The labels that each token may have, a bit each; empty where nothing is known.
    labels: Vec<u16>,
    /// Heads of the mentions of one entity each.
    chains: Vec<Vec<usize>>,
    /// Heads of mentions of entities that are mentioned once.
    alone: Vec<usize>,
    choices: Vec<ChoiceLine>,
}

#[derive(Serialize)]
struct WindowLine {
    ids: Vec<u16>,
    shapes: Vec<u8>,
    places: Vec<u8>,
    words: Vec<u32>,
    own: Vec<u32>,
}

#[derive(Serialize)]
struct ChoiceLine {
    pronoun: usize,
    right: Vec<usize>,
    wrong: Vec<usize>,
    none: bool,
    /// The two names of a row of GAP.
    asked: Vec<(usize, bool)>,
}

/// Runs `lab train export-entities`.
pub fn export(options: &ExportOptions) -> Result<(), String> {
    let text = std::fs::read_to_string(&options.vocabulary)
        .map_err(|e| format!("{}: {e}", options.vocabulary.display()))?;
    let vocabulary =
        Vocabulary::new(&text).map_err(|e| format!("{}: expected {e}", options.vocabulary.display()))?;
    let file = std::fs::File::create(&options.out).map_err(|e| format!("{}: {e}", options.out.display()))?;
    let mut to = std::io::BufWriter::new(file);
    let mut counts: std::collections::BTreeMap<(&str, bool), [usize; 6]> = std::collections::BTreeMap::new();
    for marked in marked::read_all(&options.data, options.seed)? {
        let segments = segment(&marked.text, &whole(&marked.text));
        let line = line(&marked, &segments, &vocabulary);
        let count = counts.entry((marked.set, marked.held)).or_default();
        let added = [
            1,
            line.windows.len(),
            segments.tokens.len(),
            marked.marks.len(),
            line.chains.len(),
            line.choices.len(),
        ];
        count.iter_mut().zip(added).for_each(|(c, a)| *c += a);
        let mut bytes = serde_json::to_vec(&line).map_err(|e| e.to_string())?;
        bytes.push(b'\n');
        to.write_all(&bytes).map_err(|e| format!("{}: {e}", options.out.display()))?;
    }
    for ((set, held), [texts, windows, tokens, marks, chains, choices]) in counts {
        let held = if held { " (held)" } else { "" };
        println!(
            "{set}{held}: {texts} texts, {windows} windows, {tokens} tokens, {marks} marks, {chains} chains, {choices} choices"
        );
    }
    to.flush().map_err(|e| format!("{}: {e}", options.out.display()))
}

fn line<'m>(marked: &'m MarkedText, segments: &Segments, vocabulary: &Vocabulary) -> Line<'m> {
    let heads = |spans: &[Span]| -> Vec<usize> {
        let mut heads: Vec<usize> = spans.iter().filter_map(|s| marked.head(segments, *s)).collect();
        heads.sort_unstable();
        heads.dedup();
        heads
    };
    let choices = marked.choices.iter().filter_map(|c| {
        Some(ChoiceLine {
            pronoun: marked.head(segments, c.pronoun)?,
            right: heads(&c.right),
            wrong: heads(&c.wrong),
            none: c.none,
            asked: match c.asked {
                Some([(a, is_a), (b, is_b)]) => {
                    vec![(marked.head(segments, a)?, is_a), (marked.head(segments, b)?, is_b)]
                }
                None => Vec::new(),
            },
        })
    });
    let labels = marked.labels(segments);
    Line {
        id: &marked.id,
        set: marked.set,
        held: marked.held,
        windows: windows(&marked.text, segments, vocabulary)
            .into_iter()
            .map(|w| WindowLine {
                ids: w.window.pieces.iter().map(|p| p.id).collect(),
                shapes: w.window.pieces.iter().map(|p| p.shape).collect(),
                places: w.window.pieces.iter().map(|p| p.place).collect(),
                words: w.window.words,
                own: w.window.own,
            })
            .collect(),
        paragraphs: (0u32..)
            .zip(&segments.paragraphs)
            .flat_map(|(n, p)| std::iter::repeat_n(n, p.tokens.len()))
            .collect(),
        labels: if labels.iter().all(|l| *l == ANYTHING) { Vec::new() } else { labels },
        chains: marked.chains.iter().map(|c| heads(c)).filter(|c| c.len() > 1).collect(),
        alone: heads(&marked.alone),
        choices: choices.collect(),
    }
}
