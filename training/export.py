"""Writes a trained checkpoint as the product's model: one ONNX graph with int8 weights, and `model.toml`.

    python training/export.py checkpoint.pt DATA --vocabulary vocab.txt --out src/sayso/model

Activations are quantised row by row (one scale a word piece), so what else is in the batch changes nothing; stock
dynamic quantisation has one scale a tensor, and a sentence's tags then depend on its neighbours. Weights have 7 bits,
one scale a column, because 8 × 8-bit products saturate on processors without VNNI. Heads stay in 32 bits: they are a
tenth of the time.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
import torch
from corpora import attribution, timex, treebank
from labels import RELATIONS, Labels
from net import HEADS, LAYERS, WIDTH, Net, Sizes
from onnx import TensorProto, helper, numpy_helper

MICROSOFT = "com.microsoft"
VERSION = "0.1.0"
TRANSITION_WEIGHT = (
    0.3  # of counted transitions against the tagger's own scores; the prototype's best on development text
)
# A word anchors links when a head gives it at least this much; below, decoding would not use them.
ANCHOR_THRESHOLDS = {"predicate": 0.4, "cue": 0.1, "trigger": 0.1, "anaphor": 0.3, "attribution": 0.2}


class Graph:
    """An ONNX graph under construction; every method adds nodes and returns the name of their output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._named: set[str] = set()

    def constant(self, name: str, value: np.ndarray) -> str:
        if name not in self._named:
            self._named.add(name)
            self.constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def node(self, op: str, inputs: list[str], out: str | list[str], domain: str = "", **attributes: object) -> str:
        outs = [out] if isinstance(out, str) else out
        self.nodes.append(helper.make_node(op, inputs, outs, name=outs[0] + ".node", domain=domain, **attributes))
        return outs[0]

    def ints(self, *values: int) -> str:
        return self.constant("i" + "_".join(map(str, values)).replace("-", "m"), np.array(values, np.int64))

    def scalar(self, value: float) -> str:
        return self.constant(f"f{value}", np.array(value, np.float32))

    def linear(self, x: str, name: str, weight: np.ndarray, bias: np.ndarray | None, out: str) -> str:
        """x @ weight.T + bias in 32 bits."""
        y = self.node(
            "MatMul",
            [x, self.constant(name + ".w", weight.T.astype(np.float32))],
            out + ".mm" if bias is not None else out,
        )
        return y if bias is None else self.node("Add", [y, self.constant(name + ".b", bias)], out)

    def quantised_rows(self, x: str) -> tuple[str, str]:
        """int8 rows (stored as uint8 around 128) and their scales."""
        top = self.node("ReduceMax", [self.node("Abs", [x], x + ".abs"), self.ints(-1)], x + ".max", keepdims=1)
        scale = self.node(
            "Add", [self.node("Mul", [top, self.scalar(1 / 127)], x + ".s0"), self.scalar(1e-12)], x + ".s"
        )
        zero = self.constant("zero128", np.array(128, np.uint8))
        return self.node(
            "QuantizeLinear", [self.node("Div", [x, scale], x + ".n"), self.scalar(1.0), zero], x + ".q"
        ), scale

    def int8(self, rows: tuple[str, str], name: str, weight: np.ndarray, out: str) -> str:
        """Quantised rows times a quantised weight [outputs, inputs]."""
        w = weight.T
        scale = np.abs(w).max(0) / 63
        q = np.clip(np.round(w / scale), -63, 63).astype(np.int8)
        raw = self.node(
            "MatMulIntegerToFloat",
            [
                rows[0],
                self.constant(name + ".q", q),
                self.scalar(1.0),
                self.constant(name + ".qs", scale.astype(np.float32)),
                "zero128",
            ],
            out + ".raw",
            MICROSOFT,
        )
        return self.node("Mul", [raw, rows[1]], out)


def build(net: Net, labels: Labels) -> onnx.ModelProto:
    g = Graph()
    w = {k: v.float().numpy() for k, v in net.state_dict().items()}
    x = encoder(g, w)
    # word vectors: the first piece of each word
    x = g.node(
        "GatherElements",
        [x, g.node("Expand", [g.node("Unsqueeze", ["firsts", g.ints(-1)], "firsts3"), expanded(g)], "at")],
        "x",
        axis=1,
    )
    tags = (
        np.concatenate([w[f"taggers.{n}.weight"] for n in labels.taggers]),
        np.concatenate([w[f"taggers.{n}.bias"] for n in labels.taggers]),
    )
    g.linear(x, "tags", *tags, "tags")
    width = g.node("Gather", [g.node("Shape", ["firsts"], "wshape"), g.ints(1)], "width")
    steps = g.node(
        "Range",
        [
            g.constant("r0", np.array(0, np.int64)),
            g.node("Squeeze", [width, g.ints(0)], "width0"),
            g.constant("r1", np.array(1, np.int64)),
        ],
        "steps",
    )
    real = g.node(
        "Less",
        [g.node("Unsqueeze", [steps, g.ints(0)], "steps2"), g.node("Unsqueeze", ["counts", g.ints(1)], "counts2")],
        "real",
    )
    arcs(g, w, x, real, labels)
    links(g, w, x, real, labels)
    return model(g, labels)


def encoder(g: Graph, w: dict[str, np.ndarray]) -> str:
    e = w["encoder.words.weight"]
    scale = np.abs(e).max(1, keepdims=True) / 127 + 1e-12
    rows = g.node(
        "Cast",
        [g.node("Gather", [g.constant("words.q", np.round(e / scale).astype(np.int8)), "pieces"], "e8")],
        "ef",
        to=TensorProto.FLOAT,
    )
    x = g.node(
        "Mul", [rows, g.node("Gather", [g.constant("words.qs", scale.astype(np.float32)), "pieces"], "es")], "e0"
    )
    length = g.node("Gather", [g.node("Shape", ["pieces"], "pshape"), g.ints(1)], "length")
    place = g.node(
        "Slice", [g.constant("positions", w["encoder.positions.weight"]), g.ints(0), length, g.ints(0)], "place"
    )
    x = g.node("Add", [x, place], "e1")
    x = g.node(
        "Add", [x, g.node("Gather", [g.constant("shape.w", w["encoder.shapes.weight"]), "shapes"], "eshape")], "e2"
    )
    x = norm(g, w, x, "encoder.norm", "x0")
    g.node("Cast", ["mask"], "mask32", to=TensorProto.INT32)
    for i in range(LAYERS):
        p = f"encoder.layers.{i}."
        g.node(
            "Split",
            [g.int8(g.quantised_rows(x), p + "qkv", w[p + "qkv.weight"], f"qkv{i}")],
            [f"q{i}", f"k{i}", f"v{i}"],
            axis=-1,
            num_outputs=3,
        )
        g.node(
            "MultiHeadAttention",
            [f"q{i}", f"k{i}", f"v{i}", g.constant(p + "qkv.b", w[p + "qkv.bias"]), "mask32"],
            f"a{i}",
            MICROSOFT,
            num_heads=HEADS,
        )
        a = g.int8(g.quantised_rows(f"a{i}"), p + "out", w[p + "out.weight"], f"o{i}")
        x = norm(g, w, added(g, w, a, x, p + "out"), p + "norm1", f"h{i}")
        up = g.int8(g.quantised_rows(x), p + "up", w[p + "up.weight"], f"u{i}")
        up = g.node("BiasGelu", [up, g.constant(p + "up.b", w[p + "up.bias"])], f"g{i}", MICROSOFT)
        down = g.int8(g.quantised_rows(up), p + "down", w[p + "down.weight"], f"d{i}")
        x = norm(g, w, added(g, w, down, x, p + "down"), p + "norm2", f"x{i + 1}")
    return x


def added(g: Graph, w: dict[str, np.ndarray], x: str, skip: str, linear: str) -> str:
    """The bias of a linear layer and what went around it, added to its products."""
    x = g.node("Add", [x, g.constant(linear + ".b", w[linear + ".bias"])], x + ".b")
    return g.node("Add", [x, skip], x + ".r")


def norm(g: Graph, w: dict[str, np.ndarray], x: str, name: str, out: str) -> str:
    return g.node(
        "LayerNormalization",
        [x, g.constant(name + ".g", w[name + ".weight"]), g.constant(name + ".b", w[name + ".bias"])],
        out,
        axis=-1,
        epsilon=1e-12,
    )


def expanded(g: Graph) -> str:
    return g.node("Concat", [g.node("Shape", ["firsts"], "fshape"), g.ints(WIDTH)], "fshape3", axis=0)


def gelu(g: Graph, x: str) -> str:
    return g.node("Gelu", [x], x + ".gelu", MICROSOFT)


def columns(labels: Labels, tagger: str) -> tuple[int, int]:
    at = 0
    for name, values in labels.taggers.items():
        if name == tagger:
            return at, at + len(values)
        at += len(values)
    raise KeyError(tagger)


def part(g: Graph, labels: Labels, tagger: str) -> str:
    """The logits of one tagger."""
    low, high = columns(labels, tagger)
    return g.node("Slice", ["tags", g.ints(low), g.ints(high), g.ints(2)], f"{tagger}.logits")


def arcs(g: Graph, w: dict[str, np.ndarray], x: str, real: str, labels: Labels) -> None:
    """Arc scores, held inside the sentences that the tagger sees, and relation scores for the best head."""
    d = gelu(g, g.linear(x, "arcd", w["arc_dependent.weight"], w["arc_dependent.bias"], "arcd"))
    h = gelu(g, g.linear(x, "arch", w["arc_head.weight"], w["arc_head.bias"], "arch"))
    width = w["arc_bilinear"].shape[0]
    d = g.node("MatMul", [d, g.constant("arc.w", w["arc_bilinear"] / width**0.5)], "arcdw")
    pair = g.node("MatMul", [d, g.node("Transpose", [h], "archt", perm=[0, 2, 1])], "arcpair")
    prior = g.node(
        "Unsqueeze", [g.node("MatMul", [h, g.constant("arc.bias", w["arc_bias"])], "arcprior"), g.ints(1)], "arcprior3"
    )
    scores = g.node("Add", [pair, prior], "arcraw")
    start = part(g, labels, "sentence")
    one, zero = g.constant("one", np.array(1, np.int64)), g.constant("r0", np.array(0, np.int64))
    seen = g.node(
        "Greater",
        [g.node("Gather", [start, one], "s1", axis=2), g.node("Gather", [start, zero], "s0", axis=2)],
        "opens.seen",
    )
    free = g.node("And", [g.node("Less", ["starts", zero], "opens.free"), seen], "opens.own")
    opens = g.node("Or", [free, g.node("Greater", ["starts", zero], "opens.told")], "opens")
    number = g.node(
        "CumSum",
        [g.node("Cast", [opens], "opensi", to=TensorProto.INT64), g.constant("one", np.array(1, np.int64))],
        "number",
    )
    same = g.node(
        "Equal",
        [g.node("Unsqueeze", [number, g.ints(2)], "number3"), g.node("Unsqueeze", [number, g.ints(1)], "number4")],
        "same",
    )
    allowed = g.node("And", [same, g.node("Unsqueeze", [real, g.ints(1)], "real3")], "allowed")
    g.node("Where", [allowed, scores, g.scalar(-1e4)], "arcs")
    best = g.node("ArgMax", ["arcs"], "best", axis=2, keepdims=0)
    ld = g.linear(x, "labeld", w["label_dependent.weight"], w["label_dependent.bias"], "labeld")
    lh = g.linear(x, "labelh", w["label_head.weight"], w["label_head.bias"], "labelh0")
    size = g.constant("labelwidth", np.array([w["label_head.weight"].shape[0]], np.int64))
    at = g.node(
        "Expand",
        [g.node("Unsqueeze", [best, g.ints(2)], "best3"), g.node("Concat", ["fshape", size], "lshape", axis=0)],
        "bestat",
    )
    lh = g.node("GatherElements", [lh, at], "labelh", axis=1)
    both = g.node(
        "Concat",
        [gelu(g, g.node("Add", [ld, lh], "labelsum")), g.node("Mul", [ld, lh], "labelmul")],
        "labelboth",
        axis=2,
    )
    g.linear(both, "label", w["label.weight"], w["label.bias"], "deprels")


def links(g: Graph, w: dict[str, np.ndarray], x: str, real: str, labels: Labels) -> None:
    """Relation scores for anchor words only: `anchors` [n, 2] (window, word) and `links` [n, words, relations]."""
    chosen = []
    for tagger, threshold in ANCHOR_THRESHOLDS.items():
        p = g.node(
            "Softmax", [f"{tagger}.logits" if tagger == "sentence" else part(g, labels, tagger)], f"{tagger}.p", axis=2
        )
        if tagger == "attribution":  # its cue labels; the other heads have "none" as their first label
            p = g.node(
                "ReduceSum",
                [g.node("Slice", [p, g.ints(3), g.ints(5), g.ints(2)], "cuep"), g.ints(2)],
                "cuesum",
                keepdims=0,
            )
            chosen.append(g.node("Greater", [p, g.scalar(threshold)], f"{tagger}.on"))
        else:
            none = g.node("Gather", [p, g.constant("r0", np.array(0, np.int64))], f"{tagger}.none", axis=2)
            chosen.append(g.node("Less", [none, g.scalar(1 - threshold)], f"{tagger}.on"))
    on = g.node("Cast", ["wanted"], "on", to=TensorProto.BOOL)
    for i, other in enumerate(chosen):
        on = g.node("Or", [on, other], f"on{i}")
    at = g.node("Transpose", [g.node("NonZero", [g.node("And", [on, real], "onreal")], "at0")], "anchors", perm=[1, 0])
    vectors = g.node("GatherND", [x, at], "anchorx")
    a = gelu(g, g.linear(vectors, "linka", w["link_anchor.weight"], w["link_anchor.bias"], "linka"))
    b = gelu(g, g.linear(x, "linkw", w["link_word.weight"], w["link_word.bias"], "linkw"))
    of_word = g.linear(b, "linkofw", w["link_of_word.weight"], w["link_of_word.bias"], "linkofw")
    of_anchor = g.linear(a, "linkofa", w["link_of_anchor.weight"], w["link_of_anchor.bias"], "linkofa")
    row = g.node("Gather", [at, g.constant("r0", np.array(0, np.int64))], "linkrow", axis=1)
    diagonal = g.constant("linkdiag", w["link_diagonal"].T[None])  # [1, width, relations]
    scaled = g.node("Mul", [g.node("Unsqueeze", [a, g.ints(2)], "linka3"), diagonal], "linkad")
    pair = g.node("MatMul", [g.node("Gather", [b, row], "linkb"), scaled], "linkpair")
    pair = g.node("Add", [pair, g.node("Unsqueeze", [of_anchor, g.ints(1)], "linkofa3")], "linksum")
    g.node("Add", [pair, g.node("Gather", [of_word, row], "linkofwr")], "links")


def model(g: Graph, labels: Labels) -> onnx.ModelProto:
    info = helper.make_tensor_value_info
    whole, number = TensorProto.INT64, TensorProto.FLOAT
    tags = sum(len(v) for v in labels.taggers.values())
    inputs = [info(n, whole, ["windows", "pieces"]) for n in ("pieces", "shapes", "mask")]
    inputs += [info(n, whole, ["windows", "words"]) for n in ("firsts", "starts", "wanted")] + [
        info("counts", whole, ["windows"])
    ]
    outputs = [
        info("tags", number, ["windows", "words", tags]), info("arcs", number, ["windows", "words", "words"]),
        info("deprels", number, ["windows", "words", len(labels.deprels)]), info("anchors", whole, ["anchors", 2]),
        info("links", number, ["anchors", "words", len(RELATIONS)]),
    ]  # fmt: skip
    graph = helper.make_graph(g.nodes, "sayso-en", inputs, outputs, g.constants)
    made = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)], producer_name="sayso"
    )
    made.ir_version = 10
    return made


def transitions(documents: list, tagger: str, labels: tuple[str, ...]) -> np.ndarray:
    """Weighted log-probabilities of label after label; the last row is what a window begins with."""
    counts = np.full((len(labels) + 1, len(labels)), 0.1)
    for d in documents:
        tags = d.tags[tagger]
        before = len(labels)
        for t in tags:
            if t >= 0:
                counts[before, t] += 1
                before = t
    impossible = np.array(
        [[b.startswith("I-") and (a[2:] != b[2:] or a == "O") for b in labels] for a in [*labels, "O"]]
    )
    logs = TRANSITION_WEIGHT * np.log(counts / counts.sum(1, keepdims=True))
    return np.where(impossible, -1e4, logs).astype(np.float32)


def quoted(values: Iterable[str]) -> str:
    """A TOML array of strings."""
    return "[" + ", ".join('"' + v.replace("\\", "\\\\").replace('"', '\\"') + '"' for v in values) + "]"


def write_toml(path: Path, labels: Labels, tables: dict[str, np.ndarray]) -> None:
    lines = [
        "# What the outputs of sayso-en.onnx stand for. Written by training/export.py.",
        'name = "sayso-en"',
        f'version = "{VERSION}"',
    ]
    lines += [f"deprels = {quoted(labels.deprels)}", f"relations = {quoted(RELATIONS)}", "", "[transitions]"]
    for name, m in tables.items():
        lines.append(f"{name} = [" + ", ".join("[" + ", ".join(f"{v:.3f}" for v in row) + "]" for row in m) + "]")
    for name, values in labels.taggers.items():
        lines += ["", "[[taggers]]", f'name = "{name}"', f"labels = {quoted(values)}"]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    kept = torch.load(args.checkpoint, map_location="cpu", weights_only=True)
    labels = Labels(**kept["labels"])
    net = Net(Sizes(**kept["sizes"]))
    net.load_state_dict(kept["net"])
    made = build(net, labels)
    onnx.checker.check_model(made)
    args.out.mkdir(parents=True, exist_ok=True)
    onnx.save(made, args.out / "sayso-en.onnx")
    shutil.copyfile(args.vocabulary, args.out / "vocab.txt")
    tagged = {
        "attribution": list(attribution.read_polnear(args.data, "train")),
        "name": list(treebank.read(args.data, "train", "EWT", labels)),
        "time": [d for n in ("timebank", "aquaint") for d in timex.read(args.data, n)],
    }
    write_toml(args.out / "model.toml", labels, {n: transitions(d, n, labels.taggers[n]) for n, d in tagged.items()})
    print(f"{(args.out / 'sayso-en.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
