import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE_OF = /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//;
const LICENCE = /^licen[cs]e/i;
/** Packages under the MIT licence that ship no text of it, and who holds the copyright by the first lines of their source. */
const HOLDERS = { 'yoga-layout': 'Meta Platforms, Inc. and affiliates' };

/** The licences of the packages that a bundle holds parts of, which their authors ask to pass on with them. */
export function licencesOf({ inputs }, root) {
  const packages = new Set(Object.keys(inputs).flatMap((path) => PACKAGE_OF.exec(path)?.[1] ?? []));
  return [...packages]
    .sort()
    .map((path) => `${nameOf(path)}\n\n${licenceIn(path, root)}`)
    .join('\n');
}

function licenceIn(path, root) {
  const folder = join(root, path);
  const file = readdirSync(folder).find((name) => LICENCE.test(name));
  if (file !== undefined) return readFileSync(join(folder, file), 'utf8');
  const holder = HOLDERS[nameOf(path)];
  const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (holder === undefined || license !== 'MIT')
    throw new Error(`${path} has no licence that could be passed on`);
  // hookscope's own licence is the same one.
  return readFileSync(join(root, 'LICENSE'), 'utf8').replace(/^Copyright .*$/m, `Copyright (c) ${holder}`);
}

function nameOf(path) {
  return path.replace(/.*node_modules\//, '');
}
