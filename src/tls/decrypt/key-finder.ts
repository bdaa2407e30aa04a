import type { SessionSecrets } from '../secrets.ts';
import type { TlsDecryptionOptions } from './decryption-options.ts';
import type { DecryptorSide } from './decryptor-side.ts';
import { OldKeys, Tls13Keys } from './direction-keys.ts';
import type { HandshakeCourse } from './handshake-course.ts';
import { ProtectedDirection } from './protected-direction.ts';
import { SessionKeys } from './session-keys.ts';

/**
 * Whether a direction can be decrypted now. `wait`: something of the other direction has to be read first; `absent`: the secrets do not
 * have it.
 */
export type KeyState = 'ready' | 'wait' | 'absent' | 'unknown-suite';

/** Finds the keys of a connection's directions in the secrets at hand. */
export class KeyFinder {
  readonly #course: HandshakeCourse;
  readonly #options: TlsDecryptionOptions;
  readonly #old: SessionKeys;

  constructor(course: HandshakeCourse, options: TlsDecryptionOptions) {
    this.#course = course;
    this.#options = options;
    this.#old = new SessionKeys(options.secrets);
  }

  isReady(side: DecryptorSide): boolean {
    return this.stateOf(side) === 'ready';
  }

  /** Whether the next record of a direction, which is encrypted, can be opened; makes its keys where they are at hand. */
  stateOf(side: DecryptorSide): KeyState {
    const { session } = this.#course;
    // TLS up to 1.2 under a key: whatever a renegotiation has come to.
    const isUnderKey = side.sealed?.keys.stage === null && side.sealed.keys.ahead(0) !== null;
    if (isUnderKey && !side.awaitsKeys) return 'ready';
    if (!session.isAgreed) return session.isRetried ? 'ready' : 'wait';
    if (session.suite === null) return 'unknown-suite';
    return session.isTls13 === true ? this.#stateOfTls13(side) : this.#stateOfOld(side);
  }

  #stateOfTls13(side: DecryptorSide): KeyState {
    const { session } = this.#course;
    const { suite, clientHello } = session;
    if (suite === null || clientHello === null) return 'wait';
    const role = this.#course.roleOf(side.direction);
    if (side.sealed === null) {
      const hasEarlyData = role === 'client' && clientHello.hasEarlyData;
      if (hasEarlyData && session.takesEarlyData === null) return 'wait';
      const isTaken = hasEarlyData && session.takesEarlyData === true;
      const secrets = (): SessionSecrets | null => this.#options.secrets.ofClientRandom(clientHello.random);
      const keys = new Tls13Keys(suite, role, isTaken ? 'early' : 'handshake', secrets);
      side.sealed = new ProtectedDirection(keys, this.#options.waiting);
      session.forgetTranscript();
      side.sealed.skipsUnreadable = hasEarlyData && !isTaken;
    }
    const { keys } = side.sealed;
    // Without the secret of a stage its records cannot be read, but those of the next can.
    const isKnown = [0, 1, 2].some((steps) => keys.ahead(steps) !== null);
    return isKnown ? 'ready' : 'absent';
  }

  #stateOfOld(side: DecryptorSide): KeyState {
    const role = this.#course.roleOf(side.direction);
    side.sealed ??= new ProtectedDirection(
      new OldKeys(() => this.#old.cipherOf(this.#course.session, role)),
      this.#options.waiting,
    );
    const { keys } = side.sealed;
    if (side.awaitsKeys) {
      if (keys.ahead(1) === null) return 'absent';
      side.sealed.moveKeys();
      side.awaitsKeys = false;
    }
    return keys.ahead(0) !== null || keys.ahead(1) !== null ? 'ready' : 'absent';
  }
}
