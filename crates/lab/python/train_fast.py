"""Distils the encoder into a convolution over words: the loss is the cross-entropy of label sequences drawn from the encoder and, where there is
gold, of the gold; resumable.

    python train_fast.py --windows FILE.jsonl --drawn FILE.pt --vectors full/average.pt --out FOLDER [--epochs 30]
"""
import argparse
import os

import torch

import network
import windows as data
from training import Training


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--windows", required=True)
    options.add_argument("--drawn", required=True)
    options.add_argument("--vectors", required=True)
    options.add_argument("--out", required=True)
    options.add_argument("--epochs", type=int, default=30)
    options.add_argument("--batch", type=int, default=32)
    options.add_argument("--rate", type=float, default=2e-3)
    options.add_argument("--gold", type=float, default=0.3, help="share of windows with gold that learn from it in an epoch")
    options.add_argument("--average", type=float, default=0.999)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=2)
    o = options.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    os.makedirs(o.out, exist_ok=True)
    windows = data.read(o.windows)
    drawn = torch.load(o.drawn)
    for w, d in zip(windows, drawn):
        w["drawn"] = d
        w["gold"] = w["labels"]
    held = [w for w in windows if w["held"] and w["kind"] == "gold"]
    learned = [w for w in windows if not w["held"]]
    model, average = network.Convolution(), network.Convolution()
    model.load_pieces(torch.load(o.vectors)["pieces.weight"])
    average.load_state_dict(model.state_dict())
    decay = [p for p in model.parameters() if p.dim() > 1]
    rest = [p for p in model.parameters() if p.dim() <= 1]
    optimiser = torch.optim.AdamW([dict(params=decay, weight_decay=0.05), dict(params=rest, weight_decay=0.0)], lr=o.rate)
    total = -(-len(learned) // o.batch) * o.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: min((n + 1) / (0.05 * total), max(0.01, (total - n) / (0.95 * total))))
    training = Training(model, average, optimiser, schedule, o.average, o.out)
    print(f"{len(learned)} windows to learn from, {len(held)} held, {total} steps, at epoch {training.epoch}", flush=True)
    while training.epoch < o.epochs:
        generator = torch.Generator().manual_seed(1000 * o.seed + training.epoch)
        chance = torch.rand(len(learned), generator=generator).tolist()
        for w, c in zip(learned, chance):
            w["labels"] = w["gold"] if w["gold"] and c < o.gold else w["drawn"][training.epoch % len(w["drawn"])].tolist()
        batches = data.batches(learned, o.batch, generator)
        training.run(batches, lambda batch: data.gathered(model(batch), batch, "word_at"), held)
    training.finish()


main()
