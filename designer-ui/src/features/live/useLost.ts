import { useEffect, useState, useSyncExternalStore } from "react";
import { usePorts } from "../../app/Ports";

/** Since when the control plane is not heard; undefined while it is. */
export function useLost(): Date | undefined {
  const { events, surroundings } = usePorts();
  const isLost = useSyncExternalStore(events.state.subscribe, events.state.snapshot) === "lost";
  const [since, setSince] = useState<Date>();
  useEffect(() => setSince(isLost ? surroundings.now() : undefined), [isLost, surroundings]);
  return isLost ? (since ?? surroundings.now()) : undefined;
}
