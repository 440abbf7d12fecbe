import { createHash } from 'node:crypto';
import {
  DriverError,
  DriverRequest,
  DriverResult,
  ResourceRecord,
  ValueObject,
} from '../model';
import { CompleteObject } from '../create/objects';
import { requestOf } from '../create/draft/board';
import { decideResource } from '../create/draft/decide';
import { deviations } from '../create/plan/deviations';
import { ResourceDraft } from '../create/draft/draft';
import { resourceHash } from '../create/draft/fingerprint';
import { canonical, checkOutputs, isKnown } from '../create/values';
import { applyObjects } from './applyObjects';
import {
  Cancelled,
  endsRun,
  messageOf,
  PlanDiverged,
  StepError,
} from './failures';
import { orThrow } from './orThrow';
import { jobsOf } from './runWorkload';
import { Session } from './Session';

/**
 * Makes one resource: real inputs, the driver, the objects, their health; each fact is in the
 * database before the next is made.
 *
 * @returns `kept` when what was unknown turned out unchanged
 */
export async function runResource(
  session: Session,
  step: ResourceDraft,
): Promise<'done' | 'kept'> {
  const request = await realRequest(session, step);
  const hash = await hashOf(session, step, request);
  if (turnedOutEqual(session, step, hash)) {
    await keepResource(session, step);
    return 'kept';
  }
  await checkRaise(session, step, request);
  await releaseOld(session, step);
  const record = await begin(session, step, request, hash);
  return finish(session, step, request, hash, record);
}

/**
 * Leaves a resource as it is. What it needs may have other addresses than when it was made: its
 * removal goes by them, and nobody may be there to ask then.
 */
export async function keepResource(
  session: Session,
  { address, record, needs, outputs }: ResourceDraft,
): Promise<void> {
  session.board.resolver.setOutputs(address, record?.outputs ?? outputs);
  if (record && canonical(record.needs) !== canonical(needs)) {
    await session.store.saveResource({ ...record, needs });
  }
}

/** Inputs and params with real outputs; nothing but holes may have changed since the plan. */
async function realRequest(
  session: Session,
  step: ResourceDraft,
): Promise<DriverRequest> {
  if (step.continuity.kind === 'hold') {
    return step.request;
  }
  const request = orThrow(
    await session.settle(() =>
      requestOf(session.board, step, step.request.previous),
    ),
  );
  session.redactor.learn(request.inputs);
  if (!isKnown(request.inputs) || !isKnown(request.params)) {
    throw new PlanDiverged('some of its inputs are still not known');
  }
  const moved = [
    ...deviations(step.request.params, request.params),
    ...deviations(step.request.inputs, request.inputs),
  ];
  if (moved.length > 0) {
    throw new PlanDiverged(
      `its inputs are not as planned at ${moved.slice(0, 3).join(', ')}`,
    );
  }
  return request;
}

async function hashOf(
  session: Session,
  step: ResourceDraft,
  request: DriverRequest,
): Promise<string | undefined> {
  if (step.continuity.kind === 'hold') {
    // It stays what it was made as.
    return step.record?.appliedHash;
  }
  const hash = await resourceHash(session.board, step, request);
  if (hash === undefined) {
    throw new PlanDiverged('what it is made from is still not known');
  }
  return hash;
}

function turnedOutEqual(
  session: Session,
  { comparison, record, continuity, drift }: ResourceDraft,
  hash: string | undefined,
): boolean {
  if (comparison.kind !== 'unknown' || !record || record.appliedHash !== hash) {
    return false;
  }
  const decision = decideResource({
    continuity,
    lifecycle: record.lifecycle,
    comparison: { kind: 'equal' },
    drift,
    force: session.force,
  });
  return !decision.work;
}

/** A driver that was asked with holes is asked again: it must not want more than was planned. */
async function checkRaise(
  session: Session,
  step: ResourceDraft,
  request: DriverRequest,
): Promise<void> {
  if (step.exactness === 'exact' || !request.previous) {
    return;
  }
  const { replace } = await step.driver.plan(request, session.watch.signal);
  if (replace !== undefined) {
    throw new PlanDiverged(
      `an update was planned, but the driver would replace it: ${replace}`,
    );
  }
}

/** From here on the new one answers for the address. */
async function releaseOld(
  session: Session,
  { continuity, record }: ResourceDraft,
): Promise<void> {
  if (continuity.kind === 'replace' && record) {
    await session.store.saveResource({
      ...record,
      lifecycle:
        record.definition.onRemoval === 'retain' ? 'retained' : 'destroying',
    });
  }
}

/** The operation is recorded before the driver is called. */
async function begin(
  session: Session,
  step: ResourceDraft,
  request: DriverRequest,
  hash: string | undefined,
): Promise<ResourceRecord> {
  const { node, definition, driver } = step;
  const old = request.previous;
  const record: ResourceRecord = {
    resourceId: request.resourceId,
    address: step.address,
    type: node.type,
    class: node.class,
    ...(node.id !== undefined && { id: node.id }),
    name: request.name,
    definition,
    driverVersion: driver.version,
    inputs: request.inputs,
    outputs: old?.outputs ?? {},
    outputsVersion: old?.outputsVersion ?? 0,
    ...(old?.driverState !== undefined && { driverState: old.driverState }),
    ...(old?.physicalId !== undefined && { physicalId: old.physicalId }),
    ...(old?.appliedHash !== undefined && { appliedHash: old.appliedHash }),
    lifecycle: 'applying',
    needs: step.needs,
    operation: {
      id: operationId(request.resourceId, hash ?? '', old),
      kind: 'apply',
    },
    completedJobs: old?.completedJobs ?? [],
  };
  await session.store.saveResource(record);
  return record;
}

async function finish(
  session: Session,
  step: ResourceDraft,
  request: DriverRequest,
  hash: string | undefined,
  begun: ResourceRecord,
): Promise<'done'> {
  const { store } = session;
  let record = begun;
  const save = async (changes: Partial<ResourceRecord>) => {
    const changed = { ...record, ...changes };
    await store.saveResource(changed);
    // Only what was accepted is said again: a physicalId may belong to somebody else.
    record = changed;
  };
  try {
    const result = await callDriver(session, step, request, record, save);
    const outputs = checkedOutputs(session, step, result);
    const wanted = await completeObjects(session, step, result);
    session.judge(step, wanted);
    // The driver is done: what it made is known, whatever becomes of the objects.
    await save({
      outputs,
      outputsVersion:
        canonical(outputs) === canonical(record.outputs)
          ? record.outputsVersion
          : record.outputsVersion + 1,
      ...(result.state !== undefined && { driverState: result.state }),
      ...(result.physicalId !== undefined && {
        physicalId: result.physicalId,
      }),
      operation: undefined,
    });
    await applyObjects(session, step, wanted, record.completedJobs);
    await save({
      lifecycle: 'ready',
      ...(hash !== undefined && { appliedHash: hash }),
      completedJobs: jobsOf(wanted),
    });
    session.board.resolver.setOutputs(step.address, outputs);
    return 'done';
  } catch (error) {
    if (!endsRun(error)) {
      await save({ lifecycle: 'failed', operation: undefined });
    }
    throw error;
  }
}

async function callDriver(
  session: Session,
  step: ResourceDraft,
  request: DriverRequest,
  record: ResourceRecord,
  save: (changes: Partial<ResourceRecord>) => Promise<void>,
): Promise<DriverResult> {
  try {
    return await session.retryDriver(step, () =>
      step.driver.apply(request, {
        operationId: record.operation?.id ?? '',
        signal: AbortSignal.any([session.watch.signal, session.ports.cancel]),
        log: line => session.log('info', line, step.address),
        checkpoint: state => save({ driverState: state }),
      }),
    );
  } catch (error) {
    throw error instanceof DriverError ||
      error instanceof Cancelled ||
      endsRun(error)
      ? error
      : new StepError(messageOf(error), 'DriverFailed');
  }
}

/** The contract of the resource type, and the one identity in the real world. */
function checkedOutputs(
  session: Session,
  step: ResourceDraft,
  result: DriverResult,
): ValueObject {
  const { node, driver, address, definition, request } = step;
  session.redactor.learn(result.outputs);
  const type = session.draft.setting.request.platform.resourceTypes[node.type];
  const outputs = orThrow(
    checkOutputs(type, result.outputs, { address, ...definition.source }),
  );
  session.redactor.learn(outputs);
  if (!isKnown(outputs)) {
    throw new StepError(
      `driver ${driver.name} left some outputs unknown`,
      'InvalidOutputs',
    );
  }
  const owner =
    result.physicalId === undefined
      ? undefined
      : session.ownerOfPhysical(
          driver.name,
          result.physicalId,
          request.resourceId,
        );
  if (owner) {
    throw new StepError(
      `what driver ${driver.name} calls ${result.physicalId} belongs to ${owner.address} already`,
      'PhysicalIdTaken',
    );
  }
  return outputs;
}

async function completeObjects(
  session: Session,
  step: ResourceDraft,
  result: DriverResult,
): Promise<CompleteObject[]> {
  const { completer } = session.draft;
  await completer.learn(result.objects);
  return orThrow(
    completer.resource(
      step.address,
      step.request.resourceId,
      result.objects,
      step.definition,
    ),
  );
}

/** The same for a second try of the same thing: a takeover, or a driver's Job, finds it again. */
export function operationId(
  resourceId: string,
  what: string,
  previous: ResourceRecord | undefined,
): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([resourceId, what, previous?.outputsVersion ?? 0]))
    .digest('hex');
  return `op-${hash.slice(0, 20)}`;
}
