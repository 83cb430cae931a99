"""Reads the texts that `lab train export-entities` wrote and makes batches of them: windows of pieces, and tokens of texts as places in them."""
import json

import torch

import windows as data

ANYTHING = (1 << 13) - 1


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def size(text):
    return sum(len(w["ids"]) for w in text["windows"])


def batches(texts, most, generator=None):
    """Texts of similar length of windows together, up to so many pieces; in random order where a generator is given."""
    if generator is None:
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]["windows"][0]["ids"]))
    else:
        noise = torch.rand(len(texts), generator=generator).tolist()
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]["windows"][0]["ids"]) // 48 + noise[n])
    groups, group, room = [], [], most
    for n in order:
        if group and size(texts[n]) > room:
            groups.append(group)
            group, room = [], most
        group.append(texts[n])
        room -= size(texts[n])
    groups.append(group)
    if generator is not None:
        groups = [groups[n] for n in torch.randperm(len(groups), generator=generator).tolist()]
    return [g for g in groups if g]


class Batch:
    """Windows of some texts, and for each text where its tokens stand: `row` and `at` (first piece) or `word_at`, in the order of the texts."""

    def __init__(self, texts):
        self.texts = texts
        windows = [w for t in texts for w in t["windows"]]
        self.windows = windows
        self.ids, self.shapes, self.places = (data.padded([w[name] for w in windows]) for name in ("ids", "shapes", "places"))
        self.mask = data.padded([[1] * len(w["ids"]) for w in windows]).bool()
        row, at, word_at, self.starts = [], [], [], [0]
        n = 0
        for t in texts:
            for w in t["windows"]:
                row += [n] * len(w["own"])
                at += [w["words"][o] for o in w["own"]]
                word_at += w["own"]
                n += 1
            self.starts.append(len(row))
        self.row, self.at, self.word_at = torch.tensor(row), torch.tensor(at), torch.tensor(word_at)

    def encoder(self):
        return dict(ids=self.ids, shapes=self.shapes, places=self.places, mask=self.mask)

    def words(self):
        """What the convolution over words reads."""
        most = max(len(w["words"]) for w in self.windows)
        return dict(
            ids=self.ids,
            shapes=self.shapes,
            places=self.places,
            firsts=data.padded([w["words"] for w in self.windows]),
            word_mask=data.padded([[1] * len(w["words"]) for w in self.windows]).bool(),
            word_of=data.padded([data.word_of(w) for w in self.windows], most),
        )

    def paragraphs(self):
        """Each paragraph as (text, first token, end) of the text's own numbering."""
        for n, t in enumerate(self.texts):
            begin, paragraphs = 0, t["paragraphs"]
            for end in range(1, len(paragraphs) + 1):
                if end == len(paragraphs) or paragraphs[end] != paragraphs[begin]:
                    yield n, begin, end
                    begin = end

    def sequences(self):
        """The paragraphs of the texts that have labels: indices into the tokens of the batch (padded), which of them count, allowed labels."""
        index, allowed, texts = [], [], []
        for n, begin, end in self.paragraphs():
            labels = self.texts[n]["labels"][begin:end]
            if any(l != ANYTHING for l in labels):
                index.append(list(range(self.starts[n] + begin, self.starts[n] + end)))
                allowed.append(labels)
                texts.append(n)
        if not index:
            return None
        mask = data.padded([[1] * len(i) for i in index]).bool()
        return data.padded(index), mask, data.padded(allowed, ANYTHING), texts
