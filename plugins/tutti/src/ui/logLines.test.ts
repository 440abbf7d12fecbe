import { linesWith, SheetLine } from './logLines';

describe('the lines that hold a text', () => {
  const lines: SheetLine[] = [
    {
      id: 1,
      at: 1,
      level: 'info',
      message: 'applying 3 objects',
      address: 'workload#web',
    },
    {
      id: 2,
      at: 3,
      level: 'error',
      message: 'the image cannot be pulled',
      address: 'workload#api',
    },
  ];

  it.each([
    ['', [1, 2]],
    ['CANNOT be pulled', [2]],
    ['workload#api', [2]],
    ['error', [2]],
    ['nothing', []],
  ])('%j leaves %j', (text, ids) => {
    expect(linesWith(lines, text).map(({ id }) => id)).toEqual(ids);
  });
});
