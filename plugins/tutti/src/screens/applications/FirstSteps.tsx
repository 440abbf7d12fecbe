import Box from '@mui/material/Box';
import type { Allowed } from '@tutti/plugin-tutti-common';
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
  const ways = [
    {
      title: 'Start a new application',
      text: 'Name it and say who owns it. Its workloads and environments come next.',
      button: 'New application',
      press: props.onCreate,
      variant: 'contained' as const,
    },
    {
      title: 'Bring a Score file',
      text: 'You describe a workload in score.yaml already: paste it or drop the file, and see it deployed.',
      button: 'Adopt a Score file',
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
        <PageTitle>Deploy your first application</PageTitle>
        <Muted sx={{ display: 'block', mt: 1, fontSize: 14 }}>
          Describe a workload once, free of any environment. Tutti makes the
          configuration for each environment anew, and shows you the plan before
          anything changes.
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
