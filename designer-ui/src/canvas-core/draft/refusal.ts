import type { FieldPath } from "../document/fieldPath";
import type { Problem, ProblemCode } from "../document/problem";

/** Ends the application of an edit that cannot be carried out. Never leaves this folder. */
export class EditRefused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }

  static of(code: ProblemCode, message: string): EditRefused {
    return new EditRefused({ code, message });
  }

  /** What an edit names is not there. */
  static missing(what: string, id: string): EditRefused {
    return EditRefused.of("edit.targetMissing", `${what} \`${id}\` is not there (any more)`);
  }

  /** What an edit adds is there. */
  static exists(what: string, id: string): EditRefused {
    return EditRefused.of("edit.targetExists", `${what} \`${id}\` is there already`);
  }

  /** The same, said of a field of a node's config. */
  at(nodeId: string, path: FieldPath): EditRefused {
    return new EditRefused({ ...this.problem, nodeId, fieldPath: [{ key: "config" }, ...path] });
  }
}
