import Box from '@mui/material/Box';
import { compareNames } from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { useT } from '../../translation';
import { Stack } from '../../ui/Surface';
import { Table } from '../../ui/Table';
import { Tag } from '../../ui/Tag';
import { Code, Muted, SectionTitle } from '../../ui/Text';
import type { Platform } from './availability';
import { Criteria } from './Criteria';
import { Place } from './Place';

interface Described {
  name: string;
  title?: string;
  description?: string;
  source: { file: string; line: number };
}

function byName<Document extends Described>(
  documents: Record<string, Document>,
): Document[] {
  return Object.values(documents).sort((a, b) => compareNames(a.name, b.name));
}

function NameCell(props: { document: Described }) {
  const { name, title, description, source } = props.document;
  return (
    <th scope="row">
      {name}
      {(title ?? description) && (
        <Muted sx={{ display: 'block' }}>{title ?? description}</Muted>
      )}
      <Muted sx={{ display: 'block', fontSize: 12 }}>
        <Place source={source} />
      </Muted>
    </th>
  );
}

function Section(props: {
  title: string;
  head: string[];
  none: string;
  children: ReactNode[];
}) {
  const t = useT();
  const { title, head, none, children } = props;
  return (
    <Stack>
      <SectionTitle>{title}</SectionTitle>
      {children.length === 0 ? (
        <Muted>{none}</Muted>
      ) : (
        <Table label={title} head={[t('common.name'), ...head]}>
          {children}
        </Table>
      )}
    </Stack>
  );
}

function EnvironmentTypes(props: { platform: Platform }) {
  const t = useT();
  const types = Object.values(props.platform.environmentTypes).sort(
    (a, b) => a.rank - b.rank,
  );
  return (
    <Section
      title={t('platform.environmentTypes')}
      none={t('platform.noEnvironmentType')}
      head={[
        t('platform.rank'),
        t('platform.profile'),
        t('platform.access'),
        t('platform.rules'),
      ]}
    >
      {types.map(type => (
        <tr key={type.name}>
          <NameCell document={type} />
          <td>{type.rank}</td>
          <td>{type.profile}</td>
          <td>
            {Object.entries(type.access)
              .sort(([a], [b]) => compareNames(a, b))
              .map(([line, principals]) => (
                <Box key={line}>
                  <Muted>{line}:</Muted> <Code>{principals.join(', ')}</Code>
                </Box>
              ))}
          </td>
          <td>
            {type.approval.required && <div>{t('platform.needsApproval')}</div>}
            {type.destroy === 'refuse' && (
              <div>{t('platform.refusesDestroy')}</div>
            )}
            {type.deferredPlans === 'review' && (
              <div>{t('platform.reviewsDeferred')}</div>
            )}
            {type.lifetime && (
              <div>{t('platform.livesFor', { time: type.lifetime })}</div>
            )}
            {type.freeze.map(({ title, cron, duration }) => (
              <div key={title}>
                {t('platform.frozen', { title, cron, duration })}
              </div>
            ))}
          </td>
        </tr>
      ))}
    </Section>
  );
}

function Targets(props: { platform: Platform }) {
  const t = useT();
  return (
    <Section
      title={t('platform.targets')}
      none={t('platform.noTarget')}
      head={[
        t('platform.criteria'),
        t('platform.driver'),
        t('platform.cluster'),
        t('platform.namespace'),
      ]}
    >
      {byName(props.platform.targets).map(target => (
        <tr key={target.name}>
          <NameCell document={target} />
          <td>
            <Criteria criteria={target.criteria} />
          </td>
          <td>{target.driver}</td>
          <td>{target.cluster}</td>
          <td>
            <Code>{target.namespace}</Code>
            {target.shared && (
              <Muted sx={{ display: 'block' }}>{t('platform.shared')}</Muted>
            )}
          </td>
        </tr>
      ))}
    </Section>
  );
}

function Profiles(props: { platform: Platform }) {
  const t = useT();
  return (
    <Section
      title={t('platform.profiles')}
      none={t('platform.noProfile')}
      head={[t('platform.kind'), t('platform.patches')]}
    >
      {byName(props.platform.profiles).map(profile => (
        <tr key={profile.name}>
          <NameCell document={profile} />
          <td>{profile.kind}</td>
          <td>
            {profile.patches.length === 0 && <Muted>{t('common.none')}</Muted>}
            {profile.patches.map(({ name, when, target }) => (
              <Box key={name}>
                {name}
                {target && <Muted> {target.kind}</Muted>}
                {when && (
                  <Box>
                    <Muted>{t('platform.when')}</Muted> <Code>{when}</Code>
                  </Box>
                )}
              </Box>
            ))}
          </td>
        </tr>
      ))}
    </Section>
  );
}

function Policies(props: { platform: Platform }) {
  const t = useT();
  return (
    <Section
      title={t('platform.policies')}
      none={t('platform.noPolicy')}
      head={[
        t('platform.effect'),
        t('platform.criteria'),
        t('platform.requires'),
        t('platform.message'),
      ]}
    >
      {byName(props.platform.policies).map(policy => (
        <tr key={policy.name}>
          <NameCell document={policy} />
          <td>
            <Tag tone={policy.effect === 'deny' ? 'bad' : 'warning'}>
              {t(
                policy.effect === 'deny' ? 'platform.denies' : 'platform.warns',
              )}
            </Tag>
          </td>
          <td>
            <Criteria criteria={policy.criteria} />
          </td>
          <td>
            <Muted>{policy.on}:</Muted> <Code>{policy.require}</Code>
          </td>
          <td>{policy.message}</td>
        </tr>
      ))}
    </Section>
  );
}

/** Where things run, how, and what holds for them. */
export function RulesTab(props: { platform: Platform }) {
  const { platform } = props;
  return (
    <Stack sx={{ gap: 3 }}>
      <EnvironmentTypes platform={platform} />
      <Targets platform={platform} />
      <Profiles platform={platform} />
      <Policies platform={platform} />
    </Stack>
  );
}
