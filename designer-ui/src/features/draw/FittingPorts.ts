import { createContext } from "react";

/** While an edge is being drawn: the inputs it may end at, as `node.port`. */
export const FittingPorts = createContext<ReadonlySet<string> | undefined>(undefined);
