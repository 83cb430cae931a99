//! Prints augmented articles with their spans in brackets, for eyes.

use super::{collect, compose, vary};
use crate::polnear::GoldArticle;
use crate::{data, polnear};
use std::error::Error;
use std::path::PathBuf;

/// What to print.
#[derive(clap::Args)]
pub struct ShowAugmented {
    /// Articles of each kind: composed, and varied.
    #[arg(long, default_value_t = 3)]
    count: usize,
    /// The seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// PolNeAR's training compartment, from the repository's root.
    #[arg(long, default_value = "../shared/data/polnear/train")]
    data: PathBuf,
    /// Only `composed` or only `varied` articles.
    #[arg(long)]
    only: Option<String>,
}

/// Prints them: `[1s …]` source, `[1q …]` cue, `[1c …]` content of attribution 1.
///
/// # Errors
/// When the training articles cannot be read.
pub fn run(options: &ShowAugmented) -> Result<(), Box<dyn Error>> {
    let articles = polnear::read(&data::root().join(&options.data))?;
    let only = options.only.as_deref();
    if only != Some("varied") {
        let contents = collect(&articles);
        println!("{} contents", contents.len());
        for form in ["Quotation", "Question", "Fragment", "Clause", "Infinitive", "Noun", "Narration"] {
            println!("  {form}: {}", contents.iter().filter(|c| format!("{:?}", c.form) == form).count());
        }
        for article in compose(&contents, options.count, options.seed) {
            println!("==== {}\n{}\n", article.id, marked(&article));
        }
    }
    if only != Some("composed") {
        // Articles from all over the list, the same for the same seed.
        let step = (articles.len() / options.count.max(1)).max(1);
        let first = options.seed as usize % step;
        for (n, article) in articles.iter().skip(first).step_by(step).take(options.count).enumerate() {
            let varied = vary(article, options.seed + n as u64);
            println!("==== {}\n{}\n", varied.id, marked(&varied));
        }
    }
    Ok(())
}

/// The text with every span in brackets.
fn marked(article: &GoldArticle) -> String {
    let mut edges: Vec<(u32, u8, u32, String)> = Vec::new();
    for (n, gold) in article.attributions.iter().enumerate() {
        for (letter, spans) in [('s', &gold.source), ('q', &gold.cue), ('c', &gold.content)] {
            for span in spans {
                // At one place: closing before opening, outer before inner.
                edges.push((span.start, 1, u32::MAX - span.end, format!("[{}{letter} ", n + 1)));
                edges.push((span.end, 0, u32::MAX - span.start, "]".to_owned()));
            }
        }
    }
    edges.sort();
    let mut out = String::new();
    let mut at = 0;
    for (place, _, _, mark) in edges {
        out += &article.text[at as usize..place as usize];
        out += &mark;
        at = place;
    }
    out + &article.text[at as usize..]
}
