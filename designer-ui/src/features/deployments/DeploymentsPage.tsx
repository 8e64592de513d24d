import { Table } from "@mantine/core";
import { Link, useSearch } from "@tanstack/react-router";
import { Choice } from "../../app/Choice";
import page from "../../app/Page.module.css";
import { usePorts } from "../../app/Ports";
import { Waiting } from "../../app/Waiting";
import { type Deployment, isActive } from "../../ports/DeploymentStore";
import { DeploymentRow } from "./DeploymentRow";
import classes from "./Deployments.module.css";
import { useDeployments } from "./useDeployments";

/** What runs in the workspace and, when asked for, what ran. */
export function DeploymentsPage() {
  const { workspace } = usePorts();
  const { all = false } = useSearch({ from: "/w/$workspace/deployments" });
  const list = useDeployments();
  const to = { to: "/w/$workspace/deployments", params: { workspace } } as const;
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1>Deployments</h1>
        <Choice label="Which deployments">
          <Link {...to} search={{}} activeOptions={{ exact: true, includeSearch: true }}>
            Active
          </Link>
          <Link {...to} search={{ all: true }}>
            All
          </Link>
        </Choice>
      </div>
      <Waiting query={list}>{(found) => <List found={found} shown={all ? found : found.filter(isActive)} />}</Waiting>
    </div>
  );
}

function List({ found, shown }: { readonly found: readonly Deployment[]; readonly shown: readonly Deployment[] }) {
  const { workspace } = usePorts();
  if (shown.length === 0) {
    return (
      <div className={page.empty}>
        <h2>{found.length === 0 ? "Nothing was deployed yet" : "Nothing runs at present"}</h2>
        <p>
          {found.length === 0
            ? "Draw a pipeline and press Deploy: it runs on the executors, and is watched here."
            : `${found.length === 1 ? "One deployment has" : `${found.length} deployments have`} ended.`}
        </p>
        {found.length === 0 ? (
          <Link className={classes.all} to="/w/$workspace" params={{ workspace }}>
            All pipelines
          </Link>
        ) : (
          <Link className={classes.all} to="/w/$workspace/deployments" params={{ workspace }} search={{ all: true }}>
            Show all
          </Link>
        )}
      </div>
    );
  }
  return (
    <Table borderColor="var(--mr-line)" verticalSpacing="xs" aria-label="Deployments">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Pipeline</Table.Th>
          <Table.Th>Revision</Table.Th>
          <Table.Th>Status</Table.Th>
          <Table.Th>Since</Table.Th>
          <Table.Th ta="right">Rows/s</Table.Th>
          <Table.Th>Started</Table.Th>
          <Table.Th>By</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {shown.map((deployment) => (
          <DeploymentRow key={deployment.id} deployment={deployment} />
        ))}
      </Table.Tbody>
    </Table>
  );
}
