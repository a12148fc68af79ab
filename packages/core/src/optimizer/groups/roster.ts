import { engine, type Variable } from '@tensorflow/tfjs-core';
import { checkOptions } from '../../check.js';
import { describe, OptionError, TensorError } from '../../errors.js';
import { checkGradient, type Gradient, type Gradients } from '../gradients/gradient.js';
import type { Guard } from '../gradients/guard.js';
import { checkUnique, type NamedVariable, namedVariables } from '../named-variables.js';
import { type Group, Parameter } from './parameter.js';
import { type Part, type Parts, partOf } from './parts.js';
import { Settings } from './settings.js';

/** The parameters that gradients were given for. Those that are new to their open group are not in it yet. */
export interface Matched {
  readonly parameters: Parameter[];
  readonly added: readonly Parameter[];
}

/** What one group of an optimizer is at the moment. */
export interface GroupView {
  /** Name of the rule that moves them. */
  readonly rule: string;
  readonly parameters: readonly string[];
  /** Options in force, schedules as they were given. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Steps in which any of the parameters moved. */
  readonly step: number;
}

/** The groups of an optimizer, and which variable belongs to which. */
export class Roster {
  readonly groups: Group[] = [];
  /** Whether a step of any of the rules changes only rows that have a gradient. */
  readonly rowwise: boolean;
  readonly #parts: Parts;
  readonly #guard: Guard;
  /** By the name of the variable, which TensorFlow.js keeps unique. */
  readonly #parameters = new Map<string, Parameter>();
  /** Positions that parameters have left, the first of them first. */
  #free: number[] = [];
  /** For each part the group of the variables that nobody named, if the optimizer is open. */
  #openGroups: readonly Group[] | undefined;

  constructor(parts: Parts, guard: Guard) {
    this.#parts = parts;
    this.#guard = guard;
    this.rowwise = parts.parts.some(({ rule }) => rule.rowwise);
  }

  /** Whether it takes every variable that it is given a gradient for. */
  get isOpen(): boolean {
    return this.#openGroups !== undefined;
  }

  /** Adds groups that take every variable they are given a gradient for. */
  addOpenGroups(options: object): void {
    this.#openGroups = this.#parts.parts.map((part, i) => this.#groupOf(part, i, options));
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
      const group = this.#groupOf(part, i, options);
      group.settings.checkPenalties(own.map(({ variable }) => variable));
      group.settings.checkShapes(own);
      group.parameters.push(
        ...own.map(({ name, variable }) => new Parameter(name, variable, group)),
      );
      return [group];
    });
    for (const group of groups) {
      this.groups.push(group);
      for (const parameter of group.parameters) this.#enroll(parameter);
    }
  }

  /** What the groups are at the moment, in their order. */
  get views(): readonly GroupView[] {
    return this.groups.map(({ parameters, settings, step }) => ({
      rule: settings.ruleName,
      parameters: parameters.map(({ name }) => name),
      options: { ...settings.options, ...settings.common },
      step,
    }));
  }

  /**
   * Changes options of one group, by its position, or of all.
   * @throws {@link OptionError} when one cannot be changed so; then nothing has changed.
   */
  setOptions(options: object, position?: number): void {
    checkOptions(`${this.#parts.name}.setOptions`, options);
    const all = this.groups;
    const groups = position === undefined ? all : all.filter((_, i) => i === position);
    if (groups.length === 0) {
      throw new OptionError(
        `${this.#parts.name}.setOptions: got group ${describe(position)}, expected 0 to ${all.length - 1}.`,
      );
    }
    const changed = groups.map(({ settings, step, parameters }) =>
      settings.changedFor(parameters, options, step),
    );
    groups.forEach((one, i) => {
      one.settings = changed[i] as Settings;
    });
  }

  /** The parts with the options that they have in open groups. */
  get patterns(): readonly Part[] {
    return this.groups.map(({ part, settings }) => ({
      ...(this.#parts.parts[part] as Part),
      options: { ...settings.options, ...settings.common },
    }));
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
    const group = this.#parameters.get(name)?.group ?? open();
    return group?.settings.common.maximize ?? false;
  }

  /**
   * The parameter of each gradient, which has it until {@link release}. Variables that an open group does not know
   * yet get a parameter here, and {@link enter} takes them in once the step is certain to go on.
   *
   * @throws {@link TensorError} when a gradient fits no parameter; nothing changes either way.
   */
  match(gradients: Gradients): Matched {
    const parameters: Parameter[] = [];
    const added: Parameter[] = [];
    try {
      if (Array.isArray(gradients)) {
        for (const { name, tensor } of gradients) this.#match(name, tensor, parameters, added);
      } else {
        for (const name in gradients) {
          this.#match(name, gradients[name] as Gradient, parameters, added);
        }
      }
      if (added.length > 0) this.#checkAdded(added);
    } catch (error) {
      release(parameters);
      throw error;
    }
    return { parameters, added };
  }

  #match(
    name: string,
    grad: Gradient | null | undefined,
    parameters: Parameter[],
    added: Parameter[],
  ): void {
    const where = `${this.#parts.name}.step`;
    let parameter = this.#parameters.get(name);
    if (parameter === undefined) {
      parameter = added.find(({ variable }) => variable.name === name);
      if (parameter === undefined) {
        parameter = this.#stranger(where, name);
        added.push(parameter);
      }
    }
    if (grad == null) return;
    if (parameter.grad !== undefined) {
      throw new TensorError(`${where}: got two gradients for "${parameter.name}", expected one.`);
    }
    checkGradient(where, parameter, grad, parameter.group.settings.rowwise);
    parameter.grad = grad;
    parameters.push(parameter);
  }

  #checkAdded(added: readonly Parameter[]): void {
    for (const group of this.#openGroups ?? []) {
      const own = added.filter((one) => one.group === group);
      if (group.parameters.length === 0) {
        group.settings.checkPenalties(own.map(({ variable }) => variable));
      }
      group.settings.checkShapes(own);
    }
  }

  /** All parameters that have state. */
  get withState(): readonly Parameter[] {
    return [...this.#parameters.values()].filter(({ hasState }) => hasState);
  }

  /** Takes in new parameters. */
  enter(added: readonly Parameter[]): void {
    for (const parameter of added) {
      parameter.group.parameters.push(parameter);
      this.#enroll(parameter);
    }
  }

  /** Lets those of some new parameters go again that have not moved since. */
  leave(added: readonly Parameter[]): void {
    for (const parameter of added) {
      if (parameter.t > 0 || parameter.waits) continue;
      const { parameters } = parameter.group;
      parameter.reset();
      this.#free = [...this.#free, parameter.index].sort((a, b) => a - b);
      this.#parameters.delete(parameter.variable.name);
      parameters.splice(parameters.indexOf(parameter), 1);
    }
  }

  /** Frees all state. */
  dispose(): void {
    for (const parameter of this.#parameters.values()) parameter.reset();
  }

  #groupOf({ rule, options }: Part, part: number, given: object): Group {
    const settings = Settings.of(rule, this.#guard, { ...options, ...given });
    return { part, parameters: [], step: 0, settings, current: undefined };
  }

  #stranger(where: string, name: string): Parameter {
    const variable = engine().registeredVariables[name];
    if (this.#openGroups === undefined || variable === undefined) {
      const known = [...this.#parameters.keys()].map((key) => `"${key}"`).join(', ');
      throw new TensorError(
        `${where}: got a gradient for "${name}", expected one for ${known || 'a variable'}.`,
      );
    }
    const [named] = namedVariables(where, [variable]) as [NamedVariable];
    const group = this.#openGroups[partOf(this.#parts, named)] as Group;
    return new Parameter(named.name, variable, group);
  }

  #enroll(parameter: Parameter): void {
    parameter.index = this.#free.shift() ?? this.#parameters.size;
    this.#parameters.set(parameter.variable.name, parameter);
  }
}

/** Takes the gradients of a step from their parameters again. */
export function release(parameters: readonly Parameter[]): void {
  for (const parameter of parameters) {
    parameter.grad = undefined;
    parameter.namedRows = undefined;
  }
}
