// `yarn licences`: reads the bills of materials and refuses every licence of a dependency that
// is neither on the list below nor justified by name.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import satisfies from 'spdx-satisfies';
import { publishedPackages, SBOM_FILE } from './publishedPackages.mjs';
import { say } from './toolchain.mjs';

/** They allow use, change and redistribution, and ask at most that their text is kept. */
const PERMISSIVE = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
];

/** Dependencies that say no licence in their manifest, or another one, and why each may be used. */
const JUSTIFIED = {
  '@cdktn/hcl2json':
    'MPL-2.0; the module for Terraform reads HCL with it, as it is published. Its copyleft is by file, and no file of it is changed or contained.',
  '@isomorphic-git/pgp-plugin':
    'LGPL-3.0 or newer; Backstage’s scaffolder brings it, to sign commits. Nothing of Tutti calls it, changes it or contains it.',
  'fast-shallow-equal':
    'Unlicense, in its LICENSE file; Backstage’s frontend brings it, by react-use.',
  pause:
    'MIT, in its readme; Backstage’s authentication brings it, by passport.',
  'pause-stream':
    'MIT and Apache-2.0, in its LICENSE file; Backstage’s reader of URLs brings it.',
  'react-universal-interface':
    'Unlicense, in its LICENSE file; Backstage’s frontend brings it, by react-use.',
  'valid-url':
    'MIT, in its LICENSE file; Backstage’s scaffolder brings it, by json-schema-library.',
};

function licenceOf({ licenses = [] }) {
  const names = licenses.map(
    ({ expression, license }) => expression ?? license?.id ?? license?.name,
  );
  return names.length > 0
    ? [...new Set(names)].map(name => `(${name})`).join(' AND ')
    : undefined;
}

function isPermissive(licence) {
  try {
    return satisfies(licence, PERMISSIVE);
  } catch {
    return false; // Not an SPDX expression: somebody has to read it.
  }
}

const components = new Map();
for (const { name, folder } of publishedPackages()) {
  const file = join(folder, SBOM_FILE);
  if (!existsSync(file)) {
    throw new Error(`${name} has no ${SBOM_FILE}: run yarn sbom first.`);
  }
  const bill = JSON.parse(readFileSync(file, 'utf8'));
  for (const component of bill.components ?? []) {
    const { group, name: short, version } = component;
    const full = group ? `${group}/${short}` : short;
    components.set(`${full}@${version}`, { full, component });
  }
}

const refused = [];
const justified = new Set();
for (const [id, { full, component }] of [...components].sort()) {
  const licence = licenceOf(component);
  if (full.startsWith('@tutti/')) continue;
  if (licence !== undefined && isPermissive(licence)) continue;
  if (Object.hasOwn(JUSTIFIED, full)) {
    justified.add(full);
    continue;
  }
  refused.push(`${id}: ${licence ?? 'no licence given'}`);
}
for (const name of Object.keys(JUSTIFIED)) {
  if (!justified.has(name)) {
    refused.push(`${name} is justified, and no package depends on it any more`);
  }
}
say(
  `${components.size} components, ${refused.length} refused, ${justified.size} justified by name`,
);
for (const line of refused) say(`  ${line}`);
process.exitCode = refused.length > 0 ? 1 : 0;
