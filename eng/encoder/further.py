"""
Trains our own encoder further on what was added since, instead of all anew from all-MiniLM-L6-v2 (train.py).

    python3 further.py [EPOCHS]

What is new is everything in waiting.txt, and what messages.txt has that signs.model.txt has not learned. Each epoch says all of it, beside a part of what is known, so that nothing is
forgotten; the embeddings and the first layers stay as they are. It needs and writes what train.py does. An epoch of 7,000 new messages takes five minutes on two cores that do not
multiply in bfloat16. Look at the answers, too, which share the encoder, and run the tests of whole conversations: short noise is forgotten first."""

import os
import random
import sys

import torch
from torch.nn import functional

import messages
from encoder import Tokenizer, batch_of
from export import hash_of, read_classifier, read_encoder, write_classifier, write_encoder
from train import BATCH, HEAD_DROPOUT, ROOT, STEEPNESS, Item, batches, framed, mistyped, target_loss, together

RATE, HEAD_RATE, WARMING_UP, FIXED_LAYERS = 1.2e-4, 3e-3, 0.06, 2
# How many of what is known already each epoch says again.
KNOWN_SIGNS, KNOWN_QUESTIONS = 3000, 4000
LONG = 200


def main(epochs):
    torch.manual_seed(1)
    random.seed(1)
    understanding = os.path.join(ROOT, "src/ValorSpine.Bot.Core/Understanding")
    paths = [os.path.join(ROOT, path) for path in ("knowledge/targets.model.txt", "knowledge/safety/signs.model.txt")]
    known, topic_of, doubles = messages.targets(ROOT)
    signs = messages.signs(ROOT)
    encoder, tokenizer = read_encoder(os.path.join(understanding, "Encoder.onnx")), Tokenizer(os.path.join(understanding, "Encoder.vocab.txt"))
    (classes, *target_weights, _), (sign_classes, *sign_weights, learned) = (read_classifier(path) for path in paths)
    if set(classes) != set(topic_of):
        raise SystemExit("Articles or kinds of messages were added or taken away: run train.py instead.")
    targets, flags = head(*target_weights), head(*sign_weights)

    names = sorted(set(topic_of.values()))
    topics = torch.zeros(len(classes), len(names))
    for row, name in enumerate(classes):
        topics[row, names.index(topic_of[name])] = 1
    questions = [Item(text, classes.index(name), exact, 0, -1, not name.startswith("-")) for text, name, exact in known]
    questions += [Item(text, classes.index(one), False, 0, classes.index(other), False) for text, one, other in doubles]
    told = [(Item(text, -1, False, sign_classes.index(name), -1, False), hash_of(text, name) in learned) for text, name in signs]
    new, old = [item for item, is_known in told if not is_known], [item for item, is_known in told if is_known]
    print(f"{len(new)} new messages, {len(old)} known ones of {len(sign_classes)} kinds, {len(questions)} questions", flush=True)

    for part in (encoder.w, encoder.p, encoder.t, encoder.n, *encoder.layers[:FIXED_LAYERS]):
        part.requires_grad_(False)
    optimizer = torch.optim.AdamW([
        {"params": [value for value in encoder.parameters() if value.requires_grad], "top": RATE},
        {"params": [*targets.parameters(), *flags.parameters()], "top": HEAD_RATE},
    ], lr=RATE, weight_decay=0.01)
    step, steps = 0, None
    for epoch in range(epochs):
        encoder.train()
        said = [*new, *random.sample(old, min(KNOWN_SIGNS, len(old)))]
        lessons = said + [item._replace(text=framed(item.text)) for item in said if len(item.text) < LONG and random.random() < 0.5]
        lessons += random.sample(questions, min(KNOWN_QUESTIONS, len(questions)))
        beside = together(questions, [item for item in said if len(item.text) < LONG])
        lessons += random.sample(beside, len(beside) // 3)
        rows, total, count = [tokenizer(mistyped(item.text)) for item in lessons], 0.0, 0
        steps = steps or epochs * (len(rows) // BATCH + 1)
        for batch in batches(rows):
            for group in optimizer.param_groups:
                group["lr"] = group["top"] * min(1, step / (WARMING_UP * steps)) * max(0.02, 1 - step / steps)
            step += 1
            with torch.cpu.amp.autocast(dtype=torch.bfloat16):
                directions = encoder(*batch_of([rows[at] for at in batch]))
            directions = functional.dropout(directions.float(), HEAD_DROPOUT)
            about = [place for place, at in enumerate(batch) if lessons[at].about >= 0]
            loss = functional.cross_entropy(flags(directions) * STEEPNESS, torch.tensor([lessons[at].sign for at in batch]), label_smoothing=0.02)
            if about:
                loss = loss + target_loss(targets(directions[about]) * STEEPNESS, [lessons[batch[place]] for place in about], topics) / len(batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            total, count = total + loss.item(), count + 1
            if count % 50 == 0:
                print(f"epoch {epoch + 1}, step {step} of {steps}: loss {total / count:.3f}", flush=True)

        encoder.eval()
        write_encoder(encoder, os.path.join(understanding, "Encoder.onnx"))
        for path, layer, order, examples in (
            (paths[0], targets, classes, [(text, name) for text, name, _ in known] + [(text, name) for text, *both in doubles for name in both]),
            (paths[1], flags, sign_classes, signs),
        ):
            write_classifier(path, order, (layer.weight * STEEPNESS).detach().numpy(), (layer.bias * STEEPNESS).detach().numpy(), examples)
        print(f"epoch {epoch + 1} is written: loss {total / count:.3f}", flush=True)


def head(weights, biases):
    """A classifier's layer as it was learned."""
    layer = torch.nn.Linear(weights.shape[1], weights.shape[0])
    layer.weight.data, layer.bias.data = torch.tensor(weights) / STEEPNESS, torch.tensor(biases) / STEEPNESS
    return layer


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
