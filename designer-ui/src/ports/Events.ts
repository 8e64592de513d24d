/** One message of a topic. */
export interface TopicMessage {
  /**
   * `snapshot`: the whole state; `change`: what changed, as the topic defines it; `gap`: messages were missed, so what is
   * known must be asked for anew.
   */
  readonly kind: "snapshot" | "change" | "gap";
  /** The message's `data` as JSON.parse reads it; undefined in a gap. */
  readonly data: unknown;
  /** The text of the whole message, `{topic, kind, data}`, for those who need numbers exactly. */
  readonly text: string;
}

/** Whether the control plane is heard at present. */
export type StreamState = "connecting" | "open" | "lost";

/** What happens on the control plane, by topic. All tabs of a browser share one connection. */
export interface Events {
  /**
   * Hears a topic, from version `since` where the topic has versions. Whoever joins a topic that is already heard gets a
   * `gap` first. Answers what ends it.
   */
  subscribe(topic: string, listener: (message: TopicMessage) => void, since?: number): () => void;
  readonly state: {
    readonly snapshot: () => StreamState;
    readonly subscribe: (listener: () => void) => () => void;
  };
}
