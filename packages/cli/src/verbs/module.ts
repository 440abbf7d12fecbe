import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { basename, join, resolve } from 'path';
import { InterfaceChange } from '@tutti/engine';
import { ModuleView } from '@tutti/plugin-tutti-common';
import { orUsageError } from '../files';
import { refusalOf } from '../online/errors';
import { portalAt, PortalOptions } from '../online/portal';
import { Output, rendered } from '../render';
import { EXIT, Terminal, UsageError } from '../Terminal';

export interface InspectOptions extends PortalOptions {
  /** Of a module registry. */
  at?: string;
  against?: string;
  driver?: string;
  /** Nothing but the type and the definition that it proposes. */
  proposal?: boolean;
  output: Output;
}

/** What a module takes and gives, what would offer it, and what an upgrade would mean. */
export async function inspectModule(
  source: string,
  { at, against, driver, proposal, output, ...options }: InspectOptions,
  terminal: Terminal,
): Promise<number> {
  const tutti = portalAt(options, terminal);
  const view = await tutti
    .inspectModule({
      ...placeOf(source),
      ...(at !== undefined && { version: at }),
      ...(against !== undefined && { against }),
      ...(driver !== undefined && { driver }),
    })
    .catch(error => {
      throw refusalOf(error);
    });
  if (proposal) {
    view.warnings.forEach(warning => terminal.err(`warning: ${warning}\n`));
    terminal.out(view.proposal);
  } else {
    terminal.out(output === 'text' ? asText(view) : rendered(view, output));
  }
  return breaks(view) ? EXIT.problems : EXIT.ok;
}

function breaks({ upgrade }: ModuleView): boolean {
  return (
    upgrade?.definitions.some(({ findings }) => findings.length > 0) ?? false
  );
}

/** A folder of this machine is sent: the portal does not see it. */
function placeOf(source: string): {
  source: string;
  files?: Record<string, string>;
} {
  if (!/^(\.{0,2}\/|\.{1,2}$)/.test(source) || !existsSync(source)) {
    return { source };
  }
  const folder = resolve(source);
  const names = orUsageError(`cannot read ${source}`, () =>
    readdirSync(folder),
  ).filter(name => /\.(tf|tofu)(\.json)?$/.test(name));
  if (names.length === 0) {
    throw new UsageError(
      `${source} is no module: it has no file that ends in .tf`,
    );
  }
  return {
    source: `./${basename(folder)}`,
    files: Object.fromEntries(
      names
        .sort()
        .filter(name => statSync(join(folder, name)).isFile())
        .map(name => [
          name,
          orUsageError(`cannot read ${name}`, () =>
            readFileSync(join(folder, name), 'utf8'),
          ),
        ]),
    ),
  };
}

function asText(view: ModuleView): string {
  const { source, version, digest, variables, outputs, providers } = view;
  return [
    `${source}${version === undefined ? '' : ` ${version}`}, ${digest}`,
    section('variables', [
      ...variables.map(
        ({ name, type, required, sensitive, description, default: value }) =>
          [
            `${name}: ${oneLine(type)}`,
            required ? 'required' : `default ${JSON.stringify(value ?? null)}`,
            ...(sensitive ? ['secret'] : []),
            ...(description === undefined ? [] : [oneLine(description)]),
          ].join(', '),
      ),
    ]),
    section(
      'outputs',
      outputs.map(({ name, sensitive, description }) =>
        [
          name,
          ...(sensitive ? ['secret'] : []),
          ...(description === undefined ? [] : [oneLine(description)]),
        ].join(', '),
      ),
    ),
    section(
      'providers',
      providers.map(({ name, source: from, version: wanted, handedIn }) =>
        [
          name,
          ...(from === undefined ? [] : [from]),
          ...(wanted === undefined ? [] : [wanted]),
          ...(handedIn.length > 0 ? [`handed in: ${handedIn.join(' ')}`] : []),
        ].join(', '),
      ),
    ),
    section('warnings', view.warnings),
    view.upgrade
      ? upgradeText(view, view.upgrade)
      : `a type and a definition that offer it:\n\n${view.proposal}`,
  ]
    .filter(Boolean)
    .join('\n');
}

function upgradeText(
  { concerned, hidden }: ModuleView,
  { version, source, changes, definitions }: NonNullable<ModuleView['upgrade']>,
): string {
  return [
    section(
      `against ${source}${version === undefined ? '' : ` ${version}`}`,
      changes.length === 0 ? ['nothing changes'] : changes.map(changeText),
    ),
    ...definitions.map(({ name, findings }) =>
      section(
        `definition ${name}`,
        findings.length === 0
          ? ['fits as it is']
          : findings.map(
              ({ path, message }) => `inputs.${path.join('.')}: ${message}`,
            ),
      ),
    ),
    section('concerned', [
      ...concerned.map(
        ({ application, environment, address }) =>
          `${application}/${environment} ${address}`,
      ),
      ...(hidden > 0 ? [`${hidden} more`] : []),
      ...(concerned.length + hidden === 0 ? ['nothing was made with it'] : []),
    ]),
  ].join('\n');
}

function changeText({ of, name, text, breaking }: InterfaceChange): string {
  return `${breaking ? '!' : ' '} ${of} ${name}: ${oneLine(text)}`;
}

function section(title: string, lines: string[]): string {
  return lines.length === 0
    ? ''
    : `${title}:\n${lines.map(line => `    ${line}\n`).join('')}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
