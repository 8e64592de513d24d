import type { Problem } from "../../canvas-core/document/problem";
import { readProblems } from "../../canvas-core/draft/problems";
import { isObject, type Json, member } from "../../canvas-core/json/json";
import { parseJson } from "../../canvas-core/json/jsonText";
import { NotThere, Refused, SessionExpired, Unreachable } from "../../ports/failures";
import type { SessionExpiry } from "./SessionExpiry";

export type Fetch = (request: Request) => Promise<Response>;

/** Answers of a proxy, or of a control plane that is starting or stopping. */
const PASSING = new Set([502, 503, 504]);

/**
 * The browser's fetch, made to fail: its answers are good ones, and everything else is thrown as `Unreachable`,
 * `SessionExpired`, `NotThere` or `Refused`. An abort stays an abort.
 */
export function guarded(fetch: Fetch, expiry: SessionExpiry): Fetch {
  return async (request) => {
    let response: Response;
    try {
      response = await fetch(request);
    } catch (e) {
      if (e instanceof DOMException && e.name === "AbortError") throw e;
      throw new Unreachable();
    }
    if (response.ok) {
      expiry.set(false);
      return response;
    }
    if (response.status === 401) {
      expiry.set(true);
      throw new SessionExpired();
    }
    // Where the control plane itself says why not now, its words stand; a proxy's page is none of ours.
    if (PASSING.has(response.status)) throw new Unreachable(detailOf(await response.text()));
    throw await refusalOf(response);
  };
}

async function refusalOf(response: Response): Promise<Refused> {
  const { message, code, problems } = told(await response.text(), response.status);
  if (response.status === 404) return new NotThere(message);
  return new Refused(message, response.status, code, problems);
}

/** The detail of problem+json; undefined of anything else. */
function detailOf(text: string): string | undefined {
  const body = parsed(text);
  const detail = body && member(body, "detail");
  return typeof detail === "string" && detail !== "" ? detail : undefined;
}

/** What problem+json says; an answer that is none is told by its status. */
function told(
  text: string,
  status: number,
): { readonly message: string; readonly code: string; readonly problems: readonly Problem[] } {
  const body = parsed(text);
  const field = (key: string) => {
    const value = body && member(body, key);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  return {
    message: field("detail") ?? field("title") ?? `The control plane answers ${status}`,
    code: field("code") ?? String(status),
    problems: readProblems(body && member(body, "problems")),
  };
}

function parsed(text: string) {
  try {
    const body: Json = parseJson(text);
    return isObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}
