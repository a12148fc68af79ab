/** Words of the figure of the editor of schedules. */
export const scheduleEditor = {
  title: 'Several schedules, one after the other',
  kind: 'schedule',
  add: 'Add a part',
  remove: 'Remove',
  part: (position: number) => `Part ${position}`,
  lasts: 'steps of the part',
};
