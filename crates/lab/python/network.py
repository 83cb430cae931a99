"""The networks that are trained here and run by crates/tagger: a transformer encoder, a convolution over words, a chain on top.

The encoder is that of BERT (Devlin and others 2019) in the size of all-MiniLM-L6-v2: 6 layers of 384. Two embeddings are added to it, how a
word is written and where it stands among quotation marks; both begin as zero. The convolution is a stack of ConvNeXt blocks (Liu and others
2022) in one dimension over words, a word being the sum of its pieces. The chain is a linear-chain conditional random field (Lafferty, McCallum
and Pereira 2001) over the tokens of a paragraph.
"""
import torch
import torch.nn.functional as F
from torch import nn

LABELS = ["O", "OS", "OQ", "OC", "BQ", "IQ", "BN", "IN", "BS", "IS", "BC<", "IC<", "BC>", "IC>"]
SHAPES, PLACES = 8, 4
# Words that a block of the convolution sees: three before, three after, and the word itself.
REACH = 7
# What no sequence may hold scores this much; far below any sum of scores.
FORBIDDEN = -10000.0


def allowed():
    """allowed[a][b]: whether label b may follow label a (crates/extract/src/attribution/labels.rs)."""
    after = {"O": 0, "S": 1, "Q": 2, "N": 2, "C": 3}
    table = torch.zeros(len(LABELS), len(LABELS), dtype=torch.bool)
    for a, first in enumerate(LABELS):
        outside = a if first.startswith("O") else after[first[1]]
        for b, second in enumerate(LABELS):
            if second.startswith("O"):
                table[a][b] = b == outside
            elif second.startswith("B"):
                table[a][b] = True
            else:
                table[a][b] = not first.startswith("O") and first[1:] == second[1:]
    return table


class Chain(nn.Module):
    def __init__(self, begins=None, follows=None):
        """begins[a]: whether label a may be the first; follows[a][b]: whether b may come after a. Without them, those of attribution."""
        super().__init__()
        if begins is None:
            begins = torch.tensor([name == "O" or name.startswith("B") for name in LABELS])
            follows = allowed()
        n = len(begins)
        self.start = nn.Parameter(torch.zeros(n))
        self.steps = nn.Parameter(torch.zeros(n, n))
        self.register_buffer("allowed", follows)
        self.register_buffer("begins", begins)

    def scores(self):
        return self.steps.masked_fill(~self.allowed, FORBIDDEN)

    def first(self, begins):
        """Scores of the first label; a sequence that goes on with a paragraph cut in two may begin with any."""
        return torch.where(begins[:, None] & ~self.begins[None, :], torch.full((), FORBIDDEN), self.start[None, :])

    def partition(self, emissions, mask, begins):
        """log Z of each sequence: emissions (B, T, L), mask (B, T)."""
        steps = self.scores()
        alpha = self.first(begins) + emissions[:, 0]
        for t in range(1, emissions.shape[1]):
            new = torch.logsumexp(alpha[:, :, None] + steps[None], 1) + emissions[:, t]
            alpha = torch.where(mask[:, t, None], new, alpha)
        return torch.logsumexp(alpha, 1)

    def score(self, emissions, labels, mask, begins):
        picked = emissions.gather(2, labels[:, :, None])[:, :, 0]
        steps = self.scores()[labels[:, :-1], labels[:, 1:]]
        first = self.first(begins).gather(1, labels[:, :1])[:, 0]
        return (picked * mask).sum(1) + (steps * mask[:, 1:]).sum(1) + first

    def nll(self, emissions, labels, mask, begins):
        return self.partition(emissions, mask, begins) - self.score(emissions, labels, mask, begins)

    @torch.no_grad()
    def sample(self, emissions, mask, begins, generator):
        """A sequence drawn from the distribution of sequences: filtering forward, drawing backward."""
        steps = self.scores()
        alphas = [self.first(begins) + emissions[:, 0]]
        for t in range(1, emissions.shape[1]):
            new = torch.logsumexp(alphas[-1][:, :, None] + steps[None], 1) + emissions[:, t]
            alphas.append(torch.where(mask[:, t, None], new, alphas[-1]))

        def draw(scores):
            return torch.multinomial(torch.softmax(scores, 1), 1, generator=generator)[:, 0]

        path = [draw(alphas[-1])]
        for t in range(emissions.shape[1] - 1, 0, -1):
            earlier = draw(alphas[t - 1] + steps[:, path[-1]].T)
            path.append(torch.where(mask[:, t], earlier, path[-1]))
        return torch.stack(path[::-1], 1)

    @torch.no_grad()
    def best(self, emissions, mask, begins):
        steps = self.scores()
        alpha = self.first(begins) + emissions[:, 0]
        back = []
        for t in range(1, emissions.shape[1]):
            value, index = (alpha[:, :, None] + steps[None]).max(1)
            keep = mask[:, t, None]
            alpha = torch.where(keep, value + emissions[:, t], alpha)
            back.append(torch.where(keep, index, torch.arange(len(self.start))[None]))
        path = [alpha.argmax(1)]
        for index in reversed(back):
            path.append(index.gather(1, path[-1][:, None])[:, 0])
        return torch.stack(path[::-1], 1)


def rounded(weight):
    """A weight as the program will hold it: 8 bits a number, one scale a row. Gradients pass through."""
    scale = weight.detach().abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
    return weight + ((weight / scale).round() * scale - weight).detach()


class Linear(nn.Linear):
    quantised = False

    def forward(self, x):
        return F.linear(x, rounded(self.weight) if Linear.quantised else self.weight, self.bias)


class Table(nn.Embedding):
    def forward(self, x):
        return F.embedding(x, self.weight)


def attention(q, k, v, mask):
    """Scaled dot-product attention, written out: on this kind of processor its gradient is twice as fast as the fused one."""
    bias = torch.zeros(mask.shape, dtype=q.dtype).masked_fill(~mask, FORBIDDEN)
    scores = torch.matmul(q * q.shape[-1] ** -0.5, k.transpose(2, 3)) + bias[:, None, None, :]
    return torch.matmul(torch.softmax(scores, -1, dtype=torch.bfloat16 if q.dtype == torch.bfloat16 else None), v)


def drop(x, share, training):
    """Dropout that leaves out the same numbers at every place of a window (Gal and Ghahramani 2016): a mask of this size is cheap to draw."""
    if not training or share == 0:
        return x
    mask = (torch.rand(x.shape[0], 1, x.shape[2]) >= share).to(x.dtype) / (1 - share)
    return x * mask


class Layer(nn.Module):
    def __init__(self, width, heads, inner, dropout):
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.qkv = Linear(width, 3 * width)
        self.out = Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = Linear(width, inner)
        self.down = Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x, mask):
        b, t, w = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        y = attention(q, k, v, mask)
        y = self.out(y.transpose(1, 2).reshape(b, t, w))
        x = self.norm1(x + drop(y, self.dropout, self.training))
        y = self.down(F.gelu(self.up(x)))
        return self.norm2(x + drop(y, self.dropout, self.training))


class Encoder(nn.Module):
    def __init__(self, pieces=30522, width=384, heads=12, layers=6, inner=1536, positions=512, dropout=0.1):
        super().__init__()
        self.config = dict(pieces=pieces, width=width, heads=heads, layers=layers, inner=inner, positions=positions)
        self.dropout = dropout
        self.pieces = Table(pieces, width)
        self.positions = nn.Embedding(positions, width)
        self.shapes = nn.Embedding(SHAPES, width)
        self.places = nn.Embedding(PLACES, width)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.places.weight)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, heads, inner, dropout) for _ in range(layers))
        self.head = Linear(width, len(LABELS))
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        self.chain = Chain()

    def load_public(self, tensors):
        """Takes the weights of the public encoder (names of Hugging Face's BertModel)."""
        def put(to, name):
            with torch.no_grad():
                to.copy_(tensors[name])
        put(self.pieces.weight, "embeddings.word_embeddings.weight")
        put(self.positions.weight, "embeddings.position_embeddings.weight")
        with torch.no_grad():
            self.positions.weight += tensors["embeddings.token_type_embeddings.weight"][0]
        put(self.norm.weight, "embeddings.LayerNorm.weight")
        put(self.norm.bias, "embeddings.LayerNorm.bias")
        for n, layer in enumerate(self.layers):
            p = f"encoder.layer.{n}."
            for part in ("weight", "bias"):
                qkv = [tensors[f"{p}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                with torch.no_grad():
                    getattr(layer.qkv, part).copy_(torch.cat(qkv))
                put(getattr(layer.out, part), f"{p}attention.output.dense.{part}")
                put(getattr(layer.norm1, part), f"{p}attention.output.LayerNorm.{part}")
                put(getattr(layer.up, part), f"{p}intermediate.dense.{part}")
                put(getattr(layer.down, part), f"{p}output.dense.{part}")
                put(getattr(layer.norm2, part), f"{p}output.LayerNorm.{part}")

    def forward(self, batch):
        ids = batch["ids"]
        x = self.pieces(ids) + self.positions.weight[: ids.shape[1]][None]
        x = x + self.shapes(batch["shapes"]) + self.places(batch["places"])
        x = drop(self.norm(x), self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, batch["mask"])
        return self.head(x).float()


class Block(nn.Module):
    def __init__(self, width, inner, step):
        super().__init__()
        self.step = step
        self.near = nn.Conv1d(width, width, REACH, groups=width, dilation=step, padding=REACH // 2 * step)
        self.norm = nn.LayerNorm(width, eps=1e-5)
        self.up = Linear(width, inner)
        self.down = Linear(inner, width)

    def forward(self, x, mask, dropout):
        # What lies outside the window counts as zero, as it does in the program.
        y = self.near((x * mask[:, :, None]).transpose(1, 2)).transpose(1, 2)
        y = self.down(drop(F.gelu(self.up(self.norm(y))), dropout, self.training))
        return x + y


class Convolution(nn.Module):
    key = "word_at"

    def __init__(self, pieces=30522, width=128, inner=256, steps=(1, 2, 4, 8, 1), dropout=0.1):
        super().__init__()
        self.config = dict(pieces=pieces, width=width, inner=inner, steps=list(steps))
        self.width, self.dropout = width, dropout
        self.pieces = nn.Embedding(pieces, width)
        self.shapes = nn.Embedding(SHAPES, width)
        self.places = nn.Embedding(PLACES, width)
        nn.init.normal_(self.shapes.weight, std=0.02)
        nn.init.normal_(self.places.weight, std=0.02)
        self.norm = nn.LayerNorm(width, eps=1e-5)
        self.blocks = nn.ModuleList(Block(width, inner, step) for step in steps)
        self.last = nn.LayerNorm(width, eps=1e-5)
        self.head = Linear(width, len(LABELS))
        self.chain = Chain()

    def load_pieces(self, vectors):
        """Begins with the first principal components of the encoder's vectors."""
        centred = vectors - vectors.mean(0)
        _, _, directions = torch.linalg.svd(centred.T @ centred)
        with torch.no_grad():
            self.pieces.weight.copy_(centred @ directions[: self.width].T)

    def words(self, batch):
        """What the blocks read: a word as the sum of its pieces, normalised."""
        ids, words, first = batch["ids"], batch["word_of"], batch["firsts"]
        x = torch.zeros(ids.shape[0], first.shape[1] + 1, self.width)
        x = x.scatter_add(1, words[:, :, None].expand(-1, -1, self.width), self.pieces(ids))[:, :-1]
        x = x + self.shapes(batch["shapes"].gather(1, first)) + self.places(batch["places"].gather(1, first))
        return self.norm(x)

    def forward(self, batch):
        x = drop(self.words(batch), self.dropout, self.training)
        mask = batch["word_mask"]
        for block in self.blocks:
            x = block(x, mask, self.dropout)
        return self.head(self.last(x))
