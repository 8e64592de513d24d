import { print } from "../../canvas-core/json/canonicalJson";
import type { Json } from "../../canvas-core/json/json";
import { parseJson } from "../../canvas-core/json/jsonText";
import { Answer } from "./Answer";
import type { Fetch } from "./guarded";
import type { components, paths } from "./schema";

/** The bodies of the API by name. */
export type Schemas = components["schemas"];

type Method = "get" | "put" | "post" | "delete";

/** The addresses that take a method. */
type Address<M extends Method> = {
  [P in keyof paths]: NonNullable<paths[P][M]> extends { readonly parameters: unknown } ? P : never;
}[keyof paths];

type Operation<M extends Method, P extends Address<M>> = NonNullable<paths[P][M]>;
type Parameters<O> = O extends { readonly parameters: infer A } ? A : never;
type Path<A> = A extends { readonly path: infer V } ? { readonly path: V } : { readonly path?: never };
type Query<A> = A extends { readonly query?: infer V } ? { readonly query?: V } : { readonly query?: never };
type Header<A> = A extends { readonly header?: infer V } ? { readonly header?: V } : { readonly header?: never };
type Body<O> = O extends { readonly requestBody: { readonly content: { readonly "application/json": infer B } } }
  ? { readonly json: { readonly [K in keyof B]: Json } }
  : { readonly json?: never };

/** What an operation answers with when it goes well, as JSON. */
type Answered<O> = O extends { readonly responses: infer R }
  ? { [S in keyof R]: S extends 200 | 201 | 202 ? JsonOf<R[S]> : never }[keyof R]
  : never;
type JsonOf<R> = R extends { readonly content: { readonly "application/json": infer B } } ? B : never;

/** What a call of an operation needs, by the API's description. */
export type Call<O> = Path<Parameters<O>> &
  Query<Parameters<O>> &
  Header<Parameters<O>> &
  Body<O> & {
    readonly signal?: AbortSignal;
  };

interface AnyCall {
  readonly path?: unknown;
  readonly query?: unknown;
  readonly header?: unknown;
  readonly json?: unknown;
  readonly signal?: AbortSignal;
}

/**
 * The control plane's API as openapi.yaml describes it: an address, a parameter or a member of a body that it does not have
 * does not compile. Numbers are exact both ways, which is why this is no client that uses `JSON.parse`. Calls fail as
 * `guarded` says.
 */
export class Api {
  constructor(private readonly fetch: Fetch) {}

  /** The members of an answer, by the API's description. */
  async ask<M extends Method, P extends Address<M>>(
    method: M,
    address: P,
    call: Call<Operation<M, P>>,
  ): Promise<Answer<Answered<Operation<M, P>>>> {
    return new Answer(await this.call(method, address, call));
  }

  /** The JSON of an answer; null when it has no body. */
  async call<M extends Method, P extends Address<M>>(
    method: M,
    address: P,
    call: Call<Operation<M, P>>,
  ): Promise<Json> {
    const text = await this.text(method, address, call);
    return text.trim() === "" ? null : parseJson(text);
  }

  private async text(method: Method, address: string, { path, query, header, json, signal }: AnyCall): Promise<string> {
    const filled = address.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(valuesOf(path)[name] ?? ""));
    const target = new URL(filled, globalThis.location.origin);
    for (const [name, value] of Object.entries((query ?? {}) as Readonly<Record<string, unknown>>)) {
      // A list is written once for each of its values.
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one !== undefined) target.searchParams.append(name, String(one));
      }
    }
    const response = await this.fetch(
      new Request(target, {
        method: method.toUpperCase(),
        headers: { ...(json !== undefined && { "content-type": "application/json" }), ...valuesOf(header) },
        ...(json !== undefined && { body: print(json as Json) }),
        ...(signal && { signal }),
      }),
    );
    return response.text();
  }
}

/** Parameters as text, those that are left out left out. */
function valuesOf(parameters: unknown): Readonly<Record<string, string>> {
  const known = Object.entries((parameters ?? {}) as Readonly<Record<string, unknown>>);
  return Object.fromEntries(
    known.filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)]),
  );
}
