// eslint-disable-next-line no-control-regex
const CONTROLS = /(\u001b\[[\d;]*m)|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * Text of others, such as of containers, for a terminal: colours stay, what moves the cursor or speaks to
 * the terminal goes.
 */
export function harmless(text: string): string {
  return text.replace(
    CONTROLS,
    (_, colour: string | undefined) => colour ?? '',
  );
}
