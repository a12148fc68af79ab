import torch

series = torch.tensor([12.1, 11.4, 13.8, 12.9, 15.2, 14.1])
alpha = 0.9

# S ← α S + (1 − α) Y, from 0.
average = torch.tensor(0.0)

for i, value in enumerate(series):
    average = alpha * average + (1 - alpha) * value
    right = average / (1 - alpha ** (i + 1))
    wrong = average / (1 - (1 - alpha) ** (i + 1))
    print(f"{average:.3f}, corrected {right:.3f}, wrongly {wrong:.3f}")
