import type { Allowed, Deployment } from '@tutti/plugin-tutti-common';
import { useT } from '../translation';
import { AllowedButton } from '../ui/AllowedButton';
import { useRequestPlan } from './planRequest';

/** Back to a success of the same environment, by a plan first. */
export function RollBackButton(props: {
  application: string;
  environment: string;
  to: Pick<Deployment, 'id' | 'number'>;
  allowed?: Allowed | undefined;
  /** Beside others of a row. */
  quiet?: boolean;
}) {
  const t = useT();
  const { application, environment, to, allowed } = props;
  const { quiet = false } = props;
  const requestPlan = useRequestPlan();
  const number = String(to.number);
  return (
    <AllowedButton
      size="small"
      variant={quiet ? 'text' : 'outlined'}
      allowed={allowed}
      right={{ application, environment, verb: 'deploy' }}
      onClick={() =>
        requestPlan(application, environment, { rollbackTo: to.id })
      }
    >
      {t('verbs.rollBackToNumber', { number })}
    </AllowedButton>
  );
}
