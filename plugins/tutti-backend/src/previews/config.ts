import { Config } from '@backstage/config';

export interface PreviewLimits {
  /** Previews that one application has at most, those that are being destroyed included. */
  perApplication: number;
}

const KEY = 'tutti.previews.perApplication';

/** @throws Error that names the config key. */
export function readPreviewLimits(config: Config): PreviewLimits {
  const perApplication = config.getOptionalNumber(KEY) ?? 10;
  if (!Number.isInteger(perApplication) || perApplication < 0) {
    throw new Error(`${KEY} must be 0 or more.`);
  }
  return { perApplication };
}
