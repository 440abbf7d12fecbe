import { coreApis, useApi } from '@backstage/frontend-plugin-api';
import type { Allowed } from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { useDoing } from '../../../data/useDoing';
import { useT } from '../../../translation';
import { AllowedButton } from '../../../ui/AllowedButton';
import { CancelButton, DialogBody, DialogFrame } from '../../../ui/DialogFrame';
import { ErrorNote } from '../../../ui/ErrorNote';
import { Stack } from '../../../ui/Surface';

/** Changes one setting of an application: closes and says so when that is done, else says why not. */
export function SettingsDialog(props: {
  title: string;
  wide?: boolean;
  /** Something was written that closing would lose. */
  changed: boolean;
  /** Whether it may be saved as it is. */
  allowed: Allowed;
  /** Absent: to save. */
  verb?: string;
  save(): Promise<unknown>;
  /** What is said once it is done. */
  done: string;
  onChanged(): void;
  onClose(): void;
  children: ReactNode;
}) {
  const t = useT();
  const { title, wide, changed, allowed, verb, save, done } = props;
  const { onChanged, onClose, children } = props;
  const toast = useApi(coreApis.toast);
  const { doing, error, run } = useDoing();
  const submit = async () => {
    if (!allowed.allowed || doing || !(await run(save))) return;
    toast.post({ title: done, timeout: 6000 });
    onChanged();
    onClose();
  };
  return (
    <DialogFrame title={title} {...(wide && { wide })} onClose={onClose}>
      <DialogBody
        changed={changed && !doing}
        onSubmit={() => void submit()}
        actions={
          <>
            <CancelButton />
            <AllowedButton
              type="submit"
              variant="contained"
              disableElevation
              pending={doing}
              allowed={allowed}
            >
              {verb ?? t(doing ? 'common.saving' : 'common.save')}
            </AllowedButton>
          </>
        }
      >
        <Stack sx={{ gap: 2, pt: 1 }}>
          {children}
          <ErrorNote error={error} />
        </Stack>
      </DialogBody>
    </DialogFrame>
  );
}
