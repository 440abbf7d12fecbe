import { SpanStatusCode, trace } from '@opentelemetry/api';
import { openTestStore, testDatabases } from '../__testUtils__/databases';
import { Portal, startPortal } from '../__testUtils__/portal';
import { RecordedSpans } from '../__testUtils__/RecordedSpans';
import { RunTrace } from './RunTrace';
import { readTraceParent, writeTraceParent } from './traceParent';

jest.setTimeout(60_000);

const databases = testDatabases();
const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

it.each([
  [PARENT, PARENT],
  [PARENT.replace(/01$/, '00'), PARENT.replace(/01$/, '00')],
  ['00-00000000000000000000000000000000-b7ad6b7169203331-01', undefined],
  ['ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', undefined],
  ['', undefined],
])('the trace parent %p is read as %p', (text, expected) => {
  const context = readTraceParent(text);
  expect(context && writeTraceParent(context)).toBe(expected);
});

describe('a run as spans', () => {
  const recorded = new RecordedSpans();
  const run = {
    deploymentId: 'd-1',
    number: 7,
    application: 'shop',
    environment: 'staging',
    environmentType: 'staging',
    takeovers: 0,
  };

  beforeEach(() => {
    recorded.spans.length = 0;
    recorded.start();
  });
  afterEach(() => recorded.stop());

  it('has one for it, each phase and each step that did something, with their times', () => {
    const spans = new RunTrace({ ...run, traceParent: PARENT });
    const phase = { type: 'phase', phase: 'create' } as const;
    const step = { type: 'step', action: 'create' } as const;
    spans.record({ ...phase, at: 10, status: 'started' });
    spans.record({ ...step, address: 'a', at: 11, status: 'running' });
    spans.record({ ...step, address: 'b', at: 12, status: 'kept' });
    spans.record({
      ...step,
      address: 'a',
      at: 13,
      status: 'running',
      attempt: 2,
      message: 'not for spans',
    });
    spans.record({ ...step, address: 'a', at: 14, status: 'failed' });
    spans.record({ ...phase, at: 15, status: 'failed', durationMs: 5 });
    spans.end('failed', false);
    const [whole, create, a, ...others] = recorded.spans;
    expect(others).toEqual([]);
    expect(whole).toMatchObject({
      name: 'tutti.run',
      root: true,
      links: [{ context: readTraceParent(PARENT) }],
      attributes: {
        'tutti.deployment.id': 'd-1',
        'tutti.run.status': 'failed',
      },
      status: { code: SpanStatusCode.ERROR },
      ended: true,
    });
    expect(create).toMatchObject({
      name: 'tutti.create',
      parent: whole.context.spanId,
      startTime: 10,
      endTime: 15,
      status: { code: SpanStatusCode.ERROR },
    });
    expect(a).toMatchObject({
      name: 'tutti.step',
      parent: create.context.spanId,
      startTime: 11,
      endTime: 14,
      attributes: {
        'tutti.step.address': 'a',
        'tutti.step.action': 'create',
        'tutti.step.attempt': 2,
        'tutti.step.status': 'failed',
      },
    });
    expect(JSON.stringify(recorded.spans)).not.toContain('not for spans');
  });

  it('ends what was not told to its end', () => {
    const spans = new RunTrace(run);
    spans.record({ type: 'phase', phase: 'deploy', at: 1, status: 'started' });
    spans.end('interrupted', false);
    expect(recorded.spans.every(({ ended }) => ended)).toBe(true);
    expect(recorded.spans[0].links).toEqual([]);
  });

  it('costs nothing where the portal traces nothing', () => {
    recorded.stop();
    const spans = new RunTrace(run);
    spans.record({ type: 'phase', phase: 'deploy', at: 1, status: 'started' });
    spans.end('succeeded', true);
    expect(recorded.spans).toEqual([]);
  });
});

describe('a deployment', () => {
  const recorded = new RecordedSpans();
  let portal: Portal;

  beforeAll(async () => {
    recorded.start();
    const { knex } = await openTestStore(databases, 'SQLITE_3');
    portal = await startPortal({ knex });
  });
  afterAll(async () => {
    await portal?.stop();
    recorded.stop();
  });

  it('leaves a trace of its four phases and its steps', async () => {
    // What an instrumentation of HTTP would have made of the request.
    const asked = trace.wrapSpanContext(
      readTraceParent(PARENT) ?? { traceId: '', spanId: '', traceFlags: 0 },
    );
    jest.spyOn(trace, 'getActiveSpan').mockReturnValue(asked);
    const { id } = await portal.deploy('development');
    jest.restoreAllMocks();
    const whole = recorded.spans.find(
      ({ attributes }) => attributes['tutti.deployment.id'] === id,
    );
    expect(whole).toMatchObject({
      links: [{ context: readTraceParent(PARENT) }],
      attributes: {
        'tutti.application': 'shop',
        'tutti.environment': 'development',
        'tutti.run.status': 'succeeded',
      },
      status: { code: SpanStatusCode.OK },
    });
    const phases = recorded.spans.filter(
      ({ parent }) => parent === whole?.context.spanId,
    );
    expect(phases.map(({ name }) => name)).toEqual([
      'tutti.read',
      'tutti.match',
      'tutti.create',
      'tutti.deploy',
    ]);
    const steps = recorded.spans.filter(({ name }) => name === 'tutti.step');
    expect(steps.map(({ attributes }) => attributes)).toContainEqual(
      expect.objectContaining({
        'tutti.step.address': 'workload#web',
        'tutti.step.status': 'done',
      }),
    );
    expect(recorded.spans.every(({ ended }) => ended)).toBe(true);
  });
});
