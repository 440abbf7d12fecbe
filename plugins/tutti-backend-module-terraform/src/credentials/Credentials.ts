import { readFile } from 'node:fs/promises';
import { isError } from '@backstage/errors';
import { DriverError, Redactor, Secret } from '@tutti/engine';
import { SecretStore } from '@tutti/plugin-tutti-node';
import { Credential, CredentialRule, CredentialSource } from './config';

/** For what a tool works. */
export interface CredentialSubject {
  application: string;
  environment: string;
  environmentType: string;
  /** The resource's name. */
  resource: string;
}

/** What a tool gets to reach clouds and clusters, for one work. */
export interface Handed {
  env: Record<string, string>;
  /** By path below the work's folder; `env` names them. */
  secretFiles: Record<string, string>;
  /** What the tool says, without any of it. */
  clean(text: string): string;
}

/** Signs that a work is for its subject. */
export interface TokenSigner {
  sign(audience: string, subject: CredentialSubject): Promise<string>;
}

const FOLDER = '.tutti-credentials';

/**
 * Credentials of providers, by the type of the environment. They are read at each work and kept nowhere; a tool
 * finds them in its environment or in files of its folder, never on its command line, in code or in state.
 */
export class Credentials {
  constructor(
    private readonly rules: CredentialRule[],
    private readonly sources: {
      /** The store of Kubernetes Secrets. */
      secrets: Pick<SecretStore, 'name' | 'read'>;
      signer: TokenSigner;
    },
  ) {}

  /**
   * @param subject - absent where it is not known any more: what is not bound to a type
   * @throws DriverError naming the variable and where its value should be; never a value.
   */
  async handTo(
    subject: CredentialSubject | undefined,
    signal: AbortSignal,
  ): Promise<Handed> {
    const redactor = new Redactor();
    const handed: Handed = {
      env: {},
      secretFiles: {},
      clean: text => redactor.text(text),
    };
    for (const credential of this.#of(subject?.environmentType)) {
      const { name, source, asFile } = credential;
      const value = await this.#read(credential, subject, signal);
      redactor.learn(value);
      const text = value.revealText();
      if (asFile) {
        const path = `${FOLDER}/${name}`;
        handed.secretFiles[path] = text;
        handed.env[name] = path;
      } else {
        handed.env[name] = source.from === 'file' ? text.trimEnd() : text;
      }
    }
    return handed;
  }

  /** Of several for one variable, the last. */
  #of(environmentType: string | undefined): Credential[] {
    const byName = new Map<string, Credential>();
    for (const { environmentTypes, credentials } of this.rules) {
      const fits =
        !environmentTypes ||
        (environmentType !== undefined &&
          environmentTypes.includes(environmentType));
      for (const credential of fits ? credentials : []) {
        byName.set(credential.name, credential);
      }
    }
    return [...byName.values()];
  }

  async #read(
    { name, source }: Credential,
    subject: CredentialSubject | undefined,
    signal: AbortSignal,
  ): Promise<Secret> {
    switch (source.from) {
      case 'config':
        return source.value;
      case 'file':
        return readSecretFile(name, source.file);
      case 'kubernetesSecret':
        return this.#readFromCluster(name, source, signal);
      case 'oidcToken':
        if (!subject) {
          throw new DriverError(
            `There is no identity token for ${name}: for which environment it was made is not known any more.`,
          );
        }
        return new Secret(
          await this.sources.signer.sign(source.audience, subject),
        );
      default:
        throw new Error(`no such source: ${source satisfies never}`);
    }
  }

  async #readFromCluster(
    variable: string,
    source: Extract<CredentialSource, { from: 'kubernetesSecret' }>,
    signal: AbortSignal,
  ): Promise<Secret> {
    const { cluster, namespace, name, key } = source;
    const { secrets } = this.sources;
    const reading = await secrets.read(
      { store: secrets.name, namespace, name, key },
      { place: { driver: 'kubernetes', cluster }, signal },
    );
    if ('found' in reading) return reading.found;
    throw new DriverError(
      `The credential ${variable} cannot be had: ${
        'missing' in reading ? reading.missing : reading.unavailable
      }.`,
      'retryable' in reading && reading.retryable,
    );
  }
}

async function readSecretFile(name: string, file: string): Promise<Secret> {
  try {
    return new Secret(await readFile(file, 'utf8'));
  } catch (error) {
    const code = isError(error) ? error.code : undefined;
    throw new DriverError(
      `The credential ${name} cannot be had: ${file} cannot be read (${
        code ?? 'no reason given'
      }).`,
    );
  }
}
