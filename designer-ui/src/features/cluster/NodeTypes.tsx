import { Table } from "@mantine/core";
import { categoryOrder } from "../../app/category";
import type { NodeTypeDescriptor } from "../../canvas-core/catalogue/catalogue";

/** What the executors can do. */
export function NodeTypes({ nodeTypes }: { readonly nodeTypes: readonly NodeTypeDescriptor[] }) {
  return (
    <Table borderColor="var(--mr-line)" aria-label="Node types">
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
          .toSorted((one, other) => categoryOrder(one.category, other.category) || one.name.localeCompare(other.name))
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
  );
}
