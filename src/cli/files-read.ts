import { fstatSync, type Stats, statSync } from 'node:fs';

/** What a file was read as, in words that fit behind "is". */
const USES = {
  capture: 'the capture itself',
  configuration: 'the configuration in use',
  dialect: 'the dialect in use',
  baseline: 'the baseline in use',
  'hook-secret': 'the file with the key for signatures',
  'tls-keys': 'a key log in use',
} as const;

export type FileUse = keyof typeof USES;

interface FileRead {
  readonly use: FileUse;
  /** null for standard input. */
  readonly path: string | null;
  /** The file that the path led to when it was read: the path may be renamed or linked anew meanwhile. */
  readonly identity: string | null;
}

const STANDARD_INPUT = 0;
const STANDARD_OUTPUT = 1;

/**
 * All files that a run read. Every writer asks it, right before it writes: nothing that was read is written over, by
 * whatever path, link or descriptor it came (design §11).
 */
export class FilesRead {
  readonly #files: FileRead[] = [];

  /** Notes a file that is read. `path` is absolute; null stands for standard input. */
  note(use: FileUse, path: string | null): void {
    const identity = path === null ? identityOfDescriptor(STANDARD_INPUT) : identityOfPath(path);
    this.#files.push({ use, path, identity });
  }

  /**
   * Why an absolute path may not be written to, as words that follow its name; null where it may. `replaced`: what the
   * user asked to write anew.
   */
  whyNotWritten(path: string, replaced: FileUse | null = null): string | null {
    const identity = identityOfPath(path);
    return identity === null ? null : this.#words(identity, replaced);
  }

  /** The same for standard output, which may have been joined to any file. */
  whyNotStandardOutput(): string | null {
    const identity = identityOfDescriptor(STANDARD_OUTPUT);
    return identity === null ? null : this.#words(identity, null);
  }

  #words(identity: string, replaced: FileUse | null): string | null {
    const found = this.#files.find(
      (file) =>
        file.use !== replaced &&
        // A followed capture may have been replaced: the file that has its name now is read too.
        (file.identity === identity || (file.path !== null && identityOfPath(file.path) === identity)),
    );
    if (found === undefined) return null;
    const standard = found.path === null ? ' (standard input)' : '';
    return `is ${USES[found.use]}${standard}, which is never written over; name another file`;
  }
}

/**
 * What makes a file the same under any name: its device and number on it. null where there is none, and for terminals and
 * the like, which hold nothing that could be lost.
 */
export function identityOfPath(path: string): string | null {
  return identityOf(() => statSync(path, { throwIfNoEntry: false }));
}

/** The same for standard output. Pipes and sockets hold nothing either: one socket may be both input and output. */
export function identityOfStandardOutput(): string | null {
  return identityOfDescriptor(STANDARD_OUTPUT);
}

function identityOfDescriptor(descriptor: number): string | null {
  return identityOf(() => {
    const found = fstatSync(descriptor);
    return found.isFile() || found.isBlockDevice() ? found : undefined;
  });
}

function identityOf(look: () => Stats | undefined): string | null {
  try {
    const found = look();
    return found === undefined || found.isCharacterDevice() ? null : `${found.dev}:${found.ino}`;
  } catch {
    // The descriptor is closed, the name is too long, or a folder may not be read.
    return null;
  }
}
