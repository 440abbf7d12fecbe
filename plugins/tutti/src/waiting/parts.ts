import type { WaitingItem } from '@tutti/plugin-tutti-common';

/** How what waits is divided for people: by who or what would end it. */
export const PARTS = [
  'mine',
  'others',
  'line',
  'held',
  'frozen',
  'coming',
] as const;
export type Part = (typeof PARTS)[number];

export function partOf(item: WaitingItem): Part {
  if (item.mine) return 'mine';
  if (item.kind === 'hold') return 'held';
  if (item.kind === 'promotion') return 'coming';
  switch (item.waits?.for) {
    case 'approval':
      return 'others';
    case 'window':
      return 'frozen';
    case 'hold':
    case 'pause':
    case 'lock':
      return 'held';
    case 'builds':
    case 'run':
    case 'worker':
    case 'soak':
    case 'gate':
    case 'wave':
    default:
      return 'line';
  }
}
