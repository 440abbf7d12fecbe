import { definition, workload } from '../../testing/platform';
import { definitionReads, workloadReads } from './valueReaders';

const resources = {
  env: { type: 'environment' },
  db: { type: 'postgres' },
};

it.each([
  ['${resources.env.TOKEN}', true],
  ['postgres://${resources.db.host}?key=${resources.env.TOKEN}', true],
  ['${resources.env.OTHER}', false],
  ['${resources.db.TOKEN}', false],
  ['$${resources.env.TOKEN}', false],
  ['${resources.nobody.TOKEN}', false],
  ['${resources.constructor.TOKEN}', false],
  ['TOKEN', false],
])('a workload with the variable %s reads TOKEN: %s', (text, reads) => {
  expect(
    workloadReads(
      workload('web', { variables: { A: text }, resources }),
      'TOKEN',
    ),
  ).toBe(reads);
});

it('a workload reads it in the params of a resource', () => {
  const web = workload('web', {
    resources: {
      ...resources,
      mail: {
        type: 'mail',
        params: { servers: [{ key: '${resources.env.TOKEN}' }] },
      },
    },
  });
  expect(workloadReads(web, 'TOKEN')).toBe(true);
  expect(workloadReads(web, 'OTHER')).toBe(false);
});

it.each([
  [{ inputs: { objects: [{ stringData: { a: '${secrets.TOKEN}' } }] } }, true],
  [{ inputs: { host: 'x-${values.TOKEN}' } }, true],
  [
    {
      dependsOn: {
        a: { type: 'b', class: 'default', params: { c: '${secrets.TOKEN}' } },
      },
    },
    true,
  ],
  [{ inputs: { host: '${platform.secrets.TOKEN}' } }, false],
  [{ inputs: { host: '$${secrets.TOKEN}' } }, false],
  [{ inputs: { host: '${secrets.OTHER}' } }, false],
])('a definition with %j reads TOKEN: %s', (parts, reads) => {
  expect(
    definitionReads(definition('any', { type: 'mail', ...parts }), 'TOKEN'),
  ).toBe(reads);
});
