import { createBackend } from '@backstage/backend-defaults';
import { signInExamplePeople } from './examplePeople';
import { answerOwnHosts } from './ownHosts';

const backend = createBackend();

backend.add(answerOwnHosts);

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(signInExamplePeople);

backend.add(import('@backstage/plugin-catalog-backend'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@backstage/plugin-permission-backend-module-allow-all-policy'),
);

backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-signals-backend'));

backend.add(import('@tutti/plugin-tutti-backend'));
backend.add(import('@tutti/plugin-tutti-backend-module-kubernetes'));

backend.start();
