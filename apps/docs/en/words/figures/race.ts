/** Words of the race on the first page. */
export const race = {
  title: 'A race of four optimizers',
  step: 'step',
  tiny: 'less than 0.000001',
  leads: (step: number, leader: string, height: string) =>
    `After ${step} steps ${leader} is lowest, ${height} above the minimum. Click the surface to start a race there.`,
};
