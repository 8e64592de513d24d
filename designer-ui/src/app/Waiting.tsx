import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Page.module.css";
import type { Loaded } from "./useLoaded";

/** What was asked for once it is there; before that a quiet word, and a reason with a way out when it does not come. */
export function Waiting<T>({
  loaded,
  reload,
  children,
}: {
  readonly loaded: Loaded<T>;
  readonly reload: () => void;
  readonly children: (value: T) => ReactNode;
}) {
  switch (loaded.state) {
    case "loading":
      return (
        <p className={classes.quiet} aria-busy="true">
          Loading …
        </p>
      );
    case "failed":
      return (
        <div className={classes.failed} role="alert">
          <span>{loaded.message}.</span>
          <Button variant="default" size="xs" onClick={reload}>
            Try again
          </Button>
        </div>
      );
    case "there":
      return children(loaded.value);
  }
}
