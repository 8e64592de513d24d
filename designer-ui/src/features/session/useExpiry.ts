import { useSyncExternalStore } from "react";
import { useControlPlane } from "../../app/Plane";

/** Whether the session has expired and no new link was opened yet, in this tab or another. */
export function useExpiry(): boolean {
  const { expiry } = useControlPlane().sessions;
  return useSyncExternalStore(expiry.subscribe, expiry.snapshot);
}
