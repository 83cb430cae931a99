"""Draws label sequences from a trained encoder for every window, for `train_fast.py`.

    python teach.py --windows FILE.jsonl --weights full/average.pt --out FILE.pt [--draws 6]
"""
import argparse

import torch

import network
import windows as data


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--windows", required=True)
    options.add_argument("--weights", required=True)
    options.add_argument("--out", required=True)
    options.add_argument("--draws", type=int, default=6)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=2)
    o = options.parse_args()
    torch.set_num_threads(o.threads)
    generator = torch.Generator().manual_seed(o.seed)
    windows = data.read(o.windows)
    model = network.Encoder()
    model.load_state_dict(torch.load(o.weights))
    model.eval()
    drawn = [torch.zeros(o.draws, len(w["own"]), dtype=torch.uint8) for w in windows]
    order = sorted(range(len(windows)), key=lambda n: len(windows[n]["ids"]))
    for start in range(0, len(order), 32):
        group = order[start : start + 32]
        batch = data.collate([windows[n] for n in group])
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            scores = model(batch)
        scores = data.gathered(scores.float(), batch)
        for k in range(o.draws):
            labels = model.chain.sample(scores, batch["tokens"], batch["begins"], generator)
            for (n, first, last), row in zip(batch["where"], labels):
                drawn[group[n]][k, first:last] = row[: last - first]
        if start % 1600 == 0:
            print(f"{start} of {len(order)}", flush=True)
    torch.save(drawn, o.out)


main()
