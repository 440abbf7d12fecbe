import fc from 'fast-check';
import { anyWorld } from './anyWorld';
import { World } from './World';

/** Secrets where everybody may read: in some definitions the host is one. */
export const leakyWorld: fc.Arbitrary<World> = fc
  .record({
    world: anyWorld,
    secret: fc.constantFrom(
      '${secrets.TOKEN}',
      '${secrets.KEYS}',
      'at-${platform.secrets.ROOT}',
      '${generate.password.app}',
    ),
    which: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ world, secret, which }) => ({
    ...world,
    documents: world.documents.map((document, index) =>
      document.kind === 'ResourceDefinition' && index % 9 < which
        ? JSON.parse(JSON.stringify(document), (key, value) => {
            if (key === 'spec' && 'driver' in value) {
              return { ...value, secretsFor: 'anyone' };
            }
            return key === 'host' && typeof value === 'string' ? secret : value;
          })
        : document,
    ),
  }));
