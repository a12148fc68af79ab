import { engine, keep, type Variable } from '@tensorflow/tfjs-core';
import { StateError, TensorError } from '../errors.js';
import { copyOf } from '../state/slots.js';
import { checkGradient, type Gradient, type Gradients, type NamedGradient } from './gradient.js';
import type { Guard } from './guard.js';
import { type Group, Parameter } from './parameter.js';
import { checkUnique, type NamedVariable, namedVariables } from './parameters.js';
import { type Part, type Parts, partOf } from './parts.js';
import { restore, type SavedParameter } from './saved.js';
import { Settings } from './settings.js';

/** A parameter that a gradient was given for, or of which none is needed. */
export interface Move {
  readonly parameter: Parameter;
  readonly group: Group;
  readonly grad: Gradient | undefined;
}

/** What a step is going to do. */
export interface Plan {
  readonly moves: readonly Move[];
  /** Parameters that are new to their open group. */
  readonly added: readonly Entry[];
}

interface Entry {
  readonly parameter: Parameter;
  readonly group: Group;
}

/** The groups of an optimizer, and which variable belongs to which. */
export class Roster {
  readonly groups: Group[] = [];
  readonly #parts: Parts;
  readonly #guard: Guard;
  /** By the name of the variable, which TensorFlow.js keeps unique. */
  readonly #entries = new Map<string, Entry>();
  /** Positions that parameters have left, the first of them first. */
  #free: number[] = [];
  /** For each part the group of the variables that nobody named, if the optimizer is open. */
  #openGroups: readonly Group[] | undefined;
  /** State loaded before its parameters were known. */
  #pending: readonly SavedParameter[] = [];

  constructor(parts: Parts, guard: Guard) {
    this.#parts = parts;
    this.#guard = guard;
  }

  /** Adds groups that take every variable they are given a gradient for. */
  addOpenGroups(options: object): void {
    this.#openGroups = this.#parts.parts.map((part, i) => ({
      part: i,
      parameters: [],
      step: 0,
      settings: this.#settingsOf(part, options),
    }));
    this.groups.push(...this.#openGroups);
  }

  /**
   * Adds a group for each part that takes some of the parameters.
   * @throws {@link OptionError} when an option is out of range, a parameter is here already or none
   * of the parts takes it.
   */
  addGroup(options: object, added: readonly NamedVariable[]): void {
    checkUnique(this.#parts.name, [...this.groups.flatMap((g) => g.parameters), ...added]);
    const homes = added.map((one) => partOf(this.#parts, one));
    const groups = this.#parts.parts.flatMap((part, i): Group[] => {
      const own = added.filter((_, k) => homes[k] === i);
      if (own.length === 0) return [];
      const settings = this.#settingsOf(part, options);
      settings.checkPenalties(own.map(({ variable }) => variable));
      settings.checkShapes(own);
      const parameters = own.map(({ name, variable }) => new Parameter(name, variable));
      return [{ part: i, parameters, step: 0, settings }];
    });
    for (const group of groups) {
      this.groups.push(group);
      for (const parameter of group.parameters) this.#enroll({ parameter, group });
    }
  }

  /** The parts with the options that they have in open groups. */
  get patterns(): readonly Part[] {
    return this.groups.map(({ part, settings }) => ({
      ...(this.#parts.parts[part] as Part),
      options: { ...settings.options, ...settings.common },
    }));
  }

  /** Whether a step of any of the rules changes only rows that have a gradient. */
  get rowwise(): boolean {
    return this.#parts.parts.some(({ rule }) => rule.rowwise);
  }

  /** The parameters that gradients are taken of; `undefined` means all there are. */
  variables(): Variable[] | undefined {
    if (this.#openGroups !== undefined) return undefined;
    return this.groups.flatMap(({ parameters }) => parameters.map(({ variable }) => variable));
  }

  /** Whether a variable goes up by its gradient. */
  climbs(variable: Variable): boolean {
    const { name } = variable;
    const open = () => this.#openGroups?.[partOf(this.#parts, { name, variable })];
    const group = this.#entries.get(name)?.group ?? open();
    return group?.settings.common.maximize ?? false;
  }

  /**
   * The parameter of each gradient. Variables that an open group does not know yet get one here,
   * and {@link enter} takes them in once the step is certain to go on.
   *
   * @throws {@link TensorError} when a gradient fits no parameter; nothing changes either way.
   */
  plan(gradients: Gradients): Plan {
    const where = `${this.#parts.name}.step`;
    const seen = new Set<string>();
    const added: Entry[] = [];
    const moves: Move[] = [];
    for (const [name, grad] of entriesOf(gradients)) {
      let entry = this.#entries.get(name);
      if (entry === undefined) {
        entry = this.#stranger(where, name);
        added.push(entry);
      }
      if (seen.has(name)) {
        throw new TensorError(
          `${where}: got two gradients for "${entry.parameter.name}", expected one.`,
        );
      }
      seen.add(name);
      if (grad == null) continue;
      checkGradient(where, entry.parameter, grad, entry.group.settings.rowwise);
      moves.push({ ...entry, grad });
    }
    for (const group of this.#openGroups ?? []) {
      const own = added.filter((one) => one.group === group).map(({ parameter }) => parameter);
      if (group.parameters.length === 0) {
        group.settings.checkPenalties(own.map(({ variable }) => variable));
      }
      group.settings.checkShapes(own);
    }
    return { moves, added };
  }

  /**
   * All parameters that have state, for what needs no gradients.
   * @throws {@link StateError} when that waits for parameters that no gradient has named yet.
   */
  planWithout(where: string): Plan {
    if (this.#pending.length > 0) {
      throw new StateError(
        `${where}: got state whose parameters are not known yet, expected them. Take a step first, or ` +
          'make the optimizer with its parameters before loading.',
      );
    }
    const moves = this.#withState().map((entry) => ({ ...entry, grad: undefined }));
    return { moves, added: [] };
  }

  /** Whether any parameter has state. */
  get hasState(): boolean {
    return this.#withState().length > 0;
  }

  /**
   * Takes in the new parameters of a plan, with the state that waits for them.
   * @throws {@link StateError} when that state does not fit; then nothing has changed.
   */
  enter({ added }: Plan): void {
    if (this.#pending.length > 0 && added.length > 0) {
      const targets = this.groups.flatMap((group) => [
        ...group.parameters.map((parameter) => targetOf(parameter, group.settings)),
        ...added
          .filter((one) => one.group === group)
          .map(({ parameter }) => targetOf(parameter, group.settings)),
      ]);
      restore(`${this.#parts.name}.step`, this.#pending, targets);
      this.#forgetPending();
    }
    for (const { parameter, group } of added) {
      group.parameters.push(parameter);
      this.#enroll({ parameter, group });
    }
  }

  /** Lets those parameters of a plan go again that have not moved since. */
  leave({ added }: Plan): void {
    const unmoved = added.filter(({ parameter: { t, waits } }) => t === 0 && !waits);
    for (const { parameter, group } of unmoved) {
      parameter.reset();
      this.#free = [...this.#free, parameter.index].sort((a, b) => a - b);
      this.#entries.delete(parameter.variable.name);
      group.parameters.splice(group.parameters.indexOf(parameter), 1);
    }
  }

  /**
   * Restores state now or, in an open optimizer without parameters, once they are known.
   * @param settings What the groups are going to be set to.
   */
  restore(where: string, saved: readonly SavedParameter[], settings: readonly Settings[]): void {
    const targets = this.groups.flatMap(({ parameters }, i) =>
      parameters.map((parameter) => targetOf(parameter, settings[i] as Settings)),
    );
    if (this.#openGroups === undefined || targets.length > 0) {
      restore(where, saved, targets);
      return;
    }
    this.#forgetPending();
    this.#pending = saved.map(({ slots, ...rest }) => ({
      ...rest,
      slots: Object.fromEntries(
        // The caller may dispose of its tensors, or be an optimizer that goes on with them.
        Object.entries(slots).map(([slot, tensor]) => [slot, keep(copyOf(tensor))]),
      ),
    }));
  }

  /** Frees all state. */
  dispose(): void {
    for (const { parameter } of this.#entries.values()) parameter.reset();
    this.#forgetPending();
  }

  #settingsOf({ rule, options }: Part, given: object): Settings {
    return new Settings(rule, this.#guard, { ...options, ...given });
  }

  #withState(): Entry[] {
    return [...this.#entries.values()].filter(({ parameter }) => parameter.hasState);
  }

  #stranger(where: string, name: string): Entry {
    const variable = engine().registeredVariables[name];
    if (this.#openGroups === undefined || variable === undefined) {
      const known = [...this.#entries.keys()].map((key) => `"${key}"`).join(', ');
      throw new TensorError(
        `${where}: got a gradient for "${name}", expected one for ${known || 'a variable'}.`,
      );
    }
    const [named] = namedVariables(where, [variable]) as [NamedVariable];
    const group = this.#openGroups[partOf(this.#parts, named)] as Group;
    return { parameter: new Parameter(named.name, variable), group };
  }

  #enroll(entry: Entry): void {
    const { parameter } = entry;
    parameter.index = this.#free.shift() ?? this.#entries.size;
    this.#entries.set(parameter.variable.name, entry);
  }

  #forgetPending(): void {
    for (const { slots } of this.#pending) {
      for (const tensor of Object.values(slots)) tensor.dispose();
    }
    this.#pending = [];
  }
}

function entriesOf(gradients: Gradients): [string, Gradient | null | undefined][] {
  if (!Array.isArray(gradients)) return Object.entries(gradients as Record<string, Gradient>);
  return (gradients as NamedGradient[]).map(({ name, tensor }) => [name, tensor]);
}

function targetOf(parameter: Parameter, settings: Settings) {
  return { parameter, slots: settings.stepperOf(parameter.variable, false).slots };
}
