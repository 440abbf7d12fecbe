import { ResourceLifecycle } from '../../model';
import { definition } from '../../testing/platform';
import {
  Comparison,
  decideContinuity,
  decideRaised,
  decideRemoval,
  decideResource,
  decideWorkload,
  Continuity,
} from './decide';

const stored = (
  parts: {
    name?: string;
    driver?: string;
    protection?: 'stateful' | 'none';
    lifecycle?: ResourceLifecycle;
  } = {},
) => ({
  definition: definition(parts.name ?? 'small', {
    type: 'postgres',
    driver: parts.driver ?? 'terraform',
    protection: parts.protection ?? 'none',
  }),
  lifecycle: parts.lifecycle ?? 'ready',
});

const wanted = (name = 'small', driver = 'terraform', adopts: string[] = []) =>
  definition(name, { type: 'postgres', driver, adopts });

describe('whether the thing at an address goes on (docs/reference/semantics.md, Plan)', () => {
  it.each([
    ['nothing is there', undefined, wanted(), false, 'create'],
    ['the same definition', stored(), wanted(), false, 'same'],
    [
      'the same definition, and it holds data',
      stored({ protection: 'stateful' }),
      wanted(),
      false,
      'same',
    ],
    [
      'another definition that adopts it',
      stored(),
      wanted('large', 'terraform', ['small']),
      false,
      'same',
    ],
    [
      'another definition that adopts others',
      stored(),
      wanted('large', 'terraform', ['tiny']),
      false,
      'replace',
    ],
    [
      'another definition that adopts it, with another driver',
      stored(),
      wanted('large', 'manifests', ['small']),
      false,
      'replace',
    ],
    ['another definition', stored(), wanted('large'), false, 'replace'],
    [
      'the same name, another driver',
      stored(),
      wanted('small', 'manifests'),
      false,
      'replace',
    ],
    [
      'another definition, and it holds data',
      stored({ protection: 'stateful' }),
      wanted('large'),
      false,
      'hold',
    ],
    [
      'another driver, and it holds data',
      stored({ protection: 'stateful' }),
      wanted('small', 'manifests'),
      false,
      'hold',
    ],
    [
      'another definition, it holds data, and somebody consents',
      stored({ protection: 'stateful' }),
      wanted('large'),
      true,
      'replace',
    ],
    [
      'it was retained, and is asked for again',
      stored({ lifecycle: 'retained' }),
      wanted(),
      false,
      'adopt',
    ],
    [
      'it was retained, and another definition answers now',
      stored({ lifecycle: 'retained' }),
      wanted('large'),
      false,
      'replace',
    ],
    [
      'it was retained with its data, and another definition answers now',
      stored({ lifecycle: 'retained', protection: 'stateful' }),
      wanted('large'),
      false,
      'hold',
    ],
    [
      'the last run failed',
      stored({ lifecycle: 'failed' }),
      wanted(),
      false,
      'same',
    ],
  ] as const)('%s: %5$s', (_, record, definitionNow, consented, kind) => {
    expect(
      decideContinuity({ record, wanted: definitionNow, consented }).kind,
    ).toBe(kind);
  });

  it.each([
    [
      'another definition',
      wanted('large'),
      { code: 'definition-changed', before: 'small', after: 'large' },
    ],
    [
      'the same definition, with another driver',
      wanted('small', 'manifests'),
      { code: 'driver-changed', before: 'small', after: 'small' },
    ],
  ])('why it does not go on: %s', (_, definitionNow, why) => {
    for (const protection of ['none', 'stateful'] as const) {
      expect(
        decideContinuity({
          record: stored({ protection }),
          wanted: definitionNow,
          consented: false,
        }),
      ).toMatchObject({ reason: why });
    }
  });

  it.each([
    ['none', false, false, 'replace'],
    ['none', true, false, 'replace'],
    // The developer's own change: it is planned, and waits for consent.
    ['stateful', false, false, 'replace'],
    ['stateful', true, false, 'hold'],
    ['stateful', true, true, 'replace'],
  ] as const)(
    'a driver that must replace: protection %s, platform moved %s, consent %s: %s',
    (protection, platformMoved, consented, kind) => {
      expect(
        decideRaised({ why: 'new zone', protection, platformMoved, consented }),
      ).toMatchObject({
        kind,
        reason: {
          code: 'driver-replaces',
          message: expect.stringContaining('new zone'),
        },
      });
    },
  );
});

const equal: Comparison = { kind: 'equal' };
const changed: Comparison = {
  kind: 'changed',
  reasons: [{ code: 'input-changed', message: 'input size changed' }],
};
const unknown: Comparison = {
  kind: 'unknown',
  from: ['db.host'],
  rotated: [],
};
const rotated: Comparison = {
  kind: 'unknown',
  from: [],
  rotated: [{ name: 'app', address: 'postgres.default#db' }],
};
const intact = { missing: [], altered: [] };
const reason = { code: 'definition-changed', message: 'another matches' };
const identities: Record<Continuity['kind'], Continuity> = {
  create: { kind: 'create' },
  same: { kind: 'same' },
  adopt: { kind: 'adopt' },
  replace: { kind: 'replace', reason },
  hold: { kind: 'hold', from: 'replacement', reason },
};

describe('what is done with a resource', () => {
  it.each([
    ['create', undefined, equal, intact, false, 'create', ['new']],
    ['same', 'ready', equal, intact, false, 'keep', []],
    ['same', 'ready', changed, intact, false, 'update', ['input-changed']],
    ['same', 'ready', unknown, intact, false, 'update', ['dependency-unknown']],
    ['same', 'ready', rotated, intact, false, 'update', ['rotated']],
    ['same', 'failed', equal, intact, false, 'update', ['last-run-failed']],
    ['same', 'applying', equal, intact, false, 'update', ['last-run-failed']],
    ['same', 'ready', equal, intact, true, 'update', ['forced']],
    [
      'same',
      'ready',
      equal,
      { missing: ['Service db'], altered: ['Secret db'] },
      false,
      'update',
      ['object-missing', 'object-altered'],
    ],
    [
      'same',
      'failed',
      changed,
      { missing: ['Service db'], altered: [] },
      true,
      'update',
      ['last-run-failed', 'object-missing', 'forced', 'input-changed'],
    ],
    ['adopt', 'retained', equal, intact, false, 'adopt', ['asked-for-again']],
    [
      'replace',
      'ready',
      equal,
      intact,
      false,
      'replace',
      ['definition-changed'],
    ],
    [
      'hold',
      'ready',
      equal,
      intact,
      false,
      'hold',
      ['definition-changed', 'stateful-hold'],
    ],
    [
      'hold',
      'failed',
      equal,
      intact,
      false,
      'hold',
      ['definition-changed', 'stateful-hold', 'last-run-failed'],
    ],
  ] as const)(
    '%s, %s, %j, %j, force %s: %s',
    (kind, lifecycle, comparison, drift, force, action, codes) => {
      const decision = decideResource({
        continuity: identities[kind],
        lifecycle,
        comparison: comparison as Comparison,
        drift: { missing: [...drift.missing], altered: [...drift.altered] },
        force,
      });
      expect(decision).toMatchObject({
        action,
        reasons: codes.map(code => ({ code })),
      });
    },
  );

  it.each([
    ['same', 'ready', intact, false, false],
    ['hold', 'ready', intact, false, false],
    // A held one is repaired, with what it was made with.
    ['hold', 'failed', intact, false, true],
    ['hold', 'ready', { missing: ['Service db'], altered: [] }, false, true],
    ['same', 'ready', intact, true, true],
    ['create', undefined, intact, false, true],
    ['adopt', 'retained', intact, false, true],
    ['replace', 'ready', intact, false, true],
  ] as const)(
    '%s, %s, %j, force %s: touched %s',
    (kind, lifecycle, drift, force, work) => {
      const decision = decideResource({
        continuity: identities[kind],
        lifecycle,
        comparison: equal,
        drift: { missing: [...drift.missing], altered: [...drift.altered] },
        force,
      });
      expect(decision.work).toBe(work);
    },
  );
});

describe('what is done with a workload', () => {
  it.each([
    [false, undefined, equal, false, 'create', ['new']],
    [true, 'ready', equal, false, 'keep', []],
    [true, undefined, equal, false, 'keep', []],
    [true, 'ready', changed, false, 'update', ['input-changed']],
    [true, 'ready', unknown, false, 'update', ['dependency-unknown']],
    [true, 'ready', rotated, false, 'update', ['rotated']],
    [true, 'failed', equal, false, 'update', ['last-run-failed']],
    [true, 'ready', equal, true, 'update', ['forced']],
  ] as const)(
    'exists %s, %s, %j, force %s: %s',
    (exists, lifecycle, comparison, force, action, codes) => {
      const decision = decideWorkload({
        exists,
        lifecycle,
        comparison: comparison as Comparison,
        drift: intact,
        force,
      });
      expect(decision).toEqual({
        action,
        // Only what is kept is left untouched.
        work: action !== 'keep',
        reasons: codes.map(code => expect.objectContaining({ code })),
      });
    },
  );

  it.each([
    ['failed', 'did not finish it'],
    ['applying', 'left it applying'],
  ] as const)('how the last run left it is said: %s', (lifecycle, words) => {
    const { reasons } = decideWorkload({
      exists: true,
      lifecycle,
      comparison: equal,
      drift: intact,
      force: false,
    });
    expect(reasons).toEqual([
      { code: 'last-run-failed', message: expect.stringContaining(words) },
    ]);
  });
});

describe('what is done with what nobody needs', () => {
  it.each([
    ['ready', 'delete', false, false, 'destroy', true, 'not-needed'],
    ['failed', 'delete', false, false, 'destroy', true, 'not-needed'],
    ['ready', 'retain', false, false, 'retain', true, 'not-needed'],
    ['retained', 'retain', false, false, 'retain', false, 'retained'],
    ['retained', 'delete', false, false, 'retain', false, 'retained'],
    ['destroying', 'delete', false, false, 'destroy', true, 'not-needed'],
    // Once begun, it is finished.
    ['destroying', 'retain', false, false, 'destroy', true, 'not-needed'],
    ['ready', 'delete', true, false, 'destroy', true, 'replaced'],
    ['ready', 'retain', true, false, 'retain', true, 'replaced'],
    // What is kept on purpose goes with its environment only by consent.
    ['ready', 'retain', false, true, 'destroy', true, 'not-needed'],
    ['retained', 'retain', false, true, 'destroy', true, 'not-needed'],
    ['retained', 'delete', false, true, 'destroy', true, 'not-needed'],
  ] as const)(
    '%s, onRemoval %s, replaced %s, consented %s: %s (touched %s), %s',
    (lifecycle, onRemoval, replaced, consented, action, work, code) => {
      expect(
        decideRemoval({
          lifecycle,
          onRemoval,
          replaced,
          consented,
        }),
      ).toEqual({
        action,
        work,
        reasons: [expect.objectContaining({ code })],
      });
    },
  );

  it.each([
    ['ready', 'delete', 'destroy', 'destroy', 'asked'],
    ['retained', 'retain', 'destroy', 'destroy', 'asked'],
    ['ready', 'delete', 'detach', 'detach', 'detached'],
    ['failed', 'retain', 'detach', 'detach', 'detached'],
    ['retained', 'retain', 'detach', 'detach', 'detached'],
    // Once begun, it is finished, in the manner in which it was begun.
    ['detaching', 'delete', undefined, 'detach', 'detached'],
    ['detaching', 'retain', 'destroy', 'detach', 'detached'],
    ['destroying', 'retain', 'detach', 'destroy', 'not-needed'],
  ] as const)(
    '%s, onRemoval %s, asked to %s: %s, %s',
    (lifecycle, onRemoval, asked, action, code) => {
      expect(
        decideRemoval({
          lifecycle,
          onRemoval,
          replaced: false,
          consented: false,
          ...(asked && { asked }),
        }),
      ).toEqual({
        action,
        work: true,
        reasons: [expect.objectContaining({ code })],
      });
    },
  );
});
