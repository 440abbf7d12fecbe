import { readWorkload } from './readWorkload';

const BASE = `apiVersion: score.dev/v1b1
metadata: { name: web, release: 2.10, commit: 1234e5, deep: { a: [0x1F, 1.0] } }
containers: { main: { image: nginx } }
service: { ports: { web: { port: 0x50 } } }
resources:
  broker: { type: broker, params: { version: 3.10, other: [{ v: 1e3 }] } }
`;

function read(overrides: string[] = [], set: string[] = []) {
  const result = readWorkload(BASE, {
    file: 'score.yaml',
    overrides: overrides.map((text, index) => ({
      file: `${index}.yaml`,
      text,
    })),
    set,
  });
  if (!result.ok) {
    throw new Error(JSON.stringify(result.problems));
  }
  const { metadata, resources, service } = result.value;
  return { metadata, service, broker: resources.broker };
}

const VERSION = { path: ['version'], written: '3.10' };
const OTHER = { path: ['other', 0, 'v'], written: '1e3' };

describe('numbers as they are written in a Score file', () => {
  it('are texts in metadata, which only placeholders read', () => {
    expect(read().metadata).toEqual({
      name: 'web',
      release: '2.10',
      commit: '1234e5',
      deep: { a: ['0x1F', '1.0'] },
    });
  });

  it('are numbers where a number belongs', () => {
    expect(read().service.ports.web.port).toBe(80);
  });

  it('are known in params, for the resource type to judge', () => {
    expect(read().broker).toMatchObject({
      params: { version: 3.1, other: [{ v: 1000 }] },
      numerals: [VERSION, OTHER],
    });
  });

  it.each([
    {
      name: 'an override with other digits',
      overrides: ['resources: { broker: { params: { version: 3.1 } } }'],
      numerals: [OTHER],
    },
    {
      name: 'an override that loses digits',
      overrides: ['resources: { broker: { params: { version: 4.20 } } }'],
      numerals: [OTHER, { path: ['version'], written: '4.20' }],
    },
    {
      name: 'an override of the list above',
      overrides: [
        'resources: { broker: { params: { other: [{ v: 1000 }] } } }',
      ],
      numerals: [VERSION],
    },
    {
      name: 'path=value in quotes',
      set: ['resources.broker.params.version="3.10"'],
      numerals: [OTHER],
    },
    {
      name: 'path=value with digits to lose',
      set: ['resources.broker.params.other.0.v=2.50'],
      numerals: [VERSION, { path: ['other', 0, 'v'], written: '2.50' }],
    },
  ])('$name', ({ overrides, set, numerals }) => {
    expect(read(overrides, set).broker.numerals).toEqual(numerals);
  });

  it('path=value in metadata keeps its digits', () => {
    expect(read([], ['metadata.release=7.00']).metadata.release).toBe('7.00');
  });
});
