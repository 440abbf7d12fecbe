import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useApi } from '@backstage/frontend-plugin-api';
import { PlatformView, Problem } from '@tutti/plugin-tutti-common';
import { tuttiApiRef } from '../../api';
import { useDoing } from '../../data/useDoing';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { AllowedButton } from '../../ui/AllowedButton';
import { CopyButton } from '../../ui/CopyButton';
import { EntityLink } from '../../ui/EntityLink';
import { ErrorNote } from '../../ui/ErrorNote';
import { Link } from '../../ui/Link';
import { Mark } from '../../ui/Mark';
import { Stack, Surface } from '../../ui/Surface';
import { Code, Muted } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';
import { Facts } from './Facts';
import { shortRevision } from './shortRevision';

function errorsIn(problems: Problem[]): Problem[] {
  return problems.filter(({ severity }) => severity === 'error');
}

/** The newest files are broken, or a good revision waits, or both. */
function Notes(props: { view: PlatformView }) {
  const t = useT();
  const links = useTuttiLinks();
  const { problems, waiting, platform } = props.view;
  const errors = errorsIn(problems);
  return (
    <>
      {errors.length > 0 && (
        <Alert severity="error" variant="outlined">
          {t(
            waiting
              ? 'platform.brokenBesideWaiting'
              : (platform && 'platform.broken') || 'platform.brokenFirst',
            { count: errors.length },
          )}{' '}
          <Link to={links.platform({ tab: 'problems' })}>
            {t('platform.seeProblems')}
          </Link>
        </Alert>
      )}
      {waiting && (
        <Alert severity="info" variant="outlined">
          {t('platform.waits', {
            revision: <Code>{shortRevision(waiting.revision)}</Code>,
            ago: <TimeAgo at={waiting.since} />,
          })}{' '}
          <Link to={links.platform({ tab: 'revisions' })}>
            {t('platform.seeWaiting')}
          </Link>
        </Alert>
      )}
    </>
  );
}

function Sources(props: { sources: PlatformView['sources'] }) {
  const t = useT();
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {props.sources.map(({ name, readAt, problem }) => (
        <li key={name}>
          <Code>{name}</Code>{' '}
          {readAt && (
            <Muted>
              {t('platform.readAt', { ago: <TimeAgo at={readAt} /> })}
            </Muted>
          )}
          {problem && (
            <div>
              <Mark kind="bad">{t('platform.notRead')}</Mark> {problem}
            </div>
          )}
        </li>
      ))}
    </Box>
  );
}

/** What serves, since when, by whom, and where it comes from. */
export function Overview(props: { view: PlatformView; refresh(): void }) {
  const t = useT();
  const api = useApi(tuttiApiRef);
  const { view, refresh } = props;
  const { revision, acceptedAt, acceptedBy, accept, sources, allowed } = view;
  const { doing, error, run } = useDoing();
  const readNow = async () => {
    if (await run(() => api.refreshPlatform())) refresh();
  };
  return (
    <Stack>
      <Notes view={view} />
      <Surface sx={{ p: 2.5 }}>
        <Stack>
          <Facts
            facts={[
              [
                t('platform.revision'),
                revision ? (
                  <span key="revision" title={revision}>
                    <Code>{shortRevision(revision)}</Code>
                    <CopyButton text={revision} what={t('platform.revision')} />
                  </span>
                ) : (
                  t('common.none')
                ),
              ],
              [
                t('platform.inUse'),
                acceptedAt && (
                  <span key="since">
                    <TimeAgo at={acceptedAt} />
                    {', '}
                    {acceptedBy ? (
                      <EntityLink entityRef={acceptedBy} kind="user" />
                    ) : (
                      t('platform.byItself')
                    )}
                  </span>
                ),
              ],
              [
                t('platform.newRevisions'),
                t(
                  accept === 'manual'
                    ? 'platform.acceptManual'
                    : 'platform.acceptAutomatic',
                ),
              ],
              [
                t('platform.sources'),
                sources.length > 0 ? (
                  <Sources key="sources" sources={sources} />
                ) : (
                  t('common.none')
                ),
              ],
            ]}
          />
          <div>
            <AllowedButton
              variant="outlined"
              size="small"
              allowed={allowed.accept}
              pending={doing}
              onClick={() => void readNow()}
            >
              {t(doing ? 'platform.reading' : 'platform.readNow')}
            </AllowedButton>
          </div>
          <ErrorNote error={error} />
        </Stack>
      </Surface>
    </Stack>
  );
}
