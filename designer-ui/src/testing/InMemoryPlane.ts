import type { ControlPlane } from "../ports/ControlPlane";
import { Refused, SessionExpired } from "../ports/failures";
import type { Ports } from "../ports/Ports";
import type { Session, Sessions } from "../ports/Sessions";

const SESSION: Session = {
  user: { name: "Ada" },
  workspaces: [{ name: "default", role: "owner" }],
  version: "0.0.0",
};

/** Sessions in memory: the one good link's secret is `good-secret`, and it works each time. */
export class InMemorySessions implements Sessions {
  private isExpired = false;
  private readonly listeners = new Set<() => void>();

  readonly expiry = {
    snapshot: () => this.isExpired,
    subscribe: (listener: () => void) => {
      this.listeners.add(listener);
      return () => this.listeners.delete(listener);
    },
  };

  async current(): Promise<Session> {
    if (this.isExpired) throw new SessionExpired();
    return SESSION;
  }

  async redeem(secret: string): Promise<void> {
    if (secret !== "good-secret") throw new Refused("The link was used already", 403, "link.used");
    this.set(false);
  }

  expire(): void {
    this.set(true);
  }

  private set(isExpired: boolean): void {
    this.isExpired = isExpired;
    for (const listener of this.listeners) listener();
  }
}

/** A control plane in memory with one workspace, `default`. */
export function inMemoryPlane(ports: Ports, sessions = new InMemorySessions()): ControlPlane {
  return { sessions, workspace: () => ports };
}
