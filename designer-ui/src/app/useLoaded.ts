import { useCallback, useEffect, useState } from "react";

/** Something that is being asked for. */
export type Loaded<T> =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly message: string }
  | { readonly state: "there"; readonly value: T };

/** Asks when the component appears and again on `reload`; an answer that comes too late is dropped. */
export function useLoaded<T>(ask: () => Promise<T>): { readonly loaded: Loaded<T>; readonly reload: () => void } {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: "loading" });
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again.
  useEffect(() => {
    let isCurrent = true;
    setLoaded({ state: "loading" });
    ask().then(
      (value) => isCurrent && setLoaded({ state: "there", value }),
      (e: unknown) => isCurrent && setLoaded({ state: "failed", message: e instanceof Error ? e.message : String(e) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [ask, round]);
  return { loaded, reload };
}
