import torch
from torch.optim.swa_utils import get_ema_avg_fn

series = torch.tensor([12.1, 11.4, 13.8, 12.9, 15.2, 14.1])

# Both formulas with 0.9, and the second once more with 0.1.
decay = get_ema_avg_fn(0.9)
keeps = takes = same = series[0]

for i, value in enumerate(series):
    if i > 0:
        keeps = decay(keeps, value, i)
        takes = torch.lerp(takes, value, 0.9)
        same = torch.lerp(same, value, 0.1)
    print(f"{value:.1f}: decay 0.9 {keeps:.3f}, weight 0.9 {takes:.3f}, weight 0.1 {same:.3f}")
