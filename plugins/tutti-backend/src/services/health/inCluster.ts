import {
  isSecretObject,
  ObjectRef,
  Redactor,
  Secret,
  secretsIn,
  Target,
  TargetCall,
} from '@tutti/engine';
import { EnvironmentRecord, InventoryObject, Store } from '../../store';
import { redactorFor } from './redactorFor';

const CALL_TIMEOUT_MS = 10_000;

/** How long one question to a cluster may take. */
export function callWithin(
  timeoutMs: number = CALL_TIMEOUT_MS,
  signal?: AbortSignal,
): TargetCall {
  const limit = AbortSignal.timeout(timeoutMs);
  return {
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
    timeoutMs,
  };
}

/** What of an environment is in its cluster, as far as Tutti knows. */
export async function presentObjects(
  store: Store,
  { id }: EnvironmentRecord,
): Promise<InventoryObject[]> {
  return (await store.objects.list([id])).filter(
    ({ state }) => state === 'present',
  );
}

/** One text for what an object is called. */
export function refText({ apiVersion, kind, namespace, name }: ObjectRef) {
  return [apiVersion, kind, namespace, name].join(' ');
}

const WORKLOAD = 'workload#';

/** Undefined where the owner of an object is a resource, or the environment itself. */
export function workloadOf(owner: string): string | undefined {
  return owner.startsWith(WORKLOAD) ? owner.slice(WORKLOAD.length) : undefined;
}

/** A redactor that knows what its Secrets in the cluster hold, too. */
export async function liveRedactor(
  store: Store,
  known: {
    environment: EnvironmentRecord;
    platformSecrets: Record<string, Secret>;
    target: Target;
    inventory: InventoryObject[];
  },
): Promise<Redactor> {
  const { environment, platformSecrets, target, inventory } = known;
  const secrets = inventory.map(({ ref }) => ref).filter(isSecretObject);
  return redactorFor(store, {
    environment,
    platformSecrets,
    live: secretsIn(
      secrets.length > 0 ? await target.observe(secrets, callWithin()) : [],
    ),
  });
}
