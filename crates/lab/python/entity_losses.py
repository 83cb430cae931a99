"""What names and coreference are trained by, and how they are measured on held texts."""
import torch

import branch
import network

PRONOUNS = "he she they it him her them his hers their theirs its himself herself themselves itself".split()


def entity_loss(heads, scores, batch, weights):
    """The partial likelihood of a chain (the sum over all labellings that the marks allow), a token's mean; texts weighted by their set."""
    sequences = batch.sequences()
    if sequences is None:
        return None
    index, mask, allowed, texts = sequences
    emissions = scores[index]
    bits = 1 << torch.arange(len(branch.LABELS))
    known = (allowed[:, :, None] & bits) != 0
    begins = torch.ones(len(index), dtype=torch.bool)
    every = heads.chain.partition(emissions, mask, begins)
    right = heads.chain.partition(emissions.masked_fill(~known, network.FORBIDDEN), mask, begins)
    weight = torch.tensor([weights.get(batch.texts[n]["set"], 1.0) for n in texts])
    return ((every - right) * weight).sum() / (mask.sum(1) * weight).sum()


def pair_loss(heads, q, k, batch, pronoun_ids, alone=0.3, noun=0.3, choice=1.0):
    """The marginal likelihood of right antecedents, a mean over anaphors by weight."""
    total, count = 0.0, 0.0
    for n, text in enumerate(batch.texts):
        if not (text["chains"] or text["choices"]):
            continue
        first, end = batch.starts[n], batch.starts[n + 1]
        here_q, here_k = q[first:end], k[first:end]
        if text["chains"]:
            chain_of = torch.full((end - first,), -1)
            for c, chain in enumerate(text["chains"]):
                chain_of[chain] = c
            words = [w for chain in text["chains"] for w in chain] + text["alone"]
            anaphors = torch.tensor(words)
            scores = heads.pairs(here_q, here_k, anaphors)
            scores = torch.cat([torch.zeros(len(words), 1), scores], 1)
            right = torch.cat([(chain_of[anaphors] < 0)[:, None], (chain_of[anaphors][:, None] == chain_of[None, :]) & (chain_of[anaphors][:, None] >= 0)], 1)
            # A word that heads two mentions counts for one: what is left alone by that teaches nothing.
            right[torch.arange(len(words)), anaphors + 1] = False
            taught = right.any(1)
            nll = torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~right, network.FORBIDDEN), 1)
            nll = nll.masked_fill(~taught, 0.0)
            ids = pronoun_ids[n]
            weight = torch.tensor([alone if chain_of[w] < 0 else 1.0 if w in ids else noun for w in words])
            total, count = total + (nll * weight).sum(), count + (weight * taught).sum().item()
        for c in text["choices"]:
            right, wrong = c["right"], c["wrong"]
            if not right and not c["none"] or not wrong:
                continue
            scores = heads.pairs(here_q, here_k, torch.tensor([c["pronoun"]]))[0]
            none = torch.zeros(1)
            all_of = torch.cat([scores[torch.tensor(right + wrong)], none])
            good = torch.cat([scores[torch.tensor(right, dtype=torch.long)], none]) if c["none"] else scores[torch.tensor(right)]
            total = total + choice * (torch.logsumexp(all_of, 0) - torch.logsumexp(good, 0))
            count += choice
    return total / count if count else None


def spans(labels):
    """Names as (first, end, kind) and nouns as (place, place + 1, kind)."""
    out, start = [], None
    names = [branch.LABELS[l] for l in labels]
    for n, name in enumerate(names + ["O"]):
        if start is not None and not (name.startswith("I-") and name[2:] == names[start][2:]):
            out.append((start, n, names[start][2:]))
            start = None
        if name.startswith("B-") or start is None and name.startswith("I-"):
            start = n
        if name.endswith("-NOUN"):
            out.append((n, n + 1, name))
    return out


class Measures:
    """Counts over held texts."""

    def __init__(self):
        self.names, self.gap, self.pronouns, self.gap_rows = {}, [0, 0, 0], [0, 0], [0, 0]

    def entities(self, heads, scores, batch):
        sequences = batch.sequences()
        if sequences is None:
            return
        index, mask, allowed, texts = sequences
        best = heads.chain.best(scores[index], mask, torch.ones(len(index), dtype=torch.bool))
        for found, gold, length, text in zip(best.tolist(), allowed.tolist(), mask.sum(1).tolist(), texts):
            found, gold = found[:length], gold[:length]
            name = batch.texts[text]["set"]
            # Where the marks leave a choice, what was found stands for them if it is allowed.
            sure = [f if g >> f & 1 else (g & -g).bit_length() - 1 for f, g in zip(found, gold)]
            unclear = [g == (1 << 13) - 1 for g in gold]
            a = {s for s in spans(found) if not any(unclear[s[0] : s[1]])}
            b = {s for s in spans(sure) if not any(unclear[s[0] : s[1]])}
            for s in a | b:
                count = self.names.setdefault((name, s[2]), [0, 0, 0])
                count[0] += s in a and s in b
                count[1] += s in a
                count[2] += s in b

    def pairs(self, heads, q, k, batch, pronoun_ids):
        for n, text in enumerate(batch.texts):
            first, end = batch.starts[n], batch.starts[n + 1]
            for c in text["choices"]:
                if not c["asked"]:
                    continue
                scores = heads.pairs(q[first:end], k[first:end], torch.tensor([c["pronoun"]]))[0]
                (a, is_a), (b, is_b) = c["asked"]
                found_a = bool(scores[a] > scores[b])
                self.gap_rows[1] += is_a or is_b
                self.gap_rows[0] += (is_a or is_b) and found_a == is_a
                for found, gold, word in ((found_a, is_a, a), (not found_a, is_b, b)):
                    found = found and bool(scores[word] > 0)
                    self.gap[0] += found and gold
                    self.gap[1] += found
                    self.gap[2] += gold
            if text["chains"] and text["set"] == "gum":
                chain_of = {w: c for c, chain in enumerate(text["chains"]) for w in chain}
                words = [w for w in chain_of if w in pronoun_ids[n]]
                if words:
                    best = heads.pairs(q[first:end], k[first:end], torch.tensor(words)).argmax(1).tolist()
                    self.pronouns[0] += sum(chain_of[w] == chain_of.get(b) for w, b in zip(words, best))
                    self.pronouns[1] += len(words)

    def __str__(self):
        f1 = lambda c: 200 * c[0] / max(1, c[1] + c[2])
        sets = sorted({name for name, _ in self.names})
        out = []
        for name in sets:
            kinds = {kind: c for (n, kind), c in self.names.items() if n == name}
            all_names = [sum(c[i] for kind, c in kinds.items() if not kind.endswith("NOUN")) for i in range(3)]
            shown = " ".join(f"{kind[:6]}{'n' if kind.endswith('NOUN') else ''} {f1(c):.0f}" for kind, c in sorted(kinds.items()))
            out.append(f"{name} {f1(all_names):.1f} ({shown})")
        out.append(f"gap F1 {f1(self.gap):.1f}, A or B {100 * self.gap_rows[0] / max(1, self.gap_rows[1]):.1f}; pronouns {100 * self.pronouns[0] / max(1, self.pronouns[1]):.1f} of {self.pronouns[1]}")
        return "; ".join(out)
