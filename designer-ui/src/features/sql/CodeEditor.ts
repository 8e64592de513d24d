import { type ComponentType, createContext } from "react";
import type { Fix, Problem } from "../../canvas-core/document/problem";
import type { Column } from "../../canvas-core/drawing/checked";
import type { SqlFunction } from "../../ports/PipelineStore";

export interface CodeEditorProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly isMultiline: boolean;
  /** Takes the text when the field is left, on Enter, and when the field goes away. */
  readonly commit: (text: string) => void;
  readonly columns: readonly Column[];
  readonly functions: readonly SqlFunction[];
  readonly problems: readonly Problem[];
  readonly fix: (fix: Fix) => void;
}

/** The editor of expressions. Without one, and when it cannot be loaded, expressions are edited as plain text. */
export const CodeEditor = createContext<ComponentType<CodeEditorProps> | undefined>(undefined);
