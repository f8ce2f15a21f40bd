"""Trains sayso-en: one encoder, every head, every corpus together. Read it top to bottom.

    python training/train.py DATA --minilm model.safetensors --vocabulary vocab.txt --out checkpoint.pt

DATA is the folder of training sets (see training/README.md). `--without NAME` leaves a corpus out. `--minutes` bounds
the wall clock: the learning rate reaches zero at the end of the steps or of the time, whichever comes first, so that a
slow machine still ends with an annealed network.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from annotated import IGNORE, Annotated, Batch, Link, Window, collate, windows
from corpora import treebank
from labels import GROUPS, RELATIONS, Labels
from mix import CORPORA
from net import Net, Sizes
from safetensors.torch import load_file
from torch.nn import functional as F

from sayso.language.pieces import vocabulary
from sayso.language.shapes import SHAPES

PIECES_A_BATCH = 1536  # what two cores take without leaving their cache; 1,500 pieces a second there
LONGEST_WINDOW = 160  # pieces; windows of a random 80 … 160, so that position teaches nothing
ENCODER_RATE, HEAD_RATE = 1.5e-4, 1e-3
LAYER_DECAY = 0.9  # lower layers change less
WARM_UP = 0.05
DROPOUT = 0.15  # on word vectors; inside the encoder it cost a sixth of the speed and few passes overfit little
CLIP = 1.0

# What a head's loss weighs. Dense, easy heads get little; what sayso exists for gets most.
TAG_WEIGHTS = {
    "upos": 0.5, "lemma": 0.4, "sentence": 1.0, "name": 1.5, "attribution": 2.0, "cue": 2.0, "act": 0.4, "time": 1.0,
    "trigger": 4.0, "mode": 0.4, "status": 0.6, "predicate": 0.5, "anaphor": 0.5,
}  # fmt: skip
ARC_WEIGHT, LABEL_WEIGHT, FACTUALITY_WEIGHT = 1.0, 0.7, 0.3
LINK_WEIGHTS = {"roles": 1.0, "attribution": 8.0, "participants": 8.0, "antecedent": 4.0}


def batches(corpus: list[Annotated], chance: random.Random, labels: Labels) -> list[list[Window]]:
    """One pass over a corpus: windows of like length together, batches in random order."""
    rows = [w for d in corpus for w in windows(d, LONGEST_WINDOW, chance)]
    rows.sort(key=lambda w: w.pieces + chance.random() * 8)
    grouped: list[list[Window]] = []
    for w in rows:
        if grouped and (len(grouped[-1]) + 1) * w.pieces <= PIECES_A_BATCH:
            grouped[-1].append(w)
        else:
            grouped.append([w])
    return grouped


def loss_of(net: Net, batch: Batch, dropout: float = DROPOUT) -> tuple[torch.Tensor, dict[str, float]]:
    x = net.encode(batch.pieces, batch.shapes, batch.mask, batch.firsts)
    x = F.dropout(x, dropout, net.training)
    parts: dict[str, torch.Tensor] = {}
    for name, gold in batch.tags.items():
        known = gold != IGNORE
        parts[name] = TAG_WEIGHTS[name] * F.cross_entropy(net.taggers[name](x[known]), gold[known])
    if batch.heads is not None and batch.deprels is not None:
        known = batch.heads != IGNORE
        parts["arcs"] = ARC_WEIGHT * F.cross_entropy(net.arcs(x, batch.words)[known], batch.heads[known])
        known = known & (batch.deprels != IGNORE)
        rows = known.nonzero()[:, 0]
        parts["labels"] = LABEL_WEIGHT * F.cross_entropy(
            net.labels(x[known], x[rows, batch.heads[known]]), batch.deprels[known]
        )
    if batch.factuality is not None:
        known = ~torch.isnan(batch.factuality)
        guess = net.taggers["factuality"](x[known])[:, 0]
        parts["factuality"] = FACTUALITY_WEIGHT * F.smooth_l1_loss(guess, batch.factuality[known])
    if batch.links:
        parts.update(link_losses(net, batch, x))
    return sum(parts.values(), torch.zeros(())), {k: float(v.detach()) for k, v in parts.items()}


def link_losses(net: Net, batch: Batch, x: torch.Tensor) -> dict[str, torch.Tensor]:
    """Roles are one of many a word (softmax with none); the other relations are yes or no for each word."""
    per_row: list[list[tuple[Link, int]]] = [[] for _ in range(len(x))]
    for row, link, at in batch.links:
        per_row[row].append((link, at))
    most, width = max(map(len, per_row)), x.shape[1]
    anchors = np.zeros((len(x), most), np.int64)
    want = np.zeros((len(x), most, width, len(RELATIONS)), np.float32)
    scope = {g: np.zeros((len(x), most, width), bool) for g in {k.group for _, k, _ in batch.links}}
    counts = batch.words.sum(1)
    for row, links in enumerate(per_row):
        for n, (link, at) in enumerate(links):
            anchors[row, n] = link.anchor - at
            low, high = max(0, link.scope[0] - at), min(int(counts[row]), link.scope[1] - at)
            scope[link.group][row, n, low:high] = True
            for name, words in link.targets.items():
                want[row, n, [w - at for w in words if low <= w - at < high], RELATIONS.index(name)] = 1
    scores = net.links(x, torch.from_numpy(anchors))
    parts: dict[str, torch.Tensor] = {}
    for group, mask in scope.items():
        inside = torch.from_numpy(mask)
        number = max(1, int(mask.any(2).sum()))
        columns = GROUPS[group]
        logits, gold = scores[..., columns][inside], torch.from_numpy(want[..., columns])[inside]
        if group == "roles":
            classes = torch.where(gold.any(1), gold.argmax(1) + 1, 0)
            loss = F.cross_entropy(F.pad(logits, (1, 0)), classes, reduction="sum") / number / 3
        else:
            size = inside.sum(2, keepdim=True).expand_as(inside)[inside]
            loss = (F.binary_cross_entropy_with_logits(logits, gold, reduction="none").mean(1) / size).sum() / number
        parts[f"links: {group}"] = LINK_WEIGHTS[group] * loss
    return parts


def parameter_groups(net: Net) -> list[dict]:
    """Rates fall with depth below the top layer; norms and biases are not decayed."""
    groups = []
    for name, p in net.named_parameters():
        if name.startswith("encoder.layers."):
            rate = ENCODER_RATE * LAYER_DECAY ** (5 - int(name.split(".")[2]))
        elif name.startswith("encoder.shapes"):
            rate = HEAD_RATE
        elif name.startswith("encoder."):
            rate = ENCODER_RATE * LAYER_DECAY**6
        else:
            rate = HEAD_RATE
        groups.append({"params": [p], "lr": rate, "initial": rate, "weight_decay": 0.01 if p.dim() > 1 else 0.0})
    return groups


def main() -> None:
    args = arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    chance = random.Random(args.seed)
    pieces = vocabulary(args.vocabulary)
    labels = treebank.count_labels(args.data)
    schedule: list[list[Window]] = []
    for corpus in CORPORA:
        if corpus.name in args.without:
            continue
        documents = list(corpus.read(args.data, labels))
        for d in documents:
            d.prepare(pieces)
        epochs = corpus.epochs * args.scale
        passes: list[list[Window]] = []
        while epochs > 0:
            whole = batches(documents, chance, labels)
            chance.shuffle(whole)
            passes += whole[: round(len(whole) * min(1.0, epochs))]
            epochs -= 1
        print(f"{corpus.name}: {len(documents)} documents, {len(passes)} batches", file=sys.stderr, flush=True)
        spread(schedule, passes, chance)
    schedule = [b for _, b in sorted(schedule, key=lambda x: x[0])]
    sizes = Sizes(
        taggers={n: len(v) for n, v in labels.taggers.items()},
        deprels=len(labels.deprels), relations=len(RELATIONS), shapes=SHAPES,
    )  # fmt: skip
    net = Net(sizes)
    net.encoder.load_minilm(load_file(args.minilm))
    if args.resume:
        net.load_state_dict(torch.load(args.resume, weights_only=True)["net"])
    optimizer = torch.optim.AdamW(parameter_groups(net), betas=(0.9, 0.98), fused=True)
    net.train()
    begun, seen, running = time.time(), 0, {}
    print(f"{len(schedule)} steps, {sum(w.pieces for b in schedule for w in b):,} pieces", file=sys.stderr, flush=True)
    for step, rows in enumerate(schedule):
        progress = max(step / len(schedule), (time.time() - begun) / 60 / args.minutes if args.minutes else 0.0)
        if progress >= 1:
            break
        factor = min(1.0, progress / WARM_UP) * (1 - progress) if progress < WARM_UP else (1 - progress) / (1 - WARM_UP)
        for g in optimizer.param_groups:
            g["lr"] = g["initial"] * max(factor, 1e-3)
        loss, parts = loss_of(net, collate(rows, labels))
        if not parts:
            continue  # windows in which the corpus says nothing
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), CLIP)
        optimizer.step()
        optimizer.zero_grad()
        seen += sum(w.pieces for w in rows)
        for k, v in parts.items():
            running[k] = 0.98 * running.get(k, v) + 0.02 * v
        if step % 50 == 0:
            rate = seen / (time.time() - begun)
            print(
                json.dumps(
                    {
                        "step": step,
                        "progress": round(progress, 3),
                        "pieces_s": round(rate),
                        **{k: round(v, 3) for k, v in running.items()},
                    }
                ),
                file=sys.stderr,
                flush=True,
            )
        if args.save_every and step and step % args.save_every == 0:
            save(args.out, net, labels, sizes)
    save(args.out, net, labels, sizes)


def spread(schedule: list, passes: list, chance: random.Random) -> None:
    """Gives each batch a place in (0, 1), in the corpus's own order, so that corpora interleave evenly."""
    n = len(passes)
    schedule += [((i + chance.random()) / n, b) for i, b in enumerate(passes)]


def save(path: Path, net: Net, labels: Labels, sizes: Sizes) -> None:
    torch.save({"net": net.state_dict(), "labels": asdict(labels), "sizes": asdict(sizes)}, path)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--minilm", type=Path, required=True, help="model.safetensors of all-MiniLM-L6-v2")
    parser.add_argument("--vocabulary", type=Path, required=True, help="its vocab.txt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--resume", type=Path, help="a checkpoint whose weights to go on from")
    parser.add_argument("--without", action="append", default=[], choices=[c.name for c in CORPORA])
    parser.add_argument("--scale", type=float, default=1.0, help="multiplies every corpus's epochs")
    parser.add_argument("--minutes", type=float, default=0.0, help="bound on the wall clock; 0: none")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--save-every", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    np.seterr(all="raise")
    main()
