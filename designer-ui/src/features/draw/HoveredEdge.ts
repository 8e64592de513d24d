import { createContext } from "react";

/** The edge under the pointer, by its key. */
export const HoveredEdge = createContext<{
  readonly hovered: string | undefined;
  readonly hover: (edge: string | undefined) => void;
}>({ hovered: undefined, hover: () => {} });
