import Tooltip from '@mui/material/Tooltip';
import Science from '@mui/icons-material/ScienceOutlined';
import { useT } from '../translation';
import { Tag } from './Tag';

/** Wherever a person looks at a cluster that only pretends. */
export function SandboxTag(props: { simulated: boolean }) {
  const t = useT();
  if (!props.simulated) return null;
  return (
    <Tooltip title={t('ui.sandboxWhat')} describeChild>
      <Tag tone="quiet">
        <Science aria-hidden sx={{ fontSize: 14 }} />
        {t('ui.sandbox')}
      </Tag>
    </Tooltip>
  );
}
