import type { ReactNode } from "react";
import type { FieldPath } from "../../canvas-core/document/fieldPath";
import { FieldProblems } from "./FieldProblems";
import { useForm } from "./FormContext";

/** What a field says is wrong with it; undefined when nothing is. */
export function useFlaw(path: FieldPath): ReactNode | undefined {
  const form = useForm();
  const problems = form.problemsAt(path);
  return problems.length === 0 ? undefined : <FieldProblems problems={problems} fix={form.fix} />;
}
