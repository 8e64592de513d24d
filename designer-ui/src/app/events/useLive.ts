import { type QueryKey, type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import type { TopicMessage } from "../../ports/Events";
import { useTopic } from "./useTopic";

/**
 * Something the control plane has, asked for once and kept up to date by a topic. `fold` makes the new value of a message
 * and the known one; where it answers undefined, and after a gap, the whole is asked for again.
 */
export function useLive<T>({
  queryKey,
  ask,
  topic,
  fold = () => undefined,
}: {
  readonly queryKey: QueryKey;
  readonly ask: () => Promise<T>;
  readonly topic: string;
  readonly fold?: (message: TopicMessage, known: T | undefined) => T | undefined;
}): UseQueryResult<T> {
  const cache = useQueryClient();
  useTopic(topic, (message) => {
    const next = message.kind === "gap" ? undefined : fold(message, cache.getQueryData<T>(queryKey));
    if (next === undefined) void cache.invalidateQueries({ queryKey });
    else cache.setQueryData(queryKey, next);
  });
  return useQuery({ queryKey, queryFn: ask });
}
