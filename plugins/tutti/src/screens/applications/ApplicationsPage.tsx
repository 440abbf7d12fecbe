import Add from '@mui/icons-material/Add';
import { useState } from 'react';
import { useTabTitle } from '../../data/useTabTitle';
import { useTuttiLinks } from '../../routes';
import { useT } from '../../translation';
import { AllowedButton } from '../../ui/AllowedButton';
import { EmptyNote } from '../../ui/EmptyNote';
import { Loaded } from '../../ui/Loaded';
import { Skeletons } from '../../ui/Skeletons';
import { Grow, PageBody, Row, Surface } from '../../ui/Surface';
import { Unseen } from '../../ui/Text';
import { ApplicationGrid } from './ApplicationGrid';
import { FilterBar } from './FilterBar';
import { FirstSteps } from './FirstSteps';
import { NewApplicationDialog } from './NewApplicationDialog';
import { useOwnership } from '../../data/useOwnership';
import { useApplicationList } from './useApplicationList';
import { useCreateAllowed } from './useCreateAllowed';
import { LinkButton, PlainButton } from '../../ui/PlainButton';

/** What runs where, and is it well? */
export function ApplicationsPage() {
  const t = useT();
  useTabTitle(t('applications.pageTitle'));
  const list = useApplicationList();
  const ownership = useOwnership();
  const links = useTuttiLinks();
  const createAllowed = useCreateAllowed();
  const [dialog, setDialog] = useState<'create' | 'adopt'>();
  const { answer } = list;
  const empty = answer.data?.all === 0;
  return (
    <PageBody>
      <Unseen as="h2" tabIndex={-1}>
        {t('applications.heading')}
      </Unseen>
      {!empty && (
        <Row>
          <FilterBar list={list} />
          <Grow />
          <LinkButton to={links.drift()}>{t('drift.title')}</LinkButton>
          <LinkButton to={links.versions()}>{t('versions.title')}</LinkButton>
          <AllowedButton
            variant="contained"
            startIcon={<Add />}
            allowed={createAllowed}
            onClick={() => setDialog('create')}
          >
            {t('applications.create')}
          </AllowedButton>
          <AllowedButton
            variant="outlined"
            allowed={createAllowed}
            onClick={() => setDialog('adopt')}
          >
            {t('applications.adopt')}
          </AllowedButton>
        </Row>
      )}
      <Loaded
        answer={answer}
        what={t('applications.what')}
        skeleton={<Skeletons count={4} height={84} />}
      >
        {page => {
          if (page.all === 0) {
            return (
              <FirstSteps
                allowed={createAllowed}
                onCreate={() => setDialog('create')}
                onAdopt={() => setDialog('adopt')}
              />
            );
          }
          if (page.total === 0) {
            return (
              <Surface>
                <EmptyNote
                  title={t('applications.nothingFits')}
                  actions={
                    <PlainButton variant="outlined" onClick={list.clear}>
                      {t('applications.clearFilters')}
                    </PlainButton>
                  }
                >
                  {t('applications.hidden', { count: page.all })}
                </EmptyNote>
              </Surface>
            );
          }
          return (
            <ApplicationGrid
              page={page}
              more={list.more}
              onMore={list.showMore}
            />
          );
        }}
      </Loaded>
      {dialog && (
        <NewApplicationDialog
          adopt={dialog === 'adopt'}
          owners={[...new Set([...ownership, ...list.owners])]}
          onClose={() => {
            setDialog(undefined);
            answer.refresh();
          }}
        />
      )}
    </PageBody>
  );
}
