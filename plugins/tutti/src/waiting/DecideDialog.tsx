import type { DeploymentDetail } from '@tutti/plugin-tutti-common';
import { deploymentQuestion } from '../data/questions';
import { useTutti } from '../data/useTutti';
import { useTuttiLinks } from '../routes';
import { SummaryCounts } from '../screens/plan/SummaryCounts';
import { useT } from '../translation';
import { CancelButton, DialogBody, DialogFrame } from '../ui/DialogFrame';
import { Link } from '../ui/Link';
import { Loaded } from '../ui/Loaded';
import { Skeletons } from '../ui/Skeletons';
import { Stack } from '../ui/Surface';
import { Muted } from '../ui/Text';
import { ApprovalRule, Decisions } from './ApprovalState';
import { DecisionForm } from './DecisionForm';
import { ExactPlans, isReviewed } from './ExactPlans';
import { MissingApprovals } from './WaitSentence';

/** What would happen: in a run what its drivers say now; before it in numbers, and the plan holds the rest. */
export function Effects(props: { detail: DeploymentDetail }) {
  const { detail } = props;
  return detail.review && isReviewed(detail) ? (
    <Stack sx={{ gap: 1.5 }}>
      <ExactPlans plans={detail.review.plans} />
      <WholePlan detail={detail} />
    </Stack>
  ) : (
    <WholePlan detail={detail} />
  );
}

function WholePlan(props: { detail: DeploymentDetail }) {
  const t = useT();
  const links = useTuttiLinks();
  const { plan, planId } = props.detail;
  if (!plan || !planId) return <Muted>{t('waiting.plannedAtItsTurn')}</Muted>;
  return (
    <div>
      <SummaryCounts plan={plan} />
      <Muted>
        <Link to={links.plan(planId)}>{t('waiting.wholePlan')}</Link>
      </Muted>
    </div>
  );
}

function Decide(props: { detail: DeploymentDetail; onDecided(): void }) {
  const t = useT();
  const { detail, onDecided } = props;
  const { approval } = detail;
  if (!approval || detail.status !== 'waiting-approval') {
    return <Muted>{t('waiting.decidedAlready')}</Muted>;
  }
  return (
    <Stack sx={{ gap: 2 }}>
      <Effects detail={detail} />
      <ApprovalRule rule={approval} />
      <Decisions approval={approval} />
      <div>
        <MissingApprovals approval={approval} />
      </div>
      <DecisionForm
        deployment={detail}
        allowed={approval.allowed.decide}
        line={approval.line}
        onDecided={onDecided}
      />
    </Stack>
  );
}

/** Looks at what waits for approval, and decides, without leaving the list. */
export function DecideDialog(props: {
  deployment: string;
  /** Which one: `Online shop to production #12`. */
  title: string;
  onDecided(): void;
  onClose(): void;
}) {
  const t = useT();
  const { deployment, title, onDecided, onClose } = props;
  const answer = useTutti(deploymentQuestion, [deployment]);
  return (
    <DialogFrame
      wide
      title={t('waiting.decideTitle', { what: title })}
      onClose={onClose}
    >
      <DialogBody actions={<CancelButton>{t('common.close')}</CancelButton>}>
        <Loaded
          answer={answer}
          what={t('deployment.what')}
          skeleton={<Skeletons count={3} height={48} />}
        >
          {detail => (
            <Decide
              detail={detail}
              onDecided={() => {
                onDecided();
                onClose();
              }}
            />
          )}
        </Loaded>
      </DialogBody>
    </DialogFrame>
  );
}
