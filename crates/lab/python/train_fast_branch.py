"""Distils the encoder's branch into one of the convolution over words; the trunk stays as it is.

    python train_fast_branch.py --texts FILE.jsonl --trunk fast.safetensors --teacher-trunk full.safetensors --teacher FOLDER/average.pt --out FOLDER

Labels are learned from sequences drawn from the encoder's branch and, where people marked names, from their marks half of the time. Coreference is
learned from the encoder's distributions over antecedents, and from what people marked.
"""
import argparse
import os
import time

import torch

import branch
import entity_losses as losses
import network
import texts as data
import windows
from train_branch import WEIGHTS, draw, load_trunk, padded_rows, pronoun_places
from training import Training

# Labels drawn for each text.
DRAWS = 3


@torch.no_grad()
def teach(trunk, teacher, texts, most, rows, generator):
    """Draws labels for every text and keeps the encoder's vectors of its words."""
    teacher.eval()
    for batch_texts in data.batches(texts, most):
        batch = data.Batch(batch_texts)
        with torch.autocast("cpu", torch.bfloat16):
            known = all(t["id"] in rows for t in batch_texts)
            x = torch.nn.utils.rnn.pad_sequence([r for t in batch_texts for r in rows[t["id"]]], batch_first=True) if known else branch.trunk_rows(trunk, batch, teacher.start)
            labels, q, k = teacher(x, batch)
        for n, t in enumerate(batch_texts):
            first, end = batch.starts[n], batch.starts[n + 1]
            t["q"], t["k"] = q[first:end].half(), k[first:end].half()
            t["drawn"] = torch.zeros(DRAWS, end - first, dtype=torch.uint8)
        where = list(batch.paragraphs())
        index = [list(range(batch.starts[n] + begin, batch.starts[n] + end)) for n, begin, end in where]
        if not index:
            continue
        scores = labels[windows.padded(index)]
        mask = windows.padded([[1] * len(i) for i in index]).bool()
        for d in range(DRAWS):
            drawn = teacher.heads.chain.sample(scores, mask, torch.ones(len(index), dtype=torch.bool), generator)
            for (n, begin, end), row in zip(where, drawn):
                batch_texts[n]["drawn"][d, begin:end] = row[: end - begin]


def taught_pairs(heads, teacher_heads, q, k, batch, places):
    """The divergence of the two distributions over antecedents (and none), a mean over pronouns, nouns and ends of names."""
    total, count = 0.0, 0
    for n, t in enumerate(batch.texts):
        labels = t["drawn"][0].tolist()
        wanted = set(places(t)) | {i for i, l in enumerate(labels) if l and (i + 1 == len(labels) or labels[i + 1] == 0)}
        if not wanted:
            continue
        words = torch.tensor(sorted(wanted))
        first, end = batch.starts[n], batch.starts[n + 1]
        none = torch.zeros(len(words), 1)
        with torch.no_grad():
            target = torch.softmax(torch.cat([none, teacher_heads.pairs(t["q"].float(), t["k"].float(), words)], 1), 1)
        found = torch.log_softmax(torch.cat([none, heads.pairs(q[first:end], k[first:end], words)], 1), 1)
        weight = torch.tensor([1.0 if w in places(t) else 0.3 for w in words.tolist()])
        total = total - ((target * found).sum(1) * weight).sum()
        count += weight.sum().item()
    return total / count if count else None


@torch.no_grad()
def features(trunk, texts, most):
    for batch_texts in data.batches(texts, most):
        batch = data.Batch(batch_texts)
        words = batch.words()
        x = trunk.words(words)
        for block in trunk.blocks:
            x = block(x, words["word_mask"], 0.0)
        n = 0
        for t in batch_texts:
            t["rows"] = [x[n + i, : len(w["words"])].to(torch.bfloat16).clone() for i, w in enumerate(t["windows"])]
            n += len(t["windows"])


def mask_of(batch_texts):
    lengths = [len(r) for t in batch_texts for r in t["rows"]]
    return torch.arange(max(lengths))[None] < torch.tensor(lengths)[:, None]


@torch.no_grad()
def report(model, texts, places, most):
    model.eval()
    measures = losses.Measures()
    for batch_texts in data.batches(texts, most):
        batch = data.Batch(batch_texts)
        labels, q, k = model(padded_rows(batch_texts).float(), batch, mask_of(batch_texts))
        measures.entities(model.heads, labels, batch)
        measures.pairs(model.heads, q, k, batch, [places(t) for t in batch_texts])
    return str(measures)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--texts", required=True)
    options.add_argument("--trunk", required=True)
    options.add_argument("--teacher-trunk", required=True)
    options.add_argument("--teacher", required=True)
    options.add_argument("--out", required=True)
    options.add_argument("--rows", help="the rows of the encoder's trunk that train_branch.py kept")
    options.add_argument("--start", type=int, default=4)
    options.add_argument("--epochs", type=int, default=8)
    options.add_argument("--batch", type=int, default=4000)
    options.add_argument("--rate", type=float, default=3e-3)
    options.add_argument("--average", type=float, default=0.998)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=2)
    o = options.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    os.makedirs(o.out, exist_ok=True)
    generator = torch.Generator().manual_seed(o.seed)
    all_texts = data.read(o.texts)
    places = pronoun_places()
    rows = torch.load(o.rows) if o.rows and os.path.exists(o.rows) else {}
    # What the encoder's branch saw is enough, where its rows were kept.
    all_texts = [t for t in all_texts if not rows or t["id"] in rows]
    teacher_trunk = load_trunk(o.teacher_trunk)
    teacher = branch.EncoderBranch(teacher_trunk, o.start)
    teacher.load_state_dict(torch.load(o.teacher))
    began = time.time()
    learned = [t for t in all_texts if not t["held"]]
    held = [t for t in all_texts if t["held"]]
    teach(teacher_trunk, teacher, learned, 3 * o.batch, rows, generator)
    rows.clear()
    print(f"{len(learned)} texts taught in {(time.time() - began) / 60:.1f} min", flush=True)
    trunk = load_trunk(o.trunk, network.Convolution)
    features(trunk, all_texts, 3 * o.batch)
    model, average = branch.ConvolutionBranch(trunk), branch.ConvolutionBranch(trunk)
    average.load_state_dict(model.state_dict())
    optimiser = torch.optim.AdamW(model.parameters(), lr=o.rate, weight_decay=0.01)
    total = len(data.batches(draw(learned, 0, o.seed), o.batch)) * o.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: min((n + 1) / (0.05 * total), max(0.01, (total - n) / (0.95 * total))))
    training = Training(model, average, optimiser, schedule, o.average, o.out)
    print(f"about {total} steps, rows in {(time.time() - began) / 60:.1f} min", flush=True)
    for epoch in range(o.epochs):
        model.train()
        began, seen = time.time(), [0.0] * 3 + [0]
        order = torch.Generator().manual_seed(1000 * o.seed + epoch)
        for batch_texts in data.batches(draw(learned, epoch, o.seed), o.batch, order):
            taught = []
            for t in batch_texts:
                gold = t["labels"] and t["set"] != "polnear" and torch.rand(1).item() < 0.5
                taught.append(t if gold else dict(t, set="taught", labels=(1 << t["drawn"][epoch % DRAWS].long()).tolist()))
            batch = data.Batch(taught)
            labels, q, k = model(padded_rows(taught).float(), batch, mask_of(taught))
            parts = [
                losses.entity_loss(model.heads, labels, batch, WEIGHTS),
                taught_pairs(model.heads, teacher.heads, q, k, batch, places),
                losses.pair_loss(model.heads, q, k, batch, [places(t) for t in taught]),
            ]
            loss = 0
            for n, (part, weight) in enumerate(zip(parts, (10.0, 1.0, 0.5))):
                if part is not None:
                    loss = loss + weight * part
                    seen[n] += part.item()
            seen[3] += 1
            training.learn(loss)
        shown = " ".join(f"{name} {value / seen[3]:.4f}" for name, value in zip(("names", "taught pairs", "pairs"), seen))
        print(f"epoch {epoch + 1} {shown} {(time.time() - began) / 60:.1f} min | {report(average, held, places, 4 * o.batch)}", flush=True)
        training.finish()


if __name__ == "__main__":
    main()
