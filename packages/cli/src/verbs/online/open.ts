import { openInBrowser } from '../../online/browser';
import { pagesOf, PortalOptions } from '../../online/portal';
import { EXIT, Terminal } from '../../Terminal';

export interface OpenOptions extends PortalOptions {
  /** Only the address is told. */
  print?: boolean;
}

/** The portal's page of an application or an environment, else of all of them. */
export function open(
  application: string | undefined,
  environment: string | undefined,
  options: OpenOptions,
  terminal: Terminal,
): number {
  const page = pagesOf(options);
  const url = page(
    ...(application === undefined ? [] : ['applications', application]),
    ...(environment === undefined ? [] : ['environments', environment]),
  );
  terminal.out(`${url}\n`);
  // In a pipe or in CI there is nobody to look.
  if (!options.print && terminal.input.interactive) openInBrowser(url);
  return EXIT.ok;
}
