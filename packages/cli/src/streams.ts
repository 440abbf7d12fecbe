/** A stream as far as it matters here. */
export interface Stream {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

export type Environment = Record<string, string | undefined>;
