import { useEffect, useRef } from "react";
import type { TopicMessage } from "../../ports/Events";
import { usePorts } from "../Ports";

/** Hears a topic while the component is there; no topic, nothing to hear. */
export function useTopic(topic: string | undefined, listener: (message: TopicMessage) => void): void {
  const { events } = usePorts();
  const current = useRef(listener);
  current.current = listener;
  useEffect(
    () => (topic === undefined ? undefined : events.subscribe(topic, (message) => current.current(message))),
    [events, topic],
  );
}
