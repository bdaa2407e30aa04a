import { createContext, useContext } from 'react';

/** Whether colours are wanted. Known before the first frame and never changed. */
export const ColorContext = createContext(false);

export function useColor(): boolean {
  return useContext(ColorContext);
}
