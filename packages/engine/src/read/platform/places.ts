import { Described, Problem } from '../../model';
import { formatPath, Path } from '../path';
import { documentsAtHand, LocateOptions } from '../yaml';
import type { SourceFile } from './readPlatform';

/** Where something of a platform document stands, for problems found after reading. */
export type PlatformPlaces = (
  document: Described,
  path: Path,
  options?: LocateOptions,
) => Pick<Problem, 'file' | 'line' | 'column' | 'path'>;

/** Without the files: the line where the document begins. */
export const documentPlace: PlatformPlaces = ({ source }, path) => ({
  ...source,
  path: formatPath(path),
});

/** Line and column in these files. A file is read again when something in it is asked for. */
export function placesIn(files: SourceFile[]): PlatformPlaces {
  const documentsOf = documentsAtHand(
    file => files.find(one => one.file === file)?.text,
  );
  return (document, path, options) => {
    const { file, line } = document.source;
    const found = documentsOf(file).find(one => one.line === line);
    return {
      ...documentPlace(document, path),
      ...found?.locate(path, options),
    };
  };
}
