import { DriverPlan, ExactPlan } from '../model';
import { ResourceDraft } from '../create/draft/draft';
import { changesAsValue } from '../create/draft/infrastructure';
import { canonical } from '../create/values';
import { Session } from './Session';

/** More are not read by anybody; the hash covers all of them. */
const MOST_CHANGES = 500;

/**
 * What a person reviews of a step whose driver could not plan it before the run. Its hash covers what the
 * driver would do and, by the keyed hash of the resource, everything that it would be made from.
 */
export function exactPlan(
  { redactor, ports }: Session,
  { address, decision }: ResourceDraft,
  { plan, hash }: { plan: DriverPlan; hash: string | undefined },
): ExactPlan {
  const changes = plan.changes?.map(change => redactor.change(change));
  return {
    address,
    action: decision.action,
    ...(changes && { changes: changes.slice(0, MOST_CHANGES) }),
    hash: ports.digest(
      canonical([hash ?? null, plan.objects, changesAsValue(changes ?? [])]),
    ),
  };
}
