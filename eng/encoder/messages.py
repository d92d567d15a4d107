"""What the encoder learns from: everything under knowledge/ that somebody might write, with what it is about."""

import glob
import os
import re

import yaml

NEAR_MISSES = "near misses"


def front_matter(path):
    with open(path, encoding="utf-8") as file:
        return yaml.safe_load(re.match(r"---\n(.*?)\n---\n", file.read(), re.S).group(1))


def groups(path):
    """Pairs of heading and message of a file of messages."""
    heading = None
    with open(path, encoding="utf-8") as file:
        for line in file.read().split("\n"):
            if line.startswith("# "):
                heading = line[2:].strip()
            elif line.strip():
                yield heading, line.strip()


def targets(root):
    """
    Triples of text, class (as in TargetModel.cs) and whether just this class is meant, or else any of its topic; the topic of each class; and triples of text and the
    two classes that it asks for.
    """
    topic_of, triples, doubles = {}, [], []
    with open(os.path.join(root, "knowledge/topics.yml"), encoding="utf-8") as file:
        questions = {name: topic["question"] for name, topic in yaml.safe_load(file).items()}
    for folder, outside in (("articles", ""), ("declined", "-")):
        for path in sorted(glob.glob(os.path.join(root, "knowledge", folder, "*.md"))):
            article = front_matter(path)
            name = outside + article["id"]
            topic_of[name] = article.get("topic", name)
            texts = [*article["phrasings"], article["title"], *([questions[article["id"]]] if article["id"] in questions else [])]
            triples += [(str(text), name, True) for text in texts]
    for heading, text in groups(os.path.join(root, "knowledge/asked.txt")):
        names = [name if name in topic_of else "-" + name for name in heading.split(" + ")]
        if len(names) == 2:
            doubles.append((text, *names))
        else:
            triples.append((text, names[0], False))
    for file, before in (("requests.txt", "-request "), ("elsewhere.txt", "-")):
        for heading, text in groups(os.path.join(root, "knowledge", file)):
            name = "-" + NEAR_MISSES if heading.startswith(NEAR_MISSES) else before + heading
            topic_of[name] = name
            triples.append((text, name, True))
    return triples, topic_of, doubles


def signs(root):
    """Pairs of text and class: 'none', or a tier and the red flag that it is about. What is told to the clinic changes nothing for the patient, and is 'none'."""
    pairs = []
    for heading, text in groups(os.path.join(root, "knowledge/safety/messages.txt")):
        tier = heading.split()[0]
        pairs.append((text, "none" if tier in ("none", "tell") else " ".join(heading.split()[:2])))
    return pairs
