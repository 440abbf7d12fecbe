import { useApi, useAppNavigate } from '@backstage/frontend-plugin-api';
import Box from '@mui/material/Box';
import type { Application } from '@tutti/plugin-tutti-common';
import { ReactNode, useState } from 'react';
import { tuttiApiRef } from '../../../api';
import { useTuttiLinks } from '../../../routes';
import { useT } from '../../../translation';
import { AllowedButton } from '../../../ui/AllowedButton';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { CopyButton } from '../../../ui/CopyButton';
import { EntityLink } from '../../../ui/EntityLink';
import { Stack, Surface } from '../../../ui/Surface';
import { Code, Muted, SectionTitle } from '../../../ui/Text';
import { TimeAgo } from '../../../ui/TimeAgo';
import { AddEnvironment } from '../AddEnvironment';
import { ApplicationAccess } from './ApplicationAccess';
import { Offers } from './Offers';
import { OwnerClaim } from './OwnerClaim';
import { OwnerFact } from './OwnerFact';
import { Repositories } from './Repositories';
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

/** Ids, owner, environments, and the way out. */
export function SettingsTab(props: {
  application: Application;
  refresh(): void;
}) {
  const t = useT();
  const { application, refresh } = props;
  const { name, title, workloads, environments } = application;
  const api = useApi(tuttiApiRef);
  const links = useTuttiLinks();
  const navigate = useAppNavigate();
  const [deleting, setDeleting] = useState(false);
  const made = <TimeAgo at={application.createdAt} />;
  return (
    <Stack sx={{ gap: 2 }}>
      <Surface sx={{ p: 2.5 }}>
        <SectionTitle>{t('application.about')}</SectionTitle>
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
          <Fact name={t('common.name')}>
            <Identifier text={name} what={t('application.nameToCopy')} />
          </Fact>
          <Fact name={t('application.id')}>
            <Identifier
              text={application.id}
              what={t('application.idToCopy')}
            />
          </Fact>
          <Fact name={t('common.owner')}>
            <OwnerFact application={application} refresh={refresh} />
          </Fact>
          <Fact name={t('application.inCatalog')}>
            {application.entityRef ? (
              <EntityLink entityRef={application.entityRef} />
            ) : (
              <Muted>{t('application.notBound')}</Muted>
            )}
          </Fact>
          <Fact name={t('application.made')}>
            {application.declared
              ? t('application.madeByFiles', { ago: made })
              : made}
          </Fact>
        </Box>
        <OwnerClaim application={application} refresh={refresh} />
      </Surface>
      <Surface sx={{ p: 2.5 }}>
        <SectionTitle>{t('common.environments')}</SectionTitle>
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
                what={t('application.idOf', { name: environment.name })}
              />
              {environment.namespace && (
                <Muted>
                  {' '}
                  {t('application.inNamespace', {
                    cluster: environment.cluster ?? '',
                    namespace: environment.namespace,
                  })}
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
      <Offers application={application} refresh={refresh} />
      <Repositories application={application} refresh={refresh} />
      <ApplicationAccess application={application} />
      <Surface sx={{ p: 2.5 }}>
        <SectionTitle>
          {t('application.deleteTitle', { application: title })}
        </SectionTitle>
        <Muted sx={{ display: 'block', my: 1 }}>
          {t('application.deleteText')}
        </Muted>
        <AllowedButton
          variant="outlined"
          color="error"
          allowed={application.allowed.delete}
          right={{ application: name, verb: 'delete' }}
          onClick={() => setDeleting(true)}
        >
          {t('application.delete')}
        </AllowedButton>
      </Surface>
      {deleting && (
        <ConfirmDialog
          title={t('application.deleteQuestion', { application: title })}
          verb={t('application.deleteTitle', { application: name })}
          typed={name}
          onClose={() => setDeleting(false)}
          onConfirm={async () => {
            await api.deleteApplication(name);
            navigate(links.applications());
          }}
        >
          {t('application.isLost')}
          <ul>
            <li>
              {t('application.workloadsWithTexts', { count: workloads.length })}
            </li>
            <li>
              {t('application.environmentsWithValues', {
                count: environments.length,
              })}
            </li>
            <li>{t('application.allHistory')}</li>
          </ul>
          {t('application.entityStays')}
        </ConfirmDialog>
      )}
    </Stack>
  );
}
