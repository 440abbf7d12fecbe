import MoreVert from '@mui/icons-material/MoreVert';
import IconButton from '@mui/material/IconButton';
import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import type { Application, WorkloadSummary } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useT } from '../../../translation';
import { PlainButton } from '../../../ui/PlainButton';
import { editableHere } from './editable';
import type { WorkloadPart } from './useOpenedWorkload';

/** Its Score file, and behind a menu what is needed less often. */
export function WorkloadActions(props: {
  application: Application;
  workload: WorkloadSummary;
  onOpen(part: WorkloadPart): void;
}) {
  const t = useT();
  const { application, workload, onOpen } = props;
  const { name } = workload;
  const [anchor, setAnchor] = useState<HTMLElement>();
  const { allowed } = editableHere(t, application, workload);
  const refused = allowed && !allowed.allowed ? allowed.reason : undefined;
  const choose = (part: WorkloadPart) => () => {
    setAnchor(undefined);
    onOpen(part);
  };
  return (
    <>
      <PlainButton
        size="small"
        aria-label={t('application.scoreFileOf', { workload: name })}
        onClick={() => onOpen('score')}
      >
        {t('common.scoreFile')}
      </PlainButton>
      <IconButton
        size="small"
        aria-label={t('planning.moreFor', { environment: name })}
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        onClick={event => setAnchor(event.currentTarget)}
      >
        <MoreVert fontSize="small" />
      </IconButton>
      <Menu
        open={anchor !== undefined}
        anchorEl={anchor}
        onClose={() => setAnchor(undefined)}
      >
        <MenuItem onClick={choose('versions')}>
          {t('workloads.versionsMore')}
        </MenuItem>
        <MenuItem onClick={choose('source')}>
          {t('workloads.sourceMore')}
        </MenuItem>
        <MenuItem disabled={refused !== undefined} onClick={choose('remove')}>
          <ListItemText
            primary={t('application.removeWorkload')}
            secondary={refused}
          />
        </MenuItem>
      </Menu>
    </>
  );
}
