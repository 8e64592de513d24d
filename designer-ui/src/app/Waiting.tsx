import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { wordsOf } from "../ports/failures";
import classes from "./Page.module.css";

/** The part of a query's result that tells how far it is. */
export interface Asked<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/** What was asked for once it is there; before that a quiet word, and a reason with a way out when it does not come. */
export function Waiting<T>({
  query,
  children,
}: {
  readonly query: Asked<T>;
  readonly children: (value: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failed failure={query.error} again={() => void query.refetch()} />;
  return (
    <p className={classes.quiet} aria-busy="true">
      Loading …
    </p>
  );
}

/** Why something did not work, and a way to try it again. */
export function Failed({ failure, again }: { readonly failure: unknown; readonly again: () => void }) {
  return (
    <div className={classes.failed} role="alert">
      <span>{wordsOf(failure)}.</span>
      <Button variant="default" size="xs" onClick={again}>
        Try again
      </Button>
    </div>
  );
}
