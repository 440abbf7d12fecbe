import Box from '@mui/material/Box';
import OpenInNew from '@mui/icons-material/OpenInNew';
import type { Workload } from '@tutti/plugin-tutti-common';
import { ReactNode } from 'react';
import { useT } from '../../../translation';
import { Author } from '../../../ui/Author';
import { OutsideLink } from '../../../ui/Link';
import { Mark } from '../../../ui/Mark';
import { ProblemList } from '../../../ui/ProblemList';
import { SourceNote } from '../../../ui/SourceNote';
import { Code, Muted } from '../../../ui/Text';
import { TimeAgo } from '../../../ui/TimeAgo';

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </>
  );
}

/** Where a Score text comes from, when it was looked at, and what stands against it there. */
export function SourceFacts(props: { workload: Workload }) {
  const t = useT();
  const { workload } = props;
  const { source, checkedAt, version, updatedAt, updatedBy, edit } = workload;
  const unreadable = workload.problems.some(
    ({ code, file }) => code === 'SourceUnreadable' && file === undefined,
  );
  const { problems } = workload;
  return (
    <>
      <Box
        component="dl"
        sx={{
          display: 'grid',
          gridTemplateColumns: 'max-content minmax(0, 1fr)',
          columnGap: 3,
          rowGap: 0.75,
          m: 0,
          '& dt': { color: 'text.secondary' },
          '& dd': { m: 0, overflowWrap: 'anywhere' },
        }}
      >
        <Fact name={t('workloads.keptIn')}>
          <SourceNote source={source} full />
        </Fact>
        {source.kind === 'repository' && (
          <>
            <Fact name={t('workloads.path')}>
              <Code>{source.from.path ?? t('workloads.pathExample')}</Code>
            </Fact>
            <Fact name={t('workloads.ref')}>
              {source.from.ref ? (
                <Code>{source.from.ref}</Code>
              ) : (
                <Muted>{t('workloads.asInUrl')}</Muted>
              )}
            </Fact>
            <Fact name={t('workloads.lookedAt')}>
              {checkedAt ? (
                <TimeAgo at={checkedAt} />
              ) : (
                <Muted>{t('workloads.notYet')}</Muted>
              )}{' '}
              {problems.length > 0 && (
                <Mark kind="bad">
                  {t(
                    unreadable ? 'workloads.unreadable' : 'workloads.hasErrors',
                  )}
                </Mark>
              )}
            </Fact>
          </>
        )}
        <Fact name={t('workloads.textOf')}>
          {t('application.workloadVersion', {
            version: String(version),
            ago: <TimeAgo at={updatedAt} />,
            who: <Author by={updatedBy} />,
          })}
        </Fact>
      </Box>
      {problems.length > 0 && <ProblemList problems={problems} />}
      {edit.kind === 'external' && edit.url && (
        <div>
          <OutsideLink to={edit.url}>
            {t('workloads.editThere')}
            <OpenInNew
              titleAccess={t('application.newTab')}
              sx={{ fontSize: 13, ml: 0.5, verticalAlign: '-2px' }}
            />
          </OutsideLink>
        </div>
      )}
    </>
  );
}
