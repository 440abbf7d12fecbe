import { JsonObject } from '@tutti/engine';
import { textAt } from '../json';
import { conditionsOf } from './conditions';
import { failed, healthy, progressing, Verdict } from './Verdict';

export function judgePod(object: JsonObject): Verdict {
  const phase = textAt(object, 'status', 'phase') ?? 'Pending';
  if (phase === 'Succeeded') return healthy('completed');
  if (phase === 'Failed') {
    const reason = textAt(object, 'status', 'reason') ?? 'Failed';
    return failed('failed', {
      reason,
      message: textAt(object, 'status', 'message') ?? 'the pod has failed',
    });
  }
  return conditionsOf(object).get('Ready')?.status === 'True'
    ? healthy('ready')
    : progressing(phase === 'Running' ? 'running, not ready' : 'not started');
}
