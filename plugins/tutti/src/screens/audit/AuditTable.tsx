import Box from '@mui/material/Box';
import type { AuditActor, AuditEntry } from '@tutti/plugin-tutti-common';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { Author } from '../../ui/Author';
import { Disclosure } from '../../ui/Disclosure';
import { Link } from '../../ui/Link';
import { Mark } from '../../ui/Mark';
import { Table } from '../../ui/Table';
import { Code, Muted } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';
import { outcomeMarks } from './outcomes';
import { isDeployment, shortId } from './subjects';

export function AuditTable(props: { entries: AuditEntry[] }) {
  const t = useT();
  return (
    <Table
      label={t('audit.heading')}
      head={[
        t('audit.at'),
        t('audit.actor'),
        t('audit.action'),
        t('audit.on'),
        t('audit.outcome'),
      ]}
    >
      {props.entries.map(entry => (
        <EntryRow key={entry.id} entry={entry} />
      ))}
    </Table>
  );
}

function EntryRow(props: { entry: AuditEntry }) {
  const t = useT();
  const { entry } = props;
  return (
    <tr>
      <td className="whole">
        <TimeAgo at={entry.at} />
      </td>
      <td>
        <Actor actor={entry.actor} />
      </td>
      <td>
        <Box sx={{ fontWeight: 500 }}>{entry.verb}</Box>
        <Muted sx={{ fontSize: 12.5, overflowWrap: 'anywhere' }}>
          {entry.action}
        </Muted>
        <Changes entry={entry} />
      </td>
      <td>
        <Subject entry={entry} />
      </td>
      <td>
        <Mark kind={outcomeMarks[entry.outcome]}>
          {t(`audit.${entry.outcome}`)}
        </Mark>
        {entry.reason && (
          <Muted sx={{ display: 'block', maxWidth: 360 }}>{entry.reason}</Muted>
        )}
        {entry.requestId && (
          <Muted sx={{ display: 'block', fontSize: 12 }}>
            {t('audit.request', { id: entry.requestId })}
          </Muted>
        )}
      </td>
    </tr>
  );
}

function Actor(props: { actor: AuditActor }) {
  const t = useT();
  const links = useTuttiLinks();
  const { kind, name } = props.actor;
  switch (kind) {
    case 'run':
      return <Link to={links.deployment(name)}>{t('audit.aRun')}</Link>;
    case 'system':
      return (
        <>
          <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
            {t('audit.byItself')}
          </Box>{' '}
          <Muted sx={{ display: 'block' }}>{name}</Muted>
        </>
      );
    default:
      return <Author by={name} />;
  }
}

/** What it names may be gone: a link then says so. */
function Subject(props: { entry: AuditEntry }) {
  const t = useT();
  const links = useTuttiLinks();
  const { application, environment, object } = props.entry;
  return (
    <>
      {application && (
        <Link
          to={
            environment
              ? links.environment(application, environment)
              : links.application(application)
          }
        >
          {environment ? `${application}/${environment}` : application}
        </Link>
      )}
      {object && (
        <Muted sx={{ display: 'block', overflowWrap: 'anywhere' }}>
          {isDeployment(props.entry) ? (
            <Link to={links.deployment(object)}>
              {t('audit.theDeployment')}
            </Link>
          ) : (
            <Code title={object}>{shortId(object)}</Code>
          )}
        </Muted>
      )}
    </>
  );
}

function Changes(props: { entry: AuditEntry }) {
  const t = useT();
  const { before, after } = props.entry;
  if (before === undefined && after === undefined) return null;
  const sides = [
    [t('audit.before'), before],
    [t('audit.after'), after],
  ] as const;
  return (
    <Disclosure summary={t('audit.changed')}>
      {sides.map(
        ([label, side]) =>
          side !== undefined && (
            <Box key={label} sx={{ overflowWrap: 'anywhere' }}>
              <Muted>{label}: </Muted>
              <Code>{JSON.stringify(side)}</Code>
            </Box>
          ),
      )}
    </Disclosure>
  );
}
