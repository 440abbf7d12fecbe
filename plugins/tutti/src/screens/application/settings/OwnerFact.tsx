import type { Allowed, Application } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useOwnership } from '../../../data/useOwnership';
import { useT } from '../../../translation';
import { AllowedButton } from '../../../ui/AllowedButton';
import { EntityLink } from '../../../ui/EntityLink';
import { Row } from '../../../ui/Surface';
import { Muted } from '../../../ui/Text';
import { OwnerDialog } from './OwnerDialog';

/** The verified owner, and the way to another one. */
export function OwnerFact(props: {
  application: Application;
  refresh(): void;
}) {
  const t = useT();
  const { application, refresh } = props;
  const { owner, allowed } = application;
  const own = useOwnership();
  const [changing, setChanging] = useState(false);
  const isMine = owner !== undefined && own.includes(owner);
  const mayAssign = allowed.assign?.allowed ?? true;
  /** Who owns it may give it to another group of theirs; any other owner is for those who may assign. */
  const changeable: Allowed | undefined = isMine
    ? { allowed: true }
    : allowed.assign;
  return (
    <Row>
      {owner ? (
        <EntityLink entityRef={owner} />
      ) : (
        <Muted>{t('common.nobody')}</Muted>
      )}
      <AllowedButton
        size="small"
        allowed={changeable}
        right={{ application: application.name, verb: 'assign' }}
        aria-label={t('settings.changeOwner')}
        onClick={() => setChanging(true)}
      >
        {t('settings.change')}
      </AllowedButton>
      {changing && (
        <OwnerDialog
          application={application}
          own={own}
          mayAssign={mayAssign}
          onClose={() => setChanging(false)}
          onChanged={refresh}
        />
      )}
    </Row>
  );
}
