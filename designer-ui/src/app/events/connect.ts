import type { Events } from "../../ports/Events";
import { browserLink } from "./browserLink";
import { EventHub } from "./EventHub";
import type { ToHub, ToTab } from "./messages";
import { TabEvents } from "./TabEvents";

/** The events of a workspace, through the worker that all tabs share; without SharedWorker by a stream of this tab. */
export function connectEvents(workspace: string): Events {
  return typeof SharedWorker === "undefined" ? ownStream(workspace) : sharedStream(workspace);
}

function ownStream(workspace: string): Events {
  const hub = new EventHub(browserLink(workspace));
  return new TabEvents((tab) => hub.join(tab));
}

function sharedStream(workspace: string): Events {
  return new TabEvents((tab) => {
    const worker = new SharedWorker(new URL("./worker.ts", import.meta.url), { type: "module", name: workspace });
    const speak = (message: ToHub) => worker.port.postMessage(message);
    worker.port.addEventListener("message", ({ data }: MessageEvent<ToTab>) => tab.send(data));
    worker.port.start();
    tellWhenGone(speak);
    return speak;
  });
}

function tellWhenGone(speak: (message: ToHub) => void): void {
  if (!navigator.locks) {
    window.addEventListener("pagehide", () => speak({ do: "leave" }));
    return;
  }
  const lock = `millrace-tab-${crypto.randomUUID()}`;
  // Held until the tab is gone, however it goes.
  void navigator.locks.request(lock, () => {
    speak({ do: "livesWith", lock });
    return new Promise(() => {});
  });
}
