export { frameComments } from './comments.ts';
export { luaScript } from './lua.ts';
