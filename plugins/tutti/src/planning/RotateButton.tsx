import type { Allowed } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useT } from '../translation';
import { AllowedButton } from '../ui/AllowedButton';
import { useRequestPlan } from './planRequest';
import { RotateDialog } from './RotateDialog';

/** The verb of one resource, beside it. */
export function RotateButton(props: {
  application: string;
  environment: string;
  resource: string;
  /** Absent: the server decides. */
  allowed?: Allowed | undefined;
}) {
  const t = useT();
  const { application, environment, resource, allowed } = props;
  const requestPlan = useRequestPlan();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <AllowedButton
        size="small"
        aria-label={t('verbs.rotateResource', { resource })}
        {...(allowed && { allowed })}
        right={{ application, environment, verb: 'manage' }}
        onClick={() => setOpen(true)}
      >
        {t('verbs.rotate')}
      </AllowedButton>
      {isOpen && (
        <RotateDialog
          {...{ application, environment, resource }}
          onPlan={input => {
            setOpen(false);
            requestPlan(application, environment, input);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
