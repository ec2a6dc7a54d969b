import { createContext, useContext } from 'react';

/** What a message's text needs to be shown: names of ids, and the case that it is about. */
export interface SlackSurroundings {
  readonly users: Readonly<Record<string, string>>;
  readonly channels: Readonly<Record<string, string>>;
  readonly caseId: string | null;
}

const context = createContext<SlackSurroundings>({ users: {}, channels: {}, caseId: null });
export const SlackNames = context.Provider;
export const useSlackNames = (): SlackSurroundings => useContext(context);
