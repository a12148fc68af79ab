import torch

# At equal distances from the minimum the second gradient is a hundred times the first.
curvature = torch.tensor([1.0, 100.0])


def first_steps(eps):
    theta = torch.nn.Parameter(torch.tensor([-6.0, 6.0]))
    optimizer = torch.optim.RMSprop([theta], lr=0.2, alpha=0.9, eps=eps)
    (curvature * theta.square()).sum().div(2).backward()
    optimizer.step()
    x, y = theta.tolist()
    return [f"{length:.4f}" for length in (x + 6, 6 - y)]


for eps in [0.001, 1, 100, 1000]:
    print(f"epsilon {eps}: steps of {' and '.join(first_steps(eps))}")
