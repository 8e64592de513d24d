import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { NewLink } from "./NewLink";
import classes from "./Session.module.css";
import { useExpiry } from "./useExpiry";

/** Says that the session has expired, above a page that keeps all it shows; gone as soon as somebody is signed in again. */
export function ExpiredPanel() {
  const isExpired = useExpiry();
  const cache = useQueryClient();
  const wasExpired = useRef(isExpired);
  useEffect(() => {
    if (wasExpired.current && !isExpired) void cache.invalidateQueries();
    wasExpired.current = isExpired;
  }, [isExpired, cache]);
  if (!isExpired) return null;
  return (
    <div className={classes.expired} role="alert">
      <strong>The session has expired.</strong> What you drew is kept in this browser and is saved once you are signed
      in.
      <NewLink />
    </div>
  );
}
