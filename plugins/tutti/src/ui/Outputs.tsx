import Lock from '@mui/icons-material/LockOutlined';
import Box from '@mui/material/Box';
import { stringify } from 'yaml';
import { Code, monospace, Muted } from './Text';

const SECRET = '(secret)';

function Shown(props: { name: string; value: unknown }) {
  const { name, value } = props;
  if (typeof value !== 'object' || value === null) {
    return <Code>{String(value)}</Code>;
  }
  return (
    <Box
      component="pre"
      tabIndex={0}
      role="group"
      aria-label={name}
      sx={{
        m: 0,
        p: 1,
        maxHeight: 220,
        overflow: 'auto',
        borderRadius: '6px',
        bgcolor: 'background.default',
        fontFamily: monospace,
        fontSize: 12,
        lineHeight: 1.45,
      }}
    >
      {stringify(value, { lineWidth: 0 })}
    </Box>
  );
}

/** Names and values; secrets only say that they are set. */
export function Outputs(props: { outputs: Record<string, unknown> }) {
  const entries = Object.entries(props.outputs);
  if (entries.length === 0) return <Muted>none</Muted>;
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: 'minmax(64px, max-content) 1fr',
        columnGap: 1.5,
        rowGap: 0.25,
        fontSize: 13,
        '& dt': { color: 'text.secondary' },
        '& dd': { m: 0, minWidth: 0, overflowWrap: 'anywhere' },
      }}
    >
      {entries.map(([name, value]) => (
        <Box key={name} sx={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>
            {typeof value === 'string' && value.startsWith('(') ? (
              <Muted sx={{ display: 'inline-flex', gap: 0.5 }}>
                {value === SECRET && (
                  <Lock aria-hidden sx={{ fontSize: 14, mt: '3px' }} />
                )}
                {value === SECRET ? 'secret, set' : value.slice(1, -1)}
              </Muted>
            ) : (
              <Shown name={name} value={value} />
            )}
          </dd>
        </Box>
      ))}
    </Box>
  );
}
