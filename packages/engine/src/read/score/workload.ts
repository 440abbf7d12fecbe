import { Container, ContainerFile, NumeralPlace, Workload } from '../../model';
import { Path } from '../path';
import { Finding } from '../report';
import { mapValues } from '../tree';
import { ScoreContainer, ScoreDocument, ScoreFile } from './document';
import { Images, withImages } from './images';
import { textFindings } from './references';
import { ReadSource, readSourceFile } from './sourceFiles';

export interface WorkloadInput {
  document: ScoreDocument;
  file: string;
  images?: Images;
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
  const findings: Finding[] = [];
  const open: Workload = {
    name: document.metadata.name,
    metadata: document.metadata,
    annotations: document.metadata.annotations ?? {},
    containers: mapValues(document.containers, (container, name) => ({
      ...toContainer(container),
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
  const { workload, findings: unfit } = withImages(open, images);
  return { workload, findings: [...unfit, ...findings] };
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
