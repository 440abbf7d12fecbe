import type { Build } from '@tutti/plugin-tutti-common';
import { ago, HOUR, MINUTE } from './applications';
import { failed, running, succeeded } from './deployments';

const told = {
  application: 'shop',
  container: 'main',
  repository: 'https://github.com/acme/shop',
  by: 'external:github:repo:acme/shop:ref:refs/heads/main',
};

function of({
  id,
  number,
  status,
}: Pick<typeof running, 'id' | 'number' | 'status'>) {
  return { id, number, status };
}

const image = (name: string, digit: string) =>
  `registry.example/shop/${name}@sha256:${digit.repeat(64)}`;

export const builds: Build[] = [
  {
    ...told,
    id: 'build-4',
    workload: 'web',
    image: image('web', 'd'),
    commit: 'd4c1f0a9b83e52671d09c4be35f7a1260c8d9e47',
    ref: 'refs/heads/main',
    at: ago(2 * MINUTE),
    workloadVersion: 4,
    outcomes: [
      { environment: 'development', deployment: of(running) },
      {
        environment: 'production',
        reason:
          'Production deploys builds of refs/tags/*, not of refs/heads/main.',
      },
    ],
  },
  {
    ...told,
    id: 'build-3',
    workload: 'web',
    image: image('web', 'c'),
    commit: 'c3b0e9f8a72d41560cf8b3ad24e6f0159b7c8d36',
    ref: 'refs/heads/main',
    at: ago(20 * MINUTE),
    outcomes: [
      {
        environment: 'development',
        deployment: of(succeeded),
        replaced: true,
      },
    ],
  },
  {
    ...told,
    id: 'build-2',
    workload: 'checkout',
    image: image('checkout', 'b'),
    commit: 'b2a9d8e7961c30450be7a29c13d5ef048a6b7c25',
    ref: 'refs/heads/main',
    at: ago(HOUR),
    outcomes: [{ environment: 'staging', deployment: of(failed) }],
  },
  {
    ...told,
    id: 'build-1',
    workload: 'web',
    image: image('web', 'a'),
    commit: 'a198c7d6850b2f34fad6918b02c4de937f5a6b14',
    ref: 'refs/heads/basket',
    at: ago(5 * HOUR),
    outcomes: [
      {
        environment: 'development',
        reason:
          'Development deploys builds of refs/heads/main, not of refs/heads/basket.',
      },
    ],
  },
];
