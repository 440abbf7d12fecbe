/**
 * Rows in columns as wide as their widest cell.
 *
 * @param none - what is said where there is no row
 */
export function columns(rows: string[][], none: string): string {
  if (rows.length === 0) {
    return `${none}\n`;
  }
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(cells => cells[column]?.length ?? 0)),
  );
  return rows
    .map(cells =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map(line => `${line}\n`)
    .join('');
}
