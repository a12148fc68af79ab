/** Words of the pages that show all schedules and all regularizers. */
export const referencePages = {
  schedules: {
    title: 'Schedules',
    lead: 'A schedule is a function from steps to a value. Each one here is the library’s own, drawn with the arguments that its sliders show. Numbers without a slider take their defaults.',
  },
  regularizers: {
    title: 'Regularizers',
    lead: 'What each penalty and constraint does to two weights that lead into one unit, when nothing else acts on them. Give one to an optimizer as `regularizer` or `proximal`.',
  },
  editor: 'Join several',
};
