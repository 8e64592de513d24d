import { type ReactNode, useEffect, useState } from "react";
import page from "../../app/Page.module.css";
import { usePorts } from "../../app/Ports";
import { Waiting } from "../../app/Waiting";
import type { Deployment } from "../../ports/DeploymentStore";
import { useDeployment } from "../deployments";
import { Figures } from "./Figures";
import { FiguresContext } from "./FiguresContext";

interface Heard {
  readonly titleOf: (node: string) => string;
  readonly children: ReactNode;
}

/**
 * Takes each new state of a deployment into its figures. Its children are the same from second to second, so that they
 * are not rendered for figures that they do not read.
 */
export function Hearing({ id, ...heard }: Heard & { readonly id: string }) {
  const query = useDeployment(id);
  if (query.data !== undefined) return <Taking deployment={query.data} {...heard} />;
  return (
    <div className={page.page}>
      <Waiting query={query}>{() => null}</Waiting>
    </div>
  );
}

function Taking({ deployment, titleOf, children }: Heard & { readonly deployment: Deployment }) {
  const { surroundings } = usePorts();
  const [figures] = useState(() => new Figures(deployment, surroundings.now(), titleOf));
  useEffect(() => figures.take(deployment, surroundings.now()), [figures, deployment, surroundings]);
  return <FiguresContext value={figures}>{children}</FiguresContext>;
}
