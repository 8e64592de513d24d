import { QueryClient } from "@tanstack/react-query";
import { Refused, SessionExpired } from "../../ports/failures";

const MOST_TRIES = 3;

/**
 * What the control plane said, kept for all components. Topics keep it fresh, so nothing is asked again only because a
 * window was looked at; and a refusal or an expired session is never answered with a storm of further calls.
 */
export function queryCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        // The control plane may run on this very machine: a browser without a network can still reach it.
        networkMode: "always",
        retry: (failures, failure) =>
          failures + 1 < MOST_TRIES && !(failure instanceof Refused) && !(failure instanceof SessionExpired),
        retryDelay: 500,
      },
      mutations: { networkMode: "always" },
    },
  });
}
