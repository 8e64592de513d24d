import { Button } from "@mantine/core";
import { IconAlertCircle, IconAlertTriangle } from "../../app/icons";
import { Words } from "../../app/Words";
import type { Catalogue } from "../../canvas-core/catalogue/catalogue";
import { inWords } from "../../canvas-core/catalogue/words";
import type { PipelineDocument } from "../../canvas-core/document/document";
import { printPath } from "../../canvas-core/document/fieldPath";
import { type Fix, isError, type Problem } from "../../canvas-core/document/problem";
import { titleIn } from "../../canvas-core/drawing/connections";
import classes from "./ProblemList.module.css";

/** All problems of a drawing; each leads to its node and field, and offers what mends it. */
export function ProblemList({
  document,
  catalogue,
  problems,
  show,
  fix,
}: {
  readonly document: PipelineDocument;
  readonly catalogue: Catalogue;
  readonly problems: readonly Problem[];
  readonly show: (problem: Problem) => void;
  readonly fix: (fix: Fix) => void;
}) {
  if (problems.length === 0) return <p className={classes.none}>Nothing is wrong with this drawing.</p>;
  return (
    <ul className={classes.list} aria-label="Problems">
      {problems.map((problem) => (
        <li key={`${problem.nodeId} ${printPath(problem.fieldPath ?? [])} ${problem.message}`} className={classes.item}>
          <button type="button" className={classes.problem} onClick={() => show(problem)}>
            <span className={classes.sort} data-warning={!isError(problem) || undefined}>
              {isError(problem) ? <IconAlertCircle size={16} /> : <IconAlertTriangle size={16} />}
            </span>
            <span className={classes.where}>{whereOf(document, catalogue, problem)}</span>
            <span className={classes.what}>
              <Words text={problem.message} />
            </span>
          </button>
          {problem.fixes?.slice(0, 2).map((way) => (
            <Button key={way.label} variant="default" size="compact-sm" onClick={() => fix(way)}>
              <span>
                <Words text={way.label} />
              </span>
            </Button>
          ))}
        </li>
      ))}
    </ul>
  );
}

function whereOf(document: PipelineDocument, catalogue: Catalogue, problem: Problem): string {
  const node = document.nodes.find(({ id }) => id === problem.nodeId);
  const field = problem.fieldPath?.find(({ key }, i) => i > 0 && key !== undefined)?.key;
  const name = node ? titleIn(catalogue, node) : "Pipeline";
  return field === undefined ? name : `${name} · ${inWords(field)}`;
}
