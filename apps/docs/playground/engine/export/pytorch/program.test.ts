import { register } from '@nadir/backend-cpu';
import { setBackend } from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { type Contender, contenderOf } from '../../../state/contender.js';
import { initialState, type PlaygroundState } from '../../../state/state.js';
import { initialNetwork } from '../../../state/task.js';
import { answerTo } from '../../host/answers.js';
import { Race } from '../../race/race.js';

beforeAll(async () => {
  await setBackend('cpu');
  register();
});

async function programOf(contender: Contender, task = initialNetwork): Promise<string> {
  const state: PlaygroundState = {
    ...initialState,
    ...{ task, contenders: [contender] },
    race: { ...initialState.race, steps: 30 },
  };
  const race = await Race.begin(state, () => 0);
  try {
    return (await answerTo({ kind: 'pytorch', contender: 0 }, race, state)) as string;
  } finally {
    race.dispose();
  }
}

test('a network is one of nn.Sequential, with its first weights', async () => {
  const task = {
    ...initialNetwork,
    ...({ activation: 'gelu', norm: 'layer' } as const),
    layers: [{ units: 3, dropout: 0.5 }],
  };
  const program = await programOf(contenderOf('adamw', { weightDecay: 0.1 }), task);
  expect(program).toContain(`model = nn.Sequential(
    nn.Linear(2, 3),
    nn.LayerNorm(3),
    nn.GELU(),
    nn.Dropout(0.5),
    nn.Linear(3, 2),
)`);
  expect(program).toContain(
    'torch.optim.AdamW(model.parameters(), lr=0.005, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.1, amsgrad=False)',
  );
  // Weight, bias, gain and shift of the hidden layer, weight and bias of the output.
  const [, weights = ''] = /first = \[\n([\s\S]*?)\n {4}\]/.exec(program) ?? [];
  expect(weights.split('\n')).toHaveLength(6);
});

test('schedules, clipping and penalties are those of the contender', async () => {
  const sgd = contenderOf('sgd', { learningRate: 0.1 });
  const program = await programOf({
    ...sgd,
    ...{ clip: 'global-norm', clipLimit: 0.5, l1: 0.01, l2: 0.02 },
    schedule: { ...sgd.schedule, name: 'cosine', warmup: 0.1 },
  });
  expect(program).toContain('rates = [0.1 * (t + 1) / 3 if t < 3 else 0.1 *');
  expect(program).toContain('nn.utils.clip_grad_norm_(model.parameters(), 0.5)');
  expect(program).toContain('p.grad += 2 * 0.02 * p.detach()');
  expect(program).toContain('p.sign() * (p.abs() - optimizer.param_groups[0]["lr"] * 0.01)');
});

test('an optimizer that PyTorch has not is told', async () => {
  await expect(programOf(contenderOf('lion'))).rejects.toThrow(
    'expected an optimizer of torch.optim',
  );
});
