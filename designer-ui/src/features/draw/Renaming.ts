import { createContext } from "react";

/** Which card has its name made a field, and what ends that: with a name, or without. */
export const Renaming = createContext<{
  readonly node: string | undefined;
  readonly end: (name?: string) => void;
}>({ node: undefined, end: () => {} });
