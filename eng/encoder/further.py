"""
Trains the encoder further, from the weights that are there, on everything under knowledge/: what was added since, and all else so that nothing is forgotten.

    python3 further.py [EPOCHS]

It needs what train.py needs but the first model, takes about as long as one of its epochs for each of its own (one, unless told otherwise), and writes what train.py writes.
Afterwards run 'knowledge calibrate' and 'knowledge evaluate', 'evaluate-safety' too.
"""

import copy
import os
import random
import sys
import time

import torch

from encoder import Tokenizer, batch_of
from export import read_classifier, read_encoder
from train import BATCH, SIGNS, STEEPNESS, TARGETS, UNDERSTANDING, Item, Lessons, batches, mistyped

# Words, their places and the first layer stay as they are: the vocabulary of a few thousand messages more is no reason to move them.
RATE, HEAD_RATE, WARMING_UP, FIXED_LAYERS = 8e-5, 1e-3, 0.05, 1
# Short answers and noise teach no class. They must point where they pointed, or "asdf" becomes an allergy and "9" finds an article.
HELD, SHARE_FRAMED = 30.0, 0.34
# So much of the weights as they were stays in what is written. The mean of both knows what is new almost as well, and what was known better than either.
KEPT = 0.4
ANSWERS = (
    "yes no ok none maybe idk nope yep 1 2 3 4 5 9 52 67 left right both sitting standing mri xray pills pt shots monday friday 3pm thanks hi hello stop more help back leg hip neck asdf qwer lol"
).split()


def noise():
    letters = "abcdefghijklmnopqrstuvwxyz"
    made = ["".join(random.choice(letters) for _ in range(random.randint(2, 9))) for _ in range(900)]
    made += [" ".join(random.choice(ANSWERS) for _ in range(random.randint(1, 3))) for _ in range(500)]
    return [Item(text, -1, False, 0, -1, False) for text in made + [str(random.randint(0, 2000)) for _ in range(200)] + ANSWERS]


def head_of(path, classes):
    """A layer that knows what was learned of each class; a new one begins at nothing."""
    known, weights, biases, _ = read_classifier(path)
    layer = torch.nn.Linear(weights.shape[1], len(classes))
    layer.weight.data.zero_()
    layer.bias.data.fill_(float(min(biases)) / STEEPNESS)
    for row, name in enumerate(classes):
        if name in known:
            layer.weight.data[row] = torch.tensor(weights[known.index(name)]) / STEEPNESS
            layer.bias.data[row] = float(biases[known.index(name)]) / STEEPNESS
    return layer


def main(epochs):
    torch.manual_seed(1)
    random.seed(1)
    lessons = Lessons()
    encoder, tokenizer = read_encoder(os.path.join(UNDERSTANDING, "Encoder.onnx")), Tokenizer(os.path.join(UNDERSTANDING, "Encoder.vocab.txt"))
    targets, flags = head_of(TARGETS, lessons.classes), head_of(SIGNS, lessons.signs)
    before = copy.deepcopy(encoder).eval(), copy.deepcopy(targets), copy.deepcopy(flags)
    for part in (encoder.w, encoder.p, encoder.t, encoder.n, *encoder.layers[:FIXED_LAYERS]):
        part.requires_grad_(False)
    optimizer = torch.optim.AdamW([
        {"params": [value for value in encoder.parameters() if value.requires_grad], "top": RATE}, {"params": [*targets.parameters(), *flags.parameters()], "top": HEAD_RATE},
    ], lr=RATE, weight_decay=0.01)
    step, start = 0, time.time()
    steps = epochs * ((len(lessons.epoch(SHARE_FRAMED)) + len(noise())) // BATCH + 1)
    for epoch in range(epochs):
        encoder.train()
        learned = lessons.epoch(SHARE_FRAMED)
        items = learned + noise()
        rows, total, count = [tokenizer(mistyped(item.text)) for item in items], 0.0, 0
        for batch in batches(rows):
            for group in optimizer.param_groups:
                group["lr"] = group["top"] * min(1, (step + 1) / (WARMING_UP * steps)) * max(0.02, 1 - step / steps)
            step += 1
            ids, mask = batch_of([rows[at] for at in batch])
            with torch.cpu.amp.autocast(dtype=torch.bfloat16):
                directions = encoder(ids, mask)
            directions = directions.float()
            loss = lessons.loss(directions, [items[at] for at in batch], targets, flags)
            stay = torch.tensor([place for place, at in enumerate(batch) if at >= len(learned)], dtype=torch.long)
            if len(stay):
                with torch.no_grad(), torch.cpu.amp.autocast(dtype=torch.bfloat16):
                    there = before[0](ids[stay], mask[stay]).float()
                loss = loss + HELD * (1 - (directions[stay] * there).sum(-1)).sum() / len(batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            total, count = total + loss.item(), count + 1
            if count % 50 == 0:
                print(f"epoch {epoch + 1}, step {step} of {steps}: loss {total / count:.3f}, {time.time() - start:.0f} s", flush=True)
    with torch.no_grad():
        for part, was in zip((encoder, targets, flags), before):
            for value, old in zip(part.parameters(), was.parameters()):
                value.lerp_(old, KEPT)
    lessons.write(encoder, targets, flags)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
