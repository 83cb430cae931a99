"""Trains the branch of the encoder that finds names and coreference; the trunk stays as it is. Resumable.

    python train_branch.py --texts FILE.jsonl --trunk full.safetensors --out FOLDER [--start 4] [--epochs 8]
"""
import argparse
import os
import random
import time

import torch
from safetensors.torch import load_file

import branch
import entity_losses as losses
import network
import texts as data
from train_full import public_folder
from training import Training

# A machine's labels count less than a person's.
WEIGHTS = dict(polnear=0.3, re3d=0.5, wnut=0.5)


def pronoun_places():
    """Of each text of a batch, the tokens that are personal pronouns."""
    with open(os.path.join(public_folder(), "vocab.txt"), encoding="utf-8") as lines:
        number = {line.rstrip("\n"): n for n, line in enumerate(lines)}
    ids = {number[p] for p in losses.PRONOUNS}

    def places(text):
        own = [w["ids"][w["words"][o]] for w in text["windows"] for o in w["own"]]
        return {n for n, i in enumerate(own) if i in ids}

    return places


def load_trunk(path, kind=network.Encoder):
    tensors = load_file(path)
    model = kind()
    state = model.state_dict()
    for name, tensor in tensors.items():
        if name.startswith("chain."):
            continue
        if name.endswith("near.weight"):
            tensor = tensor.view(network.REACH, -1).T[:, None]
        if name == "positions.weight":
            state[name][: len(tensor)] = tensor
        else:
            state[name] = tensor.view(state[name].shape)
    model.load_state_dict(state)
    return model.eval().requires_grad_(False)


def draw(texts, epoch, seed):
    """The texts of an epoch: all that people marked, one of each row's forms, a part of what a machine marked or made."""
    chance = random.Random(1000 * seed + epoch)
    parts = dict(polnear=0.35, pronouned=0.1, wnut=0.4)
    out = []
    for t in texts:
        if t["set"] == "gap":
            # One row in its own words, swapped or renamed.
            form = 0 if t["id"].count("-") == 1 else 1 if t["id"].endswith("swapped") else 2
            keep = form == (hash_of(t["id"].split("-")[1]) + epoch) % 3
        else:
            keep = chance.random() < parts.get(t["set"], 1.0)
        if keep:
            out.append(t)
    return out


def hash_of(text):
    return sum(ord(c) * 31**n for n, c in enumerate(text)) % 1_000_003


def features(trunk, start, texts, most):
    """The trunk's rows of every text, kept as halves."""
    for batch_texts in data.batches(texts, most):
        batch = data.Batch(batch_texts)
        with torch.autocast("cpu", torch.bfloat16):
            rows = branch.trunk_rows(trunk, batch, start).to(torch.bfloat16)
        n = 0
        for t in batch_texts:
            t["rows"] = [rows[n + i, : len(w["ids"])].clone() for i, w in enumerate(t["windows"])]
            n += len(t["windows"])


def padded_rows(batch_texts):
    return torch.nn.utils.rnn.pad_sequence([r for t in batch_texts for r in t["rows"]], batch_first=True)


@torch.no_grad()
def report(model, texts, places, most):
    model.eval()
    measures = losses.Measures()
    for batch_texts in data.batches(texts, most):
        batch = data.Batch(batch_texts)
        with torch.autocast("cpu", torch.bfloat16):
            found = model(padded_rows(batch_texts), batch)
        labels, q, k = found
        measures.entities(model.heads, labels, batch)
        measures.pairs(model.heads, q, k, batch, [places(t) for t in batch_texts])
    return str(measures)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--texts", required=True)
    options.add_argument("--trunk", required=True)
    options.add_argument("--out", required=True)
    options.add_argument("--rows", help="where the trunk's rows are kept for another training with the same --start")
    options.add_argument("--start", type=int, default=4, help="layers that the branch shares with the trunk")
    options.add_argument("--public", action="store_true", help="begin with the public encoder's last layers")
    options.add_argument("--epochs", type=int, default=8)
    options.add_argument("--stop", type=int)
    options.add_argument("--batch", type=int, default=3000, help="pieces of a step")
    options.add_argument("--rate", type=float, default=2e-4)
    options.add_argument("--head-rate", type=float, default=2e-3)
    options.add_argument("--pairs", type=float, default=1.0, help="weight of coreference")
    options.add_argument("--average", type=float, default=0.995)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=2)
    o = options.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    os.makedirs(o.out, exist_ok=True)
    trunk = load_trunk(o.trunk)
    model = branch.EncoderBranch(trunk, o.start)
    if o.public:
        public = network.Encoder()
        from train_full import public_weights
        public.load_public(public_weights())
        for own, layer in zip(model.layers, list(public.layers)[o.start :]):
            own.load_state_dict(layer.state_dict())
    average = branch.EncoderBranch(trunk, o.start)
    average.load_state_dict(model.state_dict())
    all_texts = data.read(o.texts)
    places = pronoun_places()
    # A half of what a machine marked or made is enough, and the other half keeps the time short.
    all_texts = [t for t in all_texts if t["held"] or t["set"] not in ("polnear", "pronouned") or hash_of(t["id"]) % 2]
    began = time.time()
    if o.rows and os.path.exists(o.rows):
        kept = torch.load(o.rows)
        for t in all_texts:
            t["rows"] = kept[t["id"]]
    else:
        features(trunk, o.start, all_texts, 4 * o.batch)
        if o.rows:
            torch.save({t["id"]: t["rows"] for t in all_texts}, o.rows)
    print(f"{len(all_texts)} texts, rows of the trunk in {(time.time() - began) / 60:.1f} min", flush=True)
    held = [t for t in all_texts if t["held"]]
    learned = [t for t in all_texts if not t["held"]]
    heads = [p for name, p in model.named_parameters() if name.startswith("heads.")]
    body = [p for name, p in model.named_parameters() if not name.startswith("heads.")]
    optimiser = torch.optim.AdamW([dict(params=body, lr=o.rate, weight_decay=0.01), dict(params=heads, lr=o.head_rate, weight_decay=0.0)])
    per_epoch = len(data.batches(draw(learned, 0, o.seed), o.batch))
    total = per_epoch * o.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: min((n + 1) / (0.1 * total), max(0.02, (total - n) / (0.9 * total))))
    training = Training(model, average, optimiser, schedule, o.average, o.out)
    print(f"{len(learned)} texts to learn from, {len(held)} held, about {total} steps, at epoch {training.epoch}", flush=True)
    while training.epoch < (o.stop or o.epochs):
        epoch = training.epoch
        generator = torch.Generator().manual_seed(1000 * o.seed + epoch)
        torch.manual_seed(1000 * o.seed + epoch)
        model.train()
        began, seen = time.time(), [0.0, 0, 0.0, 0]
        for batch_texts in data.batches(draw(learned, epoch, o.seed), o.batch, generator):
            batch = data.Batch(batch_texts)
            with torch.autocast("cpu", torch.bfloat16):
                labels, q, k = model(padded_rows(batch_texts), batch)
            loss = 0
            entities = losses.entity_loss(model.heads, labels, batch, WEIGHTS)
            pairs = losses.pair_loss(model.heads, q, k, batch, [places(t) for t in batch_texts])
            for n, (part, weight) in enumerate([(entities, 10.0), (pairs, o.pairs)]):
                if part is not None:
                    loss = loss + weight * part
                    seen[2 * n] += part.item()
                    seen[2 * n + 1] += 1
            if not torch.is_tensor(loss):
                continue
            training.learn(loss)
            if training.step % 50 == 0:
                print(f"epoch {epoch} step {training.step} names {seen[0] / max(1, seen[1]):.4f} pairs {seen[2] / max(1, seen[3]):.3f} {(time.time() - began) / 60:.1f} min", flush=True)
        training.epoch += 1
        print(f"epoch {training.epoch} names {seen[0] / max(1, seen[1]):.4f} pairs {seen[2] / max(1, seen[3]):.3f} {(time.time() - began) / 60:.1f} min | {report(average, held, places, 4 * o.batch)}", flush=True)
        training.save()
        training.finish()


if __name__ == "__main__":
    main()
