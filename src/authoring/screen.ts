import { Masker } from '../privacy/index.ts';

/** What of a capture may stand in a file that is kept and given to others. */
export interface Screen {
  /** The text holds something that looks like a secret. */
  readonly isSecret: (text: string) => boolean;
  /** The text holds no secret, and nothing that identifies a person. */
  readonly isHarmless: (text: string) => boolean;
}

export function newScreen(): Screen {
  const secrets = new Masker({ showSecrets: false });
  const people = new Masker({ showSecrets: false, redact: 'personal' });
  return {
    isSecret: (text) => secrets.text(text) !== text,
    isHarmless: (text) => people.text(text) === text,
  };
}
