import { createContext } from "react";
import type { Edge } from "../../canvas-core/document/document";

/** Where a new node is tied: behind an output, or on an edge; nowhere when it comes to stand alone. */
export type Growth =
  | { readonly kind: "after"; readonly from: Edge["from"] }
  | { readonly kind: "on"; readonly edge: Edge }
  | { readonly kind: "alone" };

/** Opens the list of what can be added there, beside the button that was pressed. */
export const Growing = createContext<(growth: Growth, button: Element) => void>(() => {});
