import { Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { categoryOrder } from "../../app/category";
import page from "../../app/Page.module.css";
import { usePorts } from "../../app/Ports";
import { Waiting } from "../../app/Waiting";

/** What the executors can do: the node types they report. */
export function ClusterPage() {
  const { pipelines } = usePorts();
  const catalogue = useQuery({ queryKey: ["catalogue"], queryFn: () => pipelines.catalogue() });
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1>Cluster</h1>
      </div>
      <Waiting query={catalogue}>
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
