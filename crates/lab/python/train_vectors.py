"""Distils the public sentence encoder into a table of static vectors; see crates/models/vectors/CARD.md.

    python train_vectors.py --data ../shared/data --out FOLDER [--table FILE]

The teacher gives each text of `sentences.py` a vector (the mean over its pieces). A piece's own vector begins as the teacher's for that piece
alone, in the principal components of the texts' vectors, times a weight that falls with its frequency (Arora, Liang and Ma 2017; Tulkens and
van Dongen 2024, Model2Vec). Then the table learns that the sum over the pieces of a text points where the teacher's vector points, and that
texts are as near to each other as they are to the teacher. The teacher's vectors are kept in the folder; a second run reads them.
"""
import argparse
import os
import struct
import time

import numpy
import torch
import torch.nn.functional as F

import network
import sentences
from train_full import public_folder, public_weights

# Longer texts, in the teacher's pieces, are left out: they cost most of the teacher's time, and their clauses are texts too.
MOST_PIECES = 22
# The constant of the frequency weights (Arora, Liang and Ma 2017).
SMOOTH = 1e-3


class Pieces:
    """WordPiece, uncased, by the longest piece first, as crates/tagger/src/pieces.rs."""

    def __init__(self, lines):
        self.ids = {line: n for n, line in enumerate(lines)}
        self.kept = {}

    def cut(self, word):
        if word not in self.kept:
            out, at = [], 0
            while at < len(word):
                mark = "##" if at else ""
                end = next((e for e in range(len(word), at, -1) if mark + word[at:e] in self.ids), None)
                if end is None:
                    out = []
                    break
                out.append(self.ids[mark + word[at:end]])
                at = end
            self.kept[word] = out
        return self.kept[word]


def marks_apart(text):
    """The words and marks of a text as the teacher's own tokenizer parts them."""
    import re
    import unicodedata

    text = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+|[^\w\s]|_", text)


class Teacher:
    def __init__(self):
        self.encoder = network.Encoder(dropout=0.0)
        self.encoder.load_public(public_weights())
        self.encoder.eval()
        self.vocabulary = sentences.lines(os.path.join(public_folder(), "vocab.txt"))
        self.pieces = Pieces(self.vocabulary)
        self.first, self.last, self.unknown = (self.pieces.ids[n] for n in ("[CLS]", "[SEP]", "[UNK]"))

    def ids(self, text):
        cut = [id for word in marks_apart(text) for id in self.pieces.cut(word) or [self.unknown]]
        return [self.first] + cut + [self.last]

    @torch.no_grad()
    def vectors(self, lists, report=True, pieces_a_batch=8192):
        """The mean over the last layer, of length 1, for each list of pieces."""
        order = sorted(range(len(lists)), key=lambda n: len(lists[n]))
        out = torch.zeros(len(lists), 384)
        began, done, batch = time.time(), 0, []
        for n, i in enumerate(order):
            batch.append(i)
            following = len(lists[order[n + 1]]) if n + 1 < len(order) else None
            if following is not None and following * (len(batch) + 1) <= pieces_a_batch:
                continue
            most = max(len(lists[b]) for b in batch)
            ids = torch.tensor([lists[b] + [0] * (most - len(lists[b])) for b in batch])
            mask = torch.tensor([[j < len(lists[b]) for j in range(most)] for b in batch])
            e = self.encoder
            with torch.autocast("cpu", torch.bfloat16):
                x = e.norm(e.pieces(ids) + e.positions.weight[:most][None])
                for layer in e.layers:
                    x = layer(x, mask)
            x = (x.float() * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
            out[batch] = F.normalize(x, dim=1)
            done, batch = done + len(batch), []
            if report and (n * 50) // len(order) != ((n - len(ids)) * 50) // len(order):
                print(f"teacher: {done} of {len(order)} texts, {(time.time() - began) / 60:.1f} min", flush=True)
        return out


def kept_pieces(vocabulary):
    """Pieces that words of English news can be cut into: letters of the Latin alphabet without marks, digits, and the three special ones."""
    plain = lambda p: p.isascii() and p.isalnum()
    return [p for p in vocabulary if p in ("[UNK]", "[CLS]", "[SEP]") or plain(p.removeprefix("##"))]


def bags(pieces, texts):
    """The pieces of each text."""
    return [[id for word in sentences.words(t) for id in pieces.cut(word)] for t in texts]


def packed(rows, which):
    flat = [id for w in which for id in rows[w]]
    starts = numpy.cumsum([0] + [len(rows[w]) for w in which[:-1]])
    return torch.tensor(flat), torch.tensor(starts)


def vectors_of(table, rows, which, each=None):
    """The vector of each of those texts, of length 1; `each` weighs their pieces."""
    flat, starts = packed(rows, which)
    weights = each(len(flat)) if each else None
    return F.normalize(F.embedding_bag(flat, table, starts, mode="sum", per_sample_weights=weights), dim=1)


def quantised(table):
    """Rows as the file holds them: a scale of 16 bits for each, numbers of 8; and what they come to."""
    unit = table.abs().max() / 127 / 65535
    scale = (table.abs().amax(1, keepdim=True) / 127 / unit).round().clamp(1, 65535)
    numbers = (table / (scale * unit)).round().clamp(-127, 127)
    return scale.squeeze(1), numbers, numbers * scale * unit


def pearson(x, y):
    return numpy.corrcoef(numpy.array(x), numpy.array(y))[0, 1]


class Checks:
    """What is watched while it learns: data that the scorings do not read."""

    def __init__(self, data, pieces):
        at = os.path.join(data, "similarity")
        self.sets = {
            "MSRpar train r": [p for p in sentences.sts(f"{at}/sts/2012/MSRpar.train.tsv")],
            "tweet-news r": [p for p in sentences.sts(f"{at}/sts/2014/tweet-news.test.tsv")],
            "deft-news r": [p for p in sentences.sts(f"{at}/sts/2014/deft-news.test.tsv")],
            "MSR train r": [p for p in sentences.msr(f"{at}/msr-para/msr-para-train.tsv")],
        }
        self.rows = {name: [bags(pieces, [p[i] for p in pairs]) for i in (1, 2)] for name, pairs in self.sets.items()}

    def report(self, table):
        out = []
        for name, pairs in self.sets.items():
            a, b = (vectors_of(table, rows, range(len(rows))) for rows in self.rows[name])
            out.append(f"{name} {pearson((a * b).sum(1).numpy(), [p[0] for p in pairs]):.3f}")
        return ", ".join(out)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", default="../shared/data")
    options.add_argument("--out", required=True)
    options.add_argument("--table", help="where the table is written")
    options.add_argument("--width", type=int, default=256)
    options.add_argument("--epochs", type=int, default=12)
    options.add_argument("--batch", type=int, default=1024)
    options.add_argument("--rate", type=float, default=1e-3)
    options.add_argument("--stay", type=float, default=1e-3, help="how strongly a vector is held where it began")
    options.add_argument("--drop", type=float, default=0.1, help="share of pieces that a text leaves out while learning")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=2)
    o = options.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    os.makedirs(o.out, exist_ok=True)

    teacher = Teacher()
    texts = [t for t in sentences.read(o.data) if len(teacher.ids(t)) <= MOST_PIECES]
    path = os.path.join(o.out, "teacher.pt")
    if not os.path.exists(path):
        vocabulary = kept_pieces(teacher.vocabulary)
        alone = teacher.vectors([[teacher.first, teacher.pieces.ids[p], teacher.last] for p in vocabulary], report=False)
        vectors = teacher.vectors([teacher.ids(t) for t in texts])
        torch.save(dict(vocabulary=vocabulary, alone=alone, vectors=vectors.half(), texts=len(texts)), path)
    kept = torch.load(path)
    assert kept["texts"] == len(texts), f"{path} was made of other texts; remove it"
    vocabulary, vectors = kept["vocabulary"], kept["vectors"].float()
    pieces = Pieces(vocabulary)
    rows = bags(pieces, texts)
    learn(o, vocabulary, kept["alone"], vectors, pieces, rows)


def learn(o, vocabulary, alone, vectors, pieces, rows):
    centre = vectors.mean(0)
    _, values, directions = torch.linalg.svd((vectors - centre).T @ (vectors - centre))
    down = directions[: o.width].T
    print(f"{len(rows)} texts, {len(vocabulary)} pieces; {o.width} components hold {(values[: o.width].sum() / values.sum()):.3f} of the variance", flush=True)
    goal = F.normalize((vectors - centre) @ down, dim=1)
    counts = torch.bincount(torch.tensor([id for row in rows for id in row]), minlength=len(vocabulary)).float()
    weight = SMOOTH / (SMOOTH + counts / counts.sum())
    begin = F.normalize((alone - centre) @ down, dim=1) * weight[:, None]
    table = torch.nn.Parameter(begin.clone())
    checks = Checks(o.data, pieces)
    print("begins:", checks.report(table.detach()), flush=True)

    usable = [n for n, row in enumerate(rows) if row]
    order = torch.randperm(len(usable), generator=torch.Generator().manual_seed(o.seed)).tolist()
    held, learned = [usable[n] for n in order[:4096]], [usable[n] for n in order[4096:]]
    optimiser = torch.optim.Adam([table], lr=o.rate, betas=(0.9, 0.98))
    total = -(-len(learned) // o.batch) * o.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: max(0.02, 1 - n / total))
    generator = torch.Generator().manual_seed(o.seed)
    seen = (counts > 0).float()[:, None]

    def left(count):
        return (torch.rand(count, generator=generator) >= o.drop).float()

    def losses(found, wanted):
        towards = (1 - (found * wanted).sum(1)).mean()
        near = (found @ found.T - wanted @ wanted.T).square().mean()
        return towards, near

    began = time.time()
    for epoch in range(o.epochs):
        shuffled = torch.randperm(len(learned), generator=generator).tolist()
        for at in range(0, len(shuffled), o.batch):
            which = [learned[n] for n in shuffled[at : at + o.batch]]
            towards, near = losses(vectors_of(table, rows, which, left), goal[which])
            stay = ((table - begin) * seen).square().sum() / len(which)
            optimiser.zero_grad()
            (towards + 10 * near + o.stay * stay).backward()
            optimiser.step()
            schedule.step()
        with torch.no_grad():
            kept = quantised(table)[2]
            towards, near = losses(vectors_of(kept, rows, held), goal[held])
            print(f"epoch {epoch + 1}: held {towards:.4f} {near:.5f}; {checks.report(kept)}; {(time.time() - began) / 60:.1f} min", flush=True)
    write(o.table or os.path.join(o.out, "vectors.table"), vocabulary, table.detach())


def write(path, vocabulary, table):
    """The file that crates/link/src/vectors.rs reads: all numbers little-endian."""
    scale, numbers, _ = quantised(table)
    text = ("\n".join(vocabulary) + "\n").encode()
    with open(path, "wb") as file:
        file.write(b"RPVECTOR")
        file.write(struct.pack("<IIII", 1, table.shape[1], len(vocabulary), len(text)))
        file.write(text)
        file.write(scale.numpy().astype("<u2").tobytes())
        file.write(numbers.numpy().astype("i1").tobytes())
    print(f"{path}: {os.path.getsize(path)} bytes")


if __name__ == "__main__":
    main()
