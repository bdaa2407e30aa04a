/** What is recorded of nginx with its RTMP module: how it is configured, what the backend answers, what clients do. */

/** What the backend does with a call: a status, perhaps with a Location; or it listens and says nothing. */
export type Answer = { readonly status: number; readonly location?: string } | 'silence';

export interface Recording {
  readonly name: string;
  readonly about: string;
  /** Directives of the `server` block, and of its application `live`. `BACKEND` stands for the backend's URL. */
  readonly server: readonly string[];
  readonly application: readonly string[];
  /** Answers by the name of the call, 200 elsewhere; null: nobody listens on the backend's port. */
  readonly answers: Readonly<Record<string, Answer>> | null;
  /** How many seconds the publisher sends. */
  readonly publishSeconds: number;
  /** Whether somebody plays the stream, from a second after the publisher began, for two seconds. */
  readonly plays: boolean;
  /** Also the RTMP connections are recorded: for a capture in which nothing else is. */
  readonly withRtmp?: true;
  /** Further directives of other applications. */
  readonly further?: string;
}

const CONNECTION_HOOKS = ['on_connect BACKEND/connect;', 'on_disconnect BACKEND/disconnect;'] as const;

const STREAM_HOOKS = [
  'on_publish BACKEND/publish;',
  'on_publish_done BACKEND/publish_done;',
  'on_play BACKEND/play;',
  'on_play_done BACKEND/play_done;',
  'on_done BACKEND/done;',
] as const;

const UPDATES = ['on_update BACKEND/update;', 'notify_update_timeout 1s;'] as const;

const RECORDS = ['record all;', 'record_path FOLDER;', 'on_record_done BACKEND/record_done;'] as const;

export const RECORDINGS: readonly Recording[] = [
  {
    name: 'sound',
    about: 'A stream is published, played and recorded; every call is answered 200.',
    server: CONNECTION_HOOKS,
    application: [...STREAM_HOOKS, ...UPDATES, ...RECORDS],
    answers: {},
    publishSeconds: 6,
    plays: true,
  },
  {
    name: 'refused-publish',
    about: 'publish is answered 403.',
    server: CONNECTION_HOOKS,
    application: STREAM_HOOKS,
    answers: { publish: { status: 403 } },
    publishSeconds: 3,
    plays: false,
  },
  {
    name: 'refused-play',
    about: 'play is answered 403, while the stream goes on.',
    server: CONNECTION_HOOKS,
    application: STREAM_HOOKS,
    answers: { play: { status: 403 } },
    publishSeconds: 5,
    plays: true,
  },
  {
    name: 'refused-connect',
    about: 'connect is answered 401.',
    server: CONNECTION_HOOKS,
    application: STREAM_HOOKS,
    answers: { connect: { status: 401 } },
    publishSeconds: 3,
    plays: false,
  },
  {
    name: 'refused-update',
    about: 'update is answered 403 while the stream is published.',
    server: CONNECTION_HOOKS,
    application: [...STREAM_HOOKS, ...UPDATES],
    answers: { update_publish: { status: 403 } },
    publishSeconds: 5,
    plays: false,
  },
  {
    name: 'redirected',
    about: 'publish is answered 302 with another name as Location, and so is play.',
    server: CONNECTION_HOOKS,
    application: STREAM_HOOKS,
    answers: {
      publish: { status: 302, location: 'renamed' },
      play: { status: 302, location: 'renamed' },
    },
    publishSeconds: 6,
    plays: true,
  },
  {
    name: 'relayed',
    about: 'publish is answered 302 with an rtmp address as Location, to which nginx then relays the stream.',
    server: CONNECTION_HOOKS,
    application: STREAM_HOOKS,
    answers: { publish: { status: 302, location: 'rtmp://127.0.0.1:19350/other/camera' } },
    publishSeconds: 5,
    plays: false,
    further: 'application other { live on; }',
  },
  {
    name: 'backend-down',
    about: "Nobody listens on the backend's port.",
    server: [],
    application: STREAM_HOOKS,
    answers: null,
    publishSeconds: 3,
    plays: false,
  },
  {
    name: 'backend-silent',
    about: 'The backend takes the connection and never answers publish; netcall_timeout is 10 s by default.',
    server: CONNECTION_HOOKS,
    application: [...STREAM_HOOKS, ...UPDATES],
    answers: { publish: 'silence' },
    publishSeconds: 14,
    plays: false,
  },
  {
    name: 'not-configured',
    about: 'A stream is published and played, and no hook is configured: only RTMP passes.',
    server: [],
    application: [],
    answers: {},
    publishSeconds: 4,
    plays: true,
    withRtmp: true,
  },
  {
    name: 'get',
    about: 'The same as "sound" with notify_method get: no body, everything is in the query.',
    server: ['notify_method get;', ...CONNECTION_HOOKS],
    application: ['notify_method get;', ...STREAM_HOOKS, ...UPDATES, ...RECORDS],
    answers: {},
    publishSeconds: 6,
    plays: true,
  },
];
