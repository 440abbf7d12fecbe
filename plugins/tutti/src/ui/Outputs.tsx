import Lock from '@mui/icons-material/LockOutlined';
import Box from '@mui/material/Box';
import { Code, Muted } from './Text';

const SECRET = '(secret)';

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
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
              <Code>{shown(value)}</Code>
            )}
          </dd>
        </Box>
      ))}
    </Box>
  );
}
