import { describe, expect, it } from "vitest";
import type { TopicMessage } from "../../ports/Events";
import { EventHub, type EventLink, type StreamListener, type Wish } from "./EventHub";
import { TabEvents } from "./TabEvents";

/** A link whose streams the test speaks through. */
class ScriptedLink implements EventLink {
  readonly streams: StreamListener[] = [];
  readonly carried: { readonly stream: string; readonly wishes: readonly Wish[] }[] = [];
  readonly waits: number[] = [];
  closed = 0;
  isForgetful = false;
  private task: (() => void) | undefined;

  open(listener: StreamListener): () => void {
    this.streams.push(listener);
    return () => {
      this.closed++;
    };
  }

  async carry(stream: string, wishes: readonly Wish[]): Promise<void> {
    if (this.isForgetful) throw new Error("The event stream answers 404");
    this.carried.push({ stream, wishes });
  }

  later(ms: number, task: () => void): () => void {
    this.waits.push(ms);
    this.task = task;
    return () => {
      this.task = undefined;
    };
  }

  pass(): void {
    this.task?.();
  }

  get stream(): StreamListener {
    const last = this.streams.at(-1);
    if (!last) throw new Error("No stream is open");
    return last;
  }

  say(topic: string, data: unknown, kind = "change"): void {
    this.stream.message(JSON.stringify({ topic, kind, data }));
  }
}

function started() {
  const link = new ScriptedLink();
  const hub = new EventHub(link);
  const tab = () => {
    let leave = () => {};
    const events = new TabEvents((self) => {
      const speak = hub.join(self);
      leave = () => speak({ do: "leave" });
      return speak;
    });
    return { events, leave };
  };
  return { link, tab };
}

const heardBy = (events: TabEvents, topic: string, since?: number) => {
  const heard: Pick<TopicMessage, "kind" | "data">[] = [];
  const stop = events.subscribe(topic, ({ kind, data }) => heard.push({ kind, data }), since);
  return { heard, stop };
};

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("The event hub", () => {
  it("opens one stream for eight tabs and tells each what it listens to", async () => {
    const { link, tab } = started();
    const tabs = Array.from({ length: 8 }, tab);
    const lists = tabs.map(({ events }) => heardBy(events, "pipelines"));
    link.stream.hello("s1");
    link.say("pipelines", [1], "snapshot");
    link.say("files", []);
    expect(link.streams).toHaveLength(1);
    for (const { heard } of lists) expect(heard.at(-1)).toEqual({ kind: "snapshot", data: [1] });
  });

  it("asks for the topics once the stream is there, each once, and again when they change", async () => {
    const { link, tab } = started();
    const { events } = tab();
    const draft = heardBy(events, "draft/a", 7);
    heardBy(events, "pipelines");
    heardBy(events, "pipelines");
    expect(link.carried).toEqual([]);
    link.stream.hello("s1");
    await settled();
    expect(link.carried.at(-1)).toEqual({
      stream: "s1",
      wishes: [{ topic: "draft/a", since: 7 }, { topic: "pipelines" }],
    });
    draft.stop();
    await settled();
    expect(link.carried.at(-1)?.wishes).toEqual([{ topic: "pipelines" }]);
  });

  it("tells whoever joins a topic late that there is something to ask for", () => {
    const { link, tab } = started();
    const [one, other] = [tab(), tab()];
    link.stream.hello("s1");
    const first = heardBy(one.events, "deployments");
    const late = heardBy(other.events, "deployments");
    expect(first.heard).toEqual([]);
    expect(late.heard).toEqual([{ kind: "gap", data: undefined }]);
  });

  it("goes on after a break from the version that was heard last", async () => {
    const { link, tab } = started();
    const { events } = tab();
    heardBy(events, "draft/a", 7);
    link.stream.hello("s1");
    link.say("draft/a", { version: 9 });
    link.stream.lost();
    expect(events.state.snapshot()).toBe("lost");
    link.stream.hello("s2");
    await settled();
    expect(events.state.snapshot()).toBe("open");
    expect(link.carried.at(-1)).toEqual({ stream: "s2", wishes: [{ topic: "draft/a", since: 9 }] });
  });

  it("opens again when the control plane refused or forgot the stream, each time later", async () => {
    const { link, tab } = started();
    heardBy(tab().events, "pipelines");
    link.stream.closed();
    link.pass();
    link.stream.closed();
    link.pass();
    link.isForgetful = true;
    link.stream.hello("s3");
    await settled();
    link.pass();
    expect(link.streams).toHaveLength(4);
    expect(link.waits).toEqual([500, 1000, 500]);
  });

  it("forgets a tab that is gone, and closes the stream with the last one", async () => {
    const { link, tab } = started();
    const [one, other] = [tab(), tab()];
    heardBy(one.events, "tap/a");
    heardBy(other.events, "pipelines");
    link.stream.hello("s1");
    one.leave();
    await settled();
    expect(link.carried.at(-1)?.wishes).toEqual([{ topic: "pipelines" }]);
    other.leave();
    expect(link.closed).toBe(1);
    heardBy(tab().events, "pipelines");
    expect(link.streams).toHaveLength(2);
  });
});
