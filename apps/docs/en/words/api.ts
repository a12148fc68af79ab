/** Words of the reference of everything that the packages export. */
export const api = {
  title: 'API',
  lead: 'Everything that the packages export, from the comments in their sources.',
  contents: 'Packages',
};
