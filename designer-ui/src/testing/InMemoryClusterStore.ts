import type { Cluster, ClusterStore } from "../ports/ClusterStore";
import { Unreachable } from "../ports/failures";

/** A cluster in memory. */
export class InMemoryClusterStore implements ClusterStore {
  private isCut = false;

  constructor(private readonly known: Cluster) {}

  cut(): void {
    this.isCut = true;
  }

  async cluster(): Promise<Cluster> {
    if (this.isCut) throw new Unreachable();
    return this.known;
  }

  async joinCommand(): Promise<string> {
    if (this.isCut) throw new Unreachable();
    return "./millrace executor --control-plane 127.0.0.1:8421 --token mrj-0123456789abcdef";
  }
}

/** A cluster with so many of three executors: one is well, one silent, one lost. */
export function clusterOf(now: Date, executors: number): Cluster {
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
  const kept = { slots: 2, version: "0.1.0" };
  return {
    controlPlane: { version: "0.1.0", grpcAddress: "127.0.0.1:8421" },
    executors: [
      { ...kept, id: "e-1", name: "mill · 4711", state: "present", since: ago(840), lastHeard: ago(0), jobs: ["d-1"] },
      { ...kept, id: "e-2", name: "mill · 4712", state: "noContact", since: ago(840), lastHeard: ago(9), jobs: [] },
      { ...kept, id: "e-3", name: "race · 1007", state: "lost", since: ago(9_000), lastHeard: ago(720), jobs: [] },
    ].slice(0, executors),
    turnedAway: [
      {
        at: ago(20),
        from: "10.0.0.7:40312",
        reason:
          "This executor (Millrace 0.2.0) speaks protocol version 2, the control plane (Millrace 0.1.0) 1. Start executors of the control plane's release, 0.1.0.",
      },
    ].slice(0, executors),
  };
}
