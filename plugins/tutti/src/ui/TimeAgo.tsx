import Tooltip from '@mui/material/Tooltip';
import { useT } from '../translation';
import { exactTime, relativeTime } from './time';
import { useNow } from './useNow';

const EVERY_TEN_SECONDS = 10_000;

/** A point in time as people say it; the exact time on hover. `at`: ISO 8601. */
export function TimeAgo(props: { at: string }) {
  const t = useT();
  const now = useNow(EVERY_TEN_SECONDS);
  return (
    <Tooltip title={exactTime(t, props.at)} describeChild>
      <time
        dateTime={props.at}
        style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}
      >
        {relativeTime(t, props.at, now)}
      </time>
    </Tooltip>
  );
}
