import { Link } from "@tanstack/react-router";
import { Choice } from "../../app/Choice";
import { usePorts } from "../../app/Ports";

const EXACT = { exact: true, includeSearch: true };

/** `Draw | Live`: the draft, or what of it runs. What is selected stays so. */
export function ModeSwitch({ id }: { readonly id: string }) {
  const { workspace } = usePorts();
  const to = { to: "/w/$workspace/pipelines/$pipelineId", params: { workspace, pipelineId: id } } as const;
  return (
    <Choice label="Mode">
      <Link {...to} search={({ mode: _, deployment: __, ...rest }) => rest} activeOptions={EXACT}>
        Draw
      </Link>
      <Link {...to} search={(before) => ({ ...before, mode: "live" as const })} activeOptions={EXACT}>
        Live
      </Link>
    </Choice>
  );
}
