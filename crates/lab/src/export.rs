//! Writes what the training scripts read: windows of pieces with their labels, one JSON line each.
//!
//! The scripts never see text: words are cut, marked and labelled here, by the code that the program itself uses.

use crate::labelled::{fold_of, label, whole};
use crate::polnear::{self, GoldArticle};
use crate::{augment, data};
use reportedly_extract::attribution::windows::windows;
use reportedly_extract::segment::segment;
use reportedly_tagger::{Vocabulary, Window};
use serde::Serialize;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Options of `lab train export`.
#[derive(clap::Args, Debug)]
pub struct ExportOptions {
    /// PolNeAR with `train`.
    #[arg(long, default_value = "../shared/data/polnear")]
    data: PathBuf,
    /// The vocabulary of pieces, one a line.
    #[arg(long)]
    vocabulary: PathBuf,
    /// Where the lines go.
    #[arg(long)]
    out: PathBuf,
    /// Variants of this share of the training articles, in percent.
    #[arg(long, default_value_t = 50)]
    varied: u64,
    /// Composed articles.
    #[arg(long, default_value_t = 1200)]
    composed: usize,
    /// Folders of other texts without labels (TimeML, CoNLL-U), for distillation.
    #[arg(long)]
    plain: Vec<PathBuf>,
    /// Seed of what is varied and composed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// One window.
#[derive(Serialize)]
struct Line<'a> {
    article: &'a str,
    /// `gold`, `varied`, `composed` or `plain`.
    kind: &'a str,
    /// Whether the article is in the tenth that no weights are learned from.
    held: bool,
    ids: Vec<u16>,
    shapes: Vec<u8>,
    places: Vec<u8>,
    /// Where each word and separator begins in `ids`.
    words: &'a [u32],
    /// Where each own token stands in `words`.
    own: &'a [u32],
    /// The label of each own token; empty where there is no gold.
    labels: &'a [u8],
    /// The paragraph of each own token in the article.
    paragraphs: &'a [u32],
}

/// Runs `lab train export`.
pub fn export(options: &ExportOptions) -> Result<(), String> {
    let text = std::fs::read_to_string(&options.vocabulary)
        .map_err(|e| format!("{}: {e}", options.vocabulary.display()))?;
    let vocabulary =
        Vocabulary::new(&text).map_err(|e| format!("{}: expected {e}", options.vocabulary.display()))?;
    let articles = polnear::read(&options.data.join("train"))?;
    let mut out = Lines::create(&options.out)?;
    let (held, learned): (Vec<GoldArticle>, Vec<GoldArticle>) =
        articles.into_iter().partition(|a| fold_of(&a.id, 10) == 0);
    for article in &held {
        out.write(article, "gold", true, &vocabulary)?;
    }
    for article in &learned {
        out.write(article, "gold", false, &vocabulary)?;
    }
    for article in learned.iter().filter(|a| fold_of(&format!("varied {}", a.id), 100) < options.varied) {
        out.write(&augment::vary(article, options.seed), "varied", false, &vocabulary)?;
    }
    for article in &augment::compose(&augment::collect(&learned), options.composed, options.seed) {
        out.write(article, "composed", false, &vocabulary)?;
    }
    for folder in &options.plain {
        for article in &plain_texts(folder)? {
            out.write(article, "plain", false, &vocabulary)?;
        }
    }
    out.finish()
}

struct Lines {
    path: PathBuf,
    to: BufWriter<std::fs::File>,
    count: usize,
}

impl Lines {
    fn create(path: &Path) -> Result<Self, String> {
        let file = std::fs::File::create(path).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(Lines { path: path.to_owned(), to: BufWriter::new(file), count: 0 })
    }

    fn write(
        &mut self,
        article: &GoldArticle,
        kind: &str,
        held: bool,
        vocabulary: &Vocabulary,
    ) -> Result<(), String> {
        let segments = segment(&article.text, &whole(&article.text));
        let labels: Vec<u8> = match kind {
            "plain" => Vec::new(),
            _ => label(&article.text, &segments, &article.attributions).concat(),
        };
        let paragraph_of: Vec<u32> = (0u32..)
            .zip(&segments.paragraphs)
            .flat_map(|(n, p)| std::iter::repeat_n(n, p.tokens.len()))
            .collect();
        for window in windows(&article.text, &segments, vocabulary) {
            let (tokens, Window { pieces, words, own }) = (&window.tokens, &window.window);
            let line = Line {
                article: &article.id,
                kind,
                held,
                ids: pieces.iter().map(|p| p.id).collect(),
                shapes: pieces.iter().map(|p| p.shape).collect(),
                places: pieces.iter().map(|p| p.place).collect(),
                words,
                own,
                labels: labels.get(tokens.clone()).unwrap_or_default(),
                paragraphs: &paragraph_of[tokens.clone()],
            };
            let written = serde_json::to_writer(&mut self.to, &line).map_err(std::io::Error::from);
            written
                .and_then(|()| self.to.write_all(b"\n"))
                .map_err(|e| format!("{}: {e}", self.path.display()))?;
            self.count += 1;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), String> {
        self.to.flush().map_err(|e| format!("{}: {e}", self.path.display()))?;
        println!("{} windows in {}", self.count, self.path.display());
        Ok(())
    }
}

/// The texts of a folder and the folders in it, without their marks: TimeML (`.tml`) and CoNLL-U (`.conllu`), sorted by path.
fn plain_texts(folder: &Path) -> Result<Vec<GoldArticle>, String> {
    let tag = regex::Regex::new("<[^>]*>").expect("a pattern");
    let mut out = Vec::new();
    for path in data::files(folder).map_err(|e| format!("{}: {e}", folder.display()))? {
        let read = || std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()));
        let text = match path.extension().and_then(|e| e.to_str()) {
            Some("tml") => {
                let text = tag.replace_all(&read()?, "").into_owned();
                text.replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
            }
            Some("conllu") => {
                let mut text = String::new();
                for line in read()?.lines() {
                    if line.starts_with("# newpar") {
                        text.push('\n');
                    }
                    if let Some(sentence) = line.strip_prefix("# text = ") {
                        text += sentence;
                        text.push(' ');
                    }
                }
                text
            }
            _ => continue,
        };
        out.push(GoldArticle { id: path.display().to_string(), text, attributions: Vec::new() });
    }
    Ok(out)
}
