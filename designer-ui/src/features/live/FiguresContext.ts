import { createContext, use } from "react";
import type { Figures } from "./Figures";

export const FiguresContext = createContext<Figures | undefined>(undefined);

/** The figures of the deployment that is watched. */
export function useFigures(): Figures {
  const figures = use(FiguresContext);
  if (!figures) throw new Error("Hearing is missing around this component");
  return figures;
}
