import Tooltip from '@mui/material/Tooltip';
import Science from '@mui/icons-material/ScienceOutlined';
import { Tag } from './Tag';

/** Wherever a person looks at a cluster that only pretends. */
export function SandboxTag(props: { simulated: boolean }) {
  if (!props.simulated) return null;
  return (
    <Tooltip
      title="This cluster is Tutti's sandbox: it keeps every object, and pretends that pods run."
      describeChild
    >
      <Tag tone="quiet">
        <Science aria-hidden sx={{ fontSize: 14 }} />
        Sandbox: pods are simulated
      </Tag>
    </Tooltip>
  );
}
