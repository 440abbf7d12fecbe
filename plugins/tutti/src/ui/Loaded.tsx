import { ResponseErrorPanel } from '@backstage/core-components';
import Alert from '@mui/material/Alert';
import { errorIdOf } from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { isNotFound, isUnreachable, messageOf } from '../data/apiErrors';
import type { Answer } from '../data/useTutti';
import { useT } from '../translation';
import { ErrorId } from './ErrorId';
import { EmptyNote } from './EmptyNote';
import { Stack, Surface } from './Surface';
import { Unseen } from './Text';
import { TimeAgo } from './TimeAgo';
import { PlainButton } from './PlainButton';

/** The only thing a failed first load shows, with the way to try again. */
export function FailedLoad(props: {
  error: Error;
  what: string;
  /** Instead of what the error says. */
  message?: string;
  retry(): void;
}) {
  const t = useT();
  const retry = (
    <PlainButton variant="outlined" onClick={props.retry}>
      {t('common.tryAgain')}
    </PlainButton>
  );
  if (isNotFound(props.error)) {
    return (
      <Surface role="alert">
        <EmptyNote
          title={t('ui.notHere', { what: props.what })}
          actions={retry}
        >
          {t('ui.notHereText')}
        </EmptyNote>
      </Surface>
    );
  }
  return (
    <Stack>
      <ResponseErrorPanel
        title={t('ui.notLoaded', {
          what: props.what,
          message: props.message ?? messageOf(t, props.error),
        })}
        error={props.error}
      />
      <ErrorId id={errorIdOf(props.error)} />
      <div>{retry}</div>
    </Stack>
  );
}

/**
 * Shows an answer: a skeleton the first time, an error where the data would be, and old
 * data with a note when a refresh failed.
 */
export function Loaded<T>(props: {
  answer: Answer<T>;
  /** Singular or plural, in a sentence: `applications`. */
  what: string;
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const t = useT();
  const { answer, what } = props;
  const message =
    answer.error &&
    (isUnreachable(answer.error)
      ? t('ui.unreachableRetried')
      : messageOf(t, answer.error));
  if (answer.data === undefined) {
    if (answer.error) {
      return (
        <FailedLoad
          error={answer.error}
          what={what}
          message={message}
          retry={answer.refresh}
        />
      );
    }
    return (
      <div aria-busy="true">
        <Unseen role="status">{t('ui.loading', { what })}</Unseen>
        {props.skeleton}
      </div>
    );
  }
  return (
    <>
      {answer.error && answer.loadedAt !== undefined && (
        <Alert
          severity="warning"
          variant="outlined"
          action={
            <PlainButton color="inherit" size="small" onClick={answer.refresh}>
              {t('common.tryAgain')}
            </PlainButton>
          }
        >
          {t('ui.asItWas', {
            ago: <TimeAgo at={new Date(answer.loadedAt).toISOString()} />,
            message: message ?? '',
          })}
          <ErrorId id={errorIdOf(answer.error)} />
        </Alert>
      )}
      {props.children(answer.data)}
    </>
  );
}
