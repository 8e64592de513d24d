import type { Events, StreamState, TopicMessage } from "../../ports/Events";
import type { ToHub, ToTab } from "./messages";

/** The tab's side of the hub: who in this tab listens to what. */
export class TabEvents implements Events {
  private readonly listeners = new Map<number, (message: TopicMessage) => void>();
  private readonly watchers = new Set<() => void>();
  private current: StreamState = "connecting";
  private lastId = 0;

  private readonly speak: (message: ToHub) => void;

  /** `join` takes how this tab is told and answers how it speaks to the hub. */
  constructor(join: (tab: { readonly send: (message: ToTab) => void }) => (message: ToHub) => void) {
    this.speak = join({ send: (message) => this.hear(message) });
  }

  readonly state = {
    snapshot: () => this.current,
    subscribe: (watcher: () => void) => {
      this.watchers.add(watcher);
      return () => this.watchers.delete(watcher);
    },
  };

  private hear(message: ToTab): void {
    if (message.tell === "state") {
      this.current = message.state;
      for (const watcher of this.watchers) watcher();
      return;
    }
    const { text } = message;
    const { kind, data } = JSON.parse(text) as Pick<TopicMessage, "kind" | "data">;
    this.listeners.get(message.id)?.({ kind, data, text });
  }

  subscribe(topic: string, listener: (message: TopicMessage) => void, since?: number): () => void {
    const id = ++this.lastId;
    this.listeners.set(id, listener);
    this.speak({ do: "subscribe", id, topic, ...(since !== undefined && { since }) });
    return () => {
      if (this.listeners.delete(id)) this.speak({ do: "unsubscribe", id });
    };
  }
}
