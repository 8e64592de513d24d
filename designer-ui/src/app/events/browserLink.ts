import type { EventLink } from "./EventHub";

/** The event stream of a workspace by the browser's EventSource. Works in a tab and in a worker. */
export function browserLink(workspace: string): EventLink {
  const base = `/api/v1/workspaces/${encodeURIComponent(workspace)}/events`;
  return {
    open(listener) {
      const source = new EventSource(base);
      source.addEventListener("hello", (event) => {
        listener.hello(String((JSON.parse(event.data) as { stream: unknown }).stream));
      });
      source.addEventListener("message", (event) => listener.message(String(event.data)));
      source.addEventListener("error", () => {
        // After a refusal the browser gives up; after a break it tries again by itself.
        if (source.readyState === EventSource.CLOSED) listener.closed();
        else listener.lost();
      });
      return () => source.close();
    },
    async carry(stream, topics) {
      const response = await fetch(`${base}/${encodeURIComponent(stream)}/topics`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ topics }),
      });
      if (!response.ok) throw new Error(`The event stream answers ${response.status}`);
    },
    later(ms, task) {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
  };
}
