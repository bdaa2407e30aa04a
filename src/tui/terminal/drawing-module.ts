/** Imports what draws with ink. The build puts its own way in place of this one: see `build.mjs`. */
export const importDrawing = (): Promise<typeof import('./draw.tsx')> => import('./draw.tsx');
