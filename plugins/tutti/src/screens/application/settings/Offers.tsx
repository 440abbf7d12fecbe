import Box from '@mui/material/Box';
import { Application, compareNames } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useT } from '../../../translation';
import { AllowedButton } from '../../../ui/AllowedButton';
import { Principals } from '../../../ui/Principals';
import { Grow, Row, Surface } from '../../../ui/Surface';
import { Muted, SectionTitle } from '../../../ui/Text';
import { OffersDialog } from './OffersDialog';
import { useOffersEditable } from './useOffersEditable';

/** Workloads whose address applications of other owners may ask for. */
export function Offers(props: { application: Application; refresh(): void }) {
  const t = useT();
  const { application, refresh } = props;
  const editable = useOffersEditable(application);
  const [editing, setEditing] = useState(false);
  const offers = Object.entries(application.offers).sort(([a], [b]) =>
    compareNames(a, b),
  );
  const refused = editable.allowed?.allowed === false && !editable.right;
  return (
    <Surface aria-label={t('settings.offers')} sx={{ p: 2.5 }}>
      <Row>
        <SectionTitle>{t('settings.offers')}</SectionTitle>
        <Grow />
        <AllowedButton
          size="small"
          variant="outlined"
          {...editable}
          aria-label={t('settings.editOffers')}
          onClick={() => setEditing(true)}
        >
          {t('settings.change')}
        </AllowedButton>
      </Row>
      <Muted sx={{ display: 'block' }}>{t('settings.offersText')}</Muted>
      {refused && editable.allowed?.allowed === false && (
        <Muted sx={{ display: 'block' }}>{editable.allowed.reason}</Muted>
      )}
      {offers.length === 0 ? (
        <Box sx={{ mt: 1 }}>{t('settings.noOffer')}</Box>
      ) : (
        <Box component="ul" sx={{ m: 0, mt: 1, pl: 2.5 }}>
          {offers.map(([workload, owners]) => (
            <li key={workload}>
              {t('settings.offeredTo', {
                workload: <b>{workload}</b>,
                owners: <Principals refs={owners} />,
              })}
            </li>
          ))}
        </Box>
      )}
      {editing && (
        <OffersDialog
          application={application}
          onClose={() => setEditing(false)}
          onChanged={refresh}
        />
      )}
    </Surface>
  );
}
