"""The branch that finds names and coreference beside a trained network: its own last layers and three heads.

Labels are scored for a chain as those of attribution are. Coreference is scored between words (Dobrovolskii 2021): each word has a vector as an
anaphor and one as an antecedent, the score of a pair is their product and a number for their distance; "none" scores 0.
"""
import torch
from torch import nn

import network

KINDS = ["PERSON", "ORGANISATION", "PLACE", "GROUP", "OTHER"]
LABELS = ["O"] + [f"{side}-{kind}" for kind in KINDS for side in "BI"] + ["PERSON-NOUN", "ORGANISATION-NOUN"]
# Numbers of a vector as anaphor or antecedent.
PAIR = 64
# Distances of 1, 2-3, 4-7, ... words back, then as many forward; the last of each holds all beyond.
DISTANCES = 10


def chain():
    begins = torch.tensor([not name.startswith("I-") for name in LABELS])
    follows = torch.ones(len(LABELS), len(LABELS), dtype=torch.bool)
    for a, first in enumerate(LABELS):
        for b, second in enumerate(LABELS):
            if second.startswith("I-"):
                follows[a][b] = first[1:] == second[1:]
    return network.Chain(begins, follows)


def distance(anaphors, antecedents):
    """The class of the distance of each pair (crates/tagger/src/coreference.rs)."""
    back = anaphors[:, None] - antecedents[None, :]
    size = back.abs().clamp(min=1).float().log2().floor().long().clamp(max=DISTANCES - 1)
    return torch.where(back >= 0, size, size + DISTANCES)


class Heads(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.entities = network.Linear(width, len(LABELS))
        self.anaphor = network.Linear(width, PAIR)
        self.antecedent = network.Linear(width, PAIR)
        self.distances = nn.Parameter(torch.zeros(2 * DISTANCES))
        nn.init.constant_(self.distances, -2.0)
        self.chain = chain()
        nn.init.normal_(self.entities.weight, std=0.02)
        nn.init.zeros_(self.entities.bias)
        for pair in (self.anaphor, self.antecedent):
            nn.init.normal_(pair.weight, std=0.02)
            nn.init.zeros_(pair.bias)

    def forward(self, x):
        return self.entities(x).float(), self.anaphor(x).float(), self.antecedent(x).float()

    def pairs(self, q, k, anaphors):
        """Scores of `anaphors` of one text against all its words; a word is no antecedent of itself."""
        words = torch.arange(len(k))
        scores = q[anaphors] @ k.T + self.distances[distance(anaphors, words)]
        return scores.masked_fill(anaphors[:, None] == words[None, :], network.FORBIDDEN)


class EncoderBranch(nn.Module):
    """The last layers of an encoder once more, from layer `start` on."""

    def __init__(self, trunk, start, dropout=0.1):
        super().__init__()
        c = trunk.config
        self.start = start
        self.layers = nn.ModuleList(network.Layer(c["width"], c["heads"], c["inner"], dropout) for _ in range(c["layers"] - start))
        self.heads = Heads(c["width"])
        for own, layer in zip(self.layers, list(trunk.layers)[start:]):
            own.load_state_dict(layer.state_dict())

    def forward(self, x, batch):
        for layer in self.layers:
            x = layer(x, batch.mask)
        return self.heads(network.drop(x, 0.1, self.training)[batch.row, batch.at])


class ConvolutionBranch(nn.Module):
    """Blocks after those of a convolution over words."""

    def __init__(self, trunk, steps=(2,), dropout=0.1):
        super().__init__()
        c = trunk.config
        self.dropout = dropout
        self.register_buffer("steps", torch.tensor(steps))
        self.blocks = nn.ModuleList(network.Block(c["width"], c["inner"], step) for step in steps)
        self.last = nn.LayerNorm(c["width"], eps=1e-5)
        self.heads = Heads(c["width"])
        for block in self.blocks:
            nn.init.zeros_(block.down.weight)

    def forward(self, x, batch, mask):
        for block in self.blocks:
            x = block(x, mask, self.dropout)
        return self.heads(self.last(x[batch.row, batch.word_at]))


@torch.no_grad()
def trunk_rows(trunk, batch, start):
    """What the trunk's layer `start` gives: (windows, pieces, width)."""
    b = batch.encoder()
    x = trunk.pieces(b["ids"]) + trunk.positions.weight[: b["ids"].shape[1]][None]
    x = trunk.norm(x + trunk.shapes(b["shapes"]) + trunk.places(b["places"]))
    for layer in list(trunk.layers)[:start]:
        x = layer(x, b["mask"])
    return x
