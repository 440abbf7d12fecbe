import { createHash } from 'node:crypto';
import {
  DriverError,
  DriverRequest,
  DriverResult,
  isRotating,
  ResourceRecord,
  ValueObject,
} from '../model';
import { CompleteObject } from '../create/objects';
import { requestOf } from '../create/draft/board';
import {
  claimedRoutes,
  routePlaces,
  takenRoutes,
} from '../create/draft/claimedRoutes';
import { everyHostProblems } from '../create/draft/everyHost';
import { decideResource } from '../create/draft/decide';
import { deviations } from '../create/plan/deviations';
import { ResourceDraft } from '../create/draft/draft';
import { resourceHash } from '../create/draft/fingerprint';
import { lossesIn, lossSubject } from '../create/draft/infrastructure';
import { exactPlan } from './exactPlan';
import { canonical, checkOutputs, isKnown } from '../create/values';
import { applyObjects } from './applyObjects';
import {
  Cancelled,
  endsRun,
  messageOf,
  PlanDiverged,
  ReviewNeeded,
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
  if (step.comparison.kind === 'unknown' && step.record?.appliedHash !== hash) {
    session.demandNoRepair();
  }
  await checkDriver(session, step, request, hash);
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
  { address, record, needs, outputs, continuity }: ResourceDraft,
): Promise<void> {
  session.board.resolver.setOutputs(address, record?.outputs ?? outputs);
  if (!record) {
    return;
  }
  const kept: ResourceRecord = {
    ...record,
    needs,
    // Its passwords were made anew, and nothing of it is made with one any more.
    ...(continuity.kind !== 'hold' && rotationDone(record)),
  };
  if (canonical(record.needs) !== canonical(needs) || isRotating(record)) {
    await session.store.saveResource(kept);
  }
}

/** It has the passwords that are meant. */
function rotationDone({
  rotation,
}: Pick<ResourceRecord, 'rotation'>): Pick<ResourceRecord, 'rotation'> {
  return rotation
    ? { rotation: { ...rotation, applied: rotation.generation } }
    : {};
}

/** Inputs and params with real outputs; nothing but holes may have changed since the plan. */
async function realRequest(
  session: Session,
  step: ResourceDraft,
): Promise<DriverRequest> {
  if (step.request.held) {
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
  if (step.request.held) {
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

/**
 * A driver that was asked with holes is asked again: it must not want more than was planned, and what it
 * wants is reviewed where the environment type says so.
 *
 * @throws PlanDiverged, ReviewNeeded
 */
async function checkDriver(
  session: Session,
  step: ResourceDraft,
  request: DriverRequest,
  hash: string | undefined,
): Promise<void> {
  const isReviewed = session.isReviewed(step.address);
  if (!isReviewed && (step.exactness === 'exact' || !request.previous)) {
    return;
  }
  const plan = await step.driver.plan(request, session.watch.signal);
  if (request.previous && plan.replace !== undefined) {
    throw new PlanDiverged(
      `an update was planned, but the driver would replace it: ${plan.replace}`,
    );
  }
  const unforeseen = lossesIn(step, plan.changes).filter(
    loss => !session.consentedTo(lossSubject(step.owner, loss), loss.action),
  );
  if (request.previous && unforeseen.length > 0) {
    throw new PlanDiverged(
      `it holds data, and its driver would ${unforeseen[0].action} ${unforeseen[0].address}, which nobody consented to`,
    );
  }
  if (!isReviewed) {
    return;
  }
  if (plan.exactness === 'deferred') {
    throw new PlanDiverged(
      'its driver does not say what it would do although all of its inputs are known, and that has to be reviewed',
    );
  }
  const exact = exactPlan(session, step, { plan, hash });
  if (!session.isApproved(exact)) {
    throw new ReviewNeeded(exact);
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
    ...(old?.rotation && { rotation: old.rotation }),
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
    await claimRoutes(session, step, request, wanted);
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
    // Known already: what needs it may be drawn before all is delivered.
    session.board.resolver.setOutputs(step.address, outputs);
    await applyObjects(session, step, wanted, record.completedJobs);
    await save({
      lifecycle: 'ready',
      ...(hash !== undefined && { appliedHash: hash }),
      completedJobs: jobsOf(wanted),
      ...(!step.request.held && rotationDone(record)),
    });
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
        planned: step.exactness,
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

/** What was known when planned is claimed already; who has it keeps it. */
async function claimRoutes(
  session: Session,
  { node, address }: ResourceDraft,
  { params }: DriverRequest,
  objects: CompleteObject[],
): Promise<void> {
  const { graph } = session.draft.setting;
  const finished = objects.map(({ template }) => ({ address, template }));
  const given = [[{ node, params }], finished, graph] as const;
  const [everyHost] = everyHostProblems(...given, () => undefined);
  if (everyHost) {
    throw new StepError(everyHost.message, everyHost.code);
  }
  const routes = claimedRoutes(...given);
  if (routes.length === 0) {
    return;
  }
  const taken = await session.ports.claimRoutes?.(
    session.target.cluster,
    routePlaces(routes),
  );
  const [problem] = takenRoutes(routes, taken ?? [], () => undefined);
  if (problem) {
    throw new StepError(problem.message, problem.code);
  }
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
