import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import Layers from '@mui/icons-material/LayersOutlined';
import { tuttiApi } from './extensions/api';
import { entityEnvironments, environmentsCard } from './extensions/entity';
import { tuttiPage } from './extensions/pages';
import { rootRouteRef } from './routes';

/** Tutti in the portal: applications, plans, deployments. */
export const tuttiPlugin = createFrontendPlugin({
  pluginId: 'tutti',
  title: 'Applications',
  icon: <Layers fontSize="inherit" />,
  routes: { root: rootRouteRef },
  extensions: [tuttiApi, tuttiPage, entityEnvironments, environmentsCard],
  info: { packageJson: () => import('../package.json') },
});
