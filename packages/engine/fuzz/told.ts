/** What a worker tells after every few files. */
export interface Told {
  /** The first file that is not counted yet. */
  next: number;
  /** `score planned` -> how many. */
  ends: Record<string, number>;
  broken: { index: number; promises: string[]; file: string; text: string }[];
  slowest: { milliseconds: number; index: number };
}

/** Files that are made from one seed, and told of together. */
export const CHUNK = 50;
