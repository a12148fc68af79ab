import torch

ones = torch.ones(1000, 1000)


def show(name, y):
    zeros = (y == 0).float().mean().item()
    largest = y.max().item()
    mean = y.mean().item()
    print(f"{name}: zeros {zeros:.2f}, the others {largest:.2f}, mean {mean:.2f}")


for p in [0.25, 0.5, 0.75]:
    layer = torch.nn.Dropout(p)
    show(f"p {p}, training", layer(ones))
    show(f"p {p}, evaluation", layer.eval()(ones))
