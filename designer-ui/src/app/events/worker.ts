import { browserLink } from "./browserLink";
import { EventHub } from "./EventHub";
import type { ToHub } from "./messages";

// The SharedWorker of a workspace, whose name it has: one for all tabs.

interface ConnectEvent extends Event {
  readonly ports: readonly MessagePort[];
}

const hub = new EventHub(browserLink(self.name));

self.addEventListener("connect", (event) => {
  const [port] = (event as ConnectEvent).ports;
  if (!port) return;
  const speak = hub.join({ send: (message) => port.postMessage(message) });
  port.addEventListener("message", ({ data }: MessageEvent<ToHub>) => {
    // A port does not tell when its tab is gone, not even by a crash; the lock that the tab held does.
    if (data.do === "livesWith") void navigator.locks.request(data.lock, () => speak({ do: "leave" }));
    else speak(data);
  });
  port.start();
});
