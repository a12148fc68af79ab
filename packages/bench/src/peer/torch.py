"""Steps PyTorch's AdamW when asked to.

Reads requests as lines of JSON and answers each with one line. Times are measured here, so that
the way of a request is not part of them. The argument is the number of threads.
"""

import json
import sys
import time

KINDS = {
    "fused": {"fused": True},
    "foreach": {"foreach": True},
    "loop": {"foreach": False, "fused": False},
}


def fill(torch, shapes, shift, scale):
    """The values of `values.ts`."""
    tensors = []
    position = shift
    for shape in shapes:
        count = 1
        for length in shape:
            count *= length
        bits = (torch.arange(position, position + count) * 2654435761) & 0xFFFFFFFF
        values = ((bits >> 8).double() / 2**24 - 0.5) * scale
        tensors.append(values.float().reshape(shape))
        position += count
    return tensors


class Steps:
    def __init__(self, torch):
        self.torch = torch
        self.models = {}

    def prepare(self, kind, shapes, options):
        parameters = fill(self.torch, shapes, 1, 1)
        for parameter, gradient in zip(parameters, fill(self.torch, shapes, 7919, 1 / 32)):
            parameter.requires_grad_()
            parameter.grad = gradient
        optimizer = self.torch.optim.AdamW(
            parameters,
            lr=options["learningRate"],
            betas=(options["beta1"], options["beta2"]),
            eps=options["epsilon"],
            weight_decay=options["weightDecay"],
            **KINDS[kind],
        )
        self.models[kind] = (parameters, optimizer)

    def steps(self, kind, count):
        _, optimizer = self.models[kind]
        before = time.perf_counter()
        for _ in range(count):
            optimizer.step()
        return (time.perf_counter() - before) * 1000

    def read(self, kind, stride):
        parameters, _ = self.models[kind]
        flat = self.torch.cat([parameter.detach().flatten() for parameter in parameters])
        return flat[::stride].tolist()

    def dispose(self, kind):
        del self.models[kind]


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
    steps = Steps(torch)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer({"result": getattr(steps, request.pop("do"))(**request)})
        except Exception as error:  # told to the caller, who decides
            answer({"error": f"{type(error).__name__}: {error}"})


main()
