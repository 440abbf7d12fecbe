import Check from '@mui/icons-material/Check';
import ContentCopy from '@mui/icons-material/ContentCopy';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useEffect, useState } from 'react';
import { useT } from '../translation';

const SHOWN_MS = 2000;

/** Copies text; says so by its icon and its name for two seconds. */
export function CopyButton(props: {
  text: string | (() => string);
  what: string;
}) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    const { text } = props;
    await navigator.clipboard.writeText(
      typeof text === 'function' ? text() : text,
    );
    setCopied(true);
  };
  const name = copied ? t('ui.copied') : t('ui.copy', { what: props.what });
  return (
    <Tooltip title={name}>
      <IconButton size="small" aria-label={name} onClick={copy}>
        {copied ? (
          <Check sx={{ fontSize: 16 }} />
        ) : (
          <ContentCopy sx={{ fontSize: 16 }} />
        )}
      </IconButton>
    </Tooltip>
  );
}
