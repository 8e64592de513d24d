import { useEffect, useState } from "react";
import { usePorts } from "./Ports";

/** The present, anew each `everyMs`; for words such as "14 min". */
export function useNow(everyMs = 1_000): Date {
  const { surroundings } = usePorts();
  const [now, setNow] = useState(() => surroundings.now());
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new moment asks for the next one.
  useEffect(() => surroundings.later(everyMs, () => setNow(surroundings.now())), [surroundings, everyMs, now]);
  return now;
}
