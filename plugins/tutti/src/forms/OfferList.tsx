import Box from '@mui/material/Box';
import type { ResourceOffer } from '@tutti/plugin-tutti-common';
import { useState } from 'react';
import { useT } from '../translation';
import { AllowedButton } from '../ui/AllowedButton';
import { Field } from '../ui/Field';
import { Stack } from '../ui/Surface';
import { Code, Muted } from '../ui/Text';

/** What can be added, and what cannot in the chosen environments, with the reason. */
export function OfferList(props: {
  offers: ResourceOffer[];
  disabled?: boolean;
  onAdd(offer: ResourceOffer): void;
}) {
  const { offers, disabled, onAdd } = props;
  const t = useT();
  const [search, setSearch] = useState('');
  const sought = search.trim().toLowerCase();
  const fitting = offers.filter(({ type, title = '', description = '' }) =>
    `${type} ${title} ${description}`.toLowerCase().includes(sought),
  );
  return (
    <Stack role="group" aria-label={t('forms.offeredHere')}>
      <Muted>{t('forms.offeredHere')}</Muted>
      <Field
        label={t('forms.search')}
        value={search}
        onChange={event => setSearch(event.target.value)}
        onKeyDown={event => {
          // The form around it would go on to the next page.
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      {fitting.length === 0 && <Muted>{t('forms.nothingFits')}</Muted>}
      <Box
        sx={{
          display: 'grid',
          gap: 1,
          gridTemplateColumns: 'repeat(auto-fill, minmax(260px, 1fr))',
        }}
      >
        {fitting.map(offer => (
          <Offered
            key={offer.type}
            offer={offer}
            disabled={disabled}
            onAdd={() => onAdd(offer)}
          />
        ))}
      </Box>
    </Stack>
  );
}

function Offered(props: {
  offer: ResourceOffer;
  disabled?: boolean;
  onAdd(): void;
}) {
  const { offer, disabled, onAdd } = props;
  const { type, title = type, description, classes } = offer;
  const t = useT();
  const missing = classes[0]?.environments.find(({ whyNot }) => whyNot);
  return (
    <Box
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: '10px',
        p: 1.5,
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'flex-start',
        gap: 0.5,
      }}
    >
      <strong>{title}</strong>
      <Code>{type}</Code>
      {description && <Muted>{description}</Muted>}
      <Box sx={{ flexGrow: 1 }} />
      <AllowedButton
        size="small"
        variant="outlined"
        aria-label={t('forms.add', { what: title })}
        pending={disabled}
        allowed={
          missing && {
            allowed: false,
            reason: t('forms.notHere', {
              environment: missing.environment,
              why: missing.whyNot ?? '',
            }),
          }
        }
        onClick={onAdd}
      >
        {t('forms.add', { what: title })}
      </AllowedButton>
    </Box>
  );
}
