import type { Reason } from "../../ports/DeploymentStore";
import type { Answer } from "./Answer";
import type { Schemas } from "./Api";

/** A reason, where there is one: each has a code. */
export function reasonAt(answer: Answer<Schemas["Reason"]>): Reason | undefined {
  const code = answer.optionalText("code");
  if (code === undefined) return undefined;
  const nodeId = answer.optionalText("nodeId");
  const position = answer.optionalText("position");
  return {
    code,
    message: answer.text("message"),
    remedy: answer.text("remedy"),
    ...(nodeId !== undefined && { nodeId }),
    ...(position !== undefined && { position }),
  };
}
