import type { Deployment } from "../../ports/DeploymentStore";

/** Rows that a deployment takes in each second: what comes out of nodes that nothing leads to. */
export function rowsPerSecond({ nodes, edges }: Pick<Deployment, "nodes" | "edges">): number {
  const reached = new Set(edges.map(({ to }) => to.node));
  return nodes
    .filter(({ node }) => !reached.has(node))
    .reduce((sum, { rowsPerSecondOut }) => sum + rowsPerSecondOut, 0);
}
