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
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@backstage/plugin-permission-backend-module-allow-all-policy'),
);

backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@tutti/plugin-search-backend-module-tutti'));

backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@tutti/plugin-scaffolder-backend-module-tutti'));

backend.add(import('@tutti/plugin-tutti-backend'));
backend.add(import('@tutti/plugin-tutti-backend-module-git'));
backend.add(import('@tutti/plugin-tutti-backend-module-kubernetes'));
backend.add(import('@tutti/plugin-tutti-backend-module-terraform'));
backend.add(import('@tutti/plugin-catalog-backend-module-tutti'));

backend.start();
