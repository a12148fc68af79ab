import torch

# Gradients of four weights: they only change their signs, so the data asks for nothing.
sizes = torch.tensor([0.03, 0.3, 1.0, 3.0])
options = dict(lr=0.02, weight_decay=0.2)


def after(steps, optimizer_class):
    theta = torch.nn.Parameter(torch.ones(4))
    optimizer = optimizer_class([theta], **options)
    for step in range(steps):
        optimizer.zero_grad()
        sign = 1 if step % 2 == 0 else -1
        (sign * (theta * sizes).sum()).backward()
        optimizer.step()
    return ", ".join(f"{weight:.3f}" for weight in theta.tolist())


print(f"Adam with L2: {after(100, torch.optim.Adam)}")
print(f"AdamW: {after(100, torch.optim.AdamW)}")
