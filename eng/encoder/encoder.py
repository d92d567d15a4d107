"""The encoder: all-MiniLM-L6-v2 as a PyTorch module, and its tokenizer."""

import math
import re
import unicodedata

import numpy as np
import onnx
import torch
from onnx import numpy_helper

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
# As in MessageEncoder.cs: of a longer message, its beginning and its end are read.
MOST_FROM_START, MOST_FROM_END = 62, 32
POSITIONS = MOST_FROM_START + MOST_FROM_END + 2


class Tokenizer:
    """Uncased WordPiece."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.ids = {word.rstrip("\n"): number for number, word in enumerate(file)}

    def __call__(self, text):
        plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
        pieces = [piece for word in re.findall(r"[^\W_]+|[^\w\s]|_", plain) for piece in self.pieces_of(word)]
        if len(pieces) > MOST_FROM_START + MOST_FROM_END:
            pieces = pieces[:MOST_FROM_START] + pieces[-MOST_FROM_END:]
        return [self.ids["[CLS]"], *pieces, self.ids["[SEP]"]]

    def pieces_of(self, word):
        pieces, start = [], 0
        while start < len(word):
            end = next((end for end in range(len(word), start, -1) if ("##" if start else "") + word[start:end] in self.ids), None)
            if end is None or len(word) > 100:
                return [self.ids["[UNK]"]]
            pieces.append(self.ids[("##" if start else "") + word[start:end]])
            start = end
        return pieces


class Layer(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.o = (torch.nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.n1, self.n2 = (torch.nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.i, self.d = torch.nn.Linear(WIDTH, INNER), torch.nn.Linear(INNER, WIDTH)

    def forward(self, x, mask, dropout):
        size, length, _ = x.shape

        def by_head(y):
            return y.view(size, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        attention = dropout((by_head(self.q(x)) @ by_head(self.k(x)).transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + mask).softmax(-1))
        values = by_head(self.v(x))
        y = (attention @ values.to(attention.dtype)).transpose(1, 2).reshape(size, length, WIDTH)
        x = self.n1((x + dropout(self.o(y))).float())
        return self.n2((x + dropout(self.d(torch.nn.functional.gelu(self.i(x))))).float())


class Encoder(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.w, self.p, self.t = torch.nn.Embedding(30522, WIDTH), torch.nn.Embedding(512, WIDTH), torch.nn.Embedding(2, WIDTH)
        self.n = torch.nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = torch.nn.ModuleList([Layer() for _ in range(LAYERS)])
        self.dropout = torch.nn.Dropout(0.1)

    def forward(self, ids, mask):
        """Directions of length 1, one a row of ids; mask is 1 where a row has an id."""
        x = self.w(ids) + self.p(torch.arange(ids.shape[1]))[None] + self.t.weight[0]
        x = self.dropout(self.n(x))
        hidden = (1 - mask)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, hidden, self.dropout)
        mask = mask[..., None]
        return torch.nn.functional.normalize(((x * mask).sum(1) / mask.sum(1)).float())


def pretrained(path):
    """The encoder with the weights of the published ONNX file."""
    graph = onnx.load(path).graph
    given = {one.name: numpy_helper.to_array(one) for one in graph.initializer}

    def named(end):
        return torch.tensor(np.array(next(value for name, value in given.items() if name.endswith(end))))

    # The matrices have no names of their own: each is known by the bias that is added to its product.
    products = {node.output[0]: node.input[1] for node in graph.node if node.op_type == "MatMul" and node.input[1] in given}
    matrices = {}
    for node in graph.node:
        if node.op_type == "Add":
            for product, bias in (node.input, reversed(node.input)):
                if product in products and bias in given:
                    matrices[bias] = given[products[product]]

    encoder = Encoder()
    for part, name in ((encoder.w, "word_embeddings"), (encoder.p, "position_embeddings"), (encoder.t, "token_type_embeddings")):
        part.weight.data = named(f"embeddings.{name}.weight")
    norms = [(encoder.n, "embeddings.LayerNorm")]
    for number, layer in enumerate(encoder.layers):
        at = f"encoder.layer.{number}."
        norms += [(layer.n1, at + "attention.output.LayerNorm"), (layer.n2, at + "output.LayerNorm")]
        for linear, name in (
            (layer.q, "attention.self.query"), (layer.k, "attention.self.key"), (layer.v, "attention.self.value"),
            (layer.o, "attention.output.dense"), (layer.i, "intermediate.dense"), (layer.d, "output.dense"),
        ):
            linear.bias.data = named(at + name + ".bias")
            linear.weight.data = torch.tensor(np.array(next(m for bias, m in matrices.items() if bias.endswith(at + name + ".bias"))).T.copy())
    for norm, name in norms:
        norm.weight.data, norm.bias.data = named(name + ".weight"), named(name + ".bias")
    return encoder


def batch_of(rows):
    """Ids and mask of rows of different lengths."""
    ids, mask = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.long), torch.zeros(len(rows), max(map(len, rows)))
    for at, row in enumerate(rows):
        ids[at, : len(row)] = torch.tensor(row)
        mask[at, : len(row)] = 1
    return ids, mask
