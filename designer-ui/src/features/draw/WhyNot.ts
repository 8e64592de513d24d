import { createContext } from "react";
import type { Edge } from "../../canvas-core/document/document";

/** Why an edge cannot be drawn in the drawing on the screen; undefined when it can. */
export const WhyNot = createContext<(edge: Edge) => string | undefined>(() => undefined);
