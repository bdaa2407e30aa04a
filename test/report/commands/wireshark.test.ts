import { expect, it } from 'vitest';
import { wiresharkCommand } from '../../../src/report/commands/index.ts';

it('the command that opens Wireshark is quoted, and takes no name for an option', () => {
  expect(wiresharkCommand({ path: 'log.pcap', frame: 48, filter: 'frame.number in {48, 50}' })).toBe(
    "wireshark -r log.pcap -g 48 -Y 'frame.number in {48, 50}'",
  );
  expect(wiresharkCommand({ path: "-it's.pcap", frame: null, filter: null })).toBe(
    "wireshark -r './-it'\\''s.pcap'",
  );
});
