import { Problem, Unknown, Value, ValueObject } from '../../model';
import { asText, base64, Contents, contentKey } from './contents';
import { RenderInput } from './input';
import { ObjectNames } from './names';

const CONFIG_VOLUME = 'files';
const SECRET_VOLUME = 'secret-files';

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
    const { content, mode, noExpand } = declared[target];
    const key = contentKey(
      `${container}.files.`,
      target.startsWith('/') ? target.slice(1) : `./${target}`,
    );
    const item: ValueObject = {
      key,
      path: key,
      ...(mode !== undefined && { mode: parseInt(mode, 8) }),
    };
    let volume = CONFIG_VOLUME;
    if ('base64' in content) {
      contents.binary[key] = content.base64;
    } else {
      const text = noExpand ? content.text : filledText(content.text);
      if (text === undefined) continue;
      if (typeof text === 'string') contents.config[key] = text;
      else if (text instanceof Unknown && !text.secret)
        contents.config[key] = text;
      else {
        contents.secret[key] = base64(text);
        volume = SECRET_VOLUME;
      }
    }
    volumes[volume === SECRET_VOLUME ? 'secret' : 'config'].push(item);
    mounts.push({
      name: volume,
      mountPath: target,
      subPath: key,
      readOnly: true,
    });

    function filledText(template: string) {
      const filled = input.fill(template);
      if (filled.ok) return asText(filled.value);
      problems.push({
        file: workload.file,
        ...filled.problem,
        path: `containers.${container}.files["${target}"].content`,
      });
      return undefined;
    }
  }
  return { mounts, problems };
}

/** The pod's volumes that hold the files. */
export function fileVolumes(items: FileVolumes, names: ObjectNames): Value[] {
  return [
    ...(items.config.length
      ? [
          {
            name: CONFIG_VOLUME,
            configMap: { name: names.config, items: items.config },
          },
        ]
      : []),
    ...(items.secret.length
      ? [
          {
            name: SECRET_VOLUME,
            secret: { secretName: names.secret, items: items.secret },
          },
        ]
      : []),
  ];
}
