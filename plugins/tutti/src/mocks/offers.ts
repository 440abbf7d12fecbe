import type { ResourceOffer } from '@tutti/plugin-tutti-common';

const EVERYWHERE = ['development', 'staging', 'production'];

function made(
  name: string,
  definition: (environment: string) => string | undefined,
): ResourceOffer['classes'][number] {
  return {
    name,
    environments: EVERYWHERE.map(environment => {
      const by = definition(environment);
      return {
        environment,
        environmentType: environment,
        ...(by === undefined
          ? {
              whyNot: `Nothing in the platform matches a resource of type postgres (postgres.${name}).`,
            }
          : { definition: by }),
      };
    }),
  };
}

/** What the example platform offers, in short. */
export const offers: ResourceOffer[] = [
  {
    type: 'environment',
    title: 'Environment',
    description: 'Values and secrets of the application in this environment.',
    phase: 'before',
    classes: [made('default', () => 'environment')],
    anyClass: false,
    params: { type: 'object' },
    outputs: [
      { name: 'LOG_LEVEL', type: 'any', secret: false },
      { name: 'PAYMENT_KEY', type: 'any', secret: true },
    ],
  },
  {
    type: 'postgres',
    title: 'PostgreSQL database',
    phase: 'before',
    classes: [
      made('default', environment => `postgres-${environment}`),
      made('large', environment =>
        environment === 'production' ? 'postgres-large' : undefined,
      ),
    ],
    anyClass: false,
    params: {
      type: 'object',
      properties: {
        version: {
          type: ['string', 'integer'],
          pattern: '^\\d+(\\.\\d+)?$',
          default: '17',
          description: 'The major version.',
        },
      },
    },
    outputs: [
      { name: 'host', type: 'string', secret: false },
      { name: 'port', type: 'integer', secret: false },
      { name: 'username', type: 'string', secret: false },
      { name: 'password', type: 'string', secret: true },
    ],
  },
  {
    type: 'route',
    title: 'Route',
    description: 'Leads a path of a host to a port of the workload.',
    phase: 'after',
    classes: [made('default', () => 'route-ingress')],
    anyClass: false,
    params: {
      type: 'object',
      required: ['host', 'port'],
      properties: {
        host: { type: 'string' },
        path: { type: 'string', default: '/' },
        port: { type: 'integer', 'x-service-port': true },
      },
    },
    outputs: [],
  },
];
