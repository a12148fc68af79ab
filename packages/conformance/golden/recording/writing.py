"""How a script with one file writes it, or compares it."""

import re
import sys


def write_or_check(file, text, what):
    """Writes the file; with the word `check` on the command line, compares it up to its format."""
    if sys.argv[1:] == ['check']:
        same = bare(file.read_text()) == bare(text)
        print('ok' if same else 'WRONG', file.name)
        sys.exit(0 if same else 1)
    file.write_text(text)
    hint = ' Now run npm run format.' if file.suffix == '.ts' else ''
    print(f'{file.name}: {what}, {len(text)} bytes.{hint}')


def bare(text):
    """Text without what a formatter of TypeScript changes: space, last commas, zeros in exponents."""
    text = re.sub(r',(\s*[\]}])', r'\1', text)
    return re.sub(r'e-0(\d)', r'e-\1', re.sub(r'\s', '', text))
