// Modules of Node that take a millisecond or more to load, and that most runs do not use or use late.
import { builtinModules } from 'node:module';

const LATE = ['node:child_process', 'node:crypto', 'node:fs/promises', 'node:net', 'node:vm', 'node:zlib'];

/**
 * In a CommonJS bundle `import { createHash } from 'node:crypto'` would load the module before the program begins. With this plugin of
 * esbuild it is loaded when the first of its names is used.
 */
export const lateBuiltins = {
  name: 'late-builtins',
  setup(build) {
    const names = LATE.flatMap((name) => [name, name.replace('node:', '')]).filter(
      (name) => name.startsWith('node:') || builtinModules.includes(name),
    );
    const filter = new RegExp(`^(?:${names.join('|')})$`);
    build.onResolve({ filter }, ({ path, namespace }) =>
      namespace === 'late' ? { path, external: true } : { path, namespace: 'late' },
    );
    build.onLoad({ filter: /./, namespace: 'late' }, async ({ path }) => {
      const { default: _whole, ...exported } = await import(path);
      // Kept, because `require` looks a module up by its name each time: with TLS a fortieth of a run.
      const getters = Object.keys(exported).map((name) => `get ${name}() { return load().${name}; }`);
      return {
        contents: `let loaded = null;
          function load() { return (loaded ??= require('${path}')); }
          module.exports = { ${getters.join(', ')} };`,
      };
    });
  },
};
