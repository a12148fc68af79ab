import { engine, type Variable } from '@tensorflow/tfjs-core';
import { checkOptions } from '../../check.js';
import { describe, OptionError, TensorError } from '../../errors.js';
import type { RowFinder } from '../../sparse/row-finder.js';
import type { GuardOptions } from '../gradients/guard.js';
import { checkUnique, isGone, type NamedVariable, namedVariables } from '../named-variables.js';
import { matchState } from '../state/begin-state.js';
import { Enrolled } from './enrolled.js';
import { type MakeOpenGroups, type OpenGroups, onePerPart } from './open-groups.js';
import { type Group, Parameter, type ParameterState } from './parameter.js';
import type { Part, Parts } from './parts.js';
import { Settings } from './settings.js';

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
  readonly parts: Parts;
  /** Of a rule that changes only rows that have a gradient, if any does. */
  readonly rows: RowFinder | undefined;
  readonly #guard: GuardOptions;
  readonly #enrolled = new Enrolled();
  /** The groups of the variables that nobody named, if the optimizer is open. */
  #open: OpenGroups | undefined;

  constructor(parts: Parts, guard: GuardOptions) {
    this.parts = parts;
    this.#guard = guard;
    this.rows = parts.parts.find(({ rule }) => rule.rows)?.rule.rows;
  }

  /** The name of the optimizer. */
  get name(): string {
    return this.parts.name;
  }

  /** The groups that take every variable that it is given a gradient for, if it is open. */
  get open(): OpenGroups | undefined {
    return this.#open;
  }

  /** All parameters, in the order of their groups. */
  get parameters(): readonly Parameter[] {
    return this.groups.flatMap(({ parameters }) => parameters);
  }

  /** Loaded state that waits for parameters that are not known yet. */
  get waiting(): readonly ParameterState[] {
    return this.groups.flatMap(({ waiting }) => waiting);
  }

  /** Adds groups that take every variable they are given a gradient for. */
  addOpenGroups(options: object, makeGroups: MakeOpenGroups = onePerPart): void {
    this.#open = makeGroups(this.parts, (i, own) =>
      this.#groupOf(this.parts.parts[i] as Part, i, { ...options, ...own }),
    );
    this.groups.push(...this.#open.all);
  }

  /**
   * Adds a group for each part that takes some of the parameters.
   * @throws {@link OptionError} when an option is out of range, a parameter is here already or none
   * of the parts takes it.
   */
  addGroup(options: object, added: readonly NamedVariable[]): void {
    const inUse = this.parameters.filter(({ variable }) => !isGone(variable));
    checkUnique(this.parts.name, [...inUse, ...added]);
    const homes = added.map((one) => this.parts.partOf(one));
    const groups = this.parts.parts.flatMap((part, i): Group[] => {
      const named = added.filter((_, k) => homes[k] === i);
      if (named.length === 0) return [];
      const group = this.#groupOf(part, i, options);
      const own = named.map(({ name, variable }) => new Parameter(name, variable, group));
      group.settings.surroundings.checkConcern(own);
      group.settings.surroundings.checkShapes(own);
      group.parameters.push(...own);
      return [group];
    });
    // Variables may have been made again under the names of others.
    this.forgetDisposed();
    for (const group of groups) {
      this.groups.push(group);
      for (const parameter of group.parameters) this.#enrolled.add(parameter);
    }
  }

  /**
   * Divides the parameters of an open optimizer anew.
   *
   * @param members Groups in their order, each with those of its parameters that are known. The others stay where they are.
   */
  regroup(members: ReadonlyMap<Group, readonly Parameter[]>): void {
    const { open, parameters } = this;
    const groups = new Set([...members.keys(), ...(open?.all ?? [])]);
    for (const [group, own] of members) for (const one of own) one.group = group;
    for (const group of groups) group.parameters.length = 0;
    for (const one of parameters) {
      if (!groups.has(one.group)) one.group = open?.homeOf(one) as Group;
      one.group.parameters.push(one);
    }
    this.groups.splice(0, Number.POSITIVE_INFINITY, ...groups);
  }

  /** Puts parameters at the positions where they were saved. */
  reposition(saved: ReadonlyMap<Parameter, number>): void {
    this.#enrolled.reposition(
      saved,
      this.waiting.map(({ index }) => index),
    );
  }

  /** Frees loaded state that waits for parameters. */
  forgetWaiting(): void {
    for (const group of this.groups) {
      for (const one of group.waiting) one.reset();
      group.waiting = [];
    }
  }

  /** Lets go of parameters whose variables were disposed of, with their state. */
  forgetDisposed(): void {
    for (const one of this.parameters) if (isGone(one.variable)) this.#enrolled.remove(one);
  }

  /** What the groups are at the moment, in their order. */
  get views(): readonly GroupView[] {
    return this.groups.map(({ parameters, waiting, settings, step }) => ({
      rule: settings.ruleName,
      parameters: [...parameters, ...waiting].map(({ name }) => name),
      options: { ...settings.options, ...settings.common },
      step,
    }));
  }

  /**
   * Changes options of one group, by its position, or of all.
   * @throws {@link OptionError} when one cannot be changed so; then nothing has changed.
   */
  setOptions(options: object, position?: number): void {
    checkOptions(`${this.parts.name}.setOptions`, options);
    const all = this.groups;
    const groups = position === undefined ? all : all.filter((_, i) => i === position);
    if (groups.length === 0) {
      throw new OptionError(
        `${this.parts.name}.setOptions: got group ${describe(position)}, expected 0 to ${all.length - 1}.`,
      );
    }
    const changed = groups.map(({ settings, step, parameters, waiting }) =>
      settings.changedFor([...parameters, ...waiting], options, step),
    );
    groups.forEach((one, i) => {
      one.settings = changed[i] as Settings;
      matchState(one.waiting);
    });
  }

  /** The parameters that gradients are taken of; `undefined` means all there are. */
  variables(): Variable[] | undefined {
    if (this.#open !== undefined) return undefined;
    return this.groups.flatMap(({ parameters }) => parameters.map(({ variable }) => variable));
  }

  /** Whether a variable goes up by its gradient. */
  climbs(variable: Variable): boolean {
    const { name } = variable;
    const group = this.#enrolled.get(name)?.group ?? this.#open?.homeOf({ name, variable });
    return group?.settings.common.maximize ?? false;
  }

  /** The parameter of the variable in use that has this name, or `undefined`. */
  find(name: string): Parameter | undefined {
    const found = this.#enrolled.get(name);
    if (found === undefined || this.#open === undefined || !isGone(found.variable)) return found;
    // A variable that was made again under this name is another parameter.
    this.#enrolled.remove(found);
    return undefined;
  }

  /** Throws when the rule of an open group cannot step parameters that are new to it. */
  checkAdded(added: readonly Parameter[]): void {
    for (const group of this.#open?.all ?? []) {
      const own = added.filter((one) => one.group === group);
      if (group.parameters.length === 0) {
        group.settings.surroundings.checkConcern(own);
      }
      group.settings.surroundings.checkShapes(own);
    }
  }

  /** All parameters that have state. */
  get withState(): readonly Parameter[] {
    return this.parameters.filter(({ hasState }) => hasState);
  }

  /** Parameters for those variables that an open optimizer does not know yet. */
  meetAll(variables: readonly Variable[]): Parameter[] {
    return variables
      .filter((variable) => this.find(variable.name)?.variable !== variable)
      .map(({ name }) => this.meet(`${this.name}.step`, name));
  }

  /**
   * Takes parameters into their groups, and lets go of those that were disposed of in the meantime.
   * @param arePlaced Whether they have their positions already.
   */
  enter(added: readonly Parameter[], arePlaced = false): void {
    if (added.length > 0) this.forgetDisposed();
    for (const parameter of added) {
      parameter.group.parameters.push(parameter);
      this.#enrolled.add(parameter, arePlaced);
    }
  }

  /** Lets those of some new parameters go again that have not moved since. */
  leave(added: readonly Parameter[]): void {
    for (const parameter of added) {
      if (parameter.t > 0 || parameter.waits) continue;
      this.#enrolled.remove(parameter);
    }
  }

  /** Frees all state. */
  dispose(): void {
    for (const parameter of this.parameters) parameter.reset();
    this.forgetWaiting();
  }

  #groupOf({ rule, options }: Part, part: number, given: object): Group {
    const settings = Settings.of(rule, this.#guard, { ...options, ...given });
    return { part, parameters: [], waiting: [], step: 0, settings, current: undefined };
  }

  /**
   * A parameter for a variable that an open optimizer does not know yet. It is in no group so far.
   * @throws {@link TensorError} when there is no such variable, or the optimizer is not open.
   */
  meet(where: string, name: string): Parameter {
    const variable = engine().registeredVariables[name];
    if (this.#open === undefined || variable === undefined) {
      const known = this.#enrolled.names.map((key) => `"${key}"`).join(', ');
      throw new TensorError(
        `${where}: got a gradient for "${name}", expected one for ${known || 'a variable'}.`,
      );
    }
    const [named] = namedVariables(where, [variable]) as [NamedVariable];
    return new Parameter(named.name, variable, this.#open.homeOf(named));
  }
}
