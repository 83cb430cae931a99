//! Makes a model file of trained weights: rounds them, and measures what margins are worth.

use crate::eval_attribution::{self as eval};
use crate::labelled::{self, whole};
use crate::polnear::{Gold, GoldArticle};
use rayon::prelude::*;
use reportedly_extract::attribution::quotes::Place;
use reportedly_extract::attribution::view::View;
use reportedly_extract::attribution::{Attribution, AttributionBuffer, AttributionTagger, MARGINS, labels};
use reportedly_extract::segment::{Segments, segment};
use reportedly_schema::Sha256;
use reportedly_tagger::{Calibration, FORBIDDEN, Kind, Matrix, Model};
use safetensors::SafeTensors;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Options of `lab train pack`.
#[derive(clap::Args, Debug)]
pub struct PackOptions {
    /// Weights as the training scripts leave them (safetensors, with sizes as metadata).
    #[arg(long)]
    weights: PathBuf,
    /// The vocabulary of pieces, one a line.
    #[arg(long)]
    vocabulary: PathBuf,
    /// PolNeAR with `train`: confidence is measured on the tenth that no weights were learned from.
    #[arg(long, default_value = "../shared/data/polnear")]
    data: PathBuf,
    /// Where the model goes.
    #[arg(long)]
    out: PathBuf,
}

/// Options of `lab train add-branch`.
#[derive(clap::Args, Debug)]
pub struct BranchOptions {
    /// The model that gets the branch; all else in it stays as it is.
    #[arg(long)]
    model: PathBuf,
    /// The branch as the training scripts leave it (safetensors, with sizes as metadata).
    #[arg(long)]
    weights: PathBuf,
    /// Where the model goes.
    #[arg(long)]
    out: PathBuf,
}

/// Runs `lab train add-branch`.
pub fn add_branch(options: &BranchOptions) -> Result<(), String> {
    let read = |path: &PathBuf| std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()));
    let mut model =
        Model::from_bytes(&read(&options.model)?).map_err(|e| format!("{}: {e}", options.model.display()))?;
    let is_old = |name: &str| name.starts_with("branch.");
    model.sizes.retain(|(name, _)| !is_old(name) && name != "branch.labels");
    model.matrices.retain(|(name, _)| !is_old(name));
    model.vectors.retain(|(name, _)| !is_old(name));
    let (metadata, parts) =
        parts(&read(&options.weights)?).map_err(|e| format!("{}: {e}", options.weights.display()))?;
    model.note = format!(
        "{}; names and coreference: {}",
        model.note.split("; names and").next().unwrap_or(""),
        said(&metadata, "note")?
    );
    model.sizes.extend(sizes(&metadata)?);
    for (name, weights, columns) in parts {
        match columns {
            None => model.vectors.push((name, weights)),
            Some(columns) => model.matrices.push((name, Matrix::rounded(&weights, columns))),
        }
    }
    AttributionTagger::from_model(&model).map_err(|e| format!("{}: {e}", options.weights.display()))?;
    let bytes = model.to_bytes();
    println!("{} bytes, sha256 {}", bytes.len(), Sha256::of(&bytes));
    std::fs::write(&options.out, bytes).map_err(|e| format!("{}: {e}", options.out.display()))
}

type Metadata = BTreeMap<String, String>;
/// Name, numbers, and columns where it has rows.
type Part = (String, Vec<f32>, Option<usize>);

fn said(metadata: &Metadata, name: &str) -> Result<String, String> {
    metadata.get(name).cloned().ok_or_else(|| format!("metadata {name:?} expected"))
}

fn sizes(metadata: &Metadata) -> Result<Vec<(String, u32)>, String> {
    let all = metadata.iter().filter_map(|(k, v)| Some((k.strip_prefix("size.")?, v)));
    all.map(|(name, value)| {
        let size = value.parse().map_err(|_| format!("size.{name}: a number expected, found {value:?}"))?;
        Ok((name.to_owned(), size))
    })
    .collect()
}

/// What a file of weights says of itself, and its tensors by name.
fn parts(bytes: &[u8]) -> Result<(Metadata, Vec<Part>), String> {
    let (_, header) = SafeTensors::read_metadata(bytes).map_err(|e| e.to_string())?;
    let tensors = SafeTensors::deserialize(bytes).map_err(|e| e.to_string())?;
    let metadata = header.metadata().iter().flatten().map(|(k, v)| (k.clone(), v.clone())).collect();
    let mut names = tensors.names();
    names.sort();
    let mut out = Vec::new();
    for name in names {
        let tensor = tensors.tensor(name).map_err(|e| e.to_string())?;
        if tensor.dtype() != safetensors::Dtype::F32 {
            return Err(format!("{name}: 32-bit floats expected, found {:?}", tensor.dtype()));
        }
        let weights = tensor.data().as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect();
        let columns = match tensor.shape() {
            [_] => None,
            [_, columns] => Some(*columns),
            shape => return Err(format!("{name}: one or two dimensions expected, found {shape:?}")),
        };
        out.push((name.to_owned(), weights, columns));
    }
    Ok((metadata, out))
}

/// Units of score per natural logarithm.
const SCALE: u16 = 256;

/// Runs `lab train pack`.
pub fn pack(options: &PackOptions) -> Result<(), String> {
    let bytes = std::fs::read(&options.weights).map_err(|e| format!("{}: {e}", options.weights.display()))?;
    let vocabulary = std::fs::read_to_string(&options.vocabulary)
        .map_err(|e| format!("{}: {e}", options.vocabulary.display()))?;
    let mut model = rounded(&bytes, vocabulary.trim_end().to_owned())
        .map_err(|e| format!("{}: {e}", options.weights.display()))?;
    let held = labelled::held(&options.data)?;
    model.calibrations = calibrate(&model, &held)?;
    for (name, calibration) in &model.calibrations {
        println!("calibration {name} (least margin, thousandths): {:?}", calibration.0);
    }
    let found = find(&model, &held)?;
    let system: Vec<Vec<Gold>> = found.into_iter().map(|f| f.into_iter().map(|(g, _)| g).collect()).collect();
    println!("on the held tenth:\n{}", eval::table(&eval::total(&eval::score_each(&held, &system))));
    let bytes = model.to_bytes();
    println!("{} bytes, sha256 {}", bytes.len(), Sha256::of(&bytes));
    std::fs::write(&options.out, bytes).map_err(|e| format!("{}: {e}", options.out.display()))
}

fn rounded(bytes: &[u8], vocabulary: String) -> Result<Model, String> {
    let (metadata, parts) = parts(bytes)?;
    let labels = labels::NAMES.len();
    let mut model = Model {
        kind: match said(&metadata, "kind")?.as_str() {
            "encoder" => Kind::Encoder,
            "convolution" => Kind::Convolution,
            other => return Err(format!("a kind of network expected, found {other:?}")),
        },
        note: said(&metadata, "note")?,
        labels: labels::NAMES.map(str::to_owned).to_vec(),
        vocabulary,
        sizes: sizes(&metadata)?,
        matrices: Vec::new(),
        vectors: Vec::new(),
        start: Vec::new(),
        transitions: Vec::new(),
        scale: SCALE,
        calibrations: Vec::new(),
    };
    for (name, weights, columns) in parts {
        match (name.as_str(), columns) {
            ("chain.start", _) => model.start = weights.iter().map(|&w| score(w)).collect(),
            ("chain.steps", _) => model.transitions = weights.iter().map(|&w| score(w)).collect(),
            (_, None) => model.vectors.push((name, weights)),
            (_, Some(columns)) => model.matrices.push((name, Matrix::rounded(&weights, columns))),
        }
    }
    if model.start.len() != labels || model.transitions.len() != labels * labels {
        return Err(format!("chain.start and chain.steps for {labels} labels expected"));
    }
    Ok(model)
}

/// A score of the chain in the model's units; what the script forbids is far below any other.
fn score(weight: f32) -> i16 {
    if weight < -100.0 { FORBIDDEN } else { (weight * f32::from(SCALE)).round() as i16 }
}

/// What a model finds in each article, with the confidence of each.
pub fn find(model: &Model, gold: &[GoldArticle]) -> Result<Vec<Vec<(Gold, u16)>>, String> {
    let found = attributions(model, gold)?.into_iter();
    Ok(found.map(|all| all.into_iter().map(|a| (spans(&a), a.confidence)).collect()).collect())
}

fn spans(a: &Attribution) -> Gold {
    Gold { source: a.source.clone(), cue: a.cue.clone(), content: a.content.clone() }
}

fn attributions(model: &Model, gold: &[GoldArticle]) -> Result<Vec<Vec<Attribution>>, String> {
    let tagger = AttributionTagger::from_model(model).map_err(|e| e.to_string())?;
    let of = |article: &GoldArticle| {
        let segments = segment(&article.text, &whole(&article.text));
        tagger.attribute(&article.text, &segments, &mut AttributionBuffer::default())
    };
    Ok(gold.par_iter().map(of).collect())
}

/// Attributions in one step of the calibration table, at least.
const STEP_SIZE: usize = 40;

/// How often an attribution with a margin is right by `relaxed`, measured on articles that the model did not learn from, apart for those
/// with and without quoted words: monotone by pooling adjacent violators (Ayer and others 1955).
fn calibrate(model: &Model, gold: &[GoldArticle]) -> Result<Vec<(String, Calibration)>, String> {
    let mut seen: [Vec<(i32, bool)>; 2] = Default::default();
    for (article, found) in gold.iter().zip(attributions(model, gold)?) {
        let system: Vec<Gold> = found.iter().map(spans).collect();
        let right = eval::right(&article.text, &article.attributions, &system);
        let segments = segment(&article.text, &whole(&article.text));
        for (a, right) in found.iter().zip(right) {
            let Some(margin) = a.margin else { continue };
            seen[usize::from(is_quoted(&article.text, &segments, a))].push((margin, right));
        }
    }
    let pooled = seen.map(|mut seen| {
        seen.sort();
        // Steps of equal size, then pools: least margin, right ones, all.
        let mut pools: Vec<(i32, usize, usize)> = Vec::new();
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
            first.0 = i32::MIN;
        }
        // One right and one wrong more than were seen (Laplace): no step is certain.
        let share = |right: usize, all: usize| (1000 * (right + 1) / (all + 2)) as u16;
        let mut least = 0;
        let step = |&(margin, right, all): &(i32, usize, usize)| {
            least = share(right, all).max(least);
            (margin, least)
        };
        Calibration(pools.iter().map(step).collect())
    });
    Ok(MARGINS.iter().map(|name| name.to_string()).zip(pooled).collect())
}

/// Whether a word of the content stands in quotation marks.
fn is_quoted(text: &str, segments: &Segments, a: &Attribution) -> bool {
    let mut view = View::default();
    (0..segments.paragraphs.len()).any(|n| {
        let paragraph = &segments.paragraphs[n];
        let tokens = &segments.tokens[paragraph.tokens.clone()];
        let inside = |t: usize| a.content.iter().any(|c| c.overlaps(tokens[t].span));
        view.read(text, segments, n);
        a.content.iter().any(|c| c.overlaps(paragraph.span))
            && (0..tokens.len()).any(|t| view.quotes.place(t) != Place::Outside && inside(t))
    })
}
