/** Begins a text that a program looks for to write over it; nobody sees it. */
export function marker(name: string): string {
  // Two dashes would end the comment.
  return `<!-- tutti ${name.replace(/-{2,}|[<>]/g, '-')} -->`;
}

/** Nothing in it is read as markup. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const longest = Math.max(
    0,
    ...(line.match(/`+/g) ?? []).map(run => run.length),
  );
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}
