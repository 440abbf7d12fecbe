import { ResponseErrorPanel } from '@backstage/core-components';
import Alert from '@mui/material/Alert';
import { errorIdOf } from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { isNotFound, messageOf } from '../data/apiErrors';
import type { Answer } from '../data/useTutti';
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
  retry(): void;
}) {
  const retry = (
    <PlainButton variant="outlined" onClick={props.retry}>
      Try again
    </PlainButton>
  );
  if (isNotFound(props.error)) {
    return (
      <Surface role="alert">
        <EmptyNote title={`No ${props.what} here`} actions={retry}>
          It does not exist, or you may not see it.
        </EmptyNote>
      </Surface>
    );
  }
  return (
    <Stack>
      <ResponseErrorPanel
        title={`The ${props.what} could not be loaded. ${messageOf(
          props.error,
        )}`}
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
  const { answer, what } = props;
  if (answer.data === undefined) {
    if (answer.error) {
      return (
        <FailedLoad error={answer.error} what={what} retry={answer.refresh} />
      );
    }
    return (
      <div aria-busy="true">
        <Unseen role="status">Loading {what}</Unseen>
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
              Try again
            </PlainButton>
          }
        >
          This is how it was{' '}
          <TimeAgo at={new Date(answer.loadedAt).toISOString()} />. It could not
          be refreshed: {messageOf(answer.error)}
          <ErrorId id={errorIdOf(answer.error)} />
        </Alert>
      )}
      {props.children(answer.data)}
    </>
  );
}
