import torch

# A ravine: curvature 1 along x, 20 along y.
curvature = torch.tensor([1.0, 20.0])
theta = torch.nn.Parameter(torch.tensor([-8.0, 2.5]))
optimizer = torch.optim.Adam([theta], lr=0.5)


def show(x):
    return ", ".join(f"{value:.3f}" for value in x.tolist())


for step in range(1, 6):
    optimizer.zero_grad()
    (curvature * theta.square()).sum().div(2).backward()
    optimizer.step()
    state = optimizer.state[theta]
    print(f"step {step}: m {show(state['exp_avg'])}; v {show(state['exp_avg_sq'])}")
    print(f"  theta {show(theta)}")
