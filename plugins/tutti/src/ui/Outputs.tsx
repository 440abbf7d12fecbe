import Lock from '@mui/icons-material/LockOutlined';
import Box from '@mui/material/Box';
import {
  HidingMask,
  JsonObject,
  JsonValue,
  shownAt,
  withMasksSaid,
} from '@tutti/plugin-tutti-common';
import { stringify } from 'yaml';
import { useT } from '../translation';
import { LongText } from './LongText';
import { maskWords } from './maskWords';
import { monospace, Muted } from './Text';

function Masked(props: { mask: HidingMask }) {
  const t = useT();
  const { mask } = props;
  return (
    <Muted sx={{ display: 'inline-flex', gap: 0.5 }}>
      {mask.masked === 'secret' && (
        <Lock aria-hidden sx={{ fontSize: 14, mt: '3px' }} />
      )}
      {mask.masked === 'secret' ? t('ui.secretSet') : maskWords(t, mask)}
    </Muted>
  );
}

/** One value as it is shown: a mask in words, a structure as YAML. */
export function ShownValue(props: { name: string; value: JsonValue }) {
  const t = useT();
  const { name } = props;
  const shown = shownAt(props.value);
  if (shown.mask) return <Masked mask={shown.mask} />;
  const { value } = shown;
  if (typeof value !== 'object' || value === null) {
    return <LongText text={String(value)} />;
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
      {stringify(
        withMasksSaid(props.value, mask => `(${maskWords(t, mask)})`),
        { lineWidth: 0 },
      )}
    </Box>
  );
}

/** Names and values; secrets only say that they are set. */
export function Outputs(props: { outputs: JsonObject }) {
  const t = useT();
  const entries = Object.entries(props.outputs);
  if (entries.length === 0) return <Muted>{t('common.none')}</Muted>;
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
            <ShownValue name={name} value={value} />
          </dd>
        </Box>
      ))}
    </Box>
  );
}
