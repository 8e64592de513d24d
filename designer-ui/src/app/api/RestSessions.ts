import type { Session, Sessions } from "../../ports/Sessions";
import type { Rest } from "./Rest";
import { objectAt, objectsAt, textAt } from "./reading";
import type { SessionExpiry } from "./SessionExpiry";

export class RestSessions implements Sessions {
  constructor(
    private readonly rest: Rest,
    readonly expiry: SessionExpiry,
  ) {}

  async current(): Promise<Session> {
    const session = await this.rest.object("GET", "/session");
    return {
      user: { name: textAt(objectAt(session, "user"), "name") },
      workspaces: objectsAt(session, "workspaces").map((one) => ({
        name: textAt(one, "name"),
        role: textAt(one, "role"),
      })),
      version: textAt(session, "version"),
    };
  }

  async redeem(secret: string): Promise<void> {
    await this.rest.send("POST", "/session:redeem", { json: { secret } });
  }
}
