import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import Layers from '@mui/icons-material/LayersOutlined';
import { tuttiApi } from './extensions/api';
import {
  entityEnvironments,
  entityRuntime,
  entityVersions,
  environmentsCard,
  resourceCard,
  systemCard,
} from './extensions/entity';
import {
  applicationPicker,
  environmentsPicker,
  resourcesPicker,
  workloadPicker,
} from './extensions/formFields';
import { platformPage, tuttiPage, waitingPage } from './extensions/pages';
import { myApplications, waitingForMe } from './extensions/home';
import { searchResult, searchType } from './extensions/search';
import { platformRouteRef, rootRouteRef, waitingRouteRef } from './routes';

/** Tutti in the portal: applications, plans, deployments. */
export const tuttiPlugin = createFrontendPlugin({
  pluginId: 'tutti',
  // eslint-disable-next-line no-restricted-syntax -- a plugin's own title is one text; its page has a translated one
  title: 'Applications',
  icon: <Layers fontSize="inherit" />,
  routes: {
    root: rootRouteRef,
    platform: platformRouteRef,
    waiting: waitingRouteRef,
  },
  extensions: [
    tuttiApi,
    tuttiPage,
    platformPage,
    waitingPage,
    entityEnvironments,
    entityRuntime,
    entityVersions,
    environmentsCard,
    systemCard,
    resourceCard,
    myApplications,
    waitingForMe,
    applicationPicker,
    workloadPicker,
    environmentsPicker,
    resourcesPicker,
    searchResult,
    searchType,
  ],
  info: { packageJson: () => import('../package.json') },
});
