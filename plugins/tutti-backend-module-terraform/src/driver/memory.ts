import { isObject, JsonObject, JsonValue, ResourceRecord } from '@tutti/engine';
import { CredentialSubject } from '../credentials';

/** What the driver remembers of a resource. */
export interface Memory {
  source: string;
  digest: string;
  path: string;
  version?: string;
  /** Who destroys it needs the credentials of the same environment. */
  subject: CredentialSubject;
}

/** Of what was made before something was remembered, less is known. */
export type Remembered = Pick<Memory, 'digest' | 'path'> &
  Partial<Pick<Memory, 'subject' | 'version'>>;

export function writeMemory(memory: Memory): JsonObject {
  return { ...memory, subject: { ...memory.subject } };
}

export function readMemory(
  state: ResourceRecord['driverState'],
): Remembered | undefined {
  const memory: JsonObject = isObject(state) ? state : {};
  const { digest, path, version } = memory;
  if (typeof digest !== 'string' || typeof path !== 'string') return undefined;
  const subject = readSubject(memory.subject);
  return {
    digest,
    path,
    ...(typeof version === 'string' && { version }),
    ...(subject && { subject }),
  };
}

function readSubject(
  value: JsonValue | undefined,
): CredentialSubject | undefined {
  const subject: JsonObject = isObject(value) ? value : {};
  const { application, environment, environmentType, resource } = subject;
  return typeof application === 'string' &&
    typeof environment === 'string' &&
    typeof environmentType === 'string' &&
    typeof resource === 'string'
    ? { application, environment, environmentType, resource }
    : undefined;
}
