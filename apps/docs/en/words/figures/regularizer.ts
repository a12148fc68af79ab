/** Words of the figure of a regularizer or constraint. */
export const regularizer = {
  title: (name: string) => `Two weights under ${name}`,
  penalty: 'Forty steps of the penalty alone; a dot is where each pair of weights ends.',
  constraint:
    'One step of the constraint alone: each pair goes to the nearest point that is allowed.',
  columns: ['w₁ before', 'w₂ before', 'w₁ after', 'w₂ after'],
};
