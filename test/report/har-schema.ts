/** HAR 1.2 (Jan Odvarko, "HTTP Archive 1.2"), as far as it is used: required members, closed but for those of one's own. */
const pair = {
  type: 'object',
  required: ['name', 'value'],
  properties: { name: { type: 'string' }, value: { type: 'string' } },
  additionalProperties: false,
} as const;
const message = {
  httpVersion: { type: 'string' },
  cookies: { type: 'array' },
  headers: { type: 'array', items: pair },
  headersSize: { type: 'integer', minimum: -1 },
  bodySize: { type: 'integer', minimum: -1 },
} as const;
const time = { type: 'string', format: 'date-time' } as const;
const milliseconds = { type: 'number', minimum: 0 } as const;

export const HAR_SCHEMA = {
  type: 'object',
  required: ['log'],
  additionalProperties: false,
  properties: {
    log: {
      type: 'object',
      required: ['version', 'creator', 'entries'],
      additionalProperties: false,
      properties: {
        version: { const: '1.2' },
        creator: {
          type: 'object',
          required: ['name', 'version'],
          properties: { name: { type: 'string' }, version: { type: 'string' } },
        },
        pages: {
          type: 'array',
          items: {
            type: 'object',
            required: ['startedDateTime', 'id', 'title', 'pageTimings'],
            properties: { startedDateTime: time, id: { type: 'string' }, title: { type: 'string' } },
          },
        },
        entries: {
          type: 'array',
          items: {
            type: 'object',
            required: ['startedDateTime', 'time', 'request', 'response', 'cache', 'timings'],
            additionalProperties: false,
            patternProperties: { '^_': {} },
            properties: {
              pageref: { type: 'string' },
              startedDateTime: time,
              time: milliseconds,
              request: {
                type: 'object',
                required: ['method', 'url', 'queryString', ...Object.keys(message)],
                additionalProperties: false,
                properties: {
                  ...message,
                  method: { type: 'string' },
                  url: { type: 'string', format: 'uri' },
                  queryString: { type: 'array', items: pair },
                  postData: {
                    type: 'object',
                    required: ['mimeType', 'text'],
                    properties: { mimeType: { type: 'string' }, text: { type: 'string' } },
                  },
                },
              },
              response: {
                type: 'object',
                required: ['status', 'statusText', 'content', 'redirectURL', ...Object.keys(message)],
                additionalProperties: false,
                properties: {
                  ...message,
                  status: { type: 'integer', minimum: 0 },
                  statusText: { type: 'string' },
                  redirectURL: { type: 'string' },
                  content: {
                    type: 'object',
                    required: ['size', 'mimeType'],
                    properties: {
                      size: { type: 'integer', minimum: 0 },
                      mimeType: { type: 'string' },
                      text: { type: 'string' },
                    },
                  },
                },
              },
              cache: { type: 'object' },
              timings: {
                type: 'object',
                required: ['send', 'wait', 'receive'],
                properties: { send: milliseconds, wait: milliseconds, receive: milliseconds },
              },
              serverIPAddress: { type: 'string' },
              connection: { type: 'string' },
              comment: { type: 'string' },
            },
          },
        },
      },
    },
  },
} as const;
