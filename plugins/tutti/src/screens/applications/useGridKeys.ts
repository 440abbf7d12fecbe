import { KeyboardEvent, useCallback, useState } from 'react';

const moves: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * One tab stop for a whole grid, arrow keys from cell to cell. A cell's link carries
 * `data-cell="row,column"`; empty cells are jumped over.
 */
export function useGridKeys(size: { rows: number; columns: number }) {
  const [current, setCurrent] = useState('0,0');
  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const at = (
        event.target instanceof HTMLElement
          ? event.target.dataset.cell
          : undefined
      )?.split(',');
      if (!at) return;
      let [row, column] = at.map(Number);
      const end = { Home: 0, End: size.columns - 1 }[event.key];
      const [down, right] =
        moves[event.key] ??
        (end === undefined ? [0, 0] : [0, end < column ? -1 : 1]);
      if (down === 0 && right === 0) return;
      event.preventDefault();
      let found: HTMLElement | null = null;
      for (;;) {
        row += down;
        column += right;
        if (row < 0 || column < 0) break;
        if (row >= size.rows || column >= size.columns) break;
        const cell = event.currentTarget.querySelector<HTMLElement>(
          `[data-cell="${row},${column}"]`,
        );
        if (cell) found = cell;
        if (cell && end === undefined) break;
      }
      found?.focus();
    },
    [size.rows, size.columns],
  );
  const cellProps = (row: number, column: number) => {
    const cell = `${row},${column}`;
    return {
      'data-cell': cell,
      tabIndex: cell === current ? 0 : -1,
      onFocus: () => setCurrent(cell),
    };
  };
  return { onKeyDown, cellProps };
}
