import { Table } from "@mantine/core";
import { useState } from "react";
import { categoryOrder } from "../../app/category";
import page from "../../app/Page.module.css";
import { usePorts } from "../../app/Ports";
import { useLoaded } from "../../app/useLoaded";
import { Waiting } from "../../app/Waiting";

/** What the executors can do: the node types they report. */
export function ClusterPage() {
  const { pipelines } = usePorts();
  const [ask] = useState(() => () => pipelines.catalogue());
  const { loaded, reload } = useLoaded(ask);
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1>Cluster</h1>
      </div>
      <Waiting loaded={loaded} reload={reload}>
        {({ nodeTypes }) => (
          <Table borderColor="var(--mr-line)">
            <Table.Caption>{nodeTypes.length} node types, as the executors report them</Table.Caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Node type</Table.Th>
                <Table.Th>Drawer</Table.Th>
                <Table.Th>Version</Table.Th>
                <Table.Th>What it does</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {nodeTypes
                .toSorted(
                  (one, other) => categoryOrder(one.category, other.category) || one.name.localeCompare(other.name),
                )
                .map((type) => (
                  <Table.Tr key={`${type.type} ${type.version}`}>
                    <Table.Td>{type.name}</Table.Td>
                    <Table.Td>{type.category}</Table.Td>
                    <Table.Td>{type.version}</Table.Td>
                    <Table.Td>{type.summary}</Table.Td>
                  </Table.Tr>
                ))}
            </Table.Tbody>
          </Table>
        )}
      </Waiting>
    </div>
  );
}
