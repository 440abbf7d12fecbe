import type { Allowed, Application } from '@tutti/plugin-tutti-common';
import { platformQuestion, Right } from '../../../data/questions';
import { useTutti } from '../../../data/useTutti';
import { useT } from '../../../translation';

/** Whether what an application offers may be changed here: a file that declares it is changed itself. */
export function useOffersEditable(application: Application): {
  allowed: Allowed | undefined;
  right?: Right;
} {
  const t = useT();
  const { name, declared, allowed } = application;
  const { data } = useTutti(platformQuestion, []);
  const applications = data?.platform?.applications ?? {};
  const declaration =
    declared && Object.hasOwn(applications, name)
      ? applications[name]
      : undefined;
  if (!declaration?.offers) {
    return {
      allowed: allowed.update,
      right: { application: name, verb: 'update' },
    };
  }
  const { file, line } = declaration.source;
  return {
    allowed: {
      allowed: false,
      reason: t('settings.offersDeclared', { file, line: String(line) }),
    },
  };
}
