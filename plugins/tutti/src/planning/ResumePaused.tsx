import type { EnvironmentSummary } from '@tutti/plugin-tutti-common';
import { useT } from '../translation';
import { AllowedButton } from '../ui/AllowedButton';
import { useRequestPlan } from './planRequest';

/** Ends a pause, by a plan first. */
export function ResumePaused(props: {
  application: string;
  environment: Pick<EnvironmentSummary, 'name' | 'allowed'>;
}) {
  const t = useT();
  const { application, environment } = props;
  const { name, allowed } = environment;
  const requestPlan = useRequestPlan();
  return (
    <AllowedButton
      size="small"
      variant="outlined"
      allowed={allowed.operate}
      right={{ application, environment: name, verb: 'operate' }}
      aria-label={t('verbs.resumePaused', { environment: name })}
      onClick={() => requestPlan(application, name, { pause: false })}
    >
      {t('waiting.resume')}
    </AllowedButton>
  );
}
