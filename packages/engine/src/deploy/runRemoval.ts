import { ResourceRecord } from '../model';
import { RemovalDraft } from '../create/draft/draft';
import { released } from './applyObjects';
import { endsRun, StepError } from './failures';
import { operationId } from './runResource';
import { Session } from './Session';

/** What nobody needs any more: kept on purpose, or destroyed and forgotten. */
export async function runRemoval(
  session: Session,
  step: RemovalDraft,
): Promise<void> {
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
  await destroy(session, step, step.record);
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
  const leaving = step.objects.filter(({ action }) => action !== 'release');
  await session.writer.remove(
    leaving.flatMap(({ record }) => record ?? []),
    session.retrying(step),
  );
  await session.writer.release(released(step.objects));
}

async function callDriver(
  session: Session,
  step: RemovalDraft,
  record: ResourceRecord,
): Promise<void> {
  const { ports, watch } = session;
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
    driver.destroy(record, {
      operationId: record.operation?.id ?? '',
      signal: AbortSignal.any([watch.signal, ports.cancel]),
      log: line => session.log('info', line, step.address),
      checkpoint: state =>
        session.store.saveResource({ ...record, driverState: state }),
    }),
  );
}
