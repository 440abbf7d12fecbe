import { Workload } from '@tutti/engine';
import {
  Preview,
  PreviewComment,
  PreviewInput,
} from '@tutti/plugin-tutti-common';
import { ApplicationRecord } from '../../store';
import { Request } from '../deployments/queueing';
import { Caller, Visibility } from '../types';

/** Names of a preview, as the API's paths have them. */
export interface PreviewPath {
  application: string;
  key: string;
}

/** What a decorator adds: what the caller may not see is not there. */
export interface Seeing extends Visibility {
  /** Whether the caller sees the base. */
  seesBase?: boolean;
}

export interface PreviewsService {
  /** By key. */
  list(
    query: { application: string } & Visibility,
    caller: Caller,
  ): Promise<{ items: Preview[] }>;
  get(path: PreviewPath, caller: Caller): Promise<Preview>;
  /**
   * Made, or deployed to, as far as what is asked for is not there yet.
   *
   * @throws Refused for Score texts with problems; ConflictError where the application has as many as it
   *   may have, or this one is being destroyed
   */
  put(
    path: PreviewPath,
    input: PreviewInput & Seeing,
    caller: Caller,
  ): Promise<Preview>;
  /** Undefined where there is none any more. */
  close(path: PreviewPath, caller: Caller): Promise<Preview | undefined>;
  comment(path: PreviewPath, caller: Caller): Promise<PreviewComment>;
}

/** Where the type of a preview comes from: a decorator judges by it. */
export interface PreviewTypes {
  /** @throws InputError where there is none that it could be */
  typeOf(path: PreviewPath, asked: string | undefined): Promise<string>;
}

/** What is known before anything is decided. */
export interface Asking {
  application: ApplicationRecord;
  key: string;
  /** Of its environment. */
  type: string;
  input: Omit<PreviewInput, 'type'> & Seeing;
  /** Its Score texts, read; `null` where the pull request takes a workload away. */
  workloads: Map<string, Workload | null>;
  /** How many previews an application may have. */
  most: number;
  /** Why nothing may begin in such an environment now. */
  kept: Request['kept'];
}
