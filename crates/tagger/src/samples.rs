//! Small models with made-up weights, for tests.

use crate::model::{Calibration, Kind, Matrix, Model};
use crate::window::{Piece, Window};

const WIDTH: usize = 32;
const INNER: usize = 48;
const PIECES: usize = 12;

/// A generator of numbers between -1 and 1 (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z >> 40) as f32) / (1u32 << 23) as f32 - 1.0
    }

    fn list(&mut self, length: usize) -> Vec<f32> {
        (0..length).map(|_| self.next()).collect()
    }
}

/// A model of each kind with three labels and a branch with two.
pub(crate) fn small(kind: Kind, seed: u64) -> Model {
    let mut numbers = Numbers(seed);
    let labels = ["O", "B", "I"];
    let (mut matrices, mut vectors) = (Vec::new(), Vec::new());
    let mut table = |name: &str, rows: usize, columns: usize| {
        matrices.push((name.to_owned(), Matrix::rounded(&numbers.list(rows * columns), columns)));
    };
    let mut wide =
        vec![("pieces", PIECES, WIDTH), ("shapes", 8, WIDTH), ("places", 4, WIDTH), ("head", 3, WIDTH)];
    let (mut plain, mut sizes) =
        (vec![("norm.weight", WIDTH), ("norm.bias", WIDTH), ("head.bias", 3)], Vec::new());
    sizes.extend([("width", WIDTH), ("inner", INNER), ("branch.labels", 2), ("branch.pair", 16)]);
    sizes.extend([("branch.labels.O", 0), ("branch.labels.NAME", 1)]);
    wide.extend([("branch.entities", 2, WIDTH), ("branch.pairs", 32, WIDTH)]);
    plain.extend([("branch.entities.bias", 2), ("branch.pairs.bias", 32), ("branch.distances", 20)]);
    plain.extend([("branch.chain.start", 2), ("branch.chain.steps", 4)]);
    match kind {
        Kind::Encoder => {
            sizes.extend([("heads", 2), ("layers", 1), ("branch.start", 0), ("branch.layers", 1)]);
            wide.extend([
                ("positions", 64, WIDTH),
                ("layers.0.qkv", 3 * WIDTH, WIDTH),
                ("layers.0.out", WIDTH, WIDTH),
            ]);
            wide.extend([("layers.0.up", INNER, WIDTH), ("layers.0.down", WIDTH, INNER)]);
            plain.extend([("layers.0.norm1.weight", WIDTH), ("layers.0.norm1.bias", WIDTH)]);
            plain.extend([("layers.0.norm2.weight", WIDTH), ("layers.0.norm2.bias", WIDTH)]);
            plain.extend([("layers.0.qkv.bias", 3 * WIDTH), ("layers.0.out.bias", WIDTH)]);
            plain.extend([("layers.0.up.bias", INNER), ("layers.0.down.bias", WIDTH)]);
        }
        Kind::Convolution => {
            sizes.extend([
                ("blocks", 1),
                ("blocks.0.step", 2),
                ("branch.blocks", 1),
                ("branch.blocks.0.step", 1),
            ]);
            plain.extend([("branch.last.weight", WIDTH), ("branch.last.bias", WIDTH)]);
            wide.extend([("blocks.0.up", INNER, WIDTH), ("blocks.0.down", WIDTH, INNER)]);
            plain.extend([("blocks.0.near.weight", 7 * WIDTH), ("blocks.0.near.bias", WIDTH)]);
            plain.extend([("blocks.0.norm.weight", WIDTH), ("blocks.0.norm.bias", WIDTH)]);
            plain.extend([("blocks.0.up.bias", INNER), ("blocks.0.down.bias", WIDTH)]);
            plain.extend([("last.weight", WIDTH), ("last.bias", WIDTH)]);
        }
    }
    // The branch has the same layers and blocks once more.
    let copied = |name: &str| name.starts_with("layers.") || name.starts_with("blocks.");
    for (name, rows, columns) in wide {
        table(&format!("{name}.weight"), rows, columns);
        if copied(name) {
            table(&format!("branch.{name}.weight"), rows, columns);
        }
    }
    for (name, length) in plain {
        vectors.push((name.to_owned(), numbers.list(length)));
        if copied(name) {
            vectors.push((format!("branch.{name}"), numbers.list(length)));
        }
    }
    Model {
        kind,
        note: "hand-made".into(),
        labels: labels.map(str::to_owned).to_vec(),
        vocabulary: "[UNK]\n[CLS]\n[SEP]\na\nb\n##c\nd\ne\nf\ng\nh\ni".into(),
        sizes: sizes.into_iter().map(|(name, size)| (name.to_owned(), size as u32)).collect(),
        matrices,
        vectors,
        start: vec![0, 0, crate::FORBIDDEN],
        transitions: vec![3, -2, crate::FORBIDDEN, 0, 1, 2, 5, -1, 0],
        scale: 64,
        calibrations: vec![("all".into(), Calibration(vec![(-5, 100), (10, 900)]))],
    }
}

/// The same model without its branch.
pub(crate) fn without_branch(mut model: Model) -> Model {
    model.sizes.retain(|(name, _)| !name.starts_with("branch"));
    model.matrices.retain(|(name, _)| !name.starts_with("branch"));
    model.vectors.retain(|(name, _)| !name.starts_with("branch"));
    model
}

/// A window of `length` words, the first two of them not its own; every fifth has two pieces.
pub(crate) fn window(length: usize, seed: u64) -> Window {
    let mut numbers = Numbers(seed);
    let mut window = Window::default();
    for n in 0..length as u32 {
        window.words.push(window.pieces.len() as u32);
        if n >= 2 {
            window.own.push(n);
        }
        for _ in 0..1 + u8::from(n % 5 == 4) {
            let mut pick = |most: f32| (numbers.next().abs() * most) as u8;
            window.pieces.push(Piece {
                id: u16::from(pick(PIECES as f32)),
                shape: pick(8.0),
                place: pick(4.0),
            });
        }
    }
    window
}
