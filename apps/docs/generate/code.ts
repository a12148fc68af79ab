import type { Entry } from './catalogue.js';
import type { Counterpart } from './libraries.js';
import type { OptionRow } from './options.js';

/** Names that examples use, by where they come from. What is not here is the reader's own. */
const exported: Readonly<Record<string, string>> = {
  '@nadir/core': 'clipByGlobalNorm RandomStreams lookup Module',
  '@nadir/nn': 'crossEntropy sampledCrossEntropy Linear Sequential ReLU',
  '@nadir/optim': 'AdamW MultiOptimizer hutchinson',
  '@tensorflow/tfjs': 'variable tensor sum square mean tidy scalar ones zeros',
};

/** The example of an optimizer with what it imports. */
export function codeOf({ title, example }: Entry): string {
  const used = new Set(example.match(/(?<![.\w'"])[A-Za-z]\w*(?!['"\w]|:)/g));
  const declaredHere = new Set(
    [...example.matchAll(/(?:const|let) (\w+)/g)].map(([, name]) => name),
  );
  const imports = Object.entries(exported).flatMap(([from, all]) => {
    const own = from === '@nadir/optim' ? [title] : [];
    const names = [...new Set([...all.split(' ').filter((name) => used.has(name)), ...own])]
      .filter((name) => !declaredHere.has(name))
      .sort();
    return names.length === 0 ? [] : [`import { ${names.join(', ')} } from '${from}';`];
  });
  return `${imports.join('\n')}\n\n${example}`;
}

/** The same optimizer in another library, with the learning rate that is the default here. */
export function foreignCode(
  { library, name, rate }: Counterpart,
  options: readonly OptionRow[],
): string {
  const given = options.find((option) => option.name === 'learningRate')?.default;
  const value = /`([\d.e-]+)`/.exec(given ?? '')?.[1];
  const argument = rate !== undefined && value !== undefined ? `${rate}=${value}` : '';
  return library === 'PyTorch'
    ? [
        'import torch',
        '',
        `optimizer = ${name}(${['model.parameters()', argument].filter(Boolean).join(', ')})`,
        '',
        'for inputs, targets in batches:',
        '    optimizer.zero_grad()',
        '    loss_fn(model(inputs), targets).backward()',
        '    optimizer.step()',
      ].join('\n')
    : [
        'import optax',
        '',
        `optimizer = ${name}(${argument})`,
        'state = optimizer.init(params)',
        '',
        'for batch in batches:',
        '    grads = jax.grad(loss)(params, batch)',
        '    updates, state = optimizer.update(grads, state, params)',
        '    params = optax.apply_updates(params, updates)',
      ].join('\n');
}
