import Box from '@mui/material/Box';
import ErrorOutline from '@mui/icons-material/ErrorOutline';
import Warning from '@mui/icons-material/WarningAmberOutlined';
import type { Problem } from '@tutti/plugin-tutti-common';
import { Translate, useT } from '../translation';
import { Code, Muted } from './Text';
import { toneColor } from './tone';

function place(t: Translate, problem: Problem): string | undefined {
  const { file, line, column } = problem;
  const position = [line, line === undefined ? undefined : column]
    .filter(part => part !== undefined)
    .join(':');
  if (file) return position ? `${file}:${position}` : file;
  return position ? t('ui.line', { position }) : undefined;
}

/** Everything that is wrong, each with its place, its code and the way out. */
export function ProblemList(props: {
  problems: Problem[];
  /** Makes the place a button that leads to the line. */
  goToLine?(line: number): void;
}) {
  const t = useT();
  const { problems, goToLine } = props;
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {problems.map((problem, index) => {
        const { severity, code, line } = problem;
        const where = place(t, problem);
        const Icon = severity === 'error' ? ErrorOutline : Warning;
        return (
          <Box
            component="li"
            key={index}
            sx={{
              display: 'flex',
              gap: 1.25,
              py: 1.25,
              '& + li': { borderTop: 1, borderColor: 'divider' },
            }}
          >
            <Icon
              titleAccess={t(severity === 'error' ? 'ui.error' : 'ui.warning')}
              sx={{
                fontSize: 18,
                mt: '2px',
                color: theme =>
                  toneColor(theme, severity === 'error' ? 'bad' : 'warning'),
              }}
            />
            <Box sx={{ minWidth: 0, flex: 1 }}>
              <Box sx={{ fontWeight: 500, overflowWrap: 'anywhere' }}>
                {problem.message}
              </Box>
              {problem.hint && (
                <Box
                  sx={{
                    mt: 0.25,
                    '&::first-letter': { textTransform: 'uppercase' },
                  }}
                >
                  {problem.hint}
                </Box>
              )}
              <Muted
                sx={{
                  display: 'flex',
                  flexWrap: 'wrap',
                  alignItems: 'baseline',
                  gap: 1.5,
                  mt: 0.25,
                }}
              >
                {where &&
                  (goToLine && line !== undefined ? (
                    <Box
                      component="button"
                      type="button"
                      onClick={() => goToLine(line)}
                      sx={{
                        all: 'unset',
                        cursor: 'pointer',
                        color: 'primary.main',
                        '&:focus-visible': { outline: '2px solid' },
                      }}
                    >
                      <Code sx={{ color: 'inherit' }}>{where}</Code>
                    </Box>
                  ) : (
                    <Code sx={{ color: 'inherit' }}>{where}</Code>
                  ))}
                {problem.path && (
                  <Code sx={{ color: 'inherit' }}>{problem.path}</Code>
                )}
                {problem.address && (
                  <Code sx={{ color: 'inherit' }}>{problem.address}</Code>
                )}
                <span>{code}</span>
              </Muted>
            </Box>
          </Box>
        );
      })}
    </Box>
  );
}
