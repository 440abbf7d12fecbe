import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { Tag } from '../ui/Tag';
import { Tone } from '../ui/tone';

/** One item of a list of what is to be known of an environment. */
export function Note(props: {
  tag: string;
  tone?: Tone;
  text: ReactNode;
  action?: ReactNode;
}) {
  const { tag, tone = 'warning', text, action } = props;
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 1.25,
        rowGap: 0.5,
        fontSize: 13,
      }}
    >
      <Tag tone={tone}>{tag}</Tag>
      <Box sx={{ flex: '1 1 180px', minWidth: 0, overflowWrap: 'anywhere' }}>
        {text}
      </Box>
      {action}
    </Box>
  );
}
