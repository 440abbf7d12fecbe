import Box from '@mui/material/Box';
import type { RuntimeObjectView } from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { CopyButton } from '../../ui/CopyButton';
import { shownYaml } from '../../ui/shownYaml';
import { Grow, Row } from '../../ui/Surface';
import { monospace, Muted } from '../../ui/Text';

/** The object as the cluster holds it; what is secret is said in words. */
export function ObjectYaml(props: { view: RuntimeObjectView }) {
  const t = useT();
  const { object, content, withheld } = props.view;
  const text = shownYaml(t, content);
  return (
    <>
      <Row sx={{ mb: 1 }}>
        {withheld && (
          <Muted>{t('runtime.statusWithheld', { reason: withheld })}</Muted>
        )}
        <Grow />
        <CopyButton text={() => text} what={t('runtime.manifest')} />
      </Row>
      <Box
        component="pre"
        tabIndex={0}
        role="group"
        aria-label={t('runtime.yamlOf', { name: object.name })}
        sx={{
          m: 0,
          p: 1.5,
          maxHeight: 480,
          overflow: 'auto',
          borderRadius: '8px',
          bgcolor: 'background.default',
          fontFamily: monospace,
          fontSize: 12.5,
          lineHeight: 1.45,
        }}
      >
        {text}
      </Box>
    </>
  );
}
