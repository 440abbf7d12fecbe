import { RouterLink } from '@backstage/frontend-plugin-api';
import MoreVert from '@mui/icons-material/MoreVert';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import type { EnvironmentSummary } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useTuttiLinks } from '../routes';
import { useT } from '../translation';
import { AllowedButton } from '../ui/AllowedButton';
import { ImagesDialog } from './ImagesDialog';
import { useRequestPlan } from './planRequest';
import { Promotable } from './promotable';
import { useEnvironmentVerbs } from './useEnvironmentVerbs';

/** Deploy, and what else can be deployed; every way leads to a plan first. */
export function DeployButtons(props: {
  application: string;
  environment: EnvironmentSummary;
  /** What last succeeded in the environment before it, where it is not here. */
  promotable?: Promotable | undefined;
  /** On the board: a way to the environment's own page. */
  withOpen?: boolean;
  /** A hold on automation began or ended. */
  onChanged?(): void;
}) {
  const t = useT();
  const { application, environment, promotable } = props;
  const { name, allowed, release } = environment;
  const links = useTuttiLinks();
  const requestPlan = useRequestPlan();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const [images, setImages] = useState(false);
  const refused = allowed.deploy && !allowed.deploy.allowed;
  const close = () => setAnchor(undefined);
  const verbs = useEnvironmentVerbs({
    application,
    environment,
    withRemove: !props.withOpen,
    onChosen: close,
    ...(props.onChanged && { onChanged: props.onChanged }),
  });
  return (
    <>
      <AllowedButton
        variant={environment.pendingChanges > 0 ? 'contained' : 'outlined'}
        size="small"
        disableElevation
        allowed={allowed.deploy}
        right={{ application, environment: name, verb: 'deploy' }}
        onClick={() => requestPlan(application, name)}
        aria-label={t('planning.deployTo', { environment: name })}
      >
        {t('planning.deploy')}
      </AllowedButton>
      {promotable && (
        <AllowedButton
          variant="outlined"
          size="small"
          allowed={allowed.deploy}
          right={{ application, environment: name, verb: 'deploy' }}
          onClick={() =>
            requestPlan(application, name, { promoteFrom: promotable.from })
          }
          aria-label={t('promotion.promoteTo', {
            release: String(promotable.release.number),
            from: promotable.from,
            environment: name,
          })}
        >
          {t('promotion.promote', {
            release: String(promotable.release.number),
          })}
        </AllowedButton>
      )}
      <IconButton
        size="small"
        aria-label={t('planning.moreFor', { environment: name })}
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        onClick={event => setAnchor(event.currentTarget)}
      >
        <MoreVert fontSize="small" />
      </IconButton>
      <Menu open={anchor !== undefined} anchorEl={anchor} onClose={close}>
        <MenuItem
          disabled={refused}
          onClick={() => {
            close();
            setImages(true);
          }}
        >
          {t('planning.changeImages')}
        </MenuItem>
        <MenuItem
          disabled={refused}
          onClick={() => {
            close();
            requestPlan(application, name, { force: true });
          }}
        >
          <ListItemText
            primary={t('planning.deployAll')}
            secondary={t('planning.deployAllWhat')}
          />
        </MenuItem>
        {verbs.items}
        {props.withOpen && <Divider />}
        {props.withOpen && (
          <MenuItem
            component={RouterLink}
            href={links.environment(application, name)}
          >
            {t('planning.open', { environment: name })}
          </MenuItem>
        )}
      </Menu>
      {verbs.dialogs}
      {images && (
        <ImagesDialog
          application={application}
          environment={name}
          release={release}
          onPlan={chosen => {
            setImages(false);
            requestPlan(application, name, { images: chosen });
          }}
          onClose={() => setImages(false)}
        />
      )}
    </>
  );
}
