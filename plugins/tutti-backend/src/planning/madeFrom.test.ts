import { MadeFrom } from '../store';
import { differences } from './madeFrom';

const BEFORE: MadeFrom = {
  platform: 'p1',
  platformValues: 'v1',
  owner: 'group:default/storefront',
  labels: { region: 'eu' },
  values: {
    application: { CURRENCY: 'value 1' },
    environment: { TOKEN: 'secret 3' },
  },
  neighbours: { pay: 'n1' },
  serial: 4,
};

it('says nothing while all is as it was', () => {
  expect(differences(BEFORE, structuredClone(BEFORE))).toEqual([]);
});

it.each<[Partial<MadeFrom>, string[]]>([
  [
    { platform: 'p2' },
    [
      'Other platform files are in use than those that this plan was made with.',
    ],
  ],
  [
    { platformValues: 'v2' },
    [
      'Values or secrets of the platform (tutti.platform in app-config) changed.',
    ],
  ],
  [
    { owner: undefined },
    ['The application belongs to nobody now, not to group:default/storefront.'],
  ],
  [
    { labels: { region: 'us', tier: 'gold' } },
    [
      'The label region of the catalog entity changed.',
      'The catalog entity has the label tier now.',
    ],
  ],
  [{ labels: {} }, ['The catalog entity has no label region any more.']],
  [
    {
      values: {
        application: { CURRENCY: 'value 2', LEVEL: 'value 1' },
        environment: { TOKEN: 'secret 4' },
      },
    },
    [
      'CURRENCY of the application changed.',
      'LEVEL was set for the application.',
      'TOKEN of the environment changed.',
    ],
  ],
  [
    { neighbours: { pay: 'n2', mail: 'n1' } },
    [
      'The application mail offers workloads here now.',
      'What the application pay has deployed here changed.',
    ],
  ],
  [{ neighbours: {} }, ['The application pay offers nothing here any more.']],
])('%j', (change, sentences) => {
  expect(differences(BEFORE, { ...BEFORE, ...change })).toEqual(sentences);
});
