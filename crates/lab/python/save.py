"""Writes weights for `lab train pack`.

    python save.py --weights FOLDER/average.pt --kind encoder|convolution --note TEXT --out FILE.safetensors
"""
import argparse

import torch
from safetensors.torch import save_file

import network

# The longest window of crates/extract/src/attribution/windows.rs.
LONGEST = 256


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--weights", required=True)
    options.add_argument("--kind", choices=["encoder", "convolution"], required=True)
    options.add_argument("--note", required=True)
    options.add_argument("--out", required=True)
    o = options.parse_args()
    state = torch.load(o.weights)
    model = network.Encoder() if o.kind == "encoder" else network.Convolution()
    model.load_state_dict(state)
    config = model.config
    metadata = dict(kind=o.kind, note=o.note)
    metadata["size.width"], metadata["size.inner"] = config["width"], config["inner"]
    tensors = {name: t.float() for name, t in model.state_dict().items() if not name.startswith("chain.")}
    if o.kind == "encoder":
        metadata["size.heads"], metadata["size.layers"] = config["heads"], config["layers"]
        tensors["positions.weight"] = tensors["positions.weight"][:LONGEST]
    else:
        metadata["size.blocks"] = len(config["steps"])
        for n, step in enumerate(config["steps"]):
            metadata[f"size.blocks.{n}.step"] = step
            near = tensors[f"blocks.{n}.near.weight"]
            tensors[f"blocks.{n}.near.weight"] = near[:, 0].T.reshape(-1)
    chain = model.chain
    tensors["chain.start"] = chain.start.detach().masked_fill(~chain.begins, network.FORBIDDEN)
    tensors["chain.steps"] = chain.scores().detach()
    tensors = {name: t.contiguous().clone() for name, t in tensors.items()}
    save_file(tensors, o.out, metadata={k: str(v) for k, v in metadata.items()})


main()
