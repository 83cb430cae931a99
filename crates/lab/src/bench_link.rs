//! `lab bench link`: how long linking takes by size, and how long it takes to add to a record that is large already.
//!
//! Data: the articles of `lab generate statements`, stored in a new record in `--folder`. For each size: reading what is to be linked,
//! linking, and writing the generation, first of everything and then after 100 articles more; beside the wall clock the seconds of the
//! processor, since a machine may be shared. "per linear" is the time for one statement against that of the smallest size; "generation"
//! the first digits of a digest of all that was linked, by which two builds are compared. With `--check`, what was linked on is
//! compared with linking everything again. Asserts nothing else.

use crate::generate::Articles;
use reportedly_link::{LinkInput, Linked, link_changed, linker};
use reportedly_schema::{ArticleRecord, Sha256};
use reportedly_store::{Entry, Error, Store};
use std::borrow::Cow;
use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

/// Articles that are added to the large record.
const MORE: usize = 100;

/// Arguments of `lab bench link`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Sizes, in statements.
    #[arg(long, value_delimiter = ',', default_value = "20000,200000")]
    statements: Vec<usize>,
    /// Seed of the articles.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Where the records are made, each deleted in the end [default: the folder for temporary files].
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Compare with linking everything again.
    #[arg(long)]
    check: bool,
}

/// Seconds by the wall and of the processor.
#[derive(Clone, Copy)]
struct Seconds {
    wall: f64,
    processor: f64,
}

impl std::fmt::Display for Seconds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.2} s ({:.2} s of the processor)", self.wall, self.processor)
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Seconds) {
    let (start, before) = (Instant::now(), processor_seconds());
    let done = work();
    let seconds = Seconds { wall: start.elapsed().as_secs_f64(), processor: processor_seconds() - before };
    (done, seconds)
}

/// User and system time of this process (proc(5), fields 14 and 15 of stat, in hundredths of a second).
fn processor_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    ticks.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// What linking took.
struct Linking {
    linked: Linked,
    asked: usize,
    read: Seconds,
    link: Seconds,
    write: Seconds,
}

impl Linking {
    fn of(store: &mut Store) -> Result<Linking, Error> {
        let (input, read) = timed(|| store.link_input(&linker()));
        let input = input?;
        let failed = RefCell::new(None);
        let asked = RefCell::new(0);
        let to_link = LinkInput {
            articles: &input.articles,
            statements: &input.statements,
            registry: &input.registry,
            decisions: &input.decisions,
            before: input.before.as_ref(),
        };
        let (linked, link) = timed(|| {
            link_changed(&to_link, &|n| {
                *asked.borrow_mut() += 1;
                match store.whole_statement(&input, n) {
                    Ok(statement) => Cow::Owned(statement),
                    Err(error) => {
                        failed.borrow_mut().get_or_insert(error);
                        Cow::Borrowed(&input.statements[n])
                    }
                }
            })
        });
        if let Some(error) = failed.take() {
            return Err(error);
        }
        let (written, write) = timed(|| store.replace_links(&input, &linked.generation, &linked.profiles));
        written?;
        Ok(Linking { linked, asked: asked.into_inner(), read, link, write })
    }

    fn print(&self, what: &str) {
        println!(
            "  {what}: {:.2} s; reading {}, linking {}, writing {}; {} whole statements asked for",
            self.read.wall + self.link.wall + self.write.wall,
            self.read,
            self.link,
            self.write,
            self.asked
        );
    }
}

/// Runs the benchmark and prints its figures.
///
/// # Errors
/// When a record cannot be made or read.
pub fn run(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    println!("machine: {}", super::bench::processor());
    let mut sizes = arguments.statements.clone();
    sizes.sort_unstable();
    let mut smallest: Option<(usize, f64)> = None;
    for size in sizes {
        let folder = match &arguments.folder {
            Some(folder) => tempfile::tempdir_in(folder)?,
            None => tempfile::tempdir()?,
        };
        let mut store = Store::create(folder.path().join("bench.db"))?;
        let mut articles = Articles::new(size, arguments.seed);
        let mut add = |store: &mut Store, count: usize| -> Result<usize, Error> {
            let mut statements = 0;
            for article in articles.by_ref().take(count) {
                statements += article.extraction.statements.len();
                add_article(store, &article)?;
            }
            Ok(statements)
        };
        let count = size.div_ceil(crate::generate::PER_ARTICLE);
        let (statements, adding) = timed(|| add(&mut store, count));
        let statements = statements?;
        println!("{statements} statements in {count} articles; added in {adding}");
        let all = Linking::of(&mut store)?;
        all.print("linked");
        shape(&all.linked, statements);
        println!("  generation {}", digest(&all.linked));
        let each = all.link.processor / statements as f64;
        let (fewest, least) = *smallest.get_or_insert((statements, each));
        println!("  linking per linear, from {fewest}: {:.2}", each / least);
        drop(all);
        let (added, adding) = timed(|| add(&mut store, MORE));
        added?;
        let more = Linking::of(&mut store)?;
        println!("  {MORE} articles more: added in {adding}");
        more.print("linked on");
        println!("  generation {}", digest(&more.linked));
        println!("  peak memory: {:.0} MB", super::bench::peak_megabytes());
        if arguments.check {
            let input = store.link_input("to check")?;
            let snapshot = store.snapshot()?;
            let whole = reportedly_link::link(
                &snapshot.articles,
                &snapshot.statements,
                &input.registry,
                &input.decisions,
            );
            let same = whole == more.linked.generation && whole == snapshot.links;
            println!(
                "  linking everything again gives {}",
                if same { "the same" } else { "ANOTHER generation" }
            );
        }
        println!("  file: {} MB", fs::metadata(store.file())?.len() / 1_000_000);
    }
    Ok(())
}

fn add_article(store: &mut Store, article: &ArticleRecord) -> Result<(), Error> {
    store.add(Entry::Article(article, &reportedly::record::sketch_of(&article.reading)))?;
    Ok(())
}

/// Tells two generations apart: one that a change was not to touch keeps its digits.
fn digest(linked: &Linked) -> String {
    let all = Sha256::of(format!("{linked:?}").as_bytes()).to_string();
    all.chars().take(16).collect()
}

/// What the generated record is like, as it was linked.
fn shape(linked: &Linked, statements: usize) {
    let links = &linked.generation;
    let top = links.speakers.iter().map(|s| s.statements.len()).max().unwrap_or(0);
    let reports = |utterances: &[usize]| utterances.iter().map(|&u| links.utterances[u].reports.len()).sum();
    let point: usize = links.points.iter().map(|p| reports(&p.utterances)).max().unwrap_or(0);
    let copies: usize = links.reprints.iter().map(|group| group.len() - 1).sum();
    println!(
        "  {} speakers, the first with {:.1} %; {} utterances on {} occasions; {} points, the largest of {point} reports; {copies} reprints",
        links.speakers.len(),
        top as f64 * 100.0 / statements as f64,
        links.utterances.len(),
        links.occasions.len(),
        links.points.len(),
    );
}
