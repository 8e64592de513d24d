import type { Session, Sessions } from "../../ports/Sessions";
import type { Api } from "./Api";
import type { SessionExpiry } from "./SessionExpiry";

export class RestSessions implements Sessions {
  constructor(
    private readonly api: Api,
    readonly expiry: SessionExpiry,
  ) {}

  async current(): Promise<Session> {
    const session = await this.api.ask("get", "/api/v1/session", {});
    return {
      user: { name: session.object("user").text("name") },
      workspaces: session.list("workspaces").map((one) => ({ name: one.text("name"), role: one.text("role") })),
      version: session.text("version"),
    };
  }

  async redeem(secret: string): Promise<void> {
    await this.api.call("post", "/api/v1/session:redeem", { json: { secret } });
  }
}
