import { DriverRun, ObjectRecord, own, ResourceRecord } from '../model';
import { RemovalDraft } from '../create/draft/draft';
import { released } from './applyObjects';
import { endsRun, StepError } from './failures';
import { operationId } from './runResource';
import { Session } from './Session';

/** What nobody needs any more: kept on purpose, let go of, or destroyed and forgotten. */
export async function runRemoval(
  session: Session,
  step: RemovalDraft,
): Promise<void> {
  if (step.kind === 'target-removal') {
    await removeObjects(session, step);
    return;
  }
  if (step.kind === 'workload-removal') {
    // Half removed it must never pass for one that runs.
    await session.store.saveWorkload({ ...step.record, lifecycle: 'failed' });
    await removeObjects(session, step);
    await session.store.forgetWorkload(step.record.workload);
    return;
  }
  if (step.decision.action === 'retain') {
    await session.store.saveResource({
      ...step.record,
      lifecycle: 'retained',
    });
    return;
  }
  if (step.decision.action === 'detach') {
    await detach(session, step, step.record);
    return;
  }
  await destroy(session, step, step.record);
}

/** What its driver made stays too; it only hears of it. Begun, it is finished by whatever plan comes next. */
async function detach(
  session: Session,
  step: RemovalDraft,
  record: ResourceRecord,
): Promise<void> {
  const { store, ports } = session;
  const leaving: ResourceRecord = { ...record, lifecycle: 'detaching' };
  await store.saveResource(leaving);
  await removeObjects(session, step);
  const driver = own(ports.drivers, record.definition.driver);
  await session.retryDriver(step, async () =>
    driver?.detach?.(
      leaving,
      driverRun(
        session,
        step,
        leaving,
        operationId(record.resourceId, 'detach', record),
      ),
    ),
  );
  await store.forgetResource(record.resourceId);
}

async function destroy(
  session: Session,
  step: RemovalDraft,
  record: ResourceRecord,
): Promise<void> {
  const { store } = session;
  const destroying: ResourceRecord = {
    ...record,
    lifecycle: 'destroying',
    operation: {
      id: operationId(record.resourceId, 'destroy', record),
      kind: 'destroy',
    },
  };
  await store.saveResource(destroying);
  try {
    // Backwards: the driver came first when it was made.
    await removeObjects(session, step);
    await callDriver(session, step, destroying);
  } catch (error) {
    if (!endsRun(error)) {
      await store.saveResource({ ...destroying, operation: undefined });
    }
    throw error;
  }
  await store.forgetResource(record.resourceId);
}

async function removeObjects(
  session: Session,
  step: RemovalDraft,
): Promise<void> {
  if (session.delivery) {
    await session.delivery.over;
    return;
  }
  const { remove, release } = leavingWith(step);
  await session.writer.remove(remove, session.retrying(step));
  await session.writer.release(release, session.retrying(step));
}

/** The objects that a removal takes out of the target, and those that it lets go of there. */
export function leavingWith({
  objects,
}: Pick<RemovalDraft, 'objects'>): Record<
  'remove' | 'release',
  ObjectRecord[]
> {
  return {
    remove: objects.flatMap(({ action, record }) =>
      action !== 'release' && record ? [record] : [],
    ),
    release: released(objects),
  };
}

async function callDriver(
  session: Session,
  step: RemovalDraft,
  record: ResourceRecord,
): Promise<void> {
  const { ports } = session;
  const name = record.definition.driver;
  const driver = Object.hasOwn(ports.drivers, name)
    ? ports.drivers[name]
    : undefined;
  if (!driver) {
    throw new StepError(
      `driver ${name}, which made it, is not installed`,
      'UnknownDriver',
    );
  }
  await session.retryDriver(step, () =>
    driver.destroy(
      record,
      driverRun(session, step, record, record.operation?.id ?? ''),
    ),
  );
}

function driverRun(
  session: Session,
  { address }: RemovalDraft,
  record: ResourceRecord,
  id: string,
): DriverRun {
  const { ports, watch, store } = session;
  return {
    operationId: id,
    signal: AbortSignal.any([watch.signal, ports.cancel]),
    log: line => session.log('info', line, address),
    checkpoint: state => store.saveResource({ ...record, driverState: state }),
  };
}
