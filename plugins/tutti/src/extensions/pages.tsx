import { PageBlueprint } from '@backstage/frontend-plugin-api';
import Category from '@mui/icons-material/CategoryOutlined';
import Hourglass from '@mui/icons-material/HourglassEmpty';
import Layers from '@mui/icons-material/LayersOutlined';
import { platformRouteRef, rootRouteRef, waitingRouteRef } from '../routes';
import { tuttiTranslationRef } from '../translation';

/** `/tutti` and everything below it; the icon and the route put it into the sidebar. */
export const tuttiPage = PageBlueprint.make({
  params: {
    path: '/tutti',
    title: tuttiTranslationRef('applications.pageTitle'),
    icon: <Layers fontSize="inherit" />,
    routeRef: rootRouteRef,
    loader: () => import('../screens/TuttiRouter').then(m => <m.TuttiRouter />),
  },
});

/** `/tutti/platform`, or wherever the app puts it. */
export const platformPage = PageBlueprint.make({
  name: 'platform',
  params: {
    path: '/tutti/platform',
    title: tuttiTranslationRef('platform.pageTitle'),
    icon: <Category fontSize="inherit" />,
    routeRef: platformRouteRef,
    loader: () =>
      import('../screens/platform/PlatformPage').then(m => <m.PlatformPage />),
  },
});

/** `/tutti/waiting`, or wherever the app puts it. */
export const waitingPage = PageBlueprint.make({
  name: 'waiting',
  params: {
    path: '/tutti/waiting',
    title: tuttiTranslationRef('waiting.pageTitle'),
    icon: <Hourglass fontSize="inherit" />,
    routeRef: waitingRouteRef,
    loader: () =>
      import('../screens/waiting/WaitingPage').then(m => <m.WaitingPage />),
  },
});
