/** What a tool needs of the machine: where programs are, how the network is reached. Never more. */
const INHERITED = [
  'PATH',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap(name => [
    name,
    name.toLowerCase(),
  ]),
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];

/**
 * Go collects garbage half as often as it does by itself: a seventh less processor time for the tool and its
 * providers, a seventh more memory. Who sees it differently lets `GOGC` pass (`inherit`).
 */
const GARBAGE = '200';

/**
 * The whole environment of a work.
 *
 * @param given.inherit - names beside the usual ones that the platform team lets pass
 * @param given.home - the tool finds no credentials of the machine's user there
 */
export function toolEnvironment(given: {
  machine: Record<string, string | undefined>;
  inherit: string[];
  home: string;
  cliConfigFile: string;
  work: Record<string, string>;
}): Record<string, string> {
  const { machine, inherit, home, cliConfigFile, work } = given;
  return {
    GOGC: GARBAGE,
    ...Object.fromEntries(
      [...INHERITED, ...inherit].flatMap(name => {
        const value = machine[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    HOME: home,
    ...automation(cliConfigFile),
    ...work,
  };
}

/** Nobody is there who could answer a question or read advice. */
export function automation(cliConfigFile: string): Record<string, string> {
  return {
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    CHECKPOINT_DISABLE: '1',
    TF_CLI_CONFIG_FILE: cliConfigFile,
  };
}
