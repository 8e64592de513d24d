import { Button } from "@mantine/core";
import { Words } from "../../app/Words";
import { type Fix, isError, type Problem } from "../../canvas-core/document/problem";
import classes from "./Inspector.module.css";

/** Problems in words, each with the acts that mend it. */
export function FieldProblems({
  problems,
  fix,
}: {
  readonly problems: readonly Problem[];
  readonly fix: (fix: Fix) => void;
}) {
  return problems.map((problem) => (
    <span
      key={`${problem.code} ${problem.message}`}
      className={classes.flaw}
      data-warning={!isError(problem) || undefined}
    >
      <span>
        <Words text={problem.message} />
      </span>
      {problem.fixes?.map((way) => (
        <Button
          key={way.label}
          variant="default"
          size="compact-sm"
          // A press takes the focus from the field, which would hand over its text before the click arrives.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => fix(way)}
        >
          <span>
            <Words text={way.label} />
          </span>
        </Button>
      ))}
    </span>
  ));
}
