"""Records a network of PyTorch with what it computes, into pytorch.json.

Set up once, in a virtual environment:

    python3 -m venv ~/golden-venv
    ~/golden-venv/bin/pip install torch==2.13.0 numpy==2.4.6 safetensors==0.8.0

Then, from this folder:

    ~/golden-venv/bin/python record_pytorch.py          writes the file again
    ~/golden-venv/bin/python record_pytorch.py check    compares it with a new recording

`weights` is the state dict in a safetensors file, in base64. `inputs` are images with the channels last, as TensorFlow.js takes
them, and words by their numbers; `outputs` is what the network in evaluation mode makes of both. It has a layer of each kind whose
weights are laid out otherwise in TensorFlow.js: convolutions of one and two axes, depthwise and transposed ones, batch and layer
normalization, an embedding and dense layers.
"""

import base64
import json
import sys
from pathlib import Path

import safetensors
import torch
from safetensors.torch import save
from torch import nn

FILE = Path(__file__).parent / 'pytorch.json'
SEED = 11


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, (3, 2))
        self.norm = nn.BatchNorm2d(4)
        self.depthwise = nn.Conv2d(4, 8, 3, groups=4)
        self.up = nn.ConvTranspose2d(8, 5, 2, stride=2)
        self.words = nn.Embedding(7, 6)
        self.along = nn.Conv1d(6, 5, 2)
        self.layer_norm = nn.LayerNorm(5, eps=1e-3)
        self.out = nn.Linear(5, 3)

    def forward(self, images, words):
        x = torch.relu(self.norm(self.conv(images)))
        x = self.up(self.depthwise(x)).mean((2, 3))
        y = self.along(self.words(words).transpose(1, 2)).mean(2)
        return self.out(self.layer_norm(x + y))


def text():
    torch.manual_seed(SEED)
    network = Network()
    with torch.no_grad():
        # Statistics and scales as after a training, so that none is neutral.
        network.norm.running_mean.uniform_(-1, 1)
        network.norm.running_var.uniform_(0.5, 2)
        for parameter in network.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
        images = torch.randn(2, 7, 6, 3)
        words = torch.randint(0, 7, (2, 4))
        outputs = network.eval()(images.permute(0, 3, 1, 2), words)
    recorded = {
        'libraries': [f'torch {torch.__version__}', f'safetensors {safetensors.__version__}'],
        'seed': SEED,
        'weights': base64.b64encode(save(network.state_dict())).decode(),
        'inputs': {'images': images.flatten().tolist(), 'words': words.flatten().tolist()},
        'outputs': outputs.flatten().tolist(),
    }
    return json.dumps(recorded) + '\n'


if __name__ == '__main__':
    if sys.argv[1:] == ['check']:
        sys.exit(0 if FILE.read_text() == text() else 'pytorch.json: got other numbers')
    FILE.write_text(text())
