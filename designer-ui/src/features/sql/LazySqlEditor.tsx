import { lazy, Suspense } from "react";
import type { CodeEditorProps } from "./CodeEditor";
import classes from "./Sql.module.css";

const Loaded = lazy(() => import("./SqlEditor").then(({ SqlEditor }) => ({ default: SqlEditor })));

/** The editor of expressions, loaded when the first one is shown; until then the text can be read. */
export function LazySqlEditor(props: CodeEditorProps) {
  return (
    <Suspense fallback={<div className={classes.waiting}>{props.value || props.placeholder}</div>}>
      <Loaded {...props} />
    </Suspense>
  );
}
