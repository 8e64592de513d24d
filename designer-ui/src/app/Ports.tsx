import { createContext, type ReactNode, use } from "react";
import type { Ports } from "../ports/Ports";

const PortsContext = createContext<Ports | undefined>(undefined);

export function PortsProvider({ ports, children }: { readonly ports: Ports; readonly children: ReactNode }) {
  return <PortsContext value={ports}>{children}</PortsContext>;
}

/** The ports to the workspace whose page this is. */
export function usePorts(): Ports {
  const ports = use(PortsContext);
  if (!ports) throw new Error("PortsProvider is missing around this component");
  return ports;
}
