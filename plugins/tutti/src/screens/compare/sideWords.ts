import type { ComparedSide } from '@tutti/plugin-tutti-common';
import type { Translate } from '../../translation';

/** As the address and the API name an environment. */
export function environmentRef(
  application: string,
  environment: string,
): string {
  return `environment:${application}/${environment}`;
}

/** What a side is called in a sentence. */
export function sideName(t: Translate, side: ComparedSide): string {
  const { kind, environment = '', release, deployment } = side;
  if (kind === 'environment') return environment;
  return kind === 'deployment' && deployment
    ? t('compare.deployment', {
        environment,
        number: String(deployment.number),
      })
    : t('compare.release', { number: String(release?.number) });
}
