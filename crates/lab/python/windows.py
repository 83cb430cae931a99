"""Reads the windows that `lab train export` wrote and makes batches of them."""
import json

import torch


def read(path, kinds=None):
    with open(path, encoding="utf-8") as lines:
        windows = [json.loads(line) for line in lines]
    return [w for w in windows if kinds is None or w["kind"] in kinds]


def batches(windows, size, generator=None):
    """Windows of similar length together; in random order where a generator is given."""
    if generator is None:
        order = sorted(range(len(windows)), key=lambda n: len(windows[n]["ids"]))
    else:
        noise = torch.rand(len(windows), generator=generator).tolist()
        order = sorted(range(len(windows)), key=lambda n: len(windows[n]["ids"]) // 32 + noise[n])
    groups = [order[n : n + size] for n in range(0, len(order), size)]
    if generator is not None:
        groups = [groups[n] for n in torch.randperm(len(groups), generator=generator).tolist()]
    for group in groups:
        yield collate([windows[n] for n in group])


def padded(rows, value=0):
    longest = max(len(r) for r in rows)
    return torch.tensor([list(r) + [value] * (longest - len(r)) for r in rows])


def word_of(window):
    out, words = [], window["words"]
    for n, start in enumerate(words):
        end = words[n + 1] if n + 1 < len(words) else len(window["ids"])
        out += [n] * (end - start)
    return out


def collate(windows):
    """One batch: pieces of each window, and the sequences (paragraphs) of the chain as indices into them."""
    batch = {name: padded([w[name] for w in windows]) for name in ("ids", "shapes", "places")}
    batch["mask"] = padded([[1] * len(w["ids"]) for w in windows]).bool()
    most = max(len(w["words"]) for w in windows)
    batch["firsts"] = padded([w["words"] for w in windows])
    batch["word_mask"] = padded([[1] * len(w["words"]) for w in windows]).bool()
    # The word of each piece; padding belongs to a word behind the last.
    batch["word_of"] = padded([word_of(w) for w in windows], most)
    rows, at, words, labels, begins, where = [], [], [], [], [], []
    for n, w in enumerate(windows):
        start = 0
        own, paragraphs = w["own"], w["paragraphs"]
        for end in range(1, len(own) + 1):
            if end < len(own) and paragraphs[end] == paragraphs[start]:
                continue
            rows.append(n)
            words.append(own[start:end])
            at.append([w["words"][o] for o in own[start:end]])
            known = w["labels"][start:end] if w["labels"] else []
            labels.append(known)
            # The labels of a paragraph that was cut in two may begin anywhere.
            begins.append(not known or known[0] == 0 or known[0] in (4, 6, 8, 10, 12))
            where.append((n, start, end))
            start = end
    batch["row"] = torch.tensor(rows)
    batch["at"] = padded(at)
    batch["word_at"] = padded(words)
    batch["tokens"] = padded([[1] * len(a) for a in at]).bool()
    batch["begins"] = torch.tensor(begins)
    if all(labels):
        batch["labels"] = padded(labels)
    batch["where"] = where
    return batch


def gathered(scores, batch, key="at"):
    """Scores (windows, places, labels) at the tokens of each sequence."""
    return scores[batch["row"][:, None], batch[key]]
