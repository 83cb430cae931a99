"""Writes a trained branch for `lab train add-branch`.

    python save_branch.py --weights FOLDER/average.pt --kind encoder|convolution --note TEXT --out FILE.safetensors
"""
import argparse

import torch
from safetensors.torch import save_file

import branch
import network


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--weights", required=True)
    options.add_argument("--kind", choices=["encoder", "convolution"], required=True)
    options.add_argument("--note", required=True)
    options.add_argument("--out", required=True)
    o = options.parse_args()
    state = {name: t.float() for name, t in torch.load(o.weights).items()}
    metadata = {"note": o.note, "size.branch.labels": len(branch.LABELS), "size.branch.pair": branch.PAIR}
    for n, name in enumerate(branch.LABELS):
        metadata[f"size.branch.labels.{name}"] = n
    tensors = {}
    if o.kind == "encoder":
        layers = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
        metadata["size.branch.layers"] = layers
        metadata["size.branch.start"] = network.Encoder(pieces=1, positions=1).config["layers"] - layers
        tensors = {name: t for name, t in state.items() if name.startswith("layers.")}
    else:
        blocks = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("blocks."))
        metadata["size.branch.blocks"] = blocks
        for n in range(blocks):
            metadata[f"size.branch.blocks.{n}.step"] = int(state[f"steps"][n])
        tensors = {name: t for name, t in state.items() if name.startswith(("blocks.", "last."))}
        for name in [n for n in tensors if n.endswith("near.weight")]:
            tensors[name] = tensors[name][:, 0].T.reshape(-1)
    for part in ("weight", "bias"):
        tensors[f"entities.{part}"] = state[f"heads.entities.{part}"]
        tensors[f"pairs.{part}"] = torch.cat([state[f"heads.{side}.{part}"] for side in ("anaphor", "antecedent")])
    tensors["distances"] = state["heads.distances"]
    chain = branch.chain()
    chain.load_state_dict({n.removeprefix("heads.chain."): t for n, t in torch.load(o.weights).items() if n.startswith("heads.chain.")})
    tensors["chain.start"] = chain.start.detach().masked_fill(~chain.begins, network.FORBIDDEN)
    tensors["chain.steps"] = chain.scores().detach().reshape(-1)
    tensors = {f"branch.{name}": t.contiguous().clone() for name, t in tensors.items()}
    save_file(tensors, o.out, metadata={k: str(v) for k, v in metadata.items()})


main()
