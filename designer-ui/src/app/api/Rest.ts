import { print } from "../../canvas-core/json/canonicalJson";
import type { Json, JsonObject } from "../../canvas-core/json/json";
import { parseJson } from "../../canvas-core/json/jsonText";
import type { Fetch } from "./guarded";
import { asObject } from "./reading";

export interface Call {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, numbers exact. */
  readonly json?: Json;
  readonly body?: BodyInit;
  readonly signal?: AbortSignal;
}

/** Calls below one address. They fail as `guarded` says. */
export class Rest {
  constructor(
    private readonly fetch: Fetch,
    readonly base: string,
  ) {}

  /** The answer's JSON object, numbers exact; an empty one when the answer has no body. */
  async object(method: string, path: string, call: Call = {}): Promise<JsonObject> {
    return asObject(await this.json(method, path, call));
  }

  async json(method: string, path: string, call: Call = {}): Promise<Json> {
    const text = await this.text(method, path, call);
    return text.trim() === "" ? null : parseJson(text);
  }

  async text(method: string, path: string, call: Call = {}): Promise<string> {
    return (await this.send(method, path, call)).text();
  }

  send(method: string, path: string, { query = {}, headers = {}, json, body, signal }: Call = {}): Promise<Response> {
    const content = json === undefined ? body : print(json);
    return this.fetch(
      new Request(this.address(path, query), {
        method,
        headers: { ...(json !== undefined && { "content-type": "application/json" }), ...headers },
        ...(content !== undefined && { body: content }),
        ...(signal && { signal }),
      }),
    );
  }

  address(path: string, query: NonNullable<Call["query"]> = {}): string {
    const address = new URL(this.base + path, globalThis.location.origin);
    for (const [key, value] of Object.entries(query)) {
      if (value !== undefined) address.searchParams.set(key, String(value));
    }
    return address.toString();
  }
}

/** A path of these steps. */
export function at(...steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${encodeURIComponent(step)}`).join("");
}
