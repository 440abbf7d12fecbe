import Box from '@mui/material/Box';
import type { WaitingItem } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useTuttiLinks } from '../routes';
import { useT } from '../translation';
import { Author } from '../ui/Author';
import { AllowedButton } from '../ui/AllowedButton';
import { Link } from '../ui/Link';
import { Row } from '../ui/Surface';
import { Muted } from '../ui/Text';
import { TimeAgo } from '../ui/TimeAgo';
import { DecideDialog } from './DecideDialog';
import { OverrideButton } from './OverrideButton';
import { ResumeButton } from './ResumeButton';
import { WaitSentence } from './WaitSentence';

/** One thing that waits: which, for what, what would end it, and what one can do about it here. */
export function WaitingRow(props: { item: WaitingItem; onChanged(): void }) {
  const { item, onChanged } = props;
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 2,
        rowGap: 1,
        px: 2,
        py: 1.5,
      }}
    >
      <Box sx={{ flex: '1 1 420px', minWidth: 0, overflowWrap: 'anywhere' }}>
        <Which item={item} />
        <Sentence item={item} />
      </Box>
      <Actions item={item} onChanged={onChanged} />
    </Box>
  );
}

function Which(props: { item: WaitingItem }) {
  const t = useT();
  const links = useTuttiLinks();
  const { item } = props;
  const { application, applicationTitle, environment, release } = item;
  if (item.kind === 'promotion') {
    return (
      <Row sx={{ columnGap: 1.25, rowGap: 0.25, alignItems: 'baseline' }}>
        <Link to={links.environment(application, environment)}>
          {t('waiting.comingPlace', {
            application: applicationTitle,
            environment,
          })}
        </Link>
        <Muted>
          {t('waiting.comingFrom', {
            release: String(release?.number ?? ''),
            from: item.from ?? '',
          })}
        </Muted>
      </Row>
    );
  }
  if (item.kind === 'hold' || item.id === undefined) {
    return (
      <div>
        <Link to={links.environment(application, environment)}>
          {t('waiting.automationPlace', {
            application: applicationTitle,
            environment,
          })}
        </Link>
      </div>
    );
  }
  return (
    <Row sx={{ columnGap: 1.25, rowGap: 0.25, alignItems: 'baseline' }}>
      <Link to={links.deployment(item.id)}>
        {t('waiting.place', {
          application: applicationTitle,
          environment,
          number: String(item.number),
        })}
      </Link>
      <Muted>
        {[item.verb, release && `r${release.number}`]
          .filter(part => part !== undefined)
          .join(' · ')}
        {item.requestedBy && (
          <>
            {(item.verb || release) && ', '}
            {t('waiting.askedBy', { who: <Author by={item.requestedBy} /> })}
          </>
        )}
      </Muted>
    </Row>
  );
}

function Sentence(props: { item: WaitingItem }) {
  const t = useT();
  const { waits, approval, hold, environment, kind } = props.item;
  if (kind === 'hold' && hold) {
    return (
      <WaitSentence
        waits={{ for: 'hold', message: hold.reason, since: hold.since }}
        environment={environment}
        hold={hold}
      />
    );
  }
  if (!waits) return null;
  return (
    <>
      <WaitSentence
        waits={waits}
        environment={environment}
        approval={approval}
        hold={hold}
      />{' '}
      <Muted sx={{ whiteSpace: 'nowrap' }}>
        {t('waiting.since', { ago: <TimeAgo at={waits.since} /> })}
      </Muted>
    </>
  );
}

function Actions(props: { item: WaitingItem; onChanged(): void }) {
  const t = useT();
  const { item, onChanged } = props;
  const { id, application, applicationTitle, environment } = item;
  const { waits, approval, hold } = item;
  const [deciding, setDeciding] = useState(false);
  const title = t('waiting.place', {
    application: applicationTitle,
    environment,
    number: String(item.number ?? ''),
  });
  if (hold) {
    return (
      <ResumeButton
        application={application}
        environment={environment}
        hold={hold}
        onResumed={onChanged}
      />
    );
  }
  if (id === undefined) return null;
  if (waits?.for === 'window') {
    return (
      <OverrideButton
        deployment={{ id, application, environment }}
        title={title}
        onOverridden={onChanged}
      />
    );
  }
  if (!approval) return null;
  return (
    <>
      <AllowedButton
        size="small"
        variant={item.mine ? 'contained' : 'outlined'}
        disableElevation
        aria-label={t('waiting.lookLabel', { what: title })}
        onClick={() => setDeciding(true)}
      >
        {t('waiting.lookAndDecide')}
      </AllowedButton>
      {deciding && (
        <DecideDialog
          deployment={id}
          title={title}
          onDecided={onChanged}
          onClose={() => setDeciding(false)}
        />
      )}
    </>
  );
}
