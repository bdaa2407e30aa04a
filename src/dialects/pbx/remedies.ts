/** What the engineer can set, and why a capture may hold no report; the same for both systems. */
import type { SourceTag } from '../sources.ts';
import type { AbsenceExplanation, Ending, ErrorConsequence, Remedy } from '../types.ts';

export function pbxRemedies(source: SourceTag): readonly Remedy[] {
  return [
    {
      id: 'enable-reports',
      where: 'backend',
      commands: [],
      description:
        "Switch the interface and the status monitor of the extension or trunk on in the PBX's settings, and log in with the port (and address) that reports are to go to.",
      source,
    },
    {
      id: 'answer-200',
      where: 'backend',
      commands: [],
      description: 'Answer every report with 200 at once, and work afterwards.',
      source: 'Y-INTRO',
    },
    {
      id: 'set-address',
      where: 'backend',
      commands: [],
      description:
        'The application gives the address and port for reports when it logs in: correct them there.',
      source: 'Y-INTRO',
    },
    {
      id: 'open-port',
      where: 'network',
      commands: [],
      description: "Open the application's port to the PBX in every firewall between them.",
      source: 'Y-INTRO',
    },
    {
      id: 'capture-whole',
      where: 'shell',
      commands: ['tcpdump -i any -s 0 -w log.pcap'],
      description:
        'Capture again on all interfaces with whole frames; start before the call is made, and stop a minute after the trouble.',
      source: 'TRAFFIC',
    },
  ];
}

export function pbxAbsences(source: SourceTag): readonly AbsenceExplanation[] {
  return [
    {
      id: 'not-logged-in',
      description: 'The application is not logged in: without a valid token the PBX sends no reports.',
      remedies: ['enable-reports'],
      ruledOutBy: [],
      source,
    },
    {
      id: 'monitor-off',
      description: 'The status monitor of the extension or trunk is off.',
      remedies: ['enable-reports'],
      ruledOutBy: [],
      source,
    },
    {
      id: 'wrong-port',
      description:
        'The application gave another port or address in its login than the one that was captured.',
      remedies: ['enable-reports', 'open-port'],
      ruledOutBy: [],
      source,
    },
  ];
}

/**
 * None: a report only says what has happened, and the end of one leg is not the end of the call, because a transfer may
 * leave the other leg.
 */
export const PBX_ENDINGS: readonly Ending[] = [];

export const REPEATED: ErrorConsequence = {
  role: 'event',
  policy: 'any',
  outcome: 'repeats',
  description: 'The PBX sends the same report again and again until it is answered with 200.',
  source: 'Y-INTRO',
};
