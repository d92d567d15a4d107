"""Writes the trained encoder as an ONNX file of 8-bit weights, and what was learned of classes as MessageEncoder's classifiers read it; and reads both again."""

import base64

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from encoder import HEADS, LAYERS, POSITIONS, WIDTH, Encoder

# 7 bits and a sign: products of two such numbers add up without overflow on processors that know no 8-bit dot products, so that all compute the same.
LARGEST = 63


class Graph:
    def __init__(self):
        self.nodes, self.constants, self.count = [], [], 0

    def name(self):
        self.count += 1
        return f"t{self.count}"

    def const(self, values):
        name = self.name()
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def op(self, kind, inputs, outputs=1, domain="", **attributes):
        names = [self.name() for _ in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return names[0] if outputs == 1 else names


def quantized(matrix, axis):
    scale = np.abs(matrix).max(axis=axis, keepdims=True) / LARGEST
    scale[scale == 0] = 1
    return np.round(matrix / scale).astype(np.int8), scale.astype(np.float32)


def write_encoder(encoder, path):
    state = {name: tensor.detach().float().numpy() for name, tensor in encoder.state_dict().items()}
    g = Graph()

    def linear(x, names):
        weights, scale = quantized(np.concatenate([state[f"{name}.weight"] for name in names], 0).T, 0)
        bias = np.concatenate([state[f"{name}.bias"] for name in names], 0)
        rounded, step, zero = g.op("DynamicQuantizeLinear", [x], 3)
        y = g.op("Cast", [g.op("MatMulInteger", [rounded, g.const(weights), zero, g.const(np.zeros((), np.int8))])], to=TensorProto.FLOAT)
        return g.op("Add", [g.op("Mul", [y, g.op("Mul", [step, g.const(scale[0])])]), g.const(bias)])

    def norm(x, name):
        return g.op("LayerNormalization", [x, g.const(state[f"{name}.weight"]), g.const(state[f"{name}.bias"])], axis=-1, epsilon=1e-12)

    def ints(*values):
        return g.const(np.array(values, np.int64))

    words, scale = quantized(state["w.weight"], 1)
    x = g.op("Mul", [g.op("Cast", [g.op("Gather", [g.const(words), "ids"])], to=TensorProto.FLOAT), g.op("Gather", [g.const(scale), "ids"])])
    length = g.op("Slice", [g.op("Shape", ["ids"]), ints(1), ints(2)])
    places = g.const(state["p.weight"][:POSITIONS] + state["t.weight"][0])
    x = norm(g.op("Add", [x, g.op("Slice", [places, ints(0), length, ints(0)])]), "n")
    apart, together = ints(0, -1, HEADS, WIDTH // HEADS), ints(0, -1, WIDTH)
    for number in range(LAYERS):
        at = f"layers.{number}."
        q, k, v = (g.op("Reshape", [part, apart]) for part in g.op("Split", [linear(x, [at + "q", at + "k", at + "v"]), ints(WIDTH, WIDTH, WIDTH)], 3, axis=-1))
        near = g.op("MatMul", [g.op("Transpose", [q], perm=[0, 2, 1, 3]), g.op("Transpose", [k], perm=[0, 2, 3, 1])])
        near = g.op("Softmax", [g.op("Mul", [near, g.const(np.float32(1 / np.sqrt(WIDTH // HEADS)))])], axis=-1)
        y = g.op("Transpose", [g.op("MatMul", [near, g.op("Transpose", [v], perm=[0, 2, 1, 3])])], perm=[0, 2, 1, 3])
        x = norm(g.op("Add", [x, linear(g.op("Reshape", [y, together]), [at + "o"])]), at + "n1")
        x = norm(g.op("Add", [x, linear(g.op("Gelu", [linear(x, [at + "i"])], domain="com.microsoft"), [at + "d"])]), at + "n2")
    g.nodes.append(helper.make_node("LpNormalization", [g.op("ReduceMean", [x], axes=[1], keepdims=0)], ["meaning"], axis=-1, p=2))
    graph = helper.make_graph(
        g.nodes, "encoder", [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "length"])],
        [helper.make_tensor_value_info("meaning", TensorProto.FLOAT, [1, WIDTH])], g.constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)], producer_name="encoder")
    model.ir_version = 8
    onnx.save(model, path)


def hash_of(text, name):
    """FNV-1a over UTF-16 code units, as in Classifier.cs."""
    found = 2166136261
    units = (text + "\0" + name).encode("utf-16-le")
    for at in range(0, len(units), 2):
        found = ((found ^ (units[at] | units[at + 1] << 8)) * 16777619) & 0xFFFFFFFF
    return found


def write_classifier(path, classes, weights, biases, examples):
    hashes = np.array(sorted({hash_of(text, name) for text, name in examples}), "<u4").tobytes()
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(base64.b64encode(hashes).decode() + "\n")
        for name, row, bias in zip(classes, weights, biases):
            file.write(f"{name}\t{bias:.5f}\t{base64.b64encode(row.astype('<f2').tobytes()).decode()}\n")


def read_encoder(path):
    """The encoder that write_encoder wrote, as near as 8 bits tell."""
    constants = iter([values for values in map(numpy_helper.to_array, onnx.load(path).graph.initializer) if values.size > 1 and values.dtype != np.int64])
    encoder = Encoder()

    def take():
        return torch.tensor(np.array(next(constants)).astype(np.float32))

    def norm(into):
        into.weight.data, into.bias.data = take(), take()

    def linear(*into):
        weights, scale, bias = take(), take(), take()
        for part, rows, values in zip(into, (weights * scale).T.chunk(len(into)), bias.chunk(len(into))):
            part.weight.data, part.bias.data = rows.contiguous(), values.contiguous()

    words, scale = take(), take()
    encoder.w.weight.data = words * scale
    encoder.p.weight.data[:POSITIONS] = take()
    encoder.t.weight.data.zero_()
    norm(encoder.n)
    for layer in encoder.layers:
        linear(layer.q, layer.k, layer.v)
        linear(layer.o)
        norm(layer.n1)
        linear(layer.i)
        linear(layer.d)
        norm(layer.n2)
    return encoder


def read_classifier(path):
    """Classes, weights, biases and the hashes of what was learned, as write_classifier wrote them."""
    with open(path, encoding="utf-8") as file:
        hashes, *rows = file.read().rstrip("\n").split("\n")
    classes, biases, weights = zip(*(row.split("\t") for row in rows))
    return (list(classes), np.stack([np.frombuffer(base64.b64decode(row), "<f2").astype(np.float32) for row in weights]), np.array(biases, np.float32),
            set(np.frombuffer(base64.b64decode(hashes), "<u4").tolist()))
