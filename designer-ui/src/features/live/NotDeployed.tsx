import { useMemo } from "react";
import page from "../../app/Page.module.css";
import { titleIn } from "../../canvas-core/drawing/connections";
import { DeployButton } from "../deploy";
import type { DraftView } from "../pipeline/DraftSession";
import { useProblems } from "../problems";
import { SavepointPanel } from "../savepoints";
import classes from "./Live.module.css";

/** What Live is while nothing of a pipeline was deployed: the way to it. */
export function NotDeployed({
  id,
  view,
  showProblems,
}: {
  readonly id: string;
  readonly view: DraftView;
  readonly showProblems: () => void;
}) {
  const { problems } = useProblems(id, view);
  const titles = useMemo(() => {
    const known = new Map(view.document.nodes.map((node) => [node.id, titleIn(view.catalogue, node)]));
    return (node: string) => known.get(node) ?? node;
  }, [view.document, view.catalogue]);
  return (
    <div className={classes.fresh}>
      <div className={classes.none}>
        <div className={page.empty}>
          <h2>Nothing of this pipeline runs</h2>
          <p>Deploy makes a revision of the draft and runs it on the executors. Its rows are then watched here.</p>
          <DeployButton id={id} view={view} problems={problems} showProblems={showProblems} />
        </div>
      </div>
      <section className={classes.kept} aria-label="Savepoints">
        <SavepointPanel pipeline={id} titleOf={titles} />
      </section>
    </div>
  );
}
