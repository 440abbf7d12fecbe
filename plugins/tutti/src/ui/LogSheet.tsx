import Download from '@mui/icons-material/FileDownloadOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import Tooltip from '@mui/material/Tooltip';
import { ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useT } from '../translation';
import { CopyButton } from './CopyButton';
import { FindField } from './FindField';
import { lineText, linesWith, SheetLine } from './logLines';
import { Grow, Row } from './Surface';
import { monospace, Muted } from './Text';
import { Toggle } from './Toggle';
import { toneColor } from './tone';
import { clockTime } from './time';

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

/** Lines to read, search, copy and save: opens at its end and follows it until somebody scrolls up. */
export function LogSheet(props: {
  lines: SheetLine[];
  /** Beside the number of lines. */
  head: ReactNode;
  /** What stands there while there is no line. */
  empty: string;
  fileName: string;
}) {
  const t = useT();
  const { lines, head, empty, fileName } = props;
  const [text, setText] = useState('');
  const [wrap, setWrap] = useState(true);
  const [following, setFollowing] = useState(true);
  const sheet = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  /** Pixels from the top, when it was last scrolled. */
  const seenTop = useRef(0);
  const shown = useMemo(() => linesWith(lines, text), [lines, text]);
  useEffect(() => {
    const element = sheet.current;
    if (element && following) element.scrollTop = element.scrollHeight;
  }, [shown, following, wrap]);
  useEffect(() => {
    // Lines get their height only when they are drawn: the end moves after it was reached.
    if (!content.current || typeof ResizeObserver === 'undefined' || !following)
      return undefined;
    const observer = new ResizeObserver(() => {
      const element = sheet.current;
      if (element) element.scrollTop = element.scrollHeight;
    });
    observer.observe(content.current);
    return () => observer.disconnect();
  }, [following]);
  const all = () => shown.map(lineText).join('\n');
  return (
    <>
      <Row sx={{ px: 2, py: 1.25, gap: 1 }}>
        {head}
        <Muted>{t('ui.lines', { count: shown.length })}</Muted>
        <Grow />
        <FindField label={t('ui.searchLog')} text={text} onText={setText} />
        <Toggle label={t('ui.follow')} on={following} onChange={setFollowing} />
        <Toggle label={t('ui.wrap')} on={wrap} onChange={setWrap} />
        <CopyButton text={all} what={t('ui.logToCopy')} />
        <Tooltip title={t('ui.downloadLog')}>
          <IconButton
            size="small"
            aria-label={t('ui.downloadLog')}
            onClick={() => save(fileName, `${all()}\n`)}
          >
            <Download sx={{ fontSize: 18 }} />
          </IconButton>
        </Tooltip>
      </Row>
      <Sheet
        ref={sheet}
        role="log"
        aria-label={t('ui.linesOfLog')}
        aria-live="off"
        tabIndex={0}
        className={wrap ? undefined : 'unwrapped'}
        onScroll={event => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
          // Only who scrolls up stops following: that the end moves is no wish of the reader.
          if (scrollHeight - scrollTop - clientHeight < END) setFollowing(true);
          else if (scrollTop < seenTop.current) setFollowing(false);
          seenTop.current = scrollTop;
        }}
      >
        <div ref={content}>
          {shown.length === 0 && (
            <Box sx={{ px: 2, color: 'text.secondary' }}>
              {lines.length === 0 ? empty : t('ui.noLine')}
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
        </div>
      </Sheet>
    </>
  );
}
