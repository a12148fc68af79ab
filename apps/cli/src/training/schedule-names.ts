/** Names of the schedules on the command line. */
export const scheduleNames = ['cosine', 'constant', 'warmup-cosine'] as const;

export type ScheduleName = (typeof scheduleNames)[number];
