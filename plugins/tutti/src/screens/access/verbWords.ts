import type {
  ApplicationVerb,
  EnvironmentVerb,
} from '@tutti/plugin-tutti-common';
import type { TextKey, Translate } from '../../translation';

const WORDS = {
  read: 'access.read',
  update: 'access.update',
  delete: 'access.delete',
  createEnvironment: 'access.createEnvironment',
  build: 'access.build',
  assign: 'access.assign',
  deploy: 'access.deploy',
  cancel: 'access.cancel',
  operate: 'access.operate',
  unlock: 'access.unlock',
  approve: 'access.approve',
  gate: 'access.gate',
  override: 'access.override',
  secrets: 'access.secrets',
  manage: 'access.manage',
  logs: 'access.logs',
  exec: 'access.exec',
  destroy: 'access.destroy',
} as const satisfies Record<ApplicationVerb | EnvironmentVerb, TextKey>;

function isKnown(verb: string): verb is keyof typeof WORDS {
  return Object.hasOwn(WORDS, verb);
}

/** What a verb is; one of a newer backend stands as it is. */
export function verbWords(t: Translate, verb: string): string {
  return isKnown(verb) ? t(WORDS[verb]) : verb;
}
