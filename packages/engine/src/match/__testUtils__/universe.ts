import fc from 'fast-check';
import { Criteria, MatchContext, MatchRequest } from '../../model';
import { definition } from '../__fixtures__/platform';

/**
 * A world small enough to ask everything: two of each thing, every request, every context, and
 * definitions with any criteria over them.
 */
const two = (a: string, b: string) =>
  fc.uniqueArray(fc.constantFrom(a, b), { minLength: 1, maxLength: 2 });

/** Labels are left out: which an entity has is known only at plan. */
const lists = {
  resourceId: two('main', 'other'),
  workload: two('web', 'api'),
  environment: two('dev-1', 'dev-2'),
  application: two('shop', 'blog'),
  owner: two('group:default/a', 'group:default/b'),
  environmentType: two('dev', 'prod'),
};

const anyCriteria: fc.Arbitrary<Criteria> = fc.record(lists, {
  requiredKeys: [],
});

const anyClass = fc.constantFrom('default', 'large', '*');

export const anyDefinition = fc
  .record({
    name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    class: anyClass,
    criteria: anyCriteria,
  })
  .map(definition);

/** Definitions `a` and `b` of one class that give the same keys: those that may tie. */
export const twoAlike = fc
  .tuple(
    anyClass,
    fc.subarray(Object.keys(lists), { maxLength: 3 }),
    fc.record(lists),
    fc.record(lists),
  )
  .map(([klass, keys, ...both]) =>
    both.map((criteria, index) =>
      definition({
        name: index === 0 ? 'a' : 'b',
        class: klass,
        criteria: Object.fromEntries(
          Object.entries(criteria).filter(([key]) => keys.includes(key)),
        ),
      }),
    ),
  );

export const requests: MatchRequest[] = ['default', 'large'].flatMap(klass => [
  { type: 'postgres', class: klass },
  ...['main', 'other'].map(id => ({ type: 'postgres', class: klass, id })),
  ...['web', 'api'].map(workload => ({
    type: 'postgres',
    class: klass,
    workload,
  })),
]);

export const contexts: MatchContext[] = ['shop', 'blog'].flatMap(application =>
  ['dev-1', 'dev-2'].flatMap(environment =>
    ['dev', 'prod'].flatMap(environmentType =>
      ['group:default/a', 'group:default/b'].map(owner => ({
        application,
        environment,
        environmentType,
        owner,
        labels: {},
      })),
    ),
  ),
);
