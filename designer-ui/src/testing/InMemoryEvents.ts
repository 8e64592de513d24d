import type { Events, TopicMessage } from "../ports/Events";

/** Topics in memory: what is published is heard at once, unless the line is cut. */
export class InMemoryEvents implements Events {
  private readonly listeners = new Map<string, Set<(message: TopicMessage) => void>>();
  private readonly watchers = new Set<() => void>();
  private isOpen = true;

  readonly state = {
    snapshot: () => (this.isOpen ? ("open" as const) : ("lost" as const)),
    subscribe: (watcher: () => void) => {
      this.watchers.add(watcher);
      return () => this.watchers.delete(watcher);
    },
  };

  subscribe(topic: string, listener: (message: TopicMessage) => void): () => void {
    const known = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, known.add(listener));
    return () => known.delete(listener);
  }

  publish(topic: string, kind: TopicMessage["kind"], data?: unknown): void {
    if (!this.isOpen) return;
    const text = JSON.stringify({ topic, kind, data });
    for (const listener of [...(this.listeners.get(topic) ?? [])]) listener({ kind, data, text });
  }

  /** Whether anybody hears a topic. */
  isHeard(topic: string): boolean {
    return (this.listeners.get(topic)?.size ?? 0) > 0;
  }

  /** The topics of this beginning that somebody hears. */
  heardBelow(beginning: string): readonly string[] {
    return [...this.listeners.keys()].filter((topic) => topic.startsWith(beginning) && this.isHeard(topic));
  }

  cut(): void {
    this.set(false);
  }

  /** The line stands again; what was missed is told as a gap. */
  mend(): void {
    this.set(true);
    for (const topic of this.listeners.keys()) this.publish(topic, "gap");
  }

  private set(isOpen: boolean): void {
    this.isOpen = isOpen;
    for (const watcher of this.watchers) watcher();
  }
}
