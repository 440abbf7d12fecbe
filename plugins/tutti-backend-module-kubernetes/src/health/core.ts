import { JsonObject } from '@tutti/engine';
import { objectsAt, textAt } from '../json';
import { because, conditionsOf } from './conditions';
import { failed, healthy, progressing, Verdict } from './Verdict';

/** A claim that waits for its first pod is told apart by its events (`causes/claim.ts`). */
export function judgePersistentVolumeClaim(object: JsonObject): Verdict {
  switch (textAt(object, 'status', 'phase')) {
    case 'Bound':
      return healthy('bound');
    case 'Lost':
      return failed('lost', {
        reason: 'ClaimLost',
        message: `the volume ${
          textAt(object, 'spec', 'volumeName') ?? ''
        } behind this claim is gone`,
      });
    default:
      return progressing('not bound yet');
  }
}

/** Only a load balancer has something to wait for. */
export function judgeService(object: JsonObject): Verdict {
  if (textAt(object, 'spec', 'type') !== 'LoadBalancer') {
    return healthy('present');
  }
  const address = firstAddress(object);
  return address
    ? healthy(`address ${address}`)
    : progressing('the load balancer has no address yet');
}

/**
 * Many ingress controllers never write an address, so that waiting for one could last for
 * ever: present is healthy, and the address is shown where there is one.
 */
export function judgeIngress(object: JsonObject): Verdict {
  const address = firstAddress(object);
  return healthy(address ? `address ${address}` : 'present, no address yet');
}

function firstAddress(object: JsonObject): string | undefined {
  const [first] = objectsAt(object, 'status', 'loadBalancer', 'ingress');
  return first && (textAt(first, 'hostname') ?? textAt(first, 'ip'));
}

/**
 * An autoscaler that cannot find its target does nothing; one without metrics is reported
 * in words only, since the workload runs all the same.
 */
export function judgeAutoscaler(object: JsonObject): Verdict {
  const conditions = conditionsOf(object);
  const able = conditions.get('AbleToScale');
  if (able?.status === 'False') {
    return progressing('cannot scale', undefined, because(able));
  }
  const active = conditions.get('ScalingActive');
  return active?.status === 'False'
    ? healthy(`does not scale now: ${because(active).message}`)
    : healthy(able ? 'active' : 'not evaluated yet');
}
