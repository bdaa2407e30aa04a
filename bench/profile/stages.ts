/** A function of a call stack: its name, and its file below `src/`; null where it is not the program's own. */
export interface StackFunction {
  readonly name: string;
  readonly file: string | null;
}

/** What is told of, in the order of the data. */
export const STAGES = [
  'lane',
  'decode',
  'streams',
  'tls',
  'http',
  'hooks',
  'masks',
  'checks',
  'collecting',
  'judging',
  'writing',
  'garbage collection',
  'start and runtime',
] as const;
export type Stage = (typeof STAGES)[number];

/**
 * The rooms whose code makes a stage. `base` and `dialects` are absent on purpose: they serve whoever calls them, so
 * their cost is that of the caller.
 */
export const STAGE_OF_ROOM: Readonly<Record<string, Stage>> = {
  lane: 'lane',
  capture: 'decode',
  packet: 'decode',
  stream: 'streams',
  network: 'streams',
  tls: 'tls',
  http: 'http',
  http2: 'http',
  hooks: 'hooks',
  privacy: 'masks',
  checks: 'checks',
  engine: 'collecting',
  sessions: 'collecting',
  authoring: 'collecting',
  filter: 'collecting',
  fleet: 'start and runtime',
  cli: 'start and runtime',
};

/** Everything that the output does, masks and look-ups included, is writing. */
export const WRITING = /^(report\/|cli\/output\/)/;
/** Everything that is called from these is judging: evidence, verdicts, rules about the whole capture, sessions. */
export const JUDGING = { file: /^(engine\/|checks\/judge\.ts$)/, name: /^judg/ } as const;

/** The stage of a call stack, the function that ran first. */
export function stageOf(stack: readonly StackFunction[]): Stage {
  if (stack[0]?.name === '(garbage collector)') return 'garbage collection';
  if (stack.some(({ file }) => file !== null && WRITING.test(file))) return 'writing';
  if (stack.some(isJudging)) return 'judging';
  for (const { file } of stack) {
    const stage = file === null ? undefined : STAGE_OF_ROOM[file.slice(0, file.indexOf('/'))];
    if (stage !== undefined) return stage;
  }
  return 'start and runtime';
}

function isJudging({ name, file }: StackFunction): boolean {
  return file !== null && JUDGING.file.test(file) && JUDGING.name.test(name);
}
