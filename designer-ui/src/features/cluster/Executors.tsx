import { Table } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { span } from "../../app/figures";
import { Moment } from "../../app/Moment";
import { usePorts } from "../../app/Ports";
import { StatusWord } from "../../app/StatusWord";
import { useNow } from "../../app/useNow";
import type { Executor } from "../../ports/ClusterStore";
import classes from "./Cluster.module.css";

/** The executors that have joined, and how they are. */
export function Executors({ executors }: { readonly executors: readonly Executor[] }) {
  const { workspace } = usePorts();
  const now = useNow();
  return (
    <Table borderColor="var(--mr-line)" aria-label="Executors">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Executor</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th>Slots</Table.Th>
          <Table.Th>Version</Table.Th>
          <Table.Th>Joined</Table.Th>
          <Table.Th>Runs</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {executors.map(({ id, name, state, slots, version, since, lastHeard, jobs }) => (
          <Table.Tr key={id}>
            <Table.Td>{name}</Table.Td>
            <Table.Td>
              <StatusWord status={state} />
              {state !== "present" && (
                <span className={classes.silence}> for {span(now.getTime() - lastHeard.getTime())}</span>
              )}
            </Table.Td>
            <Table.Td>{slots}</Table.Td>
            <Table.Td>{version}</Table.Td>
            <Table.Td>
              <Moment at={since} />
            </Table.Td>
            <Table.Td className={classes.jobs}>
              {jobs.length === 0
                ? "nothing"
                : jobs.map((job) => (
                    <Link
                      key={job}
                      className={classes.job}
                      to="/w/$workspace/deployments/$deploymentId"
                      params={{ workspace, deploymentId: job }}
                    >
                      {job}
                    </Link>
                  ))}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
