import {
  ContainerFile,
  Problem,
  Secret,
  Unknown,
  Value,
  ValueObject,
} from '../../model';
import { isSendable } from './characters';
import { asText, base64, Contents, contentKey } from './contents';
import { RenderInput } from './input';
import { ObjectNames } from './names';

const VOLUME = { config: 'files', secret: 'secret-files' };

/** Files of all containers: one volume per kind of content. */
export interface FileVolumes {
  config: ValueObject[];
  secret: ValueObject[];
}

/**
 * Mounts the files of one container, each by `subPath`: a directory mount would hide what the
 * image has beside them. What `subPath` loses, that running pods see a change, we do not want:
 * a change rolls the pods (digest annotation).
 */
export function files(
  input: RenderInput,
  container: string,
  contents: Contents,
  volumes: FileVolumes,
): { mounts: ValueObject[]; problems: Problem[] } {
  const { workload } = input;
  const mounts: ValueObject[] = [];
  const problems: Problem[] = [];
  const declared = workload.containers[container].files;
  for (const target of Object.keys(declared).sort()) {
    const { mode } = declared[target];
    const filled = fileContent(input, declared[target]);
    if (!filled.ok) {
      problems.push({
        file: workload.file,
        ...filled.problem,
        path: `containers.${container}.files["${target}"].content`,
      });
      continue;
    }
    const key = contentKey(
      `${container}.files.`,
      target.startsWith('/') ? target.slice(1) : `./${target}`,
    );
    const place = hold(key, filled.content, contents, isText(declared[target]));
    volumes[place].push({
      key,
      path: key,
      ...(mode !== undefined && { mode: parseInt(mode, 8) }),
    });
    mounts.push({
      name: VOLUME[place],
      mountPath: target,
      subPath: key,
      readOnly: true,
    });
  }
  return { mounts, problems };
}

type Content = { base64: string } | { text: string | Secret | Unknown };

function fileContent(
  input: RenderInput,
  { content, noExpand }: ContainerFile,
): { ok: true; content: Content } | { ok: false; problem: Problem } {
  if ('base64' in content || noExpand) return { ok: true, content };
  const filled = input.fill(content.text);
  return filled.ok
    ? { ok: true, content: { text: asText(filled.value) } }
    : filled;
}

/**
 * What is written decides, not what it is filled with: the plan and its run must agree where a
 * content stands.
 */
function isText({ content }: ContainerFile): boolean {
  return 'text' in content && isSendable(content.text);
}

/** Puts it where it may stand. */
function hold(
  key: string,
  content: Content,
  contents: Contents,
  asItIs: boolean,
): keyof FileVolumes {
  if ('base64' in content) {
    contents.binary[key] = content.base64;
    return 'config';
  }
  const { text } = content;
  if (text instanceof Secret || (text instanceof Unknown && text.secret)) {
    contents.secret[key] = base64(text);
    return 'secret';
  }
  if (asItIs) contents.config[key] = text;
  else {
    contents.binary[key] =
      text instanceof Unknown
        ? text
        : Buffer.from(text, 'utf8').toString('base64');
  }
  return 'config';
}

/** The pod's volumes that hold the files. */
export function fileVolumes(items: FileVolumes, names: ObjectNames): Value[] {
  return [
    ...(items.config.length
      ? [
          {
            name: VOLUME.config,
            configMap: { name: names.config, items: items.config },
          },
        ]
      : []),
    ...(items.secret.length
      ? [
          {
            name: VOLUME.secret,
            secret: { secretName: names.secret, items: items.secret },
          },
        ]
      : []),
  ];
}
