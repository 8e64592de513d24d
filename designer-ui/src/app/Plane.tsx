import { createContext, type ReactNode, use } from "react";
import type { ControlPlane } from "../ports/ControlPlane";

const PlaneContext = createContext<ControlPlane | undefined>(undefined);

export function PlaneProvider({ plane, children }: { readonly plane: ControlPlane; readonly children: ReactNode }) {
  return <PlaneContext value={plane}>{children}</PlaneContext>;
}

export function useControlPlane(): ControlPlane {
  const plane = use(PlaneContext);
  if (!plane) throw new Error("PlaneProvider is missing around this component");
  return plane;
}
