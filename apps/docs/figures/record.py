"""Runs the PyTorch program of each figure, and writes what it prints beside it."""

import pathlib
import subprocess
import sys

for program in sorted(pathlib.Path(__file__).parent.glob("*/program.py")):
    printed = subprocess.run(
        [sys.executable, program], check=True, capture_output=True, text=True
    ).stdout
    program.with_suffix(".txt").write_text(printed)
    print(program.parent.name)
