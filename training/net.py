"""The network that becomes sayso-en: one MiniLM encoder and thin heads over word vectors.

A window is a run of words. Each word is cut into pieces; its vector is the encoder's output at its first piece. Heads:

- *taggers*: one linear layer each (parts of speech, lemma scripts, sentence starts, names, times, attribution, cues,
  triggers, modes, statuses, acts, factuality);
- *arcs*: a biaffine score for every (dependent, head) pair of a window, the root being its own head (Dozat & Manning
  2017), and a relation label from the pair's summed projections;
- *links*: for anchor words only, one bilinear score per relation and word (DistMult-like, with linear terms), for
  semantic roles, a cue's source and content, a trigger's participants, a pronoun's antecedents.

The shape of each word (case, figures, glued to the word before it, first of its paragraph) is an extra input embedding,
because the pieces are uncased.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

WIDTH, LAYERS, HEADS, FEED_FORWARD = 384, 6, 12, 1536  # all-MiniLM-L6-v2


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many labels each head has; `taggers` in the order of the exported outputs."""

    taggers: dict[str, int]
    deprels: int
    relations: int
    shapes: int
    arc_width: int = 192
    label_width: int = 96
    link_width: int = 128


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, FEED_FORWARD)
        self.down = nn.Linear(FEED_FORWARD, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = self.out(a.transpose(1, 2).reshape(b, t, WIDTH))
        x = self.norm1(x + a)
        h = self.down(F.gelu(self.up(x)))
        return self.norm2(x + h)


class Encoder(nn.Module):
    def __init__(self, shapes: int) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(shapes, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """pieces, shapes, mask: [batch, pieces] -> [batch, pieces, WIDTH]"""
        x = self.words(pieces) + self.positions.weight[: pieces.shape[1]] + self.shapes(shapes)
        x = self.norm(x)
        attend = mask[:, None, None, :].bool()
        for layer in self.layers:
            x = layer(x, attend)
        return x

    def load_minilm(self, tensors: dict[str, Tensor]) -> None:
        """Takes the weights of all-MiniLM-L6-v2 (BERT names)."""

        def put(module: nn.Module, name: str) -> None:
            module.weight.data.copy_(tensors[name + ".weight"])  # type: ignore[operator, union-attr]
            if getattr(module, "bias", None) is not None:
                module.bias.data.copy_(tensors[name + ".bias"])  # type: ignore[operator, union-attr]

        put(self.words, "embeddings.word_embeddings")
        self.positions.weight.data.copy_(
            tensors["embeddings.position_embeddings.weight"] + tensors["embeddings.token_type_embeddings.weight"][0]
        )
        put(self.norm, "embeddings.LayerNorm")
        for i, layer in enumerate(self.layers):
            at = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                qkv = torch.cat([tensors[f"{at}attention.self.{n}.{part}"] for n in ("query", "key", "value")])
                getattr(layer.qkv, part).data.copy_(qkv)
            put(layer.out, at + "attention.output.dense")
            put(layer.norm1, at + "attention.output.LayerNorm")
            put(layer.up, at + "intermediate.dense")
            put(layer.down, at + "output.dense")
            put(layer.norm2, at + "output.LayerNorm")


class Net(nn.Module):
    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(sizes.shapes)
        self.taggers = nn.ModuleDict({name: nn.Linear(WIDTH, n) for name, n in sizes.taggers.items()})
        self.arc_dependent = nn.Linear(WIDTH, sizes.arc_width)
        self.arc_head = nn.Linear(WIDTH, sizes.arc_width)
        self.arc_bilinear = nn.Parameter(torch.empty(sizes.arc_width, sizes.arc_width))
        self.arc_bias = nn.Parameter(torch.zeros(sizes.arc_width))
        nn.init.orthogonal_(self.arc_bilinear)
        self.label_dependent = nn.Linear(WIDTH, sizes.label_width)
        self.label_head = nn.Linear(WIDTH, sizes.label_width)
        self.label = nn.Linear(2 * sizes.label_width, sizes.deprels)
        self.link_anchor = nn.Linear(WIDTH, sizes.link_width)
        self.link_word = nn.Linear(WIDTH, sizes.link_width)
        self.link_diagonal = nn.Parameter(torch.randn(sizes.relations, sizes.link_width) * 0.1)
        self.link_of_anchor = nn.Linear(sizes.link_width, sizes.relations)
        self.link_of_word = nn.Linear(sizes.link_width, sizes.relations)

    def encode(self, pieces: Tensor, shapes: Tensor, mask: Tensor, firsts: Tensor) -> Tensor:
        """firsts [batch, words]: index of each word's first piece, 0 for padding -> [batch, words, WIDTH]"""
        x = self.encoder(pieces, shapes, mask)
        return torch.gather(x, 1, firsts[:, :, None].expand(-1, -1, WIDTH))

    def arcs(self, x: Tensor, words: Tensor) -> Tensor:
        """x [batch, words, WIDTH], words [batch, words] bool -> [batch, dependent, head] scores, -1e4 on padding"""
        d, h = F.gelu(self.arc_dependent(x)), F.gelu(self.arc_head(x))
        scores = (d @ self.arc_bilinear) @ h.transpose(1, 2) / self.sizes.arc_width**0.5 + (h @ self.arc_bias)[
            :, None, :
        ]
        return scores.masked_fill(~words[:, None, :], -1e4)

    def labels(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """word vectors of matching dependents and heads [n, WIDTH] -> [n, deprels]"""
        d, h = self.label_dependent(dependents), self.label_head(heads)
        return self.label(torch.cat([F.gelu(d + h), d * h], -1))

    def links(self, x: Tensor, anchors: Tensor) -> Tensor:
        """x [batch, words, WIDTH]; anchors [batch, n]: word of each anchor -> [batch, n, words, relations]"""
        chosen = torch.gather(x, 1, anchors[:, :, None].expand(-1, -1, WIDTH))
        a, w = F.gelu(self.link_anchor(chosen)), F.gelu(self.link_word(x))
        b, n, k = a.shape
        pair = (a[:, :, None, :] * self.link_diagonal).view(b, -1, k) @ w.transpose(1, 2)
        pair = pair.view(b, n, self.sizes.relations, -1).transpose(2, 3)
        return pair + self.link_of_anchor(a)[:, :, None, :] + self.link_of_word(w)[:, None, :, :]
