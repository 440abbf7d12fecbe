import { Driver, DriverChange, ResourceRecord } from '../../model';
import { consentsOf } from './consents';
import { summaryOf } from './summary';
import { ResourceDraft } from '../draft/draft';
import { definition } from '../../testing/platform';

const DRIVER: Driver = {
  name: 'tool',
  version: '1',
  inputs: { type: 'object' },
  plan: async () => ({ outputs: {}, objects: [], exactness: 'exact' }),
  apply: async () => ({ outputs: {}, objects: [] }),
  destroy: async () => {},
  recover: async () => 'notStarted',
};

/** The step of a resource that goes on, with what its driver's tool would do. */
function step(
  protection: 'stateful' | 'none',
  changes: DriverChange[],
  kind: 'same' | 'replace' = 'same',
): ResourceDraft {
  const made = {
    ...definition('db', { type: 'db', driver: 'tool' }),
    protection,
  };
  const record: ResourceRecord = {
    resourceId: 'r-1',
    address: 'db.default#main',
    type: 'db',
    class: 'default',
    name: 'db',
    definition: made,
    driverVersion: '1',
    inputs: {},
    outputs: {},
    outputsVersion: 1,
    lifecycle: 'ready',
    needs: [],
    completedJobs: [],
  };
  return {
    kind: 'resource',
    address: record.address,
    owner: record.resourceId,
    node: {
      kind: 'resource',
      address: record.address,
      type: 'db',
      class: 'default',
      definition: 'db',
      params: {},
      declaredBy: [],
      phase: 'before',
      aliases: {},
      explanation: {
        request: { type: 'db', class: 'default' },
        context: {
          application: 'shop',
          environment: 'dev',
          environmentType: 'development',
          labels: {},
        },
        candidates: [],
      },
    },
    continuity:
      kind === 'same'
        ? { kind }
        : { kind, reason: { code: 'driver-replaces', message: '' } },
    record,
    definition: made,
    driver: DRIVER,
    request: {
      resourceId: 'r-1',
      name: 'db',
      address: record.address,
      type: 'db',
      class: 'default',
      inputs: {},
      params: {},
      context: {
        application: 'shop',
        environment: 'dev',
        environmentType: 'development',
        release: 'r',
        workloads: {},
        values: {},
        secrets: {},
        neighbours: {},
      },
      namespace: 'shop-dev',
    },
    comparison: { kind: 'changed', reasons: [] },
    drift: { missing: [], altered: [] },
    plansLater: false,
    infrastructure: { changes },
    outputs: {},
    decision: {
      action: kind === 'same' ? 'update' : 'replace',
      work: true,
      reasons: [],
    },
    objects: [],
    needs: [],
    exactness: 'exact',
  };
}

const CHANGES: DriverChange[] = [
  { address: 'a.new', action: 'create' },
  { address: 'a.same', action: 'update' },
  { address: 'a.disk', action: 'replace' },
  { address: 'a.old', action: 'destroy' },
];

const asked = (
  one: ResourceDraft,
  consent: { subject: string; action: 'replace' | 'destroy' | 'adopt' }[] = [],
) =>
  consentsOf([one], { consent }).map(({ subject, action, covers, given }) => ({
    subject,
    action,
    covers,
    given,
  }));

describe('what a driver would do behind a resource', () => {
  it('asks for each thing that is lost, where the resource holds data', () => {
    expect(
      asked(step('stateful', CHANGES), [
        { subject: 'r-1/a.disk', action: 'replace' },
      ]),
    ).toEqual([
      { subject: 'r-1/a.disk', action: 'replace', covers: 'data', given: true },
      { subject: 'r-1/a.old', action: 'destroy', covers: 'data', given: false },
    ]);
    expect(asked(step('none', CHANGES))).toEqual([]);
  });

  it('asks once where the whole is replaced', () => {
    expect(asked(step('stateful', CHANGES, 'replace'))).toEqual([
      { subject: 'r-1', action: 'replace', covers: 'data', given: false },
    ]);
  });

  it('asks for what exists already, whatever the resource holds', () => {
    expect(
      asked(step('none', [{ address: 'a.found', action: 'adopt' }])),
    ).toEqual([
      {
        subject: 'r-1/a.found',
        action: 'adopt',
        covers: 'foreign',
        given: false,
      },
    ]);
  });

  it('is counted as replaced, so that rules of approval see it', () => {
    expect(summaryOf([step('stateful', CHANGES)])).toMatchObject({
      update: 1,
      replace: 2,
    });
    expect(summaryOf([step('none', CHANGES)])).toMatchObject({
      update: 1,
      replace: 0,
    });
  });
});
