import { dialects } from '../dialects/index.ts';

let documented: ReadonlySet<string> | null = null;

/** Whether a built-in table has a member of payloads with this name, in any case. */
export function isDocumented(name: string): boolean {
  documented ??= new Set(
    [...dialects.values()].flatMap(({ contextParameters, methods }) =>
      [...contextParameters, ...methods.flatMap(({ parameters }) => parameters)].flatMap(
        ({ name, aliases = [], paths = [] }) =>
          [name, ...aliases, ...paths.flatMap((path) => path.slice(-1))].map((each) => each.toLowerCase()),
      ),
    ),
  );
  return documented.has(name.toLowerCase());
}
