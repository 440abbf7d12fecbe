import { RouterLink } from '@backstage/frontend-plugin-api';
import Divider from '@mui/material/Divider';
import ListItemText from '@mui/material/ListItemText';
import MenuItem from '@mui/material/MenuItem';
import type {
  EnvironmentSummary,
  EnvironmentVerb,
  PlanInput,
} from '@tutti/plugin-tutti-common';
import { ReactElement, useState } from 'react';
import { useTuttiLinks } from '../routes';
import { environmentRef } from '../screens/compare/sideWords';
import { useT } from '../translation';
import { ResumeDialog } from '../waiting/ResumeButton';
import { CloneDialog } from './CloneDialog';
import { HoldDialog } from './HoldDialog';
import { useRequestPlan } from './planRequest';
import { PromoteDialog } from './PromoteDialog';
import { PromoteToAllDialog } from './PromoteToAllDialog';
import { RemoveDialog } from './RemoveDialog';
import { RestartDialog } from './RestartDialog';
import { RollBackDialog } from './RollBackDialog';
import { RotateDialog } from './RotateDialog';
import { ScaleDialog } from './ScaleDialog';

type Choice =
  | 'rollBack'
  | 'promote'
  | 'promoteToAll'
  | 'scale'
  | 'restart'
  | 'rotate'
  | 'hold'
  | 'resume'
  | 'clone'
  | 'remove';

/**
 * What can be done with an environment as a whole: menu items, and the dialogs that they open. What
 * changes what runs leads to a plan first.
 */
export function useEnvironmentVerbs(props: {
  application: string;
  environment: EnvironmentSummary;
  /** On its own page, which is left when it is removed. */
  withRemove: boolean;
  onChosen(): void;
  /** A hold began or ended. */
  onChanged?(): void;
}) {
  const t = useT();
  const { application, environment, withRemove, onChosen } = props;
  const { onChanged = () => undefined } = props;
  const { name, allowed, hold } = environment;
  const links = useTuttiLinks();
  const requestPlan = useRequestPlan();
  const [dialog, setDialog] = useState<Choice>();
  const close = () => setDialog(undefined);
  const here = environmentRef(application, name);
  const refusal = (verb: EnvironmentVerb | 'remove' | 'hold' | 'resume') => {
    const answer = allowed[verb];
    return answer && !answer.allowed ? answer.reason : undefined;
  };
  // Without a success there is nothing to scale, to restart, to pause or to go back to.
  const nothingRuns = environment.release ? undefined : t('verbs.notRunning');
  const plan = (input: PlanInput) => {
    close();
    requestPlan(application, name, input);
  };
  const item = (
    key: string,
    words: { primary: string; hint?: string; refused?: string | undefined },
    onClick: () => void,
  ): ReactElement => (
    <MenuItem
      key={key}
      disabled={words.refused !== undefined}
      onClick={() => {
        onChosen();
        onClick();
      }}
    >
      <ListItemText
        primary={words.primary}
        secondary={words.refused ?? words.hint}
        secondaryTypographyProps={{
          sx: { whiteSpace: 'normal', maxWidth: 320 },
        }}
      />
    </MenuItem>
  );
  const opens = (
    choice: Choice,
    primary: string,
    refused?: string,
    hint?: string,
  ) =>
    item(choice, { primary, refused, ...(hint && { hint }) }, () =>
      setDialog(choice),
    );
  const operate = nothingRuns ?? refusal('operate');
  const items = [
    opens('promote', t('verbs.promoteFrom'), refusal('deploy')),
    opens(
      'promoteToAll',
      t('promotion.toAll'),
      nothingRuns,
      t('promotion.toAllHint'),
    ),
    opens('rollBack', t('verbs.rollBackTo'), nothingRuns ?? refusal('deploy')),
    <Divider key="operating" />,
    opens('scale', t('verbs.scale'), operate),
    opens('restart', t('verbs.restart'), operate),
    opens('rotate', t('verbs.rotate'), nothingRuns ?? refusal('manage')),
    environment.paused
      ? item(
          'pause',
          {
            primary: t('verbs.resume'),
            hint: t('verbs.resumeHint'),
            refused: refusal('operate'),
          },
          () => plan({ pause: false }),
        )
      : item(
          'pause',
          {
            primary: t('verbs.pause'),
            hint: t('verbs.pauseHint'),
            refused: operate,
          },
          () => plan({ pause: true }),
        ),
    hold
      ? opens('resume', t('verbs.resumeAutomation'), refusal('resume'))
      : opens('hold', t('verbs.hold'), refusal('hold'), t('verbs.holdHint')),
    <Divider key="whole" />,
    <MenuItem
      key="compare"
      component={RouterLink}
      href={links.compare(here, here)}
    >
      {t('environments.compareWith')}
    </MenuItem>,
    opens('clone', t('environments.makeLike')),
    item(
      'destroy',
      {
        primary: t('environments.destroy'),
        hint: t('environments.destroyHint'),
        refused: refusal('destroy'),
      },
      () => plan({ destroy: true }),
    ),
    ...(withRemove
      ? [opens('remove', t('environments.remove'), refusal('remove'))]
      : []),
  ];
  const inEnvironment = { application, environment: name, onClose: close };
  const ofEnvironment = { environment, onPlan: plan, onClose: close };
  const dialogs = (
    <>
      {dialog === 'promote' && (
        <PromoteDialog application={application} {...ofEnvironment} />
      )}
      {dialog === 'promoteToAll' && (
        <PromoteToAllDialog
          application={application}
          environment={environment}
          onBegun={onChanged}
          onClose={close}
        />
      )}
      {dialog === 'rollBack' && (
        <RollBackDialog {...inEnvironment} onPlan={plan} />
      )}
      {dialog === 'scale' && <ScaleDialog {...ofEnvironment} />}
      {dialog === 'restart' && <RestartDialog {...ofEnvironment} />}
      {dialog === 'rotate' && <RotateDialog {...inEnvironment} onPlan={plan} />}
      {dialog === 'hold' && (
        <HoldDialog {...inEnvironment} onHeld={onChanged} />
      )}
      {dialog === 'resume' && hold && (
        <ResumeDialog {...inEnvironment} hold={hold} onResumed={onChanged} />
      )}
      {dialog === 'clone' && (
        <CloneDialog
          application={application}
          environment={environment}
          onClose={close}
        />
      )}
      {dialog === 'remove' && <RemoveDialog {...inEnvironment} />}
    </>
  );
  return { items, dialogs };
}
