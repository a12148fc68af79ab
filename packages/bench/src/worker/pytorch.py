"""Takes steps with PyTorch when asked to.

Reads orders as lines of JSON and answers each with one line. Times are measured here, so that the
way of an order is not part of them. The argument is the number of threads.
"""

import json
import sys
import time

KINDS = {
    "fused": {"fused": True},
    "foreach": {"foreach": True},
    "loop": {"foreach": False, "fused": False},
}


def numbers(torch, count, shift):
    """The integers that the values of `values.ts` are made of."""
    return ((torch.arange(shift, shift + count) * 2654435761) & 0xFFFFFFFF) >> 8


def fill(torch, shapes, shift, spreads):
    """The values of `values.ts`."""
    tensors = []
    for shape, spread in zip(shapes, spreads):
        count = 1
        for length in shape:
            count *= length
        values = (numbers(torch, count, shift).double() / 2**24 - 0.5) * spread
        tensors.append(values.float().reshape(shape))
        shift += count
    return tensors


class Updates:
    """Steps of an optimizer on gradients that are there already."""

    def __init__(self, torch, task, kind, options):
        self.parameters = fill(torch, task["shapes"], 1, task["spreads"])
        gradients = fill(torch, task["shapes"], 7919, [1 / 32] * len(task["shapes"]))
        for parameter, gradient in zip(self.parameters, gradients):
            parameter.requires_grad_()
            parameter.grad = gradient
        self.torch = torch
        self.optimizer = torch.optim.AdamW(self.parameters, **options, **KINDS[kind])

    def step(self):
        self.optimizer.step()

    def read(self, stride):
        flat = self.torch.cat([parameter.detach().flatten() for parameter in self.parameters])
        return flat[::stride].tolist()


class Training:
    """Whole steps of training on one batch, with the models of `models.ts`."""

    def __init__(self, torch, task, kind, options):
        self.torch = torch
        self.parameters = fill(torch, task["shapes"], 1, task["spreads"])
        for parameter in self.parameters:
            parameter.requires_grad_()
        self.forward = getattr(self, task["name"])(**task["sizes"])
        del options["weight_decay"]
        self.optimizer = torch.optim.Adam(self.parameters, **options, **KINDS[kind])
        self.losses = []

    def step(self):
        self.optimizer.zero_grad()
        loss = self.torch.nn.functional.cross_entropy(*self.forward(*self.parameters))
        loss.backward()
        self.optimizer.step()
        if len(self.losses) < 8:
            self.losses.append(loss.item())

    def read(self, stride):
        return self.losses

    def inputs(self, *shape):
        return fill(self.torch, [shape], 104729, [1])[0]

    def mlp(self, batch, inputs, hidden, classes):
        relu = self.torch.relu
        x = self.inputs(batch, inputs)
        wanted = numbers(self.torch, batch, 7) % classes
        return lambda w1, b1, w2, b2: (relu(x @ w1 + b1) @ w2 + b2, wanted)

    def cnn(self, batch, side, filters, classes):
        functional = self.torch.nn.functional
        wanted = numbers(self.torch, batch, 7) % classes
        # Images come with channels last, as TensorFlow.js has them; there is one channel.
        x = self.inputs(batch, side, side, 1).permute(0, 3, 1, 2).contiguous()

        def block(x, w, b):
            y = functional.conv2d(x, w.permute(3, 2, 0, 1), b, padding=1)
            return functional.max_pool2d(self.torch.relu(y), 2)

        def forward(w1, b1, w2, b2, w3, b3):
            features = block(block(x, w1, b1), w2, b2).permute(0, 2, 3, 1)
            return features.reshape(batch, -1) @ w3 + b3, wanted

        return forward

    def transformer(self, batch, length, width, heads, hidden, tokens):
        functional = self.torch.nn.functional
        text = (numbers(self.torch, batch * length, 1) % tokens).reshape(batch, length)
        wanted = numbers(self.torch, batch * length, 7) % tokens

        def normalize(x, gain, shift):
            return functional.layer_norm(x, (width,), gain + 1, shift)

        def forward(embedding, position, g1, s1, wq, bq, wo, bo, g2, s2, w1, b1, w2, b2, wh, bh):
            h = functional.embedding(text, embedding) + position
            qkv = (normalize(h, g1, s1) @ wq + bq).chunk(3, -1)
            q, k, v = (
                one.reshape(batch, length, heads, width // heads).transpose(1, 2) for one in qkv
            )
            mixed = functional.scaled_dot_product_attention(q, k, v, is_causal=True)
            h = h + mixed.transpose(1, 2).reshape(batch, length, width) @ wo + bo
            h = h + self.torch.relu(normalize(h, g2, s2) @ w1 + b1) @ w2 + b2
            return (h @ wh + bh).reshape(batch * length, tokens), wanted

        return forward


class Worker:
    def __init__(self, torch):
        self.torch = torch
        self.work = {}

    def prepare(self, key, task, kind, options):
        make = {"update": Updates, "training": Training}[task["kind"]]
        self.work[key] = make(self.torch, task, kind, options)

    def steps(self, key, count):
        work = self.work[key]
        before = time.perf_counter()
        for _ in range(count):
            work.step()
        return (time.perf_counter() - before) * 1000

    def read(self, key, stride):
        return self.work[key].read(stride)

    def dispose(self, key):
        self.work.pop(key, None)


def answer(value):
    print(json.dumps(value), flush=True)


def main():
    try:
        import torch
    except ImportError as error:
        answer({"error": str(error)})
        return
    torch.set_num_threads(int(sys.argv[1]))
    answer({"result": torch.__version__})
    worker = Worker(torch)
    for line in sys.stdin:
        order = json.loads(line)
        try:
            answer({"result": getattr(worker, order.pop("do"))(**order)})
        except Exception as error:  # told to the caller, who decides
            answer({"error": f"{type(error).__name__}: {error}"})


main()
