import type { ComparisonView, VersionsRow } from '@tutti/plugin-tutti-common';
import { HOUR, release, yes } from './applications';

const images = (tag: string, digest?: string) => [
  {
    container: 'main',
    image: `registry.example/shop/web:${tag}`,
    ...(digest !== undefined && { digest }),
  },
];

export const comparison: ComparisonView = {
  left: {
    kind: 'environment',
    application: 'shop',
    environment: 'development',
    release: release(41, HOUR),
    deployment: { id: 'dep-41', number: 41 },
  },
  right: {
    kind: 'environment',
    application: 'shop',
    environment: 'staging',
    release: release(40, 2 * HOUR),
    deployment: { id: 'dep-40', number: 12 },
  },
  sections: [
    {
      section: 'workloads',
      changed: [
        {
          name: 'api',
          on: 'left',
          leaves: [{ path: 'containers.main.image', left: 'api:2' }],
        },
        {
          name: 'web',
          on: 'both',
          leaves: [
            {
              path: 'containers.main.image',
              left: 'registry.example/shop/web:1.9.2',
              right: 'registry.example/shop/web:1.9.1',
            },
            { path: 'containers.main.variables.DEBUG', left: 'on' },
          ],
        },
      ],
      same: ['mail'],
    },
    { section: 'resources', changed: [], same: ['redis.default#cache'] },
    {
      section: 'values',
      changed: [
        {
          name: 'PAYMENT_KEY',
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
      same: ['LOG_LEVEL'],
    },
  ],
  allowed: { promote: yes },
};

export const versions: VersionsRow[] = [
  {
    application: 'shop',
    applicationTitle: 'Online shop',
    workload: 'web',
    cells: [
      {
        environment: 'development',
        typeTitle: 'Development',
        rank: 10,
        release: { id: 'release-41', number: 41 },
        images: images('1.9.2', `sha256:${'4f1c'.repeat(16)}`),
        isOdd: false,
      },
      {
        environment: 'staging',
        typeTitle: 'Staging',
        rank: 20,
        release: { id: 'release-40', number: 40 },
        images: images('1.9.1'),
        isOdd: true,
      },
    ],
  },
];
