/**
 * The three parts into which the makers of FER2013 cut it, as its `Usage` column spells them: the
 * competition's training rows, its public leaderboard and its final test.
 */
export const USAGES = ["Training", "PublicTest", "PrivateTest"] as const;

/** One part of FER2013. */
export type Usage = (typeof USAGES)[number];
