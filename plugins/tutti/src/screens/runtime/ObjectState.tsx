import Box from '@mui/material/Box';
import type { RuntimeNode } from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { Mark } from '../../ui/Mark';
import { Muted } from '../../ui/Text';
import { STATUS_WORDS } from './runtimeWords';

/** How an object is, in a word and a line. */
export function ObjectState(props: { object: RuntimeNode }) {
  const t = useT();
  const { status, message } = props.object;
  const { mark, word } = STATUS_WORDS[status];
  return (
    <>
      <Mark kind={mark}>{t(word)}</Mark> <Muted>{message}</Muted>
    </>
  );
}

/** Why it is not well; nothing where nothing is said. */
export function ObjectCause(props: { object: RuntimeNode }) {
  const { cause } = props.object;
  return cause ? (
    <Box sx={{ overflowWrap: 'anywhere' }}>
      <b>{cause.reason}</b>: {cause.message}
    </Box>
  ) : null;
}
