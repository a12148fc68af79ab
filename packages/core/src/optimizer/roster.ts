import { engine, keep, type Variable } from '@tensorflow/tfjs-core';
import { TensorError } from '../errors.js';
import { checkUnique, type NamedVariable, namedVariables } from '../parameters.js';
import type { Rule } from '../program/index.js';
import { copyOf } from '../state/slots.js';
import { checkGradient, type Gradient, type Gradients, type NamedGradient } from './gradient.js';
import type { Guard } from './guard.js';
import { type Group, Parameter } from './parameter.js';
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
  /** Parameters of an open group that are new to it. */
  readonly added: readonly Parameter[];
}

/** The groups of an optimizer, and which variable belongs to which. */
export class Roster {
  readonly groups: Group[] = [];
  readonly #rule: Rule;
  readonly #guard: Guard;
  /** By the name of the variable, which TensorFlow.js keeps unique. */
  readonly #entries = new Map<string, { parameter: Parameter; group: Group }>();
  /** Takes the variables that nobody named when they get a gradient, if the optimizer is open. */
  #openGroup: Group | undefined;
  /** State loaded before its parameters were known. */
  #pending: readonly SavedParameter[] = [];

  constructor(rule: Rule, guard: Guard) {
    this.#rule = rule;
    this.#guard = guard;
  }

  /** Adds a group that takes every variable it is given a gradient for. */
  addOpenGroup(options: object): void {
    this.#openGroup = {
      parameters: [],
      step: 0,
      settings: new Settings(this.#rule, this.#guard, options),
    };
    this.groups.push(this.#openGroup);
  }

  /** @throws {@link OptionError} when an option is out of range or a parameter is here already. */
  addGroup(options: object, added: readonly NamedVariable[]): void {
    checkUnique(this.#rule.name, [...this.groups.flatMap((g) => g.parameters), ...added]);
    const settings = new Settings(this.#rule, this.#guard, options);
    settings.checkPenalties(added.map(({ variable }) => variable));
    settings.checkShapes(added);
    const parameters = added.map(({ name, variable }) => new Parameter(name, variable));
    const group: Group = { parameters, step: 0, settings };
    this.groups.push(group);
    this.#enroll(group, parameters);
  }

  /** The parameters that gradients are taken of; `undefined` means all there are. */
  variables(): Variable[] | undefined {
    if (this.#openGroup !== undefined) return undefined;
    return this.groups.flatMap(({ parameters }) => parameters.map(({ variable }) => variable));
  }

  /**
   * The parameter of each gradient. Variables that an open group does not know yet get one here,
   * and {@link enter} takes them in once the step is certain to go on.
   *
   * @throws {@link TensorError} when a gradient fits no parameter; nothing changes either way.
   */
  plan(gradients: Gradients): Plan {
    const where = `${this.#rule.name}.step`;
    const seen = new Set<string>();
    const added: Parameter[] = [];
    const moves: Move[] = [];
    for (const [name, grad] of entriesOf(gradients)) {
      let entry = this.#entries.get(name);
      if (entry === undefined) {
        entry = this.#stranger(where, name);
        added.push(entry.parameter);
      }
      if (seen.has(name)) {
        throw new TensorError(
          `${where}: got two gradients for "${entry.parameter.name}", expected one.`,
        );
      }
      seen.add(name);
      if (grad == null) continue;
      checkGradient(where, entry.parameter, grad, this.#rule.rowwise);
      moves.push({ ...entry, grad });
    }
    if (this.#openGroup?.parameters.length === 0 && added.length > 0) {
      this.#openGroup.settings.checkPenalties(added.map(({ variable }) => variable));
    }
    this.#openGroup?.settings.checkShapes(added);
    return { moves, added };
  }

  /** All parameters that have state, for what needs no gradients. */
  planWithout(): Plan {
    const entries = [...this.#entries.values()];
    const moves = entries
      .filter(({ parameter }) => Object.keys(parameter.slots).length > 0)
      .map((entry) => ({ ...entry, grad: undefined }));
    return { moves, added: [] };
  }

  /**
   * Takes in the new parameters of a plan, with the state that waits for them.
   * @throws {@link StateError} when that state does not fit; then nothing has changed.
   */
  enter({ added }: Plan): void {
    if (this.#openGroup === undefined || added.length === 0) return;
    const { parameters, settings } = this.#openGroup;
    if (this.#pending.length > 0) {
      const targets = [...parameters, ...added].map((one) => targetOf(one, settings));
      restore(`${this.#rule.name}.step`, this.#pending, targets);
      this.#forgetPending();
    }
    parameters.push(...added);
    this.#enroll(this.#openGroup, added);
  }

  /** Lets those parameters of a plan go again that have not moved since. */
  leave({ added }: Plan): void {
    const unmoved = added.filter(({ t }) => t === 0);
    for (const { variable } of unmoved) this.#entries.delete(variable.name);
    const staying = this.#openGroup?.parameters.filter((one) => !unmoved.includes(one)) ?? [];
    this.#openGroup?.parameters.splice(0, Infinity, ...staying);
  }

  /**
   * Restores state now or, in an open optimizer without parameters, once they are known.
   * @param settings What the groups are going to be set to.
   */
  restore(where: string, saved: readonly SavedParameter[], settings: readonly Settings[]): void {
    const targets = this.groups.flatMap(({ parameters }, i) =>
      parameters.map((parameter) => targetOf(parameter, settings[i] as Settings)),
    );
    if (this.#openGroup === undefined || targets.length > 0) {
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

  #stranger(where: string, name: string): { parameter: Parameter; group: Group } {
    const variable = engine().registeredVariables[name];
    if (this.#openGroup === undefined || variable === undefined) {
      const known = [...this.#entries.keys()].map((key) => `"${key}"`).join(', ');
      throw new TensorError(
        `${where}: got a gradient for "${name}", expected one for ${known || 'a variable'}.`,
      );
    }
    const [named] = namedVariables(where, [variable]) as [NamedVariable];
    return { parameter: new Parameter(named.name, variable), group: this.#openGroup };
  }

  #enroll(group: Group, parameters: readonly Parameter[]): void {
    for (const parameter of parameters) {
      parameter.index = this.#entries.size;
      this.#entries.set(parameter.variable.name, { parameter, group });
    }
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
