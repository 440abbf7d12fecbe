import Box from '@mui/material/Box';
import type { Allowed } from '@tutti/plugin-tutti-common';
import { useT } from '../../translation';
import { AllowedButton } from '../../ui/AllowedButton';
import { Surface } from '../../ui/Surface';
import { Muted, PageTitle, SectionTitle } from '../../ui/Text';
import { FlowPicture } from './FlowPicture';

/** No application yet: what Tutti does, and two ways in. */
export function FirstSteps(props: {
  allowed: Allowed;
  onCreate(): void;
  onAdopt(): void;
}) {
  const t = useT();
  const ways = [
    {
      title: t('applications.wayCreateTitle'),
      text: t('applications.wayCreateText'),
      button: t('applications.create'),
      press: props.onCreate,
      variant: 'contained' as const,
    },
    {
      title: t('applications.wayAdoptTitle'),
      text: t('applications.wayAdoptText'),
      button: t('applications.adopt'),
      press: props.onAdopt,
      variant: 'outlined' as const,
    },
  ];
  return (
    <Surface
      sx={{
        p: { xs: 3, md: 6 },
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        gap: 4,
      }}
    >
      <Box sx={{ textAlign: 'center', maxWidth: 620 }}>
        <PageTitle>{t('applications.firstTitle')}</PageTitle>
        <Muted sx={{ display: 'block', mt: 1, fontSize: 14 }}>
          {t('applications.firstText')}
        </Muted>
      </Box>
      <FlowPicture />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' },
          width: '100%',
          maxWidth: 760,
        }}
      >
        {ways.map(way => (
          <Box
            key={way.title}
            sx={{
              border: 1,
              borderColor: 'divider',
              borderRadius: '10px',
              p: 2.5,
              display: 'flex',
              flexDirection: 'column',
              alignItems: 'flex-start',
              gap: 1,
            }}
          >
            <SectionTitle>{way.title}</SectionTitle>
            <Muted sx={{ flex: 1 }}>{way.text}</Muted>
            <AllowedButton
              variant={way.variant}
              allowed={props.allowed}
              onClick={way.press}
              sx={{ mt: 1 }}
            >
              {way.button}
            </AllowedButton>
          </Box>
        ))}
      </Box>
    </Surface>
  );
}
