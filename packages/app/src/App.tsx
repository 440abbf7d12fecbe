import { createApp } from '@backstage/frontend-defaults';
import { homeModule } from './home';
import { navModule } from './nav';
import { signInModule } from './signIn';

/** Everything else is found by `app.packages: all`. */
export default createApp({ features: [homeModule, navModule, signInModule] });
