import { ActionIcon } from "@mantine/core";
import { IconX } from "../../app/icons";
import type { Catalogue } from "../../canvas-core/catalogue/catalogue";
import type { PipelineDocument } from "../../canvas-core/document/document";
import { printPath } from "../../canvas-core/document/fieldPath";
import type { Problem } from "../../canvas-core/document/problem";
import { titleIn } from "../../canvas-core/drawing/connections";
import classes from "./ProblemList.module.css";

/** All problems of a drawing; each leads to its node. */
export function ProblemList({
  document,
  catalogue,
  problems,
  show,
  close,
}: {
  readonly document: PipelineDocument;
  readonly catalogue: Catalogue;
  readonly problems: readonly Problem[];
  readonly show: (node: string) => void;
  readonly close: () => void;
}) {
  return (
    <>
      <div className={classes.head}>
        <h2>Problems</h2>
        <ActionIcon variant="subtle" color="var(--mr-text-soft)" aria-label="Close problems" onClick={close}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      {problems.length === 0 ? (
        <p className={classes.none}>Nothing is missing in this drawing.</p>
      ) : (
        <ul className={classes.list}>
          {problems.map((problem) => (
            <li key={`${problem.nodeId} ${printPath(problem.fieldPath ?? [])} ${problem.message}`}>
              <button
                type="button"
                className={classes.problem}
                onClick={() => problem.nodeId !== undefined && show(problem.nodeId)}
              >
                <span className={classes.where}>{whereOf(document, catalogue, problem)}</span>
                <span>{problem.message}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function whereOf(document: PipelineDocument, catalogue: Catalogue, problem: Problem): string {
  const node = document.nodes.find(({ id }) => id === problem.nodeId);
  return node ? titleIn(catalogue, node) : "Pipeline";
}
