#!/usr/bin/env python3
"""Prints how far the three passes of RULE.md agree, checks gold.tsv against them and counts its labels.

Reads drawn.tsv, pass_1.tsv, pass_2.tsv, pass_3.tsv and gold.tsv beside this file; the first two passes as ../utterances/agree.py
does there. Standard library only.
"""

import importlib.util
from pathlib import Path

HERE = Path(__file__).resolve().parent
SPEC = importlib.util.spec_from_file_location("utterances_agree", HERE.parent / "utterances" / "agree.py")
base = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(base)

# Pairs whose label RULE.md let the reader of the third pass see beforehand.
TOLD = {6, 21, 28, 32, 34, 41, 47, 63, 66}


def third():
    """Prints how far the third pass agrees with the first, the second and the gold, and with the first by stratum and split."""
    drawn, one, two, three, gold = (base.read(f"{name}.tsv") for name in ("drawn", "pass_1", "pass_2", "pass_3", "gold"))
    assert drawn.keys() == three.keys()
    final = {number: [label] for number, (_, label, _) in gold.items()}
    comparisons = [("gold: 1", gold, one), ("gold: 2", gold, two), ("gold: gold", gold, final)]
    comparisons += [("all: 1", drawn, one), ("all: 2", drawn, two)]
    comparisons += [("gold not told: 1", gold.keys() - TOLD, one), ("all not told: 1", drawn.keys() - TOLD, one)]
    for column, names in ((0, "abcd"), (1, ("dev", "held"))):
        comparisons += [(f"gold {name}: 1", [n for n in gold if drawn[n][column] == name], one) for name in names]
    for name, numbers, other in comparisons:
        count, equal, raw, kappa = base.agreement([(three[n][0], other[n][0]) for n in numbers])
        print(f"pass 3, {name:16} pairs {count:3}  equal {equal:3}  raw {raw:.3f}  kappa {kappa:.3f}")
    alike = [n for n in gold if one[n][0] == three[n][0]]
    reasons = sum(one[n][1] == three[n][1] for n in alike)
    print(f"pass 3, reasons equal to the first in {reasons} of {len(alike)} pairs of gold with equal labels")


if __name__ == "__main__":
    base.HERE = HERE
    base.main()
    third()
