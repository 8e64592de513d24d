import page from "../../app/Page.module.css";
import { DeployButton } from "../deploy";
import type { DraftView } from "../pipeline/DraftSession";
import { useProblems } from "../problems";
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
  return (
    <div className={classes.none}>
      <div className={page.empty}>
        <h2>Nothing of this pipeline runs</h2>
        <p>Deploy makes a revision of the draft and runs it on the executors. Its rows are then watched here.</p>
        <DeployButton id={id} view={view} problems={problems} showProblems={showProblems} />
      </div>
    </div>
  );
}
