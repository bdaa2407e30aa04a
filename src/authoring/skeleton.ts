import type { DraftFile } from './tables.ts';

/**
 * A dialect file to begin with where there is no capture: JSON has no comments, so that the descriptions say what to write. It is
 * sound as it is.
 */
export function dialectSkeleton(name: string): DraftFile {
  return {
    name,
    title: name,
    description: 'Say here what the server is and when it calls the backend.',
    ports: [8080],
    recognition: { by: 'word', places: [{ in: 'payload', path: ['event'] }] },
    acceptance: { statuses: ['2xx'], body: 'any' },
    delivery: { bodyForms: ['json'], timeoutSeconds: null },
    methods: {
      started: {
        role: 'event',
        description: 'Replace this by the first method of the server: what has happened when it is called?',
        dialog: { kind: 'thing', parameter: 'id' },
        parameters: {
          event: {
            types: ['string'],
            presence: 'key',
            description: 'The member that names the method: "recognition" says where it is.',
          },
          id: {
            types: ['string'],
            presence: 'key',
            description: 'The member that tells one thing from another: "dialog" names it.',
          },
        },
      },
      ended: {
        role: 'event',
        description: 'Replace this by the method that must follow the first one, or take it away.',
        dialog: { kind: 'thing', parameter: 'id' },
        parameters: {
          event: { types: ['string'], presence: 'key', description: 'The member that names the method.' },
          id: { types: ['string'], presence: 'key', description: 'The same id as in the first method.' },
        },
      },
    },
    expectations: {
      'ended-after-started': {
        after: { methods: ['started'], answer: 'ok' },
        expect: [{ method: 'ended' }],
        key: 'dialog',
        windowSeconds: 10,
        severity: 'warning',
        consequence: 'Say here what it means for the backend when the second method does not come in time.',
      },
    },
  };
}
