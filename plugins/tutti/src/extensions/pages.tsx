import { PageBlueprint } from '@backstage/frontend-plugin-api';
import Layers from '@mui/icons-material/LayersOutlined';
import { rootRouteRef } from '../routes';

/** `/tutti` and everything below it; the icon and the route put it into the sidebar. */
export const tuttiPage = PageBlueprint.make({
  params: {
    path: '/tutti',
    title: 'Applications',
    icon: <Layers fontSize="inherit" />,
    routeRef: rootRouteRef,
    loader: () => import('../screens/TuttiRouter').then(m => <m.TuttiRouter />),
  },
});
