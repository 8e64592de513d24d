import { Table } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { exact, short, span } from "../../app/figures";
import { Moment } from "../../app/Moment";
import { usePorts } from "../../app/Ports";
import { StatusWord } from "../../app/StatusWord";
import { useNow } from "../../app/useNow";
import { type Deployment, isActive } from "../../ports/DeploymentStore";
import classes from "./Deployments.module.css";
import { rowsPerSecond } from "./rowsPerSecond";

/** A deployment of the list. */
export function DeploymentRow({ deployment }: { readonly deployment: Deployment }) {
  const { workspace } = usePorts();
  const now = useNow();
  const { id, pipeline, revision, status, statusSince, createdAt, createdBy } = deployment;
  const rows = rowsPerSecond(deployment);
  return (
    <Table.Tr>
      <Table.Td className={classes.pipeline}>
        <Link
          className={classes.open}
          to="/w/$workspace/deployments/$deploymentId"
          params={{ workspace, deploymentId: id }}
        >
          {pipeline.name}
        </Link>
      </Table.Td>
      <Table.Td>{revision}</Table.Td>
      <Table.Td>
        <StatusWord status={status} />
      </Table.Td>
      <Table.Td>
        <time dateTime={statusSince.toISOString()} title={statusSince.toISOString()}>
          {span(now.getTime() - statusSince.getTime())}
        </time>
      </Table.Td>
      <Table.Td ta="right" title={exact(rows)}>
        {isActive(deployment) && status !== "noContact" ? short(rows) : "–"}
      </Table.Td>
      <Table.Td className={classes.moment}>
        <Moment at={createdAt} />
      </Table.Td>
      <Table.Td>{createdBy}</Table.Td>
    </Table.Tr>
  );
}
