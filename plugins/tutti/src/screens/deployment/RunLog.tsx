import Download from '@mui/icons-material/FileDownloadOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import { Field } from '../../ui/Field';
import Tooltip from '@mui/material/Tooltip';
import { useEffect, useMemo, useRef, useState } from 'react';
import { CopyButton } from '../../ui/CopyButton';
import { Grow, Row, Surface } from '../../ui/Surface';
import { monospace, Muted, SectionTitle } from '../../ui/Text';
import { Toggle } from '../../ui/Toggle';
import { toneColor } from '../../ui/tone';
import { clockTime } from '../../ui/time';
import { linesOf, logText } from './logText';
import type { LogLine } from './runEvents';
import { PlainButton } from '../../ui/PlainButton';

/** Pixels from the end within which a reader is at the end. */
const END = 24;

const Sheet = styled('div')(({ theme }) => ({
  height: 340,
  overflow: 'auto',
  borderTop: `1px solid ${theme.palette.divider}`,
  backgroundColor: theme.palette.background.default,
  borderRadius: '0 0 10px 10px',
  padding: theme.spacing(1, 0),
  fontFamily: monospace,
  fontSize: 12.5,
  lineHeight: '19px',
  '& .line': {
    display: 'grid',
    gridTemplateColumns: '104px minmax(0, 1fr)',
    padding: '0 16px',
    contentVisibility: 'auto',
    containIntrinsicSize: 'auto 19px',
  },
  '&.unwrapped .line': { minWidth: 'max-content' },
  '& .said': { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  '&.unwrapped .said': { whiteSpace: 'pre', overflowWrap: 'normal' },
  '& .time': { color: theme.palette.text.secondary, userSelect: 'none' },
  '& .step': { color: theme.palette.text.secondary },
  '& .error': { color: toneColor(theme, 'bad') },
  '& .warning': { color: toneColor(theme, 'warning') },
}));

function save(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** The log of a run: opens at its end and follows it until somebody scrolls up. */
export function RunLog(props: {
  lines: LogLine[];
  /** Only this step's lines; empty: all. */
  step: string;
  onStep(address: string): void;
  fileName: string;
}) {
  const { lines, step, onStep, fileName } = props;
  const [text, setText] = useState('');
  const [wrap, setWrap] = useState(true);
  const [following, setFollowing] = useState(true);
  const sheet = useRef<HTMLDivElement>(null);
  const shown = useMemo(
    () => linesOf(lines, { step, text }),
    [lines, step, text],
  );
  useEffect(() => {
    const element = sheet.current;
    if (element && following) element.scrollTop = element.scrollHeight;
  }, [shown, following, wrap]);
  const all = () => shown.map(logText).join('\n');
  return (
    <Surface aria-label="Log">
      <Row sx={{ px: 2, py: 1.25, gap: 1 }}>
        <SectionTitle>Log</SectionTitle>
        <Muted>{shown.length === 1 ? '1 line' : `${shown.length} lines`}</Muted>
        {step && (
          <PlainButton
            size="small"
            variant="outlined"
            onClick={() => onStep('')}
          >
            Only {step} ✕
          </PlainButton>
        )}
        <Grow />
        <Field
          type="search"
          placeholder="Search the log"
          value={text}
          onChange={event => setText(event.target.value)}
          inputProps={{ 'aria-label': 'Search the log' }}
          sx={{ width: 200, '& input': { py: 0.6, fontSize: 13 } }}
        />
        <Toggle label="Follow" on={following} onChange={setFollowing} />
        <Toggle label="Wrap" on={wrap} onChange={setWrap} />
        <CopyButton text={all} what="log" />
        <Tooltip title="Download log">
          <IconButton
            size="small"
            aria-label="Download log"
            onClick={() => save(fileName, `${all()}\n`)}
          >
            <Download sx={{ fontSize: 18 }} />
          </IconButton>
        </Tooltip>
      </Row>
      <Sheet
        ref={sheet}
        role="log"
        aria-label="Lines of the log"
        aria-live="off"
        tabIndex={0}
        className={wrap ? undefined : 'unwrapped'}
        onScroll={event => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          setFollowing(scrollHeight - scrollTop - clientHeight < END);
        }}
      >
        {shown.length === 0 && (
          <Box sx={{ px: 2, color: 'text.secondary' }}>
            {lines.length === 0
              ? 'Nothing was logged yet.'
              : 'No line holds this.'}
          </Box>
        )}
        {shown.map(line => (
          <div key={line.id} className="line">
            <span className="time">{clockTime(line.at)}</span>
            <span className={`said ${line.level}`}>
              {line.address && <span className="step">{line.address} </span>}
              {line.message}
            </span>
          </div>
        ))}
      </Sheet>
    </Surface>
  );
}
