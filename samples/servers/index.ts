/** What media servers post to their backends, as data and on the wire: for samples and tests. */
export * from './server-connection.ts';
export * from './srs.ts';
export * from './zlmediakit.ts';
