/** Whether a text is what a pattern says: `*` stands for any text, also for none, and for slashes. */
export function matches(pattern: string, text: string): boolean {
  const [first, ...rest] = pattern.split('*');
  if (rest.length === 0) {
    return first === text;
  }
  if (!text.startsWith(first)) {
    return false;
  }
  const last = rest.pop() ?? '';
  let from = first.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at < 0) {
      return false;
    }
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
