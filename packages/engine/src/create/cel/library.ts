import type * as Cel from '@bufbuild/cel';
import type * as Extensions from '@bufbuild/cel/ext';

type Library = Pick<typeof Cel, 'isCelError' | 'parse' | 'plan'> & {
  /** The standard library and the `strings` extension, as in Kubernetes' admission policies. */
  environment: ReturnType<typeof Cel.celEnv>;
};

let library: Library | undefined;

/**
 * Loaded when the first expression is read: that takes some 90 ms, which a command line that
 * meets none would pay at every call.
 */
export function celLibrary(): Library {
  if (!library) {
    const cel: typeof Cel = require('@bufbuild/cel');
    const { strings }: typeof Extensions = require('@bufbuild/cel/ext');
    library = { ...cel, environment: cel.celEnv({ funcs: strings }) };
  }
  return library;
}
