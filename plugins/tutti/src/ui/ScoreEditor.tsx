import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';
import type { Problem } from '@tutti/plugin-tutti-common';
import { DragEvent, useId, useRef } from 'react';
import { ProblemList } from './ProblemList';
import { monospace, Muted } from './Text';
import { Tone, toneColor, toneWash } from './tone';
import { YamlToken, yamlTokens } from './yamlTokens';
import { PlainButton } from './PlainButton';

const LINE = 20;

const Frame = styled('div')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: 'auto minmax(0, 1fr)',
  alignItems: 'start',
  overflow: 'auto',
  border: `1px solid ${theme.palette.divider}`,
  borderRadius: 8,
  backgroundColor: theme.palette.background.default,
  fontFamily: monospace,
  fontSize: 13,
  lineHeight: `${LINE}px`,
  '&:focus-within': { borderColor: theme.palette.primary.main },
}));

const Gutter = styled('div')(({ theme }) => ({
  position: 'sticky',
  left: 0,
  zIndex: 1,
  boxSizing: 'border-box',
  minHeight: '100%',
  padding: '10px 0',
  textAlign: 'right',
  userSelect: 'none',
  color: theme.palette.text.secondary,
  backgroundColor: theme.palette.background.default,
  borderRight: `1px solid ${theme.palette.divider}`,
  '& > div': { padding: '0 10px 0 14px' },
}));

const Sheet = styled('div')({
  display: 'grid',
  minWidth: 'max-content',
  '& > *': {
    gridArea: '1 / 1',
    margin: 0,
    padding: '10px 14px',
    font: 'inherit',
    lineHeight: 'inherit',
    whiteSpace: 'pre',
  },
});

const Writing = styled('textarea')(({ theme }) => ({
  all: 'unset',
  boxSizing: 'border-box',
  width: '100%',
  height: '100%',
  overflow: 'hidden',
  color: 'transparent',
  caretColor: theme.palette.text.primary,
}));

const tokenTones: Record<Exclude<YamlToken['kind'], 'plain'>, Tone> = {
  key: 'active',
  text: 'good',
  comment: 'quiet',
  placeholder: 'warning',
};

function Line(props: { text: string; wrong?: Problem['severity'] }) {
  const { text, wrong } = props;
  return (
    <Box
      component="span"
      sx={{
        display: 'block',
        minHeight: LINE,
        mx: '-14px',
        px: '14px',
        ...(wrong && {
          bgcolor: theme =>
            toneWash(theme, wrong === 'error' ? 'bad' : 'warning'),
        }),
      }}
    >
      {yamlTokens(text).map(({ kind, text: piece }, index) =>
        kind === 'plain' ? (
          piece
        ) : (
          <Box
            component="span"
            key={index}
            sx={{ color: theme => toneColor(theme, tokenTones[kind]) }}
          >
            {piece}
          </Box>
        ),
      )}
    </Box>
  );
}

/**
 * A Score text with line numbers, its problems marked at their lines and listed below. Without
 * `onChange` it can only be read.
 */
export function ScoreEditor(props: {
  value: string;
  onChange?(value: string): void;
  problems: Problem[];
  /** Pixels at most; longer texts scroll. */
  height: number;
}) {
  const { value, onChange, problems, height } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const fileInput = useRef<HTMLInputElement>(null);
  const label = useId();
  const lines = value.split('\n');
  const wrong = new Map<number, Problem['severity']>();
  for (const { line, severity } of problems) {
    if (line !== undefined && wrong.get(line) !== 'error') {
      wrong.set(line, severity);
    }
  }

  function goToLine(line: number) {
    const start =
      lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    area.current?.focus();
    area.current?.setSelectionRange(
      start,
      start + (lines[line - 1] ?? '').length,
    );
    frame.current?.scrollTo?.({ top: (line - 3) * LINE });
  }

  async function take(file: File | undefined) {
    if (file) onChange?.(await file.text());
  }

  function drop(event: DragEvent) {
    if (!onChange || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  }

  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1, minWidth: 0 }}>
      {onChange && (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
          <Muted id={label} sx={{ flex: 1 }}>
            Score file
          </Muted>
          <input
            ref={fileInput}
            type="file"
            accept=".yaml,.yml"
            hidden
            aria-label="Score file from this computer"
            onChange={event => void take(event.target.files?.[0])}
          />
          <PlainButton size="small" onClick={() => fileInput.current?.click()}>
            Choose a file…
          </PlainButton>
        </Box>
      )}
      <Frame
        ref={frame}
        style={{ maxHeight: height, minHeight: onChange && height }}
        onDrop={drop}
        onDragOver={event => onChange && event.preventDefault()}
        {...(!onChange && {
          tabIndex: 0,
          role: 'group',
          'aria-label': 'Score file',
        })}
      >
        <Gutter aria-hidden>
          {lines.map((_, index) => {
            const severity = wrong.get(index + 1);
            return (
              <Box
                key={index}
                sx={
                  severity && {
                    fontWeight: 700,
                    color: theme =>
                      toneColor(
                        theme,
                        severity === 'error' ? 'bad' : 'warning',
                      ),
                  }
                }
              >
                {index + 1}
              </Box>
            );
          })}
        </Gutter>
        <Sheet style={{ minHeight: onChange && height - 2 }}>
          <pre aria-hidden={onChange ? true : undefined}>
            {lines.map((text, index) => (
              <Line key={index} text={text} wrong={wrong.get(index + 1)} />
            ))}
          </pre>
          {onChange && (
            <Writing
              ref={area}
              aria-labelledby={label}
              aria-invalid={problems.length > 0 || undefined}
              value={value}
              onChange={event => onChange(event.target.value)}
              spellCheck={false}
              autoCapitalize="off"
              autoComplete="off"
              wrap="off"
            />
          )}
        </Sheet>
      </Frame>
      {problems.length > 0 && (
        <ProblemList
          problems={problems}
          goToLine={onChange ? goToLine : undefined}
        />
      )}
    </Box>
  );
}
