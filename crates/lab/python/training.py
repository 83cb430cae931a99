"""What all trainings share: steps with a moving average of the weights, and a saved state after each epoch; and the epoch of those that learn labels alone."""
import os
import time

import torch

import measures


class Training:
    """A model, the moving average of its weights, and where they stand; goes on where `state.pt` in the folder was left."""

    def __init__(self, model, average, optimiser, schedule, keep, folder):
        self.parts = dict(model=model, average=average, optimiser=optimiser, schedule=schedule)
        self.model, self.average, self.optimiser, self.schedule = model, average, optimiser, schedule
        self.keep, self.folder = keep, folder
        self.path = os.path.join(folder, "state.pt")
        self.epoch = self.step = 0
        if os.path.exists(self.path):
            state = torch.load(self.path)
            for name, part in self.parts.items():
                part.load_state_dict(state[name])
            torch.set_rng_state(state["random"])
            self.epoch, self.step = state["epoch"], state["step"]

    def run(self, batches, scores, held):
        """One epoch: `scores(batch)` are those of the batch's sequences."""
        self.model.train()
        began, losses, seen = time.time(), 0.0, 0
        for batch in batches:
            loss = self.model.chain.nll(scores(batch), batch["labels"], batch["tokens"], batch["begins"]).sum()
            count = batch["tokens"].sum()
            self.learn(loss / count)
            losses, seen = losses + loss.item(), seen + count.item()
            if self.step % 50 == 0:
                print(f"epoch {self.epoch} step {self.step} loss {losses / seen:.4f} {(time.time() - began) / 60:.1f} min", flush=True)
        self.epoch += 1
        print(f"epoch {self.epoch} loss {losses / seen:.4f} {(time.time() - began) / 60:.1f} min {measures.report(self.average, held)}", flush=True)
        self.save()

    def learn(self, loss):
        """One step, and the average moves after it."""
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.step += 1
        keep = min(self.keep, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for a, m in zip(self.average.parameters(), self.model.parameters()):
                a.lerp_(m, 1 - keep)

    def save(self):
        """Keeps the state for a training that goes on later."""
        state = {name: part.state_dict() for name, part in self.parts.items()}
        state.update(random=torch.get_rng_state(), epoch=self.epoch, step=self.step)
        torch.save(state, self.path + ".new")
        os.replace(self.path + ".new", self.path)

    def finish(self):
        """Writes the averaged weights."""
        torch.save(self.average.state_dict(), os.path.join(self.folder, "average.pt"))
