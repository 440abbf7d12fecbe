import {
  PageBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { Navigate } from 'react-router-dom';

/** The portal opens where the work is. */
const home = PageBlueprint.make({
  name: 'home',
  params: {
    path: '/',
    noHeader: true,
    loader: async () => <Navigate to="/tutti" replace />,
  },
});

export const homeModule = createFrontendModule({
  pluginId: 'app',
  extensions: [home],
});
