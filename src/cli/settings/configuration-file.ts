import { dirname, join, relative, resolve } from 'node:path';
import { rules } from '../../checks/index.ts';
import { dialects } from '../../dialects/index.ts';
import { type Result, success } from '../failure.ts';
import { isFile } from '../output/file.ts';
import type { SettingsFolder } from '../surroundings.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { readText } from './text-file.ts';

export const CONFIGURATION_FILE = 'hookscope.config.json';
const NONE: Configuration = { settings: {}, severities: {} };

/**
 * Reads the configuration: the named file; otherwise the nearest one from the working directory upwards, if there is
 * one.
 */
export async function loadConfiguration(
  { directory, files }: SettingsFolder,
  named: string | null,
): Promise<Result<Configuration>> {
  const path = named === null ? findUpwards(directory) : resolve(directory, named);
  if (path === null) return success(NONE);
  files.note('configuration', path);
  const source = await readText(path, 'configuration');
  if (!source.ok) return source;
  const shown = named ?? (relative(directory, path) || path);
  const ruleIds = rules.map((rule) => rule.id);
  const read = readConfiguration(shown, source.value, ruleIds);
  return read.ok ? success(withPaths(read.value, dirname(path))) : read;
}

function findUpwards(directory: string): string | null {
  for (let folder = directory; ; folder = dirname(folder)) {
    const path = join(folder, CONFIGURATION_FILE);
    if (isFile(path)) return path;
    if (folder === dirname(folder)) return null;
  }
}

/** Paths in the file are relative to the file's folder. */
function withPaths({ settings, severities }: Configuration, base: string): Configuration {
  const { dialect, hookSecretFile, baseline, tlsKeys, store, redisPasswordFile } = settings;
  return {
    severities,
    settings: {
      ...settings,
      ...(dialect !== undefined && !dialects.has(dialect) && { dialect: resolve(base, dialect) }),
      ...(store !== undefined && { store: resolve(base, store) }),
      ...(redisPasswordFile !== undefined && { redisPasswordFile: resolve(base, redisPasswordFile) }),
      ...(baseline !== undefined && { baseline: resolve(base, baseline) }),
      ...(tlsKeys !== undefined && { tlsKeys: tlsKeys.map((path) => resolve(base, path)) }),
      ...(hookSecretFile !== undefined && { hookSecretFile: resolve(base, hookSecretFile) }),
    },
  };
}
