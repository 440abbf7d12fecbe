import Add from '@mui/icons-material/Add';
import { useState } from 'react';
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
import { useApplicationList, useOwnership } from './useApplicationList';
import { useCreateAllowed } from './useCreateAllowed';
import { PlainButton } from '../../ui/PlainButton';

/** What runs where, and is it well? */
export function ApplicationsPage() {
  const list = useApplicationList();
  const ownership = useOwnership();
  const createAllowed = useCreateAllowed();
  const [dialog, setDialog] = useState<'create' | 'adopt'>();
  const { answer, shown } = list;
  const empty = answer.data?.items.length === 0;
  return (
    <PageBody>
      <Unseen as="h2">What runs where</Unseen>
      {!empty && (
        <Row>
          <FilterBar list={list} />
          <Grow />
          <AllowedButton
            variant="contained"
            startIcon={<Add />}
            allowed={createAllowed}
            onClick={() => setDialog('create')}
          >
            New application
          </AllowedButton>
          <AllowedButton
            variant="outlined"
            allowed={createAllowed}
            onClick={() => setDialog('adopt')}
          >
            Adopt a Score file
          </AllowedButton>
        </Row>
      )}
      <Loaded
        answer={answer}
        what="applications"
        skeleton={<Skeletons count={4} height={84} />}
      >
        {({ items }) => {
          if (items.length === 0) {
            return (
              <FirstSteps
                allowed={createAllowed}
                onCreate={() => setDialog('create')}
                onAdopt={() => setDialog('adopt')}
              />
            );
          }
          if (shown.length === 0) {
            return (
              <Surface>
                <EmptyNote
                  title="No application fits these filters"
                  actions={
                    <PlainButton variant="outlined" onClick={list.clear}>
                      Clear filters
                    </PlainButton>
                  }
                >
                  {items.length} {items.length === 1 ? 'is' : 'are'} hidden.
                </EmptyNote>
              </Surface>
            );
          }
          return <ApplicationGrid applications={shown} />;
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
