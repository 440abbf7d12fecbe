import { MatchRequest, Platform } from '../model';
import { definition, platformOf, resourceType } from './__fixtures__/platform';
import { matchDefinition } from './matchDefinition';
import { unmatched } from './unmatched';

const context = {
  application: 'shop',
  environment: 'blue',
  environmentType: 'production',
  labels: {},
};

const platform = platformOf({
  types: [
    resourceType({ name: 'postgres' }),
    resourceType({ name: 'redis' }),
    resourceType({ name: 'queue' }),
  ],
  definitions: [
    definition({
      name: 'postgres-in-cluster',
      criteria: { environmentType: ['development'] },
    }),
    definition({ name: 'postgres-large', class: 'large' }),
    definition({ name: 'redis-shared', type: 'redis' }),
  ],
});

function problemOf(request: Partial<MatchRequest>, of: Platform = platform) {
  const asked = { type: 'postgres', class: 'default', ...request };
  return unmatched({
    platform: of,
    explanation: matchDefinition(of, asked, context),
    subject: 'resource db of workload web',
    place: { file: 'web/score.yaml', path: 'resources.db' },
  });
}

it.each<[string, Partial<MatchRequest>, string, string]>([
  [
    'a type that the platform lacks, with one that is spelled nearly so',
    { type: 'postgress' },
    'There is no resource type postgress; there are postgres, queue, redis.',
    'Ask for postgres if that is meant, or have the platform team add the type.',
  ],
  [
    'a type that the platform lacks, and nothing like it',
    { type: 'bucket' },
    'There is no resource type bucket; there are postgres, queue, redis.',
    'Ask for one of these, or have the platform team add the type.',
  ],
  [
    'a type called like something of JavaScript',
    { type: 'constructor' },
    'There is no resource type constructor; there are postgres, queue, redis.',
    'Ask for one of these, or have the platform team add the type.',
  ],
  [
    'a type that nothing makes',
    { type: 'queue' },
    'No definition of the platform makes resources of type queue, so there is none for resource db of workload web.',
    'Have the platform team add a ResourceDefinition of type queue.',
  ],
  [
    'a class that no definition serves',
    { class: 'huge' },
    'No definition makes postgres of class huge for resource db of workload web; there are classes default, large.',
    'Ask for one of these classes, or have the platform team add a definition of class huge.',
  ],
  [
    'a class that is spelled nearly like one',
    { class: 'lagre' },
    'No definition makes postgres of class lagre for resource db of workload web; there are classes default, large.',
    'Ask for large, or have the platform team add a definition of class lagre.',
  ],
  [
    'a class where there is only one',
    { type: 'redis', class: 'ha' },
    'No definition makes redis of class ha for resource db of workload web; there is class default.',
    'Ask for that class, or have the platform team add a definition of class ha.',
  ],
  [
    'criteria, of the nearest candidates',
    {},
    'Nothing in the platform matches resource db of workload web (postgres.default). Nearest: postgres-in-cluster (environmentType must be development, is production), postgres-large (class must be large, is default).',
    'Change what is asked for, or have the platform team widen or add a definition.',
  ],
])('NoMatch names %s', (_, request, message, hint) => {
  expect(problemOf(request)).toEqual({
    severity: 'error',
    code: 'NoMatch',
    message,
    hint,
    file: 'web/score.yaml',
    path: 'resources.db',
  });
});

it('says so where the platform has no types at all', () => {
  expect(problemOf({}, platformOf()).message).toBe(
    'There is no resource type postgres; there is none.',
  );
});

it('AmbiguousMatch names those that are equally specific', () => {
  const twins = platformOf({
    definitions: [
      definition({ name: 'a' }),
      definition({ name: 'b' }),
      definition({ name: 'c', class: '*' }),
    ],
  });
  expect(problemOf({}, twins)).toMatchObject({
    code: 'AmbiguousMatch',
    message:
      'a and b all match resource db of workload web (postgres.default), and none is more specific.',
  });
});
