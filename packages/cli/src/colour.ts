const CODES = { red: 31, green: 32, yellow: 33 };

export type Colour = keyof typeof CODES;

/** @param on - see `Terminal.colours` */
export function paint(text: string, colour: Colour, on: boolean): string {
  return on ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text;
}
