import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';
import { useMemo, useState } from 'react';
import { useT } from '../translation';
import { DiffLine, diffParts } from './lineDiff';
import { monospace } from './Text';
import { toneColor, toneWash } from './tone';

const Sheet = styled('div')(({ theme }) => ({
  overflowX: 'auto',
  fontFamily: monospace,
  fontSize: 12.5,
  lineHeight: '19px',
  backgroundColor: theme.palette.background.default,
  borderTop: `1px solid ${theme.palette.divider}`,
  '& > div': { minWidth: 'max-content' },
}));

const LineBox = styled('div', {
  shouldForwardProp: name => name !== 'sign',
})<{ sign: DiffLine['sign'] }>(({ theme, sign }) => {
  const tone = sign === '+' ? 'good' : 'bad';
  return {
    whiteSpace: 'pre',
    padding: '0 16px 0 8px',
    ...(sign !== ' ' && {
      backgroundColor: toneWash(theme, tone),
      '& > span:first-of-type': { color: toneColor(theme, tone) },
    }),
  };
});

const Fold = styled('button')(({ theme }) => ({
  all: 'unset',
  display: 'block',
  boxSizing: 'border-box',
  width: '100%',
  padding: '2px 16px',
  cursor: 'pointer',
  color: theme.palette.text.secondary,
  backgroundColor: theme.palette.action.hover,
  '&:hover': { color: theme.palette.text.primary },
  '&:focus-visible': {
    outline: `2px solid ${theme.palette.primary.main}`,
    outlineOffset: -2,
  },
}));

function Lines(props: { lines: DiffLine[] }) {
  return (
    <>
      {props.lines.map((line, index) => (
        <LineBox key={index} sign={line.sign}>
          <span>{line.sign} </span>
          {line.text}
        </LineBox>
      ))}
    </>
  );
}

function Folded(props: { lines: DiffLine[] }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  if (open) return <Lines lines={props.lines} />;
  return (
    <Fold type="button" onClick={() => setOpen(true)}>
      {t('ui.unchangedLines', { n: String(props.lines.length) })}
    </Fold>
  );
}

/** How one text becomes another, line by line; what stays is folded. */
export function LineDiff(props: {
  before: string;
  after: string;
  label: string;
}) {
  const { before, after, label } = props;
  const parts = useMemo(() => diffParts(before, after), [before, after]);
  return (
    <Sheet role="group" aria-label={label} tabIndex={0}>
      <Box>
        {parts.map((part, index) =>
          'folded' in part ? (
            <Folded key={index} lines={part.folded} />
          ) : (
            <Lines key={index} lines={part.lines} />
          ),
        )}
      </Box>
    </Sheet>
  );
}
