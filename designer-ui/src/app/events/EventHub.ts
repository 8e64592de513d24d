import type { StreamState } from "../../ports/Events";
import type { ToHub, ToTab } from "./messages";

/** A topic that a stream is asked to carry, from a version on where it has versions. */
export interface Wish {
  readonly topic: string;
  readonly since?: number;
}

export interface StreamListener {
  /** The stream begins, under a name, also after a break. */
  hello(stream: string): void;
  message(text: string): void;
  /** Nothing is heard at present. The stream tries again by itself until it says `closed`. */
  lost(): void;
  closed(): void;
}

/** The way to the control plane's event stream. */
export interface EventLink {
  /** Opens a stream; answers what closes it. */
  open(listener: StreamListener): () => void;
  /** Sets what a stream carries; fails when the stream is not known any more. */
  carry(stream: string, wishes: readonly Wish[]): Promise<void>;
  later(ms: number, task: () => void): () => void;
}

/** A tab as the hub sees it. */
export interface Tab {
  send(message: ToTab): void;
}

interface Subscription {
  readonly tab: Tab;
  readonly id: number;
  readonly topic: string;
}

const SHORTEST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/**
 * Holds the one event stream that all tabs of a browser share: HTTP/1.1 gives a browser six connections to a server, and
 * each stream takes one for ever. Runs in a SharedWorker or, where there is none, in the tab.
 */
export class EventHub {
  private readonly tabs = new Set<Tab>();
  private readonly subscriptions = new Set<Subscription>();
  /** The version each topic was heard up to. */
  private readonly heard = new Map<string, number>();
  private state: StreamState = "connecting";
  private stream: string | undefined;
  private isCarrying = false;
  private isOutdated = false;
  private waitMs = SHORTEST_WAIT_MS;
  private close: (() => void) | undefined;
  private stopWaiting = () => {};

  constructor(private readonly link: EventLink) {}

  /** Takes in a tab; answers how it speaks. */
  join(tab: Tab): (message: ToHub) => void {
    this.tabs.add(tab);
    tab.send({ tell: "state", state: this.state });
    if (!this.close) this.open();
    return (message) => {
      switch (message.do) {
        case "subscribe":
          this.subscribe({ tab, id: message.id, topic: message.topic }, message.since);
          break;
        case "unsubscribe":
          this.drop((subscription) => subscription.tab === tab && subscription.id === message.id);
          break;
        case "leave":
          this.tabs.delete(tab);
          this.drop((subscription) => subscription.tab === tab);
          if (this.tabs.size === 0) this.stop();
          break;
        case "livesWith":
          // For the worker, which can wait for the lock.
          break;
      }
    };
  }

  private subscribe(subscription: Subscription, since: number | undefined): void {
    const isHeard = this.isCarried(subscription.topic);
    this.subscriptions.add(subscription);
    if (isHeard) {
      // What was said before is gone; the newcomer asks for it.
      tell(subscription, gapOf(subscription.topic));
      return;
    }
    if (since !== undefined) this.heard.set(subscription.topic, since);
    void this.carry();
  }

  private drop(isGone: (subscription: Subscription) => boolean): void {
    const topics = new Set<string>();
    for (const subscription of this.subscriptions) {
      if (isGone(subscription)) {
        this.subscriptions.delete(subscription);
        topics.add(subscription.topic);
      }
    }
    const ended = [...topics].filter((topic) => !this.isCarried(topic));
    for (const topic of ended) this.heard.delete(topic);
    if (ended.length > 0) void this.carry();
  }

  private isCarried(topic: string): boolean {
    return [...this.subscriptions].some((known) => known.topic === topic);
  }

  private open(): void {
    this.stopWaiting();
    this.setState(this.state === "open" ? "lost" : this.state);
    this.close = this.link.open({
      hello: (stream) => {
        this.stream = stream;
        this.waitMs = SHORTEST_WAIT_MS;
        this.setState("open");
        void this.carry();
      },
      message: (text) => this.hear(text),
      lost: () => {
        this.stream = undefined;
        this.setState("lost");
      },
      closed: () => this.reopenLater(),
    });
  }

  private reopenLater(): void {
    this.stop();
    this.setState("lost");
    this.stopWaiting = this.link.later(this.waitMs, () => {
      if (this.tabs.size > 0 && !this.close) this.open();
    });
    this.waitMs = Math.min(this.waitMs * 2, LONGEST_WAIT_MS);
  }

  private stop(): void {
    this.stopWaiting();
    this.close?.();
    this.close = undefined;
    this.stream = undefined;
  }

  /** Tells the stream what to carry: one call at a time, and one more when the wishes changed meanwhile. */
  private async carry(): Promise<void> {
    if (this.isCarrying) {
      this.isOutdated = true;
      return;
    }
    this.isCarrying = true;
    try {
      do {
        this.isOutdated = false;
        const stream = this.stream;
        if (stream === undefined) return;
        await this.link.carry(stream, this.wishes());
        // A stream that began meanwhile wants to be told too.
        this.isOutdated ||= stream !== this.stream;
      } while (this.isOutdated);
    } catch {
      // The stream ended meanwhile, or the control plane forgot it with a restart: a new one says hello.
      if (this.stream !== undefined) this.reopenLater();
    } finally {
      this.isCarrying = false;
    }
  }

  private wishes(): readonly Wish[] {
    return [...new Set([...this.subscriptions].map(({ topic }) => topic))].map((topic) => {
      const since = this.heard.get(topic);
      return since === undefined ? { topic } : { topic, since };
    });
  }

  private hear(text: string): void {
    const { topic, data } = JSON.parse(text) as { topic: string; data?: { version?: unknown } };
    if (typeof data?.version === "number" && this.heard.has(topic)) this.heard.set(topic, data.version);
    for (const subscription of this.subscriptions) {
      if (subscription.topic === topic) tell(subscription, text);
    }
  }

  private setState(state: StreamState): void {
    if (state === this.state) return;
    this.state = state;
    for (const tab of this.tabs) tab.send({ tell: "state", state });
  }
}

function tell({ tab, id }: Subscription, text: string): void {
  tab.send({ tell: "message", id, text });
}

function gapOf(topic: string): string {
  return JSON.stringify({ topic, kind: "gap" });
}
