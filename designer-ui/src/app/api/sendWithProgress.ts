import type { Uploading } from "../../ports/FileStore";
import { type Fetch, guarded } from "./guarded";
import type { SessionExpiry } from "./SessionExpiry";

/** What an upload needs of its surroundings. */
export interface Sender {
  readonly expiry: SessionExpiry;
  readonly newRequest: () => XMLHttpRequest;
}

/** Sends a body and tells how far it is, which fetch cannot. Fails as `guarded` says. */
export async function sendWithProgress(
  { expiry, newRequest }: Sender,
  method: string,
  address: string,
  body: Blob,
  uploading: Uploading,
  type = "application/octet-stream",
): Promise<void> {
  const call: Fetch = () => exchanged(newRequest(), method, address, body, type, uploading);
  await guarded(call, expiry)(new Request(address, { method: "HEAD" }));
}

function exchanged(
  request: XMLHttpRequest,
  method: string,
  address: string,
  body: Blob,
  type: string,
  { progress, signal }: Uploading,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    request.open(method, address);
    request.setRequestHeader("content-type", type);
    request.upload.addEventListener("progress", ({ loaded, total }) => progress?.(total > 0 ? loaded / total : 0));
    request.addEventListener("load", () => {
      const isBodyless = request.status === 204 || request.status === 304;
      resolve(new Response(isBodyless ? null : request.responseText, { status: request.status }));
    });
    request.addEventListener("error", () => reject(new TypeError("The upload broke off")));
    request.addEventListener("abort", () => reject(new DOMException("The upload was called off", "AbortError")));
    signal?.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}
