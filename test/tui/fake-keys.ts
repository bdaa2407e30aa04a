import { EventEmitter } from 'node:events';

/** A terminal's keyboard in memory. */
export class FakeKeys extends EventEmitter {
  raw = false;
  setRawMode(raw: boolean): this {
    this.raw = raw;
    return this;
  }
  setEncoding(): this {
    return this;
  }
  resume(): this {
    return this;
  }
  pause(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  type(text: string): void {
    this.emit('data', text);
  }
}
