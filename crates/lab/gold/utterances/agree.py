#!/usr/bin/env python3
"""Prints how far the two passes of RULE.md agree, checks gold.tsv against them and counts its labels.

Reads drawn.tsv, pass_1.tsv, pass_2.tsv and gold.tsv beside this file. Standard library only. `unclear` is a label of its own.
"""

from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
LABELS = ("same", "different")


def read(name):
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    table = {int(row[0]): row[1:] for row in rows}
    assert len(table) == len(rows), f"{name}: a number stands twice"
    return table


def agreement(pairs):
    """Pairs, pairs with equal labels, raw agreement and Cohen's kappa of a list of two labels each."""
    equal = sum(one == other for one, other in pairs)
    raw = equal / len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(first[label] * second[label] for label in first) / len(pairs) ** 2
    return len(pairs), equal, raw, (raw - chance) / (1 - chance) if chance < 1 else float("nan")


def main():
    drawn, one, other, gold = (read(name) for name in ("drawn.tsv", "pass_1.tsv", "pass_2.tsv", "gold.tsv"))
    assert drawn.keys() == one.keys() == other.keys()
    groups = {"all": list(drawn), "gold": list(gold)}
    for stratum in sorted({row[0] for row in drawn.values()}):
        groups[f"gold {stratum}"] = [number for number in gold if drawn[number][0] == stratum]
    for name, numbers in groups.items():
        count, equal, raw, kappa = agreement([(one[n][0], other[n][0]) for n in numbers])
        print(f"{name:7} pairs {count:3}  equal {equal:3}  raw {raw:.3f}  kappa {kappa:.3f}")
    alike = [n for n in gold if one[n][0] == other[n][0]]
    reasons = sum(one[n][1] == other[n][1] for n in alike)
    print(f"reasons equal in {reasons} of {len(alike)} pairs of gold with equal labels")

    for number, (split, label, who) in gold.items():
        assert split == drawn[number][1] and label in LABELS, number
        assert who == "both" if one[number][0] == other[number][0] == label else who == "third", number
    for part in ("dev", "held"):
        for stratum in ("all", *sorted({row[0] for row in drawn.values()})):
            chosen = [label for n, (split, label, _) in gold.items() if split == part and stratum in ("all", drawn[n][0])]
            print(f"{part:4} {stratum:3} " + "  ".join(f"{label} {chosen.count(label):3}" for label in LABELS))


if __name__ == "__main__":
    main()
