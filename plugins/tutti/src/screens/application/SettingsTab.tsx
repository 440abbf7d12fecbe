import { useApi, useAppNavigate } from '@backstage/frontend-plugin-api';
import Box from '@mui/material/Box';
import type { Application } from '@tutti/plugin-tutti-common';
import { ReactNode, useState } from 'react';
import { tuttiApiRef } from '../../api';
import { useTuttiLinks } from '../../routes';
import { AllowedButton } from '../../ui/AllowedButton';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { CopyButton } from '../../ui/CopyButton';
import { EntityLink } from '../../ui/EntityLink';
import { Stack, Surface } from '../../ui/Surface';
import { Code, Muted, SectionTitle } from '../../ui/Text';
import { TimeAgo } from '../../ui/TimeAgo';
import { AddEnvironment } from './AddEnvironment';
import { OwnerClaim } from './OwnerClaim';
import { WhyNot } from './WhyNot';

/** What people ask about when a button refuses. */
const ASKED = ['deploy', 'secrets'] as const;

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <>
      <Box component="dt" sx={{ color: 'text.secondary' }}>
        {props.name}
      </Box>
      <Box component="dd" sx={{ m: 0, minWidth: 0 }}>
        {props.children}
      </Box>
    </>
  );
}

function Identifier(props: { text: string; what: string }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center' }}>
      <Code>{props.text}</Code>
      <CopyButton text={props.text} what={props.what} />
    </Box>
  );
}

function plural(count: number, one: string): string {
  return `${count} ${count === 1 ? one : `${one}s`}`;
}

/** Ids, owner, environments, and the way out. */
export function SettingsTab(props: {
  application: Application;
  refresh(): void;
}) {
  const { application, refresh } = props;
  const { name, title, workloads, environments } = application;
  const api = useApi(tuttiApiRef);
  const links = useTuttiLinks();
  const navigate = useAppNavigate();
  const [deleting, setDeleting] = useState(false);
  return (
    <Stack sx={{ gap: 2 }}>
      <Surface sx={{ p: 2.5 }}>
        <SectionTitle>About</SectionTitle>
        <Box
          component="dl"
          sx={{
            display: 'grid',
            gridTemplateColumns: 'max-content 1fr',
            alignItems: 'center',
            columnGap: 4,
            rowGap: 1,
            m: 0,
            mt: 1.5,
          }}
        >
          <Fact name="Name">
            <Identifier text={name} what="name" />
          </Fact>
          <Fact name="Id">
            <Identifier text={application.id} what="id" />
          </Fact>
          <Fact name="Owner">
            {application.owner ? (
              <EntityLink entityRef={application.owner} />
            ) : (
              <Muted>nobody</Muted>
            )}
          </Fact>
          <Fact name="In the catalog">
            {application.entityRef ? (
              <EntityLink entityRef={application.entityRef} />
            ) : (
              <Muted>not bound to an entity</Muted>
            )}
          </Fact>
          <Fact name="Made">
            <TimeAgo at={application.createdAt} />
            {application.declared && (
              <Muted> by platform files, which it follows</Muted>
            )}
          </Fact>
        </Box>
        <OwnerClaim application={application} refresh={refresh} />
      </Surface>
      <Surface sx={{ p: 2.5 }}>
        <SectionTitle>Environments</SectionTitle>
        <Box
          component="dl"
          sx={{
            display: 'grid',
            gridTemplateColumns: 'max-content 1fr',
            alignItems: 'center',
            columnGap: 4,
            m: 0,
            my: 1.5,
          }}
        >
          {environments.map(environment => (
            <Fact key={environment.id} name={environment.name}>
              <Identifier
                text={environment.id}
                what={`id of ${environment.name}`}
              />
              {environment.namespace && (
                <Muted>
                  {' '}
                  {environment.cluster}, namespace {environment.namespace}
                </Muted>
              )}
            </Fact>
          ))}
        </Box>
        {environments.flatMap(environment =>
          ASKED.filter(
            verb => environment.allowed[verb]?.allowed === false,
          ).map(verb => (
            <WhyNot
              key={`${environment.id} ${verb}`}
              application={name}
              environment={environment.name}
              verb={verb}
            />
          )),
        )}
        <AddEnvironment application={application} onAdded={refresh} />
      </Surface>
      <Surface sx={{ p: 2.5 }}>
        <SectionTitle>Delete {title}</SectionTitle>
        <Muted sx={{ display: 'block', my: 1 }}>
          Removes the application with its texts, values and history. Refused
          while anything runs.
        </Muted>
        <AllowedButton
          variant="outlined"
          color="error"
          allowed={application.allowed.delete}
          right={{ application: name, verb: 'delete' }}
          onClick={() => setDeleting(true)}
        >
          Delete…
        </AllowedButton>
      </Surface>
      {deleting && (
        <ConfirmDialog
          title={`Delete ${title}?`}
          verb={`Delete ${name}`}
          typed={name}
          onClose={() => setDeleting(false)}
          onConfirm={async () => {
            await api.deleteApplication(name);
            navigate(links.applications());
          }}
        >
          {plural(workloads.length, 'workload')} with Score texts,{' '}
          {plural(environments.length, 'environment')} with values and secrets,
          and the history of all deployments are lost. The entity in the catalog
          stays.
        </ConfirmDialog>
      )}
    </Stack>
  );
}
