import { useT } from '../translation';
import { Tag } from '../ui/Tag';

const lifecycles = {
  ready: { word: 'application.lifecycleReady', tone: 'good' },
  applying: { word: 'application.lifecycleApplying', tone: 'active' },
  destroying: { word: 'application.lifecycleDestroying', tone: 'active' },
  detaching: { word: 'application.lifecycleDetaching', tone: 'active' },
  failed: { word: 'application.lifecycleFailed', tone: 'bad' },
  retained: { word: 'application.lifecycleRetained', tone: 'warning' },
} as const;

function isLifecycle(word: string): word is keyof typeof lifecycles {
  return Object.hasOwn(lifecycles, word);
}

/** How it is with a resource; a word of a newer backend stands as it is. */
export function Lifecycle(props: { lifecycle: string }) {
  const t = useT();
  const { lifecycle } = props;
  if (!isLifecycle(lifecycle)) return <Tag>{lifecycle}</Tag>;
  const { word, tone } = lifecycles[lifecycle];
  return <Tag tone={tone}>{t(word)}</Tag>;
}
