import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { usePorts } from "../../app/Ports";
import { DOCUMENT } from "../../canvas-core/document/document";
import { print } from "../../canvas-core/json/canonicalJson";
import type { Savepoint } from "../../ports/SavepointStore";

/**
 * Makes a pipeline of the revision that a savepoint is of, or of the draft where that is not known, and opens it about to start
 * from there. Its nodes keep their ids, so all state is theirs.
 */
export function useFork(pipeline: string, { id, name, revision, pipeline: of }: Savepoint) {
  const { workspace, pipelines, deployments } = usePorts();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => {
      const document =
        revision === undefined ? (await pipelines.draft(pipeline)).document : await deployments.document(of, revision);
      return pipelines.importDocument(print(DOCUMENT.write({ ...document, name: `${document.name} · ${name}` })));
    },
    onSuccess: (pipelineId) =>
      navigate({
        to: "/w/$workspace/pipelines/$pipelineId",
        params: { workspace, pipelineId },
        search: { savepoint: id },
      }),
  });
}
