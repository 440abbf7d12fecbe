import { readdirSync, readFileSync } from 'fs';
import { join, resolve } from 'path';
import { SourceFile } from '../platform';

const examples = resolve(__dirname, '../../../../../examples');

function yamlBelow(folder: string): SourceFile[] {
  return readdirSync(join(examples, folder), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter(path => path.endsWith('.yaml'))
    .sort()
    .map(path => ({
      file: `${folder}/${path}`,
      text: readFileSync(join(examples, folder, path), 'utf8'),
    }));
}

/** The Score files of the repository's examples. */
export function exampleScoreFiles(): SourceFile[] {
  return yamlBelow('applications').filter(({ text }) =>
    text.includes('apiVersion: score.dev/'),
  );
}

/** The platform files of the repository's examples, applications included. */
export function examplePlatformFiles(): SourceFile[] {
  return [...yamlBelow('platform'), ...yamlBelow('applications')].filter(
    ({ text }) => text.includes('apiVersion: tutti.dev/'),
  );
}
