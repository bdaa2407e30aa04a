export { ClearConnection, type ClearOptions } from './clear-connection.ts';
export { looksLikeHttpOfAnyVersion } from './opening.ts';
