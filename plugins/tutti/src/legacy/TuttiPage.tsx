import { Content, Header } from '@backstage/core-components';
import Box from '@mui/material/Box';
import { TuttiRouter } from '../screens/TuttiRouter';
import { useT } from '../translation';
import { OldApp } from './OldApp';

function PageHeader() {
  const t = useT();
  return <Header title={t('applications.pageTitle')} />;
}

/**
 * Every page below the mount path, with the header that an app on the old system does not draw.
 * Not Backstage's `Page`: that is a `main`, and each of our pages has its own.
 */
export function TuttiPage() {
  return (
    <OldApp>
      <Box sx={{ height: { xs: '100%', sm: '100vh' }, overflowY: 'auto' }}>
        <PageHeader />
        <Content>
          <TuttiRouter />
        </Content>
      </Box>
    </OldApp>
  );
}
