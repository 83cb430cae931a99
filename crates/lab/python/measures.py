"""What a network finds on the held tenth: token and exact F1 of runs, for choosing between trainings. The measures that count are those of
`lab eval attribution`."""
import torch

import network
import windows as data

ROLE = [None if n.startswith("O") else {"Q": "cue", "N": "cue", "S": "source", "C": "content"}[n[1]] for n in network.LABELS]


def runs(labels):
    found, start = [], None
    for n, label in enumerate(list(labels) + [0]):
        name = network.LABELS[label]
        if start is not None and not (name.startswith("I") and name[1:] == network.LABELS[labels[start]][1:]):
            found.append((start, n, ROLE[labels[start]]))
            start = None
        if start is None and not name.startswith("O"):
            start = n
    return found


def f1(right, found, gold):
    return 200 * right / max(1, found + gold)


@torch.no_grad()
def report(model, windows, batch_size=32):
    model.eval()
    token = {r: [0, 0, 0] for r in ("source", "cue", "content")}
    exact = {r: [0, 0, 0] for r in token}
    loss, tokens = 0.0, 0
    for batch in data.batches(windows, batch_size):
        with torch.autocast("cpu", torch.bfloat16):
            scores = model(batch)
        scores = data.gathered(scores.float(), batch, model.key if hasattr(model, "key") else "at")
        args = batch["tokens"], batch["begins"]
        loss += model.chain.nll(scores, batch["labels"], *args).sum().item()
        best = model.chain.best(scores, *args)
        for found, gold, mask in zip(best.tolist(), batch["labels"].tolist(), batch["tokens"].sum(1).tolist()):
            found, gold = found[:mask], gold[:mask]
            tokens += mask
            for a, b in zip(found, gold):
                for role, count in token.items():
                    x, y = ROLE[a] == role, ROLE[b] == role
                    count[0] += x and y
                    count[1] += x
                    count[2] += y
            a, b = runs(found), runs(gold)
            both = set(a) & set(b)
            for role, count in exact.items():
                count[0] += sum(1 for r in both if r[2] == role)
                count[1] += sum(1 for r in a if r[2] == role)
                count[2] += sum(1 for r in b if r[2] == role)
    shown = " ".join(f"{r} {f1(*token[r]):.1f}/{f1(*exact[r]):.1f}" for r in token)
    return f"held nll {loss / tokens:.4f} token/exact {shown}"
