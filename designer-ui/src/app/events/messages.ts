import type { StreamState } from "../../ports/Events";

/** What a tab tells the hub. `id` tells a tab's subscriptions apart. */
export type ToHub =
  | { readonly do: "subscribe"; readonly id: number; readonly topic: string; readonly since?: number }
  | { readonly do: "unsubscribe"; readonly id: number }
  /** The tab holds the lock of this name for as long as it lives. */
  | { readonly do: "livesWith"; readonly lock: string }
  | { readonly do: "leave" };

/** What the hub tells a tab. A message's text is `{topic, kind, data}`; a gap made here has no data. */
export type ToTab =
  | { readonly tell: "state"; readonly state: StreamState }
  | { readonly tell: "message"; readonly id: number; readonly text: string };
