import { useEntity } from '@backstage/plugin-catalog-react';
import { useT } from '../../translation';
import { EmptyNote } from '../../ui/EmptyNote';
import { Loaded } from '../../ui/Loaded';
import { Skeletons } from '../../ui/Skeletons';
import { ApplicationRows } from '../applications/ApplicationGrid';
import { CardFrame } from './CardFrame';
import { problemsFirst } from './cardWords';
import { useSystemApplications } from './useSystemApplications';

/** Of a System: its applications down, environments across, what is wrong first. */
export function SystemCard() {
  const t = useT();
  const { entity } = useEntity();
  const answer = useSystemApplications(entity);
  return (
    <CardFrame title={t('entity.whatRuns')}>
      <Loaded
        answer={answer}
        what={t('entity.applications')}
        skeleton={<Skeletons count={2} height={64} />}
      >
        {({ items }) =>
          items.length === 0 ? (
            <EmptyNote title={t('entity.noApplication')}>
              {t('entity.noApplicationText')}
            </EmptyNote>
          ) : (
            <ApplicationRows applications={problemsFirst(items)} on="card" />
          )
        }
      </Loaded>
    </CardFrame>
  );
}
