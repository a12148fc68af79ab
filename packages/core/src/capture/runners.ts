import {
  type DataId,
  engine,
  type NamedAttrMap,
  Tensor,
  type TensorInfo,
  tidy,
} from '@tensorflow/tfjs-core';
import { compiled } from '../program/run/compiled.js';
import { compose } from '../program/run/compose.js';
import { sharedRegistry } from '../program/run/registry.js';
import { ResolvedCall } from '../program/run/resolve.js';
import { type Places, type Runner, tensorOf } from './places.js';
import type { Plan } from './plan.js';
import type {
  AssignNode,
  EffectNode,
  FusedNode,
  KernelNode,
  NumberNode,
  ProgramNode,
  ReadNode,
  RecordNode,
  Use,
} from './step-record.js';

/** What does a node, made once for a plan. */
export function runnerOf(node: RecordNode, plan: Plan): Runner {
  switch (node.kind) {
    case 'kernel':
      return kernelRunner(node, plan);
    case 'program':
      return programRunner(node, plan);
    case 'fused':
      return fusedRunner(node);
    case 'read':
      return readRunner(node);
    case 'assign':
      return assignRunner(node);
    case 'effect':
      return effectRunner(node);
    case 'number':
      return numberRunner(node);
  }
}

/** What kernels are given of a use, whose place changes from replay to replay. */
interface MovingInfo extends TensorInfo {
  dataId: DataId;
}

const infoOf = ({ shape, dtype }: Use): MovingInfo => ({
  dataId: undefined as never,
  shape: shape.slice(),
  dtype,
});

function place({ ids }: Places, inputs: readonly Use[], infos: readonly MovingInfo[]): void {
  for (let i = 0; i < inputs.length; i++) {
    (infos[i] as MovingInfo).dataId = ids[(inputs[i] as Use).buffer] as DataId;
  }
}

function kernelRunner(node: KernelNode, { backend }: Plan): Runner {
  const { config, names, inputs, attrs, outputs, returnsList } = node;
  const infos = inputs.map(infoOf);
  const named = <T>(given: readonly T[]) =>
    (names ? Object.fromEntries(names.map((name, i) => [name, given[i]])) : given) as Record<
      string,
      T
    >;
  const call = (given: Record<string, TensorInfo>, places: Places) =>
    config.kernelFunc({
      inputs: given,
      attrs: attrs as NamedAttrMap,
      backend: places.backend,
    });
  const take = ({ ids }: Places, made: TensorInfo | TensorInfo[]) => {
    if (returnsList) {
      outputs.forEach(({ buffer }, i) => {
        ids[buffer] = (made as TensorInfo[])[i]?.dataId;
      });
    } else ids[(outputs[0] as Use).buffer] = (made as TensorInfo).dataId;
  };
  if (takesTensors.includes(backend)) {
    return (places) => {
      engine().startScope();
      try {
        const made = call(named(inputs.map((use) => tensorOf(places, use))), places);
        // What is a tensor ends with the scope; its buffer stays.
        for (const one of [made].flat()) {
          if (one instanceof Tensor) places.backend.incRef(one.dataId);
        }
        take(places, made);
      } finally {
        engine().endScope();
      }
    };
  }
  const given = named<TensorInfo>(infos);
  return (places) => {
    place(places, inputs, infos);
    take(places, call(given, places));
  };
}

/** Backends whose kernels call operations of TensorFlow.js on what they are given. */
const takesTensors: readonly string[] = ['tensorflow'];

function programRunner(node: ProgramNode, { backend }: Plan): Runner {
  const { program, shape, names, inputs, made, outputs, numbers } = node;
  const infos = inputs.map(infoOf);
  const call = new ResolvedCall<TensorInfo>(program, { shape });
  names.forEach((name, i) => {
    call.set(name, infos[i] as TensorInfo);
  });
  const numberNames = [...program.scalars, ...program.integers];
  const values: Record<string, number> = {};
  const refresh = () => {
    numbers.forEach((number, i) => {
      values[numberNames[i] as string] =
        typeof number === 'number'
          ? number
          : (number.draw[number.part].value + number.ahead) % 2 ** 32;
    });
    call.complete(values);
  };
  refresh();
  const changes = numbers.some((number) => typeof number !== 'number');
  const registration = sharedRegistry().registrations.get(backend);
  if (registration === undefined) {
    return (places) => {
      if (changes) refresh();
      const tensors = inputs.map((use) => tensorOf(places, use));
      const own = new ResolvedCall<Tensor>(program, { shape });
      names.forEach((name, i) => {
        own.set(name, tensors[i] as Tensor);
      });
      own.complete(values);
      const results = compose(program, own);
      outputs.forEach(({ buffer }, i) => {
        const tensor = results[made[i] as string] as Tensor;
        places.backend.incRef(tensor.dataId);
        places.ids[buffer] = tensor.dataId;
        tensor.dispose();
      });
      for (const tensor of tensors) tensor.dispose();
    };
  }
  const kernel = compiled(registration, program);
  return (places) => {
    if (changes) refresh();
    place(places, inputs, infos);
    const results = kernel.run(call);
    for (let i = 0; i < outputs.length; i++) {
      places.ids[(outputs[i] as Use).buffer] = results[made[i] as string]?.dataId;
    }
  };
}

function fusedRunner({ kernel, inputs, outputs }: FusedNode): Runner {
  const infos = inputs.map(infoOf);
  return (places) => {
    place(places, inputs, infos);
    const made = kernel.run(infos);
    for (let i = 0; i < outputs.length; i++) {
      places.ids[(outputs[i] as Use).buffer] = made[i]?.dataId;
    }
  };
}

function readRunner({ variable, outputs }: ReadNode): Runner {
  const { buffer } = outputs[0] as Use;
  return ({ backend, ids }) => {
    backend.incRef(variable.dataId);
    ids[buffer] = variable.dataId;
  };
}

function assignRunner({ variable, inputs }: AssignNode): Runner {
  const use = inputs[0] as Use;
  return (places) => {
    const { shape, dtype, dataId } = variable;
    const { backend } = places;
    backend.incRef(dataId);
    const old = engine().makeTensorFromTensorInfo({ dataId, shape, dtype }, backend);
    const next = tensorOf(places, use);
    variable.assign(next);
    next.dispose();
    places.changes.push({ undo: () => variable.assign(old), forget: () => old.dispose() });
  };
}

function effectRunner({ inputs, run }: EffectNode): Runner {
  return (places) => {
    tidy(() => run(inputs.map((use) => tensorOf(places, use))));
  };
}

function numberRunner({ outputs, read }: NumberNode): Runner {
  const { buffer } = outputs[0] as Use;
  return ({ backend, ids }) => {
    ids[buffer] = backend.write(Float32Array.of(read()), [], 'float32');
  };
}
