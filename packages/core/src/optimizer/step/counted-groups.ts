import type { Group, Parameter } from '../groups/parameter.js';

/** Counts a step for each group whose parameters have moved. */
export function countedGroups(parameters: readonly Parameter[]): readonly Group[] {
  const counted: Group[] = [];
  for (const { group } of parameters) {
    if (group.current === undefined) continue;
    group.current = undefined;
    group.step++;
    counted.push(group);
  }
  return counted;
}
