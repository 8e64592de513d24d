import { useEffect, useState } from "react";
import { dataOf, tappedOf } from "../../app/api";
import { useTopic } from "../../app/events";
import { type Seen, withTapped } from "./tapped";

/** The rows that pass a port, as long as somebody looks; while `topic` is undefined what was seen stays. */
export function useTap(topic: string | undefined, place: string): Seen | undefined {
  const [seen, setSeen] = useState<Seen>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place begins anew.
  useEffect(() => setSeen(undefined), [place]);
  useTopic(topic, ({ kind, text }) => {
    if (kind === "gap") return;
    // Rows are read from the text: their numbers may be beyond what a double holds.
    const tapped = tappedOf(dataOf(text));
    setSeen((before) => withTapped(before, tapped));
  });
  return seen;
}
