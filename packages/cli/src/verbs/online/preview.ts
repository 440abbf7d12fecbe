import type { Preview, PreviewInput } from '@tutti/plugin-tutti-common';
import { columns } from '../../columns';
import { readInputs } from '../../inputs';
import { Asking, demandYes, requireAnswer } from '../../online/asking';
import { answered } from '../../online/errors';
import { follow, FollowOptions } from '../../online/following';
import { harmless } from '../../online/harmless';
import { planImages } from '../../online/planImages';
import { Portal, portalAt, portalOf, PortalOptions } from '../../online/portal';
import { hasErrors, Output, rendered, writeProblems } from '../../render';
import { EXIT, Terminal, UsageError } from '../../Terminal';
import { ChangedScore, readScores } from '../pr';

export interface PreviewOptions extends PortalOptions {
  output: Output;
}

export interface UpOptions extends PreviewOptions, Asking, FollowOptions {
  /** Environment that it begins with. */
  base: string;
  type?: string;
  title?: string;
  link?: string;
  image?: string[];
  /** Score files of the pull request. */
  score?: string[];
  /** Names of workloads that the pull request takes away. */
  removed?: string[];
  /** `NAME=value` */
  value?: string[];
  wait?: boolean;
}

/** The environment of a pull request: made, or brought up to date. */
export function previewUp(
  application: string,
  key: string,
  options: UpOptions,
  terminal: Terminal,
): Promise<number> {
  const { base, title, link, type, removed = [] } = options;
  const values = (options.value ?? []).map(assignment);
  const { scores, problems } = readScores(
    readInputs(options.score ?? [], terminal.progress).filter(
      ({ kind }) => kind === 'score',
    ),
  );
  if (hasErrors(problems)) {
    writeProblems(problems, terminal);
    return Promise.resolve(EXIT.problems);
  }
  if (options.score && scores.length === 0) {
    throw new UsageError(`no Score file in ${options.score.join(', ')}`);
  }
  return answered(terminal, async () => {
    requireAnswer(options, terminal);
    const portal = portalOf(options, terminal);
    const images =
      options.image && (await imagesOf(portal, application, scores, options));
    const input: PreviewInput = {
      base,
      ...(type !== undefined && { type }),
      ...(title !== undefined && { title }),
      ...(link !== undefined && { link }),
      ...(images && { images }),
      ...(scores.length + removed.length > 0 && {
        scores: Object.fromEntries([
          ...scores.map(({ name, text }) => [name, text]),
          ...removed.map(name => [name, null]),
        ]),
      }),
      ...(values.length > 0 && { values: Object.fromEntries(values) }),
    };
    terminal.err(harmless(`${wordsOf(application, key, input)}\n`));
    await demandYes('Bring it up?', options, terminal);
    terminal.progress('bringing up the preview');
    const preview = await portal.tutti.putPreview(application, key, input);
    const { deployment } = preview;
    if (options.wait && deployment) {
      return follow(portal, deployment.id, options, terminal);
    }
    terminal.out(
      options.output === 'text'
        ? asText(portal, preview)
        : rendered(preview, options.output),
    );
    return preview.state === 'failed' ? EXIT.problems : EXIT.ok;
  });
}

/** The pull request is closed: all of it goes. */
export function previewDown(
  application: string,
  key: string,
  options: PreviewOptions & Asking,
  terminal: Terminal,
): Promise<number> {
  return answered(terminal, async () => {
    requireAnswer(options, terminal);
    const portal = portalOf(options, terminal);
    terminal.err(
      `${application}/${key}: all of it is destroyed, with its data\n`,
    );
    await demandYes('Destroy it?', options, terminal);
    const left = await portal.tutti.closePreview(application, key);
    const gone = `${application}/${key}: gone\n`;
    terminal.out(
      options.output === 'text'
        ? (left && asText(portal, left)) ?? gone
        : rendered(left ?? { application, key, gone: true }, options.output),
    );
    return EXIT.ok;
  });
}

export function listPreviews(
  application: string,
  options: PreviewOptions,
  terminal: Terminal,
): Promise<number> {
  return answered(terminal, async () => {
    const { items } = await portalAt(options, terminal).listPreviews(
      application,
    );
    terminal.out(
      options.output === 'text'
        ? columns(items.map(row), `${application} has no preview`)
        : rendered(items, options.output),
    );
    return EXIT.ok;
  });
}

function row({ key, state, expiresAt, link }: Preview): string[] {
  return [
    key,
    state,
    expiresAt === undefined ? '' : `until ${expiresAt}`,
    link ?? '',
  ].map(harmless);
}

/** What to post on the pull request; its first line finds it again. */
export function previewComment(
  application: string,
  key: string,
  options: PortalOptions & { output: 'markdown' | 'json' },
  terminal: Terminal,
): Promise<number> {
  return answered(terminal, async () => {
    const comment = await portalAt(options, terminal).getPreviewComment(
      application,
      key,
    );
    terminal.out(
      options.output === 'markdown'
        ? `${comment.markdown.trimEnd()}\n`
        : rendered(comment, options.output),
    );
    return EXIT.ok;
  });
}

/** A container that the pull request makes takes one too. */
async function imagesOf(
  { tutti }: Portal,
  application: string,
  scores: ChangedScore[],
  { image = [], removed = [] }: UpOptions,
) {
  const { workloads } = await tutti.getApplication(application);
  const changed = [...removed, ...scores.map(({ name }) => name)];
  return planImages(image, [
    ...workloads.filter(({ name }) => !changed.includes(name)),
    ...scores,
  ]);
}

/** @throws UsageError */
function assignment(assigned: string): [string, string] {
  const end = assigned.indexOf('=');
  if (end < 1) {
    throw new UsageError(`--value ${assigned}: give it as NAME=value`);
  }
  return [assigned.slice(0, end), assigned.slice(end + 1)];
}

function wordsOf(application: string, key: string, input: PreviewInput) {
  const { base, images = {}, scores = {}, values = {} } = input;
  const named = (what: string, names: string[]) =>
    names.length > 0 ? [`${what} ${names.join(', ')}`] : [];
  const there = (texts: typeof scores, isThere: boolean) =>
    Object.keys(texts).filter(name => (texts[name] !== null) === isThere);
  return [
    `${application}/${key}, like ${base}`,
    ...named('images of', Object.keys(images)),
    ...named('Score files of', there(scores, true)),
    ...named('without', there(scores, false)),
    ...named('values', Object.keys(values)),
  ].join('; ');
}

function asText({ page }: Portal, preview: Preview): string {
  const { application, key, state, message, environment } = preview;
  const { endpoints } = environment;
  return [
    harmless(`${application}/${key}: ${state}. ${message}`),
    ...endpoints.map(({ url }) => harmless(url)),
    page('applications', application, 'environments', environment.name),
    '',
  ].join('\n');
}
