//! `lab bench`: articles/s, tokens/s and peak memory, whole and by stage.
//!
//! Measures files on disk to JSON lines in memory, as `reportedly extract` does, over the text files of a folder repeated until
//! `--articles` are done. Tokens are those of the reference scorer: runs of word characters, or one other character that is not
//! white space. Prints the machine with the figures; compares nothing and asserts nothing.

use reportedly::{
    line::{Shown, article_line},
    pipeline::{Error, Given, Outcome, Pipeline, Settings, Source, SourceBytes},
};
use reportedly_extract::{Buffer, segment::segment};
use std::{fs, io::Write, path::PathBuf, time::Instant};

/// Arguments of `lab bench`.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// What to measure instead of reading and extracting.
    #[command(subcommand)]
    stage: Option<Stage>,
    /// A folder of text files.
    #[arg(long)]
    data: Option<PathBuf>,
    /// How many articles to do, repeating the folder.
    #[arg(long, default_value_t = 2000)]
    articles: usize,
    /// Model: `fast`, `full`, or the path of a model file.
    #[arg(long, default_value = "fast")]
    model: String,
    /// Threads.
    #[arg(long, default_value_t = 2)]
    jobs: usize,
}

/// Other things to measure.
#[derive(clap::Subcommand)]
enum Stage {
    /// Linking, by size, and linking on after 100 articles more.
    Link(crate::bench_link::Arguments),
}

/// Runs the benchmark and prints its figures.
///
/// # Errors
/// When the folder cannot be read or the model cannot be loaded.
pub fn run(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    if let Some(Stage::Link(link)) = &arguments.stage {
        return crate::bench_link::run(link);
    }
    let folder = arguments.data.clone().unwrap_or_else(|| crate::data::shared("data/polnear/dev/text"));
    let files: Vec<PathBuf> = crate::data::files(&folder)?
        .into_iter()
        .filter(|f| f.extension().is_some_and(|e| e == "txt"))
        .collect();
    if files.is_empty() {
        return Err(format!("{} holds no .txt file", folder.display()).into());
    }
    let started = Instant::now();
    let pipeline = Pipeline::new(&crate::data::model(&arguments.model)?, Settings::default())?;
    let loading = started.elapsed();

    let sources = (0..arguments.articles).map(|n| {
        let path = &files[n % files.len()];
        let bytes = match fs::read(path) {
            Ok(bytes) => SourceBytes::Bytes(bytes),
            Err(e) => SourceBytes::Failed(e.to_string()),
        };
        Source { path: path.to_string_lossy().into_owned(), given: Given::default(), bytes }
    });
    let mut sink = std::io::BufWriter::new(fs::File::create("/dev/null")?);
    let (mut tokens, mut statements, mut written) = (0usize, 0usize, 0usize);
    let started = Instant::now();
    pipeline.run::<Error>(
        sources,
        arguments.jobs,
        |_| Ok(false),
        |outcome| {
            if let Outcome::Article(record) = outcome {
                tokens += count_tokens(&record.reading.text);
                statements += record.extraction.statements.len();
                let json = serde_json::to_vec(&article_line(&record, Shown::default())).unwrap_or_default();
                written += json.len();
                let _ = sink.write_all(&json);
            }
            Ok(())
        },
    )?;
    let seconds = started.elapsed().as_secs_f64();
    println!("model: {}", arguments.model);
    println!("machine: {}, {} of its threads", processor(), arguments.jobs);
    println!(
        "data: {} files of {}, repeated to {} articles",
        files.len(),
        folder.display(),
        arguments.articles
    );
    println!("loading: {:.1} ms", loading.as_secs_f64() * 1e3);
    println!(
        "whole: {:.0} articles/s, {:.0} tokens/s, {:.2} s; {statements} statements, {written} bytes of JSON",
        arguments.articles as f64 / seconds,
        tokens as f64 / seconds,
        seconds
    );
    println!("peak memory: {:.0} MB", peak_megabytes());
    stages(&pipeline, &files)?;
    Ok(())
}

/// Time by stage on one thread, each over all files once.
fn stages(pipeline: &Pipeline, files: &[PathBuf]) -> Result<(), Box<dyn std::error::Error>> {
    let bytes: Vec<Vec<u8>> = files.iter().map(fs::read).collect::<Result<_, _>>()?;
    let timed = |name: &str, seconds: f64| {
        println!("  {name:<12} {:>8.2} ms an article", seconds * 1e3 / files.len() as f64);
    };
    let started = Instant::now();
    let readings: Vec<_> = bytes
        .iter()
        .flat_map(|b| pipeline.read("bench.txt", b, &Given::default()))
        .filter_map(Result::ok)
        .collect();
    timed("read", started.elapsed().as_secs_f64());
    let started = Instant::now();
    let tokens: usize = readings.iter().map(|r| segment(&r.text, &r.blocks).tokens.len()).sum();
    timed("segment", started.elapsed().as_secs_f64());
    let mut buffer = Buffer::default();
    let started = Instant::now();
    let records: Vec<_> = readings.into_iter().map(|r| pipeline.extract(r, &mut buffer)).collect();
    timed("extract", started.elapsed().as_secs_f64());
    let started = Instant::now();
    let mut size = 0;
    for record in &records {
        size += serde_json::to_vec(&article_line(record, Shown::default()))?.len();
    }
    timed("json", started.elapsed().as_secs_f64());
    println!("  ({tokens} tokens, {size} bytes of JSON)");
    Ok(())
}

fn count_tokens(text: &str) -> usize {
    let (mut count, mut inside) = (0, false);
    for c in text.chars() {
        let word = c.is_alphanumeric() || c == '_';
        if (word && !inside) || (!word && !c.is_whitespace()) {
            count += 1;
        }
        inside = word;
    }
    count
}

pub fn processor() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info.lines().find_map(|l| l.strip_prefix("model name")).unwrap_or(": unknown");
    format!("{}, {} cores", name.trim_start_matches([' ', '\t', ':']), info.matches("processor\t").count())
}

pub fn peak_megabytes() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or("0");
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) / 1024.0
}

#[cfg(test)]
mod tests {
    #[test]
    fn tokens_are_those_of_the_reference_scorer() {
        assert_eq!(super::count_tokens("Ann_Lee said: “It's 5.”"), 10);
        assert_eq!(super::count_tokens("  "), 0);
    }
}
