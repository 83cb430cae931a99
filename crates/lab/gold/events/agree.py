#!/usr/bin/env python3
"""Prints how far the two passes of RULE.md agree, checks gold.tsv against them and counts its labels.

Reads drawn.tsv, pass_1.tsv, pass_2.tsv and gold.tsv beside this file, as ../utterances/agree.py does there. Standard library only.
"""

import importlib.util
from pathlib import Path

HERE = Path(__file__).resolve().parent
SPEC = importlib.util.spec_from_file_location("utterances_agree", HERE.parent / "utterances" / "agree.py")
base = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(base)

if __name__ == "__main__":
    base.HERE = HERE
    base.main()
