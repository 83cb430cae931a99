"""Distils the encoder into a convolution over words: the loss is the cross-entropy of label sequences drawn from the encoder and, where there is
gold, of the gold; resumable.

    python train_fast.py --windows FILE.jsonl --drawn FILE.pt --vectors full/average.pt --out FOLDER [--epochs 30]
"""
import argparse
import os
import time

import torch

import measures
import network
import windows as data


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
    state_path = os.path.join(o.out, "state.pt")
    epoch, step = 0, 0
    if os.path.exists(state_path):
        state = torch.load(state_path)
        for name, thing in (("model", model), ("average", average), ("optimiser", optimiser), ("schedule", schedule)):
            thing.load_state_dict(state[name])
        torch.set_rng_state(state["random"])
        epoch, step = state["epoch"], state["step"]
    print(f"{len(learned)} windows to learn from, {len(held)} held, {total} steps, at epoch {epoch}", flush=True)
    while epoch < o.epochs:
        generator = torch.Generator().manual_seed(1000 * o.seed + epoch)
        chance = torch.rand(len(learned), generator=generator).tolist()
        for w, c in zip(learned, chance):
            w["labels"] = w["gold"] if w["gold"] and c < o.gold else w["drawn"][epoch % len(w["drawn"])].tolist()
        model.train()
        began, losses, seen = time.time(), 0.0, 0
        for batch in data.batches(learned, o.batch, generator):
            scores = data.gathered(model(batch), batch, "word_at")
            loss = model.chain.nll(scores, batch["labels"], batch["tokens"], batch["begins"]).sum()
            count = batch["tokens"].sum()
            optimiser.zero_grad()
            (loss / count).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            keep = min(o.average, (1 + step) / (10 + step))
            with torch.no_grad():
                for a, m in zip(average.parameters(), model.parameters()):
                    a.lerp_(m, 1 - keep)
            losses, seen = losses + loss.item(), seen + count.item()
        epoch += 1
        print(f"epoch {epoch} loss {losses / seen:.4f} {(time.time() - began) / 60:.1f} min {measures.report(average, held)}", flush=True)
        state = dict(model=model.state_dict(), average=average.state_dict(), optimiser=optimiser.state_dict(), schedule=schedule.state_dict(), random=torch.get_rng_state(), epoch=epoch, step=step)
        torch.save(state, state_path + ".new")
        os.replace(state_path + ".new", state_path)
    torch.save(average.state_dict(), os.path.join(o.out, "average.pt"))


main()
