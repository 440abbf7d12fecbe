import type { ObjectChange } from '@tutti/plugin-tutti-common';
import { useMemo } from 'react';
import { useT } from '../../translation';
import { LineDiff } from '../../ui/LineDiff';
import { sidesOf } from './manifestDiff';

/** What of one object changes, line by line. */
export function ManifestDiff(props: { change: ObjectChange; label: string }) {
  const t = useT();
  const { change, label } = props;
  const sides = useMemo(() => sidesOf(t, change), [t, change]);
  return <LineDiff {...sides} label={label} />;
}
