import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE_OF = /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//;
const LICENCE = /^licen[cs]e/i;

/** The licences of the packages that a bundle holds parts of, which their authors ask to pass on with them. */
export function licencesOf({ inputs }, root) {
  const packages = new Set(Object.keys(inputs).flatMap((path) => PACKAGE_OF.exec(path)?.[1] ?? []));
  return [...packages]
    .sort()
    .map((path) => licenceIn(path, join(root, path)))
    .join('\n');
}

function licenceIn(path, folder) {
  const name = readdirSync(folder).find((file) => LICENCE.test(file));
  if (name === undefined) throw new Error(`${path} has no licence that could be passed on`);
  return `${path.replace(/.*node_modules\//, '')}\n\n${readFileSync(join(folder, name), 'utf8')}`;
}
