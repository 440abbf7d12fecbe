import Box from '@mui/material/Box';
import type { Preview, PreviewState } from '@tutti/plugin-tutti-common';
import { previewsQuestion } from '../../data/questions';
import { useTutti } from '../../data/useTutti';
import { useRequestPlan } from '../../planning/planRequest';
import { useTuttiLinks } from '../../routes';
import { TextKey, useT } from '../../translation';
import { AllowedButton } from '../../ui/AllowedButton';
import { EmptyNote } from '../../ui/EmptyNote';
import { Link, OutsideLink } from '../../ui/Link';
import { Loaded } from '../../ui/Loaded';
import { Mark, MarkKind } from '../../ui/Mark';
import { Skeletons } from '../../ui/Skeletons';
import { Surface } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Muted } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';
import { TimeUntil } from '../../ui/TimeUntil';

const WHILE_MOVING = 3_000;
const AT_REST = 15_000;

const STATES = {
  waiting: { mark: 'waiting', word: 'previews.waiting' },
  deploying: { mark: 'active', word: 'previews.deploying' },
  running: { mark: 'good', word: 'previews.running' },
  failed: { mark: 'bad', word: 'previews.failed' },
  paused: { mark: 'stopped', word: 'previews.paused' },
  destroying: { mark: 'active', word: 'previews.destroying' },
  stuck: { mark: 'bad', word: 'previews.stuck' },
} as const satisfies Record<PreviewState, { mark: MarkKind; word: TextKey }>;

/** Their message only says what the word says already. */
const PLAIN: readonly PreviewState[] = ['running', 'paused', 'destroying'];

/** Wakes it up, or destroys it: each by a plan first. */
function Verbs(props: { preview: Preview }) {
  const t = useT();
  const { key, application, environment, state, closing } = props.preview;
  const requestPlan = useRequestPlan();
  const { name, allowed } = environment;
  if (closing) return null;
  return (
    <>
      {state === 'paused' && (
        <AllowedButton
          size="small"
          allowed={allowed.operate}
          right={{ application, environment: name, verb: 'operate' }}
          aria-label={t('previews.wakeLabel', { preview: key })}
          onClick={() => requestPlan(application, name, { pause: false })}
        >
          {t('previews.wake')}
        </AllowedButton>
      )}
      <AllowedButton
        size="small"
        allowed={allowed.destroy}
        right={{ application, environment: name, verb: 'destroy' }}
        aria-label={t('previews.destroyLabel', { preview: key })}
        onClick={() => requestPlan(application, name, { destroy: true })}
      >
        {t('previews.destroy')}
      </AllowedButton>
    </>
  );
}

function PreviewRow(props: { preview: Preview }) {
  const t = useT();
  const links = useTuttiLinks();
  const { preview } = props;
  const { key, application, environment, title, link, state, message } =
    preview;
  const { mark, word } = STATES[state];
  const { health } = environment;
  const isPlain = PLAIN.includes(state) && health.status !== 'degraded';
  return (
    <tr>
      <th scope="row">
        <Link to={links.environment(application, environment.name)}>{key}</Link>
        {environment.endpoints.map(({ workload, url }) => (
          <OutsideLink
            key={`${workload} ${url}`}
            to={url}
            title={workload}
            sx={{ display: 'block', fontSize: 13 }}
          >
            {url}
          </OutsideLink>
        ))}
      </th>
      <td>
        {link ? (
          <OutsideLink to={link}>{title ?? link}</OutsideLink>
        ) : (
          title ?? <Muted>–</Muted>
        )}
      </td>
      <td>
        <Mark kind={mark}>{t(word)}</Mark>
        {!isPlain && (
          <Box sx={{ fontSize: 13, mt: 0.25, overflowWrap: 'anywhere' }}>
            {message}
          </Box>
        )}
      </td>
      <td>
        <Muted>
          <TimeAgo at={preview.createdAt} />
        </Muted>
      </td>
      <td>
        <Muted>
          {preview.expiresAt ? (
            <TimeUntil at={preview.expiresAt} />
          ) : (
            !preview.closing && t('previews.never')
          )}
        </Muted>
      </td>
      <td className="actions">
        <Verbs preview={preview} />
      </td>
    </tr>
  );
}

/** Environments of pull requests: what they are of, how they are, and until when. */
export function PreviewsTab(props: { application: string }) {
  const t = useT();
  const { application } = props;
  const answer = useTutti(previewsQuestion, [application], data =>
    data?.items.some(
      ({ state }) => state === 'deploying' || state === 'destroying',
    )
      ? WHILE_MOVING
      : AT_REST,
  );
  return (
    <Loaded
      answer={answer}
      what={t('previews.what')}
      skeleton={<Skeletons count={3} height={48} />}
    >
      {({ items }) =>
        items.length === 0 ? (
          <Surface>
            <EmptyNote title={t('previews.none')}>
              {t('previews.noneText')}
            </EmptyNote>
          </Surface>
        ) : (
          <Table
            label={t('previews.of', { application })}
            head={[
              t('previews.preview'),
              t('previews.pullRequest'),
              t('common.state'),
              t('previews.age'),
              t('previews.expires'),
              '',
            ]}
          >
            {items.map(preview => (
              <PreviewRow key={preview.key} preview={preview} />
            ))}
          </Table>
        )
      }
    </Loaded>
  );
}
