import type {
  Allowed,
  Application,
  EnvironmentSummary,
} from '@tutti/plugin-tutti-common';
import type { Right } from '../../../data/questions';

/** Whether the reader may write here, and the right that it is decided by. */
export interface ValueRights {
  allowed(secret: boolean): Allowed | undefined;
  right(secret: boolean): Right;
}

/** Plain values are part of changing an application; secrets have a right of their own. */
export function valueRights(
  application: Application,
  environment: EnvironmentSummary,
): ValueRights {
  return {
    allowed: secret =>
      secret ? environment.allowed.secrets : application.allowed.update,
    right: secret =>
      secret
        ? {
            application: application.name,
            environment: environment.name,
            verb: 'secrets',
          }
        : { application: application.name, verb: 'update' },
  };
}
