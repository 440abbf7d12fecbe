import type { Allowed } from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { useT } from '../translation';
import { AllowedButton } from '../ui/AllowedButton';
import { CancelButton, DialogBody, DialogFrame } from '../ui/DialogFrame';
import { Stack } from '../ui/Surface';
import { Muted } from '../ui/Text';

/** The choice that a verb needs before its plan can be made; a plan changes nothing yet. */
export function VerbDialog(props: {
  title: string;
  /** What the verb does. */
  text: string;
  /** Why there is no plan yet: nothing is chosen. */
  missing?: string | undefined;
  onPlan(): void;
  onClose(): void;
  children: ReactNode;
}) {
  const t = useT();
  const { title, text, missing, onPlan, onClose } = props;
  const allowed: Allowed =
    missing === undefined
      ? { allowed: true }
      : { allowed: false, reason: missing };
  return (
    <DialogFrame title={title} onClose={onClose}>
      <DialogBody
        onSubmit={() => {
          if (missing === undefined) onPlan();
        }}
        actions={
          <>
            <CancelButton />
            <AllowedButton
              type="submit"
              variant="contained"
              disableElevation
              allowed={allowed}
            >
              {t('verbs.planIt')}
            </AllowedButton>
          </>
        }
      >
        <Stack sx={{ gap: 2 }}>
          <Muted>{text}</Muted>
          {props.children}
        </Stack>
      </DialogBody>
    </DialogFrame>
  );
}
