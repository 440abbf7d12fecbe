import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Allowed,
  Approval,
  ApprovalDecision,
  Deployment,
} from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { tuttiApiRef } from '../api';
import { useDoing } from '../data/useDoing';
import { useT } from '../translation';
import { AllowedButton } from '../ui/AllowedButton';
import { ErrorNote } from '../ui/ErrorNote';
import { Field } from '../ui/Field';
import { Row, Stack } from '../ui/Surface';

type Decision = ApprovalDecision['decision'];

/**
 * Approve or reject, with a comment: a rejection needs one, so that whoever asked knows what to do.
 * Who may not decide sees why.
 */
export function DecisionForm(props: {
  deployment: Pick<Deployment, 'id' | 'application' | 'environment'>;
  allowed: Allowed;
  /** Who may deploy decides; absent: who may approve. */
  line: Approval['line'];
  onDecided(): void;
}) {
  const t = useT();
  const { deployment, allowed, line, onDecided } = props;
  const { id, application, environment } = deployment;
  const api = useApi(tuttiApiRef);
  const { doing, error, run } = useDoing();
  const [comment, setComment] = useState('');
  const decide = async (decision: Decision) => {
    const said = comment.trim();
    const done = await run(() =>
      api.decide(id, { decision, ...(said && { comment: said }) }),
    );
    if (done) onDecided();
  };
  const rejectAllowed: Allowed =
    allowed.allowed && comment.trim() === ''
      ? { allowed: false, reason: t('waiting.rejectReason') }
      : allowed;
  const right = allowed.allowed
    ? undefined
    : { application, environment, verb: line ?? ('approve' as const) };
  return (
    <Stack>
      {allowed.allowed ? (
        <Field
          label={t('waiting.comment')}
          value={comment}
          onChange={event => setComment(event.target.value)}
          multiline
          minRows={1}
          maxRows={6}
          sx={{ maxWidth: 640 }}
        />
      ) : (
        <span>{allowed.reason}</span>
      )}
      <Row>
        <AllowedButton
          variant="contained"
          disableElevation
          allowed={allowed}
          right={right}
          pending={doing}
          onClick={() => void decide('approve')}
        >
          {t('waiting.approve')}
        </AllowedButton>
        <AllowedButton
          variant="outlined"
          color="error"
          allowed={rejectAllowed}
          right={right}
          pending={doing}
          onClick={() => void decide('reject')}
        >
          {t('waiting.reject')}
        </AllowedButton>
      </Row>
      <ErrorNote error={error} />
    </Stack>
  );
}
