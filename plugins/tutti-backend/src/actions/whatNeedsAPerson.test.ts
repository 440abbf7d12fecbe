import { ConsentNeeded } from '@tutti/engine';
import { headOf, PlanHead, PlanInput } from '@tutti/plugin-tutti-common';
import { plan } from '../__testUtils__/records';
import { whatNeedsAPerson } from './whatNeedsAPerson';

const head = headOf(plan({ environment: 'development' }));
const approval = {
  reason: 'Production asks for it.',
  quorum: 1,
  groups: [],
  self: false,
};
const consent: ConsentNeeded = {
  subject: 'db',
  action: 'replace',
  covers: 'data',
  message: 'db holds data.',
  required: true,
  given: false,
};

function withSteps(resource: PlanHead['contents']['steps']['resource']) {
  const { contents } = head;
  return {
    ...head,
    contents: { ...contents, steps: { ...contents.steps, resource } },
  };
}

function needs(
  input: PlanInput,
  of: { plan?: PlanHead; approval?: typeof approval } = {},
) {
  return whatNeedsAPerson({ plan: head, input, ...of });
}

it.each<[string, PlanInput]>([
  ['what is saved', {}],
  ['other images', { images: { web: { main: 'x:2' } } }],
  ['other numbers of replicas', { replicas: { web: 3 } }],
  ['a restart', { restart: ['web'] }],
])('a program may have %s deployed', (_what, input) => {
  expect(needs(input)).toEqual([]);
});

it.each<[string, PlanInput]>([
  ['rollbackTo', { rollbackTo: 'x' }],
  ['promoteFrom', { promoteFrom: 'staging' }],
  ['pause', { pause: false }],
  ['rotate', { rotate: ['db'] }],
  ['remove', { remove: [{ address: 'db', how: 'detach' }] }],
  ['destroy', { destroy: true }],
  ['moves', { moves: [{ from: 'a', to: 'b' }] }],
  ['repair', { repair: ['x'] }],
  ['refresh', { refresh: ['db'] }],
  ['force', { force: true }],
  ['releaseId', { releaseId: 'x' }],
  ['consent', { consent: [{ subject: 'db', action: 'destroy' }] }],
])('a person decides about %s', (key, input) => {
  expect(needs(input)).toEqual([`A person decides about \`${key}\`.`]);
});

it('what asks for an approval is a person’s', () => {
  expect(needs({}, { approval })).toEqual([
    'It needs an approval. Production asks for it.',
  ]);
});

it.each([
  ['missing', consent, ['It needs a consent. db holds data.']],
  [
    'given by somebody',
    { ...consent, required: false, given: true },
    ['It needs a consent. db holds data.'],
  ],
  ['not needed', { ...consent, required: false }, []],
])('a consent that is %s', (_how, one, expected) => {
  expect(needs({}, { plan: { ...head, consents: [one] } })).toEqual(expected);
});

it.each(['replace', 'destroy', 'detach', 'adopt'])(
  'to %s something is a person’s',
  action => {
    expect(needs({}, { plan: withSteps({ [action]: 2 }) })).toEqual([
      `It takes something away: ${action} 2.`,
    ]);
  },
);

it.each(['create', 'update', 'keep', 'hold', 'retain'])(
  'to %s something is not',
  action => {
    expect(needs({}, { plan: withSteps({ [action]: 2 }) })).toEqual([]);
  },
);

it('what a driver shows only in the run is reviewed by a person', () => {
  expect(needs({}, { plan: { ...head, reviews: ['db'] } })).toHaveLength(1);
});
