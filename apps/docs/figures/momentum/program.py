import torch

# A ravine: curvature 1 along x, 40 along y.
curvature = torch.tensor([1.0, 40.0])


def distance_after(steps, momentum):
    theta = torch.nn.Parameter(torch.tensor([-9.0, 2.0]))
    optimizer = torch.optim.SGD([theta], lr=0.02, momentum=momentum)
    for _ in range(steps):
        optimizer.zero_grad()
        (curvature * theta.square()).sum().div(2).backward()
        optimizer.step()
    return theta.detach().norm().item()


for momentum in [0, 0.5, 0.8, 0.9, 0.99]:
    print(f"momentum {momentum}: {distance_after(80, momentum):.3f} left")
