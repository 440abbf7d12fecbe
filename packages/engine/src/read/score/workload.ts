import {
  Container,
  ContainerFile,
  NumeralPlace,
  Workload,
  suggestion,
} from '../../model';
import { Path } from '../path';
import { Finding } from '../report';
import { mapValues } from '../tree';
import { ScoreContainer, ScoreDocument, ScoreFile } from './document';
import { textFindings } from './references';
import { ReadSource, readSourceFile } from './sourceFiles';

export interface WorkloadInput {
  document: ScoreDocument;
  file: string;
  /** One for all containers that say `.`, or by container. */
  images?: string | Record<string, string>;
  readSource?: ReadSource;
  /** By resource: numbers in its params whose digits would be lost in a text. */
  numerals: ReadonlyMap<string, NumeralPlace[]>;
}

/** A document that fits the schema as a workload: defaults, images and file contents filled in. */
export function toWorkload(input: WorkloadInput): {
  workload: Workload;
  findings: Finding[];
} {
  const { document, file, images, numerals } = input;
  const findings = imageFindings(document, images);
  const workload: Workload = {
    name: document.metadata.name,
    metadata: document.metadata,
    annotations: document.metadata.annotations ?? {},
    containers: mapValues(document.containers, (container, name) => ({
      ...toContainer(container),
      image: imageOf(container, name, images),
      files: mapValues(container.files ?? {}, (entry, target) => {
        const path = ['containers', name, 'files', target];
        const read = toFile(entry, path, input);
        findings.push(...read.findings);
        return read.file;
      }),
    })),
    service: {
      ports: mapValues(document.service?.ports ?? {}, port => ({
        port: port.port,
        targetPort: port.targetPort ?? port.port,
        protocol: port.protocol ?? 'TCP',
      })),
    },
    resources: mapValues(document.resources ?? {}, (resource, name) => ({
      ...resource,
      class: resource.class ?? 'default',
      ...(numerals.has(name) && { numerals: numerals.get(name) }),
    })),
    file,
  };
  return { workload, findings };
}

function toContainer(container: ScoreContainer): Omit<Container, 'files'> {
  const { files, variables, volumes, before, resources, ...rest } = container;
  return {
    ...rest,
    variables: variables ?? {},
    volumes: mapValues(volumes ?? {}, volume => ({
      ...volume,
      readOnly: volume.readOnly ?? false,
    })),
    before: before ?? {},
    resources: resources ?? {},
  };
}

function imageOf(
  { image }: ScoreContainer,
  name: string,
  images: WorkloadInput['images'],
): string {
  if (image !== '.' || images === undefined) {
    return image;
  }
  if (typeof images === 'string') {
    return images;
  }
  return Object.hasOwn(images, name) ? images[name] : image;
}

/** Images are only for containers that say `.` (reference: Score 1.13). */
function imageFindings(
  { containers }: ScoreDocument,
  images: WorkloadInput['images'] = {},
): Finding[] {
  const names = Object.keys(containers);
  const given = typeof images === 'string' ? { '': images } : images;
  return Object.entries(given).flatMap(([name, image]): Finding[] => {
    const path = name ? ['containers', name] : ['containers'];
    if (image.trim() === '') {
      return [
        {
          path,
          code: 'ImageInvalid',
          message: `The image given${
            name && ` for the container "${name}"`
          } is empty.`,
        },
      ];
    }
    if (name && !names.includes(name)) {
      return [
        {
          path: ['containers'],
          code: 'ImageInvalid',
          message: `An image is given for the container "${name}", which does not exist.`,
          hint: suggestion(name, names),
        },
      ];
    }
    if (name && containers[name].image !== '.') {
      return [
        {
          severity: 'warning',
          path: [...path, 'image'],
          code: 'ImageUnused',
          message: `The container "${name}" names its own image; the one given is not used.`,
          hint: 'write "image: ." to have it supplied by the deployment',
        },
      ];
    }
    return [];
  });
}

function toFile(
  entry: ScoreFile,
  path: Path,
  { document, readSource }: WorkloadInput,
): { file: ContainerFile; findings: Finding[] } {
  const common = {
    ...(entry.mode !== undefined && { mode: entry.mode }),
    noExpand: entry.noExpand ?? false,
  };
  if (entry.source === undefined) {
    const content =
      entry.binaryContent === undefined
        ? { text: entry.content ?? '' }
        : { base64: entry.binaryContent };
    return { file: { ...common, content }, findings: [] };
  }
  const at = [...path, 'source'];
  const read = readSourceFile(entry.source, readSource);
  if (!read.ok) {
    const { ok, ...finding } = read;
    return {
      file: { ...common, content: { text: '' } },
      findings: [{ ...finding, path: at }],
    };
  }
  const findings =
    'text' in read.content && !common.noExpand
      ? textFindings({ text: read.content.text, path: at }, 'text', {
          metadata: document.metadata,
          resources: new Set(Object.keys(document.resources ?? {})),
        })
      : [];
  return {
    file: { ...common, content: read.content },
    findings: [...findings].map(({ inside, ...finding }) => ({
      ...finding,
      message: `In the file "${entry.source}": ${finding.message}`,
    })),
  };
}
