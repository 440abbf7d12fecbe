import type {
  RuntimeContainer,
  RuntimeNode,
  RuntimeStatus,
} from '@tutti/plugin-tutti-common';
import type { TextKey, Translate } from '../../translation';
import type { MarkKind } from '../../ui/Mark';

export const STATUS_WORDS = {
  healthy: { mark: 'good', word: 'states.healthy' },
  progressing: { mark: 'active', word: 'states.starting' },
  failed: { mark: 'bad', word: 'states.failed' },
} as const satisfies Record<RuntimeStatus, { mark: MarkKind; word: TextKey }>;

const STATE_WORDS = {
  running: 'runtime.running',
  waiting: 'runtime.waiting',
  terminated: 'runtime.terminated',
} as const satisfies Record<RuntimeContainer['state'], TextKey>;

/** `running`, `waiting: ImagePullBackOff`, `running, not ready` */
export function containerState(
  t: Translate,
  { state, reason, ready, init }: RuntimeContainer,
): string {
  const word = t(STATE_WORDS[state]);
  if (reason) return `${word}: ${reason}`;
  return state === 'running' && !ready && !init
    ? `${word}, ${t('runtime.notReady')}`
    : word;
}

/** Whose the objects are that stand below one another in the tree. */
export function ownerWords(
  t: Translate,
  { workload, resource }: Pick<RuntimeNode, 'workload' | 'resource'>,
): string {
  if (workload !== undefined)
    return t('runtime.ofWorkload', { name: workload });
  return resource === undefined
    ? t('runtime.ofEnvironment')
    : t('runtime.ofResource', { address: resource });
}
