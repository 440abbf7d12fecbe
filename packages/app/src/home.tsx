import {
  PageBlueprint,
  createFrontendModule,
  useAppNavigate,
} from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';

function Home() {
  const navigate = useAppNavigate();
  useEffect(() => navigate('/tutti', { replace: true }), [navigate]);
  return null;
}

/** The portal opens where the work is. */
const home = PageBlueprint.make({
  name: 'home',
  params: {
    path: '/',
    noHeader: true,
    loader: async () => <Home />,
  },
});

export const homeModule = createFrontendModule({
  pluginId: 'app',
  extensions: [home],
});
