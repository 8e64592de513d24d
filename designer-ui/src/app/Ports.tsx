import { createContext, type ReactNode, use } from "react";
import type { Surroundings } from "../features/pipeline/DraftSession";
import type { PipelineStore } from "../ports/PipelineStore";

/** All that the application reaches outside itself through. */
export interface Ports {
  readonly pipelines: PipelineStore;
  readonly surroundings: Surroundings;
}

const PortsContext = createContext<Ports | undefined>(undefined);

export function PortsProvider({ ports, children }: { readonly ports: Ports; readonly children: ReactNode }) {
  return <PortsContext value={ports}>{children}</PortsContext>;
}

export function usePorts(): Ports {
  const ports = use(PortsContext);
  if (!ports) throw new Error("PortsProvider is missing around this component");
  return ports;
}
