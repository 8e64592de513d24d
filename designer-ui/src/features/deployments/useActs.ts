import { useMutation, useQueryClient } from "@tanstack/react-query";
import { usePorts } from "../../app/Ports";
import type { Deployment, Desired } from "../../ports/DeploymentStore";

/** What a person does with a deployment; its status follows by its topic. */
export function useActs({ id, pipeline, revision, parallelism, parameters }: Deployment) {
  const { deployments } = usePorts();
  const cache = useQueryClient();
  const follow = () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: ["deployment", id] }),
      cache.invalidateQueries({ queryKey: ["deployments"] }),
    ]);
  const desire = useMutation({
    mutationFn: (desired: Desired) => deployments.desire(id, desired),
    onSuccess: follow,
  });
  const again = useMutation({
    mutationFn: () => deployments.runAgain(id, crypto.randomUUID()),
    onSuccess: follow,
  });
  const goOn = useMutation({
    mutationFn: () => {
      const same = { revision, parallelism, parameters, startFrom: { deployment: id } };
      return deployments.deploy(pipeline.id, same, crypto.randomUUID());
    },
    onSuccess: follow,
  });
  const rescale = useMutation({
    mutationFn: (parallelism: number) => deployments.rescale(id, parallelism),
    onSuccess: follow,
  });
  return { desire, again, goOn, rescale };
}
