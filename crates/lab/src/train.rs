//! Trains the `fast` model: a lexicon of word classes and two linear chains, parts of speech and spans.
//!
//! Two models are trained side by side: the one that is kept learns from every article of `train`; the other leaves out a tenth, by
//! outlet and day, on which the settings were chosen and the confidence is calibrated. The development set is scored by `lab eval
//! attribution`, at the end only.

use crate::crf::{self, Sequence, Settings, Weights};
use crate::eval_attribution::{self as eval, Scores};
use crate::polnear::{self, Gold, GoldArticle};
use reportedly_extract::attribution::features::View;
use reportedly_extract::attribution::labels::{self, Role, Run, Side};
use reportedly_extract::attribution::link;
use reportedly_extract::attribution::words::{class, lexicon_hash};
use reportedly_extract::attribution::{self, Attribution, AttributionBuffer, AttributionTagger};
use reportedly_extract::segment::{Segments, segment};
use reportedly_schema::{Block, BlockKind, Sha256, Span};
use reportedly_tagger::{Buffer, Calibration, Features, Lexicon, LexiconTable, Model, Tagger};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Words that are written with a capital and yet are no names.
const CAPITALISED: &str = include_str!("../../extract/vocabulary/capitalised_words.tsv");
/// Verbs that attribute, for those that training never saw.
const CUE_VERBS: &str = include_str!("../../extract/vocabulary/cue_verbs.tsv");

/// Options of `lab train fast`.
#[derive(clap::Args, Debug)]
pub struct TrainOptions {
    /// PolNeAR with `train`; its CoreNLP parses are expected beside it as `FOLDER-corenlp`.
    #[arg(long, default_value = "../shared/data/polnear")]
    data: PathBuf,
    /// Where the model goes.
    #[arg(long, default_value = "crates/models/fast/fast.model")]
    out: PathBuf,
    /// Keep a tenth of the training articles out and score on them; writes nothing.
    #[arg(long)]
    hold_out: bool,
    /// Times over the data.
    #[arg(long, default_value_t = 10)]
    epochs: usize,
    /// First step.
    #[arg(long, default_value_t = 0.3)]
    step: f32,
    /// Pull towards zero.
    #[arg(long, default_value_t = 0.0)]
    l2: f32,
    /// Chance in 256 that a feature is left out.
    #[arg(long, default_value_t = 150)]
    dropout: u8,
    /// Features seen less often get no weight.
    #[arg(long, default_value_t = 3)]
    least: u32,
    /// Seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Logarithm of the number of rows of each pass over spans.
    #[arg(long, default_value_t = 18)]
    slots: u8,
}

/// An article ready for training.
struct Prepared<'g> {
    gold: &'g GoldArticle,
    segments: Segments,
    /// Labels of each paragraph's tokens.
    labels: Vec<Vec<u8>>,
    /// Part of speech of each token, where a parse is there.
    tags: Option<Vec<u8>>,
}

/// Blocks of a bare text: all of it is body.
pub fn whole(text: &str) -> [Block; 1] {
    [Block { span: Span::new(0, text.len()), kind: BlockKind::Body, lang: None }]
}

/// Runs `lab train fast`.
pub fn fast(options: &TrainOptions) -> Result<(), String> {
    let articles = polnear::read(&options.data.join("train"))?;
    let mut parses = options.data.clone().into_os_string();
    parses.push("-corenlp");
    let parses = Path::new(&parses).join("train");
    let mut prepared: Vec<Prepared> = Vec::new();
    for gold in &articles {
        let segments = segment(&gold.text, &whole(&gold.text));
        let labels = label(&gold.text, &segments, &gold.attributions);
        let tags = crate::silver::parts_of_speech(&parses, gold, &segments)?;
        prepared.push(Prepared { gold, segments, labels, tags });
    }
    let held = |p: &&Prepared| fold_of(&p.gold.id, 10) == 0;
    let (test, rest): (Vec<&Prepared>, Vec<&Prepared>) = prepared.iter().partition(held);
    let all: Vec<&Prepared> = prepared.iter().collect();
    // The model that is kept learns from everything; what its margins are worth, another one that left a tenth out tells.
    let (partial, full) = rayon::join(
        || train_model(&rest, options),
        || (!options.hold_out).then(|| train_model(&all, options)),
    );
    let gold: Vec<GoldArticle> = test.iter().map(|p| p.gold.clone()).collect();
    println!("without a tenth, on that tenth:\n{}", eval::table(&eval::total(&evaluate(&partial, &gold)?)));
    let calibration = calibrate(&partial, &gold)?;
    println!("calibration (least margin, thousandths): {:?}", calibration.0);
    let Some(mut model) = full else { return Ok(()) };
    model.chains.iter_mut().for_each(|c| c.calibration = calibration.clone());
    let bytes = model.to_bytes();
    println!("{} bytes, sha256 {}", bytes.len(), Sha256::of(&bytes));
    std::fs::write(&options.out, bytes).map_err(|e| format!("{}: {e}", options.out.display()))
}

/// The part that an article belongs to, of `count`; articles of one outlet and day stay together.
fn fold_of(id: &str, count: u64) -> u64 {
    let digest = Sha256::of(polnear::event(id).as_bytes()).0;
    u64::from_le_bytes(digest[..8].try_into().expect("8 bytes")) % count
}

/// What a model finds in each article, with the confidence of each.
pub fn find(model: &Model, gold: &[GoldArticle]) -> Result<Vec<Vec<(Gold, u16)>>, String> {
    let tagger = AttributionTagger::from_model(model).map_err(|e| e.to_string())?;
    let mut buffer = AttributionBuffer::default();
    let mut all = Vec::new();
    for article in gold {
        let found =
            tagger.attribute(&article.text, &segment(&article.text, &whole(&article.text)), &mut buffer);
        let spans =
            |a: Attribution| (Gold { source: a.source, cue: a.cue, content: a.content }, a.confidence);
        all.push(found.into_iter().map(spans).collect());
    }
    Ok(all)
}

/// What a model finds in each article, scored.
fn evaluate(model: &Model, gold: &[GoldArticle]) -> Result<Vec<Scores>, String> {
    let system: Vec<Vec<Gold>> =
        find(model, gold)?.into_iter().map(|found| found.into_iter().map(|(g, _)| g).collect()).collect();
    Ok(eval::score_each(gold, &system))
}

/// Attributions in one step of the calibration table, at least.
const STEP_SIZE: usize = 60;

/// How often an attribution with a margin is right by `relaxed`, measured on articles that the model did not learn from: monotone
/// by pooling adjacent violators (Ayer and others 1955).
fn calibrate(model: &Model, gold: &[GoldArticle]) -> Result<Calibration, String> {
    let mut plain = model.clone();
    let identity = Calibration((0..=1000).map(|m| (i32::from(m), m)).collect());
    plain.chains.iter_mut().for_each(|c| c.calibration = identity.clone());
    let mut seen: Vec<(u16, bool)> = Vec::new();
    for (article, found) in gold.iter().zip(find(&plain, gold)?) {
        let (system, margins): (Vec<Gold>, Vec<u16>) = found.into_iter().unzip();
        seen.extend(margins.into_iter().zip(eval::right(&article.text, &article.attributions, &system)));
    }
    seen.sort();
    // Steps of equal size, then pools: least margin, right ones, all.
    let mut pools: Vec<(u16, usize, usize)> = Vec::new();
    for step in seen.chunks(STEP_SIZE) {
        let mut pool = (step[0].0, step.iter().filter(|s| s.1).count(), step.len());
        while let Some(last) = pools.last()
            && (last.1 * pool.2 >= pool.1 * last.2 || last.0 == pool.0)
        {
            pool = (last.0, last.1 + pool.1, last.2 + pool.2);
            pools.pop();
        }
        pools.push(pool);
    }
    if let Some(first) = pools.first_mut() {
        first.0 = 0;
    }
    let step = |&(margin, right, all): &(u16, usize, usize)| (i32::from(margin), (1000 * right / all) as u16);
    Ok(Calibration(pools.iter().map(step).collect()))
}

/// What is left when the spans are right: gold written as labels, read back and linked.
pub fn gold_spans(gold: &[GoldArticle]) -> Vec<Vec<Gold>> {
    let words = LexiconTable::new(&Lexicon::default());
    let (mut view, mut runs) = (View::default(), Vec::new());
    let mut all = Vec::new();
    for article in gold {
        let segments = segment(&article.text, &whole(&article.text));
        let mut found = Vec::new();
        for (n, labels) in label(&article.text, &segments, &article.attributions).iter().enumerate() {
            view.read(&article.text, &segments, n, &words);
            labels::decode(labels, &mut runs);
            let tokens = &segments.tokens[segments.paragraphs[n].tokens.clone()];
            let span = |n: &usize| tokens[runs[*n].start].span.hull(tokens[runs[*n].end - 1].span);
            found.extend(link::link(&view, &runs).iter().map(|l| Gold {
                source: l.source.iter().map(span).collect(),
                cue: l.cue.iter().map(span).collect(),
                content: l.contents.iter().map(span).collect(),
            }));
        }
        all.push(found);
    }
    all
}

/// Writes the gold of an article as labels of each paragraph.
fn label(text: &str, segments: &Segments, gold: &[Gold]) -> Vec<Vec<u8>> {
    let tokens = &segments.tokens;
    let range = |s: &Span| {
        tokens.partition_point(|t| t.span.end <= s.start)..tokens.partition_point(|t| t.span.start < s.end)
    };
    let mut owner: Vec<Option<(Role, usize)>> = vec![None; tokens.len()];
    let cue_at: Vec<Option<usize>> = gold.iter().map(|g| g.cue.first().map(|s| range(s).start)).collect();
    for (n, attribution) in gold.iter().enumerate() {
        let cue = if attribution.source.is_empty() { Role::LoneCue } else { Role::Cue };
        let roles = [
            (cue, &attribution.cue),
            (Role::Source, &attribution.source),
            (Role::Content, &attribution.content),
        ];
        for (role, spans) in roles {
            let mut spans = spans.clone();
            spans.sort();
            let mut last: Option<usize> = None;
            for span in &spans {
                let range = range(span);
                // Parts that only such marks keep apart count as one part in the measures, so they are learned as one.
                if let Some(last) = last.filter(|&l| l < range.start)
                    && tokens[last..range.start].iter().all(|t| {
                        text[t.span.range()]
                            .chars()
                            .all(|c| matches!(c, ',' | '.' | '"' | '“' | '”' | '‘' | '’' | '\''))
                    })
                {
                    owner[last..range.start].iter_mut().for_each(|o| *o = o.or(Some((role, n))));
                }
                last = Some(range.end);
                owner[range].iter_mut().for_each(|o| *o = o.or(Some((role, n))));
            }
        }
    }
    segments
        .paragraphs
        .iter()
        .map(|p| {
            let mut runs = Vec::new();
            let mut at = p.tokens.start;
            while at < p.tokens.end {
                let mut end = at + 1;
                if let Some((role, n)) = owner[at] {
                    while end < p.tokens.end && owner[end] == owner[at] {
                        end += 1;
                    }
                    let before = cue_at[n].is_some_and(|c| c < at);
                    let side = if before && role == Role::Content { Side::Before } else { Side::After };
                    runs.push(Run { start: at - p.tokens.start, end: end - p.tokens.start, role, side });
                }
                at = end;
            }
            labels::encode(&runs, p.tokens.len())
        })
        .collect()
}

/// What a word was, how often.
#[derive(Default)]
struct WordCounts {
    lower: u32,
    capital: u32,
    cue: u32,
    source_end: u32,
}

/// Share of cases in which a word was part of a cue: the least for each class from 1 up.
const CUE_STEPS: [f64; 7] = [0.01, 0.03, 0.10, 0.25, 0.50, 0.70, 0.85];
/// The same for being the last word of a source.
const SOURCE_STEPS: [f64; 3] = [0.02, 0.10, 0.30];
/// A word stands in the lexicon where it was seen in lower case this often.
const LEAST_SEEN: u32 = 3;
/// A word seen less often than this has the class of the vocabulary, if it stands there.
const LEAST_TRUSTED: u32 = 8;
/// Class of a cue verb of the vocabulary that training did not see often enough.
const UNSEEN_CUE: u8 = 5;
/// Added to a word's count, so that a rare one is not taken for a sure cue.
const DOUBT: f64 = 2.0;

fn lexicon(articles: &[&Prepared]) -> Lexicon {
    let mut counts: BTreeMap<String, WordCounts> = BTreeMap::new();
    for article in articles {
        for (paragraph, labels) in article.segments.paragraphs.iter().zip(&article.labels) {
            for (n, token) in article.segments.tokens[paragraph.tokens.clone()].iter().enumerate() {
                let word = &article.gold.text[token.span.range()];
                let count = counts.entry(word.to_ascii_lowercase()).or_default();
                if word.starts_with(char::is_lowercase) {
                    count.lower += 1;
                } else {
                    count.capital += 1;
                }
                match labels::meaning(labels[n]) {
                    Some((Role::Cue | Role::LoneCue, _, _)) => count.cue += 1,
                    Some((Role::Source, _, _)) => {
                        let next = labels.get(n + 1).and_then(|&l| labels::meaning(l));
                        count.source_end += u32::from(!matches!(next, Some((Role::Source, _, false))));
                    }
                    _ => {}
                }
            }
        }
    }
    let mut classes: BTreeMap<u32, u8> = BTreeMap::new();
    for line in CUE_VERBS.lines().filter(|l| !l.starts_with('#')) {
        let form = line.split('\t').next().unwrap_or_default();
        classes.insert(lexicon_hash(form), class::COMMON | UNSEEN_CUE);
    }
    for (word, count) in &counts {
        if count.lower < LEAST_SEEN || !word.starts_with(char::is_alphabetic) {
            continue;
        }
        let step = |steps: &[f64], part: u32| {
            let share = f64::from(part) / (f64::from(count.lower + count.capital) + DOUBT);
            steps.iter().filter(|&&s| share >= s).count() as u8
        };
        let hash = lexicon_hash(word);
        let cue = match classes.get(&hash) {
            Some(_) if count.lower < LEAST_TRUSTED => UNSEEN_CUE,
            _ => step(&CUE_STEPS, count.cue),
        };
        let common = if count.lower * 10 >= count.capital { class::COMMON } else { 0 };
        classes.insert(hash, common | cue | step(&SOURCE_STEPS, count.source_end) << class::SOURCE_SHIFT);
    }
    for line in CAPITALISED.lines().filter(|l| !l.starts_with('#')) {
        let word = line.split('\t').next().unwrap_or_default();
        *classes.entry(lexicon_hash(word)).or_default() |= class::COMMON;
    }
    Lexicon { name: attribution::WORDS.into(), entries: classes.into_iter().collect() }
}

/// Units of score per natural logarithm: weights up to 127 / 40 = 3.2 fit, steps of 0.025 are small enough.
const SCALE: u16 = 40;
const PART_OF_SPEECH_SLOTS: u8 = 16;

fn train_model(articles: &[&Prepared], options: &TrainOptions) -> Model {
    let clock = std::time::Instant::now();
    let settings = Settings {
        epochs: options.epochs,
        step: options.step,
        l2: options.l2,
        dropout: options.dropout,
        least: options.least,
        slots_log2: options.slots,
        seed: options.seed,
    };
    let lexicon = lexicon(articles);
    let words = LexiconTable::new(&lexicon);
    let tags = train_tags(articles, &words, settings);
    eprintln!("parts of speech: {:?}", clock.elapsed());
    let tag_tagger = Tagger::new(&tags);
    let data = span_sequences(articles, &words, &tag_tagger);
    eprintln!("features: {:?}", clock.elapsed());
    let all: Vec<&Sequence> = data.iter().collect();
    let train = |data: &[&Sequence]| crf::train(data, labels::NAMES.len(), settings);
    let chain = |w: &Weights, name: &str| w.chain(name, &labels::NAMES, SCALE);
    let first = chain(&train(&all), attribution::SPANS);
    eprintln!("spans: {:?}", clock.elapsed());
    Model {
        note: format!("PolNeAR 1.0 train, {} articles; {settings:?}", articles.len()),
        chains: vec![tags.clone(), first],
        lexicons: vec![lexicon],
    }
}

fn train_tags(articles: &[&Prepared], words: &LexiconTable, settings: Settings) -> reportedly_tagger::Chain {
    let mut sequences = Vec::new();
    let mut view = View::default();
    for article in articles {
        let Some(tags) = &article.tags else { continue };
        for (n, paragraph) in article.segments.paragraphs.iter().enumerate() {
            view.read(&article.gold.text, &article.segments, n, words);
            let mut features = Features::default();
            view.part_of_speech_features(&mut features);
            sequences.push(Sequence { features, labels: tags[paragraph.tokens.clone()].to_vec() });
        }
    }
    let all: Vec<&Sequence> = sequences.iter().collect();
    let settings = Settings { epochs: 4, slots_log2: PART_OF_SPEECH_SLOTS, ..settings };
    let weights = crf::train(&all, crate::silver::TAGS.len(), settings);
    weights.chain(attribution::PARTS_OF_SPEECH, &crate::silver::TAGS, SCALE)
}

fn span_sequences(articles: &[&Prepared], words: &LexiconTable, tags: &Tagger) -> Vec<Sequence> {
    let mut out = Vec::new();
    let (mut view, mut buffer) = (View::default(), Buffer::default());
    for article in articles {
        for n in 0..article.segments.paragraphs.len() {
            view.read(&article.gold.text, &article.segments, n, words);
            buffer.features.clear();
            view.part_of_speech_features(&mut buffer.features);
            tags.tag(&mut buffer);
            view.tags.copy_from_slice(buffer.labels());
            let mut features = Features::default();
            view.span_features(&mut features);
            out.push(Sequence { features, labels: article.labels[n].clone() });
        }
    }
    out
}
