import { useT } from '../translation';
import { ErrorNote } from './ErrorNote';
import { PlainButton } from './PlainButton';

/** Below a list of which the newest are shown (`useOlder`): asks for those before, and says when that failed. */
export function ShowOlder(props: {
  /** Absent: there are none. */
  more?: (() => Promise<unknown>) | undefined;
  error?: Error | undefined;
  loading?: boolean;
}) {
  const t = useT();
  const { more, error, loading = false } = props;
  return (
    <>
      <ErrorNote error={error} what={t('application.olderFailed')} />
      {more && (
        <div>
          <PlainButton
            variant="outlined"
            size="small"
            disabled={loading}
            onClick={() => void more()}
          >
            {t('application.showOlder')}
          </PlainButton>
        </div>
      )}
    </>
  );
}
