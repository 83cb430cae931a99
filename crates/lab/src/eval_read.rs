//! `lab eval read`: how well pages and noisy texts are read.
//!
//! * bodies: F1 of word 4-shingles against the ground truth of `html/article-extraction`, as the scrapinghub benchmark
//!   counts (bags of shingles, mean over pages), for each extractor and for what the reader chooses;
//! * dates: publication dates of `html/dates`;
//! * lines: the whole visible text of each page, a line for each block element, against the same ground truth: noise found
//!   and body wrongly dropped, by characters, for both halves of the pages by name (the reader is tuned on the first);
//! * drops: clean PolNeAR texts, in which nearly all is body.

use flate2::read::GzDecoder;
use reportedly_read as read;
use std::collections::{BTreeMap, HashMap};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// What to evaluate.
#[derive(clap::Args)]
pub struct EvalRead {
    /// The folder of research data.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Parts to run (bodies, dates, lines, drops); all without it.
    #[arg(long, value_delimiter = ',')]
    parts: Vec<String>,
    /// Print the lines of these pages (a number in sorted order) or PolNeAR files with gold and kind.
    #[arg(long)]
    show: Vec<String>,
    /// Print how these files are read, and nothing else.
    #[arg(long)]
    file: Vec<PathBuf>,
    /// Print what was wrong.
    #[arg(long)]
    errors: bool,
}

type Failure = Box<dyn std::error::Error>;

/// Runs the evaluation and prints its tables.
pub fn run(arguments: &EvalRead) -> Result<(), Failure> {
    if !arguments.file.is_empty() {
        return arguments.file.iter().try_for_each(|file| show(file));
    }
    let wanted = |part: &str| arguments.parts.is_empty() || arguments.parts.iter().any(|p| p == part);
    if wanted("bodies") {
        bodies(arguments)?;
    }
    if wanted("dates") {
        dates(arguments)?;
    }
    if wanted("lines") {
        lines(arguments)?;
    }
    if wanted("drops") {
        drops(arguments)?;
    }
    Ok(())
}

fn show(file: &Path) -> Result<(), Failure> {
    let mut bytes = std::fs::read(file)?;
    if file.extension().is_some_and(|e| e == "gz") {
        let packed = std::mem::take(&mut bytes);
        GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes)?;
    }
    for found in read::read(&file.to_string_lossy(), &bytes, &Default::default(), &Default::default()) {
        let reading = match found {
            Ok(reading) => reading,
            Err(rejected) => {
                println!("{} rejected {}: {}", rejected.path, rejected.code, rejected.message);
                continue;
            }
        };
        println!(
            "{}\n  title {:?}\n  outlet {:?} {:?} authors {:?} language {:?}",
            reading.path,
            reading.title,
            reading.outlet,
            reading.outlet_basis,
            reading.authors,
            reading.language
        );
        println!(
            "  published {:?}\n  updated {:?}\n  problems {:?}",
            reading.published, reading.updated, reading.problems
        );
        for block in &reading.blocks {
            println!(
                "{:<10} {:<3} {}",
                block.kind.as_str(),
                block.lang.as_deref().unwrap_or("-"),
                reading.cut(block.span).chars().take(130).collect::<String>()
            );
        }
    }
    Ok(())
}

struct Page {
    name: String,
    html: Vec<u8>,
    body: String,
}

fn pages(data: &Path) -> Result<Vec<Page>, Failure> {
    let root = data.join("html/article-extraction");
    let gold: BTreeMap<String, serde_json::Value> =
        serde_json::from_slice(&std::fs::read(root.join("ground-truth.json"))?)?;
    gold.into_iter()
        .map(|(name, entry)| {
            let packed = std::fs::File::open(root.join(format!("{name}.html.gz")))?;
            let mut html = Vec::new();
            GzDecoder::new(packed).read_to_end(&mut html)?;
            let body = entry["articleBody"].as_str().unwrap_or("").to_string();
            Ok(Page { name, html, body })
        })
        .collect()
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// Bag of 4-shingles; a text of fewer words is one shingle.
fn shingles(text: &str) -> HashMap<Vec<String>, usize> {
    let words = words(text);
    let mut out = HashMap::new();
    if words.is_empty() {
        return out;
    }
    for window in words.windows(4.min(words.len())) {
        *out.entry(window.to_vec()).or_default() += 1;
    }
    out
}

/// Precision, recall and F1 of bags of shingles.
fn f1(found: &str, gold: &str) -> [f64; 3] {
    let (found, gold) = (shingles(found), shingles(gold));
    let hits: usize = found.iter().map(|(s, n)| (*n).min(gold.get(s).copied().unwrap_or(0))).sum();
    let (all, want): (usize, usize) = (found.values().sum(), gold.values().sum());
    if hits == 0 {
        return [0.0; 3];
    }
    let (precision, recall) = (hits as f64 / all as f64, hits as f64 / want as f64);
    [precision, recall, 2.0 * precision * recall / (precision + recall)]
}

fn bodies(arguments: &EvalRead) -> Result<(), Failure> {
    use reportedly_schema::BlockKind as K;
    let pages = pages(&arguments.data)?;
    let half = pages.len().div_ceil(2);
    let names = ["dom_smoothie", "rs-trafilatura", "better of the two", "chosen", "chosen, noise left out"];
    let mut sums = vec![[[0.0; 3]; 2]; names.len()];
    let mut seconds = [0.0; 2];
    for (n, page) in pages.iter().enumerate() {
        let html = String::from_utf8_lossy(&page.html);
        let start = std::time::Instant::now();
        let found = read::page::candidates(&html);
        seconds[0] += start.elapsed().as_secs_f64();
        let join = |list: &[read::page::Paragraph]| {
            list.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join("\n")
        };
        let (s, t) = (f1(&join(&found.smoothie), &page.body), f1(&join(&found.trafilatura), &page.body));
        let meta = read::page_meta::page_meta(&html, None);
        let chosen = match read::page::choose(&found, meta.body.as_deref()) {
            read::page::Extractor::Smoothie => s,
            read::page::Extractor::Trafilatura => t,
            read::page::Extractor::Visible => [0.0; 3],
        };
        let start = std::time::Instant::now();
        let whole = read::read(
            &page.name,
            &page.html,
            &Default::default(),
            &read::Options { input: read::Input::Html, ..Default::default() },
        );
        seconds[1] += start.elapsed().as_secs_f64();
        let reading = match whole.into_iter().next() {
            Some(Ok(reading)) => Some(reading),
            Some(Err(rejected)) => {
                if arguments.errors && rejected.reading.is_none() {
                    println!("{n} {} {}", rejected.code, rejected.message);
                }
                rejected.reading.map(|r| *r)
            }
            None => None,
        };
        let kept: String = reading
            .iter()
            .flat_map(|r| r.blocks.iter().map(move |b| (r, b)))
            .filter(|(_, b)| matches!(b.kind, K::Body | K::Quote | K::List | K::Table | K::Subtitle))
            .map(|(r, b)| format!("{}\n", r.cut(b.span)))
            .collect();
        let kept = f1(&kept, &page.body);
        let better = if s[2] >= t[2] { s } else { t };
        for (sum, value) in sums.iter_mut().zip([s, t, better, chosen, kept]) {
            for (sum, value) in sum[n / half].iter_mut().zip(value) {
                *sum += value;
            }
        }
        if arguments.errors && n < half && (better[2] - kept[2] > 0.02) {
            println!(
                "{n:3} smoothie {:.3} trafilatura {:.3} chosen {:.3} kept {:.3} (p {:.3} r {:.3})",
                s[2], t[2], chosen[2], kept[2], kept[0], kept[1]
            );
        }
    }
    let counts = [half, pages.len() - half];
    println!("bodies, mean over pages        F1 first half   second half   all     precision recall (all)");
    for (name, sum) in names.iter().zip(&sums) {
        let all = |k: usize| (sum[0][k] + sum[1][k]) / pages.len() as f64;
        println!(
            "  {name:<28} {:.3}           {:.3}         {:.3}   {:.3}     {:.3}",
            sum[0][2] / counts[0] as f64,
            sum[1][2] / counts[1] as f64,
            all(2),
            all(0),
            all(1)
        );
    }
    println!(
        "  pages/s: both extractors {:.0}, whole reading {:.0}",
        pages.len() as f64 / seconds[0],
        pages.len() as f64 / seconds[1]
    );
    Ok(())
}

fn dates(arguments: &EvalRead) -> Result<(), Failure> {
    let root = arguments.data.join("html/dates");
    let gold: BTreeMap<String, serde_json::Value> =
        serde_json::from_str(&std::fs::read_to_string(root.join("dates.json"))?.replace("NaN", "null"))?;
    for with_address in [false, true] {
        let (mut right, mut wrong, mut missing) = (0, 0, 0);
        for (url, entry) in &gold {
            let (file, date) = (entry["file"].as_str().unwrap_or(""), entry["date"].as_str().unwrap_or(""));
            let bytes = std::fs::read(root.join("pages").join(file))?;
            let given = read::Given { url: with_address.then(|| url.clone()), ..Default::default() };
            let options = read::Options { input: read::Input::Html, ..Default::default() };
            let (reading, refused) = match read::read(file, &bytes, &given, &options).remove(0) {
                Ok(reading) => (Some(reading), String::new()),
                Err(rejected) => (rejected.reading.map(|r| *r), rejected.message),
            };
            let published = reading.as_ref().and_then(|r| r.published.clone());
            let value = published.as_ref().and_then(|p| p.value).map(|d| d.to_string());
            match &value {
                Some(found) if found == date => right += 1,
                Some(_) => wrong += 1,
                None => missing += 1,
            }
            if arguments.errors && value.as_deref() != Some(date) && !with_address {
                println!("{file} want {date} got {value:?} {:?} {refused} {url}", published.map(|p| p.basis));
            }
        }
        println!(
            "dates, {} pages, address {}: right {right}, wrong {wrong}, missing {missing}",
            gold.len(),
            if with_address { "given" } else { "not given" }
        );
    }
    Ok(())
}

/// For each line whether the ground truth holds it: most of its shingles, or all of it between breaks if it is short.
fn gold_lines(lines: &[&str], body: &str) -> Vec<bool> {
    let bag = shingles(body);
    let joined = format!(" {} ", words(body).join(" "));
    let own: Vec<String> = body.lines().map(|l| words(l).join(" ")).collect();
    lines
        .iter()
        .map(|line| {
            let w = words(line);
            if w.len() < 4 {
                let key = w.join(" ");
                return !key.is_empty() && own.contains(&key);
            }
            let all = w.windows(4).count();
            let found = w.windows(4).filter(|s| bag.contains_key(*s)).count();
            found * 2 > all && (w.len() > 8 || joined.contains(&format!(" {} ", w.join(" "))))
        })
        .collect()
}

/// Headlines of a page as its metadata has them.
fn headlines(html: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut h1 = false;
    for token in read::markup::tokens(html) {
        match token {
            read::markup::Token::Raw { name, text, .. } if name.eq_ignore_ascii_case("title") => {
                out.push(words(&read::markup::decode(text)).join(" "));
            }
            read::markup::Token::Open { name, .. } => h1 = name.eq_ignore_ascii_case("h1"),
            read::markup::Token::Text(text) if h1 => out.push(words(&read::markup::decode(text)).join(" ")),
            read::markup::Token::Close { name } if name.eq_ignore_ascii_case("h1") => h1 = false,
            _ => {}
        }
    }
    out.retain(|h| h.len() > 10);
    out
}

#[derive(Default, Clone, Copy)]
struct Count {
    noise: usize,
    found: usize,
    body: usize,
    dropped: usize,
    sentences: usize,
    sentences_dropped: usize,
}

impl Count {
    fn add(&mut self, o: Count) {
        self.noise += o.noise;
        self.found += o.found;
        self.body += o.body;
        self.dropped += o.dropped;
        self.sentences += o.sentences;
        self.sentences_dropped += o.sentences_dropped;
    }

    fn show(&self, name: &str) {
        let percent = |a: usize, b: usize| 100.0 * a as f64 / b.max(1) as f64;
        println!(
            "{name:<28} noise found {:6.2} % of {:>8}   body dropped {:5.2} % of {:>8}, of its sentences {:5.2} %",
            percent(self.found, self.noise),
            self.noise,
            percent(self.dropped, self.body),
            self.body,
            percent(self.sentences_dropped, self.sentences)
        );
    }
}

fn lines(arguments: &EvalRead) -> Result<(), Failure> {
    use reportedly_schema::BlockKind as K;
    let pages = pages(&arguments.data)?;
    let half = pages.len().div_ceil(2);
    let mut halves = [Count::default(); 2];
    let mut worst = Vec::new();
    let mut skipped = 0;
    for (n, page) in pages.iter().enumerate() {
        let html = String::from_utf8_lossy(&page.html);
        let text = read::markup::visible_text(&html);
        let units = read::units::units(&text);
        let found = read::noise::classify(&text, &units, Default::default());
        if found.language.as_deref() != Some("en") {
            skipped += 1;
            continue;
        }
        let cut: Vec<&str> = units.iter().map(|u| u.span.of(&text).unwrap_or("")).collect();
        let gold = gold_lines(&cut, &page.body);
        let heads = headlines(&html);
        let show = arguments.show.iter().any(|s| *s == n.to_string());
        let mut count = Count::default();
        for ((line, gold), kind) in cut.iter().zip(&gold).zip(&found.kinds) {
            let chars = line.chars().count();
            let joined = words(line).join(" ");
            let head = heads.iter().any(|h| h.contains(&joined) && joined.len() * 2 > h.len());
            if *gold {
                count.body += chars;
                count.dropped += if kind.is_noise() { chars } else { 0 };
                // The ground truth holds product lists, addresses and teasers; lines of running text tell more.
                if words(line).len() >= 8
                    && line.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', '?'])
                {
                    count.sentences += chars;
                    count.sentences_dropped += if kind.is_noise() { chars } else { 0 };
                }
            } else if !head && !matches!(kind, K::Title | K::Byline | K::Dateline | K::Caption) {
                count.noise += chars;
                count.found += if kind.is_noise() { chars } else { 0 };
            }
            if show {
                let mark = match (*gold, kind.is_noise()) {
                    (true, true) => "DROP",
                    (false, false) if !head => "miss",
                    _ => "",
                };
                println!(
                    "{mark:4} {} {:<10} {}",
                    u8::from(*gold),
                    kind.as_str(),
                    line.chars().take(150).collect::<String>()
                );
            }
        }
        halves[n / half].add(count);
        worst.push((count, n, page.name.clone()));
    }
    println!("pages in another language than English, not counted: {skipped}");
    halves[0].show("lines, first half (tuned)");
    halves[1].show("lines, second half");
    if arguments.errors {
        worst.sort_by_key(|(c, n, _)| (std::cmp::Reverse(c.dropped + (c.noise - c.found)), *n));
        for (count, n, name) in worst.iter().take(30) {
            count.show(&format!("{n} {}", &name[..8]));
        }
    }
    Ok(())
}

fn drops(arguments: &EvalRead) -> Result<(), Failure> {
    for split in ["dev", "train"] {
        let folder = arguments.data.join("polnear").join(split).join("text");
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(folder)?.map(|f| f.map(|f| f.path())).collect::<Result<_, _>>()?;
        files.sort();
        let mut count = Count::default();
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        let (mut bytes, mut seconds) = (0, 0.0);
        for file in &files {
            let text = std::fs::read_to_string(file)?;
            bytes += text.len();
            let start = std::time::Instant::now();
            let whole = read::read("x.txt", text.as_bytes(), &Default::default(), &Default::default());
            seconds += start.elapsed().as_secs_f64();
            if let Some(Err(rejected)) = whole.first() {
                println!("  {} rejected: {}", file.display(), rejected.message);
            }
            let units = read::units::units(&text);
            let found = read::noise::classify(&text, &units, Default::default());
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let show = arguments.show.iter().any(|s| name.contains(s.as_str()));
            for (unit, kind) in units.iter().zip(&found.kinds) {
                let line = unit.span.of(&text).unwrap_or("");
                let chars = line.chars().count();
                count.body += chars;
                *kinds.entry(kind.to_string()).or_default() += chars;
                if kind.is_noise() {
                    count.dropped += chars;
                    if arguments.errors && (split == "dev" || arguments.show.iter().any(|s| s == "train")) {
                        println!("{:.20} {kind} {}", name, line.chars().take(200).collect::<String>());
                    }
                }
                if show {
                    println!("{kind:<10} {}", line.chars().take(150).collect::<String>());
                }
            }
        }
        count.show(&format!("drops, PolNeAR {split}"));
        println!(
            "  {:.1} MB/s read whole, one thread; characters by kind {kinds:?}",
            bytes as f64 / 1e6 / seconds
        );
    }
    Ok(())
}
