import { type ComponentType, createContext } from "react";
import type { Fix, Problem } from "../../canvas-core/document/problem";
import type { Column } from "../../canvas-core/drawing/checked";
import type { Table } from "../../canvas-core/drawing/columns";
import type { SqlFunction } from "../../ports/PipelineStore";

export interface CodeEditorProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly isMultiline: boolean;
  /** Takes the text when the field is left, on Enter, and when the field goes away. */
  readonly commit: (text: string) => void;
  readonly columns: readonly Column[];
  /** Of a query: what its FROM can read. Enter then begins a line, and the text is taken with Ctrl or Cmd. */
  readonly tables?: readonly Table[] | undefined;
  readonly functions: readonly SqlFunction[];
  readonly problems: readonly Problem[];
  readonly fix: (fix: Fix) => void;
}

/** The editor of expressions. Without one, and when it cannot be loaded, expressions are edited as plain text. */
export const CodeEditor = createContext<ComponentType<CodeEditorProps> | undefined>(undefined);
