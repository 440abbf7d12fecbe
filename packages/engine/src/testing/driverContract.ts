import {
  Driver,
  DriverRequest,
  DriverRun,
  ResourceRecord,
  Secret,
  Unknown,
  Value,
} from '../model';
import { isKnown } from '../create/values';
import { definition } from './platform';

/** A driver, and a request that it can fulfil. */
export interface DriverSubject {
  driver: Driver;
  request: DriverRequest;
}

const run: DriverRun = {
  operationId: 'op-1',
  signal: new AbortController().signal,
  log: () => {},
  checkpoint: async () => {},
};

/**
 * What the engine counts on, whatever a driver drives. Call it in a test file of the driver; `open`
 * gives a world in which the resource does not exist yet.
 */
export function driverContract(
  open: () => DriverSubject | Promise<DriverSubject>,
): void {
  let driver: Driver;
  let request: DriverRequest;

  beforeEach(async () => {
    ({ driver, request } = await open());
  });

  it('has a name, a version and a schema of its inputs', () => {
    expect(driver.name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(driver.version).not.toBe('');
    expect(driver.inputs).toMatchObject({ type: 'object' });
  });

  it('plans the same twice, and leaves the request as it was', async () => {
    const before = JSON.stringify(request);
    const first = await driver.plan(request);
    expect(await driver.plan(request)).toEqual(first);
    expect(JSON.stringify(request)).toBe(before);
  });

  it('foresees what it plans, if it foresees at all', async () => {
    expect(driver.foresee?.(request) ?? (await driver.plan(request))).toEqual(
      await driver.plan(request),
    );
  });

  it('names the same surroundings each time', () => {
    expect(driver.surroundings?.(request)).toEqual(
      driver.surroundings?.(request),
    );
  });

  it('does what it planned: what was known comes true, with no hole left', async () => {
    const plan = await driver.plan(request);
    const result = await driver.apply(request, run);
    expect(isKnown(result.outputs)).toBe(true);
    expect(contradictions(plan.outputs, result.outputs)).toEqual([]);
    expect(contradictions(plan.objects, result.objects)).toEqual([]);
  });

  it('gives the same for the same operation, however often', async () => {
    const first = await driver.apply(request, run);
    expect(await driver.apply(request, run)).toEqual(first);
  });

  it('knows how an operation ended, or that it does not', async () => {
    const result = await driver.apply(request, run);
    const record = recordOf(driver, request, result);
    expect(['finished', 'notStarted', 'unknown']).toContain(
      await driver.recover(record, run.operationId),
    );
    expect(await driver.recover(record, 'nobody-began-it')).not.toBe('running');
  });

  it('destroys what it made, and does not mind when it is gone', async () => {
    const result = await driver.apply(request, run);
    const record = recordOf(driver, request, result);
    const destroy = () =>
      driver.destroy(record, { ...run, operationId: 'op-2' });
    await expect(destroy()).resolves.toBeUndefined();
    await expect(destroy()).resolves.toBeUndefined();
  });
}

/** Where something known became something else; unknown leaves may become anything. */
function contradictions(planned: Value, real: Value, path = '$'): string[] {
  if (planned instanceof Unknown) {
    return [];
  }
  if (planned instanceof Secret || real instanceof Secret) {
    return planned instanceof Secret &&
      real instanceof Secret &&
      JSON.stringify(planned.reveal()) === JSON.stringify(real.reveal())
      ? []
      : [path];
  }
  if (
    typeof planned !== 'object' ||
    planned === null ||
    typeof real !== 'object' ||
    real === null
  ) {
    return planned === real ? [] : [path];
  }
  const was = new Map<string, Value>(Object.entries(planned));
  const is = new Map<string, Value>(Object.entries(real));
  return [...was].flatMap(([key, value]) => {
    const now = is.get(key);
    const place = `${path}.${key}`;
    return now === undefined ? [place] : contradictions(value, now, place);
  });
}

function recordOf(
  driver: Driver,
  request: DriverRequest,
  result: Awaited<ReturnType<Driver['apply']>>,
): ResourceRecord {
  return {
    resourceId: request.resourceId,
    address: request.address,
    type: request.type,
    class: request.class,
    name: request.name,
    definition: definition('contract', {
      type: request.type,
      driver: driver.name,
    }),
    driverVersion: driver.version,
    inputs: request.inputs,
    outputs: result.outputs,
    outputsVersion: 1,
    ...(result.state !== undefined && { driverState: result.state }),
    ...(result.physicalId !== undefined && { physicalId: result.physicalId }),
    lifecycle: 'ready',
    needs: [],
    completedJobs: [],
  };
}
