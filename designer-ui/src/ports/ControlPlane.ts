import type { Ports } from "./Ports";
import type { Sessions } from "./Sessions";

/** The control plane as the designer knows it. */
export interface ControlPlane {
  readonly sessions: Sessions;
  /** The ports to a workspace; the same object each time. */
  workspace(name: string): Ports;
}
