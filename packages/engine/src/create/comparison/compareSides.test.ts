import { Secret, Side, Unknown } from '../../model';
import { compareSides } from './compareSides';

const web = (image: string, more: object = {}) => ({
  containers: { main: { image, variables: {}, ...more } },
});

describe('two sides, leaf by leaf', () => {
  it.each<[string, Side, Side, object[]]>([
    [
      'the same',
      { workloads: { web: web('web:1') } },
      { workloads: { web: web('web:1') } },
      [{ section: 'workloads', changed: [], same: ['web'] }],
    ],
    [
      'another image, a variable more',
      { workloads: { web: web('web:1') } },
      { workloads: { web: web('web:2', { variables: { DEBUG: 'on' } }) } },
      [
        {
          section: 'workloads',
          changed: [
            {
              name: 'web',
              on: 'both',
              leaves: [
                {
                  path: 'containers.main.image',
                  left: 'web:1',
                  right: 'web:2',
                },
                { path: 'containers.main.variables.DEBUG', right: 'on' },
              ],
            },
          ],
          same: [],
        },
      ],
    ],
    [
      'a workload on one side only',
      { workloads: { api: { kind: 'a' }, web: {} } },
      { workloads: { web: {} } },
      [
        {
          section: 'workloads',
          changed: [
            { name: 'api', on: 'left', leaves: [{ path: 'kind', left: 'a' }] },
          ],
          same: ['web'],
        },
      ],
    ],
    [
      'values of any kind, and one that is removed',
      { values: { LIMIT: 3, COLOUR: 'green', MAP: { a: 1 } } },
      { values: { LIMIT: '3', MAP: { a: 2 } } },
      [
        {
          section: 'values',
          changed: [
            {
              name: 'COLOUR',
              on: 'left',
              leaves: [{ path: '', left: 'green' }],
            },
            {
              name: 'LIMIT',
              on: 'both',
              leaves: [{ path: '', left: 3, right: '3' }],
            },
            {
              name: 'MAP',
              on: 'both',
              leaves: [{ path: 'a', left: 1, right: 2 }],
            },
          ],
          same: [],
        },
      ],
    ],
    [
      'secrets, told by what identifies them and never shown',
      { values: { A: new Secret('e1 1'), B: new Secret('e1 1') } },
      { values: { A: new Secret('e1 1'), B: new Secret('e1 2') } },
      [
        {
          section: 'values',
          changed: [
            {
              name: 'B',
              on: 'both',
              leaves: [
                {
                  path: '',
                  left: { masked: 'secret' },
                  right: { masked: 'secret' },
                },
              ],
            },
          ],
          same: ['A'],
        },
      ],
    ],
    [
      'a secret where the other side has a plain value',
      { values: { A: new Secret('e1 1') } },
      { values: { A: 'plain' } },
      [
        {
          section: 'values',
          changed: [
            {
              name: 'A',
              on: 'both',
              leaves: [
                { path: '', left: { masked: 'secret' }, right: 'plain' },
              ],
            },
          ],
          same: [],
        },
      ],
    ],
    [
      'what one side did not know yet',
      { resources: { db: { host: new Unknown('string', false, 'db') } } },
      { resources: { db: { host: 'db.example.com' } } },
      [{ section: 'resources', changed: [], same: ['db'] }],
    ],
    [
      'only sections that both know of',
      { workloads: {}, values: { A: 1 } },
      { workloads: {}, resources: { db: {} } },
      [{ section: 'workloads', changed: [], same: [] }],
    ],
  ])('%s', (_, left, right, expected) => {
    expect(compareSides(left, right)).toEqual(expected);
  });

  it('names stay in one order, whatever order they come in', () => {
    const names = (side: Side) =>
      compareSides(side, { values: {} })[0].changed.map(({ name }) => name);
    expect(names({ values: { b: 1, a: 1, c: 1 } })).toEqual(['a', 'b', 'c']);
  });
});
