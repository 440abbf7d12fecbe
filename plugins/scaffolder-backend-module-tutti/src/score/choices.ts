import { JsonObject } from '@tutti/plugin-tutti-common';

/** A resource as somebody chose it in a form. */
export interface ChosenResource {
  /** Its name in the Score file: `db`. */
  name: string;
  type: string;
  class?: string;
  /** Shared under this id by every workload of the application that names it. */
  id?: string;
  params?: JsonObject;
  /** Outputs that the container gets as variables: `host` of `db` as `DB_HOST`. */
  outputs?: string[];
  /** Where a `volume` is seen in the container. */
  mountPath?: string;
}

/** What a form asks about a workload of one container. */
export interface ChosenWorkload {
  name: string;
  image?: string;
  port?: number;
  variables?: Record<string, string>;
  /** All that it needs; absent: left as it is. */
  resources?: ChosenResource[];
}
