/** Words of the choice of a series. */
export const series = {
  series: 'series',
  names: {
    wave: 'a slow wave under noise',
    jump: 'a level that jumps',
    loss: 'the loss of small batches',
    own: 'your own numbers …',
  },
  numbers: 'Numbers between spaces, commas or line ends',
  notANumber: (text: string, position: number) =>
    `Value ${position} is “${text}”, which is not a number. The figure keeps what it showed before.`,
  tooLarge: (text: string, position: number, largest: number) =>
    `Value ${position} is ${text}. Give values between −${largest} and ${largest}.`,
  wrongLength: (count: number, least: number, most: number) =>
    `${count === 1 ? 'This is 1 value' : `These are ${count} values`}. Give from ${least} to ${most}.`,
};
