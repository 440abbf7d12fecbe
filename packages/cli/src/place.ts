import { MatchContext, Platform } from '@tutti/engine';

/** Where something would be deployed to. */
export interface Place {
  application: string;
  environment: string;
  environmentType: string;
  owner?: string;
  labels: Record<string, string>;
}

export interface PlaceOptions {
  application?: string;
  environment?: string;
  type?: string;
}

/**
 * What the command line says, completed from the platform's Application file: its name if it is the
 * only one, its owner and labels, and the type of its environment. An environment of no known
 * type is one of type its own name.
 */
export function placeOf(options: PlaceOptions, platform: Platform): Place {
  const names = Object.keys(platform.applications);
  const application =
    options.application ?? (names.length === 1 ? names[0] : 'app');
  const environment = options.environment ?? 'development';
  const declared = platform.applications[application];
  return {
    application,
    environment,
    environmentType:
      options.type ??
      declared?.environments.find(({ name }) => name === environment)?.type ??
      environment,
    ...(declared?.owner && { owner: declared.owner }),
    labels: declared?.labels ?? {},
  };
}

export function matchContextOf(place: Place): MatchContext {
  return { ...place };
}
