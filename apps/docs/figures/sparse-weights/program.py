import torch

# 60 examples of 20 features, of which four matter, and noise.
rows, columns = torch.arange(1, 61), torch.arange(1, 21)
x = torch.sin(torch.outer(rows, columns).double()).float()
truth = torch.zeros(20, 1)
truth[[2, 6, 11, 16], 0] = torch.tensor([1.5, -1, 0.7, -0.4])
noise = torch.sin(rows.double().square()).float().unsqueeze(1)
y = x @ truth + noise / 2
strength, rate = 0.1, 0.1


def train(way):
    w = torch.nn.Parameter(torch.full((20, 1), 0.5))
    optimizer = torch.optim.SGD([w], lr=rate)
    for _ in range(500):
        optimizer.zero_grad()
        loss = (x @ w - y).square().mean() / 2
        if way == "L1, subgradient":
            loss = loss + strength * w.abs().sum()
        if way == "L2":
            loss = loss + strength * w.square().sum()
        loss.backward()
        optimizer.step()
        if way == "L1, proximal step":
            with torch.no_grad():
                w.copy_(w.sign() * (w.abs() - rate * strength).clamp(min=0))
    size = w.detach().abs()
    zeros = (size == 0).sum().item()
    print(f"{way}: {zeros} zeros, {(size < 0.02).sum().item() - zeros} almost")


train("L1, proximal step")
train("L1, subgradient")
train("L2")
