import { usePipelineDeployments } from "../deployments";

/** Which deployment of a pipeline is watched. */
export interface Watched {
  readonly id: string;
  readonly revision: number;
}

/**
 * The deployment of a pipeline that is asked for or, without one, the newest; null where there is none. Other changes of
 * deployments render nothing.
 */
export function useWatched(pipeline: string, asked: string | undefined) {
  return usePipelineDeployments(pipeline, (found): Watched | null => {
    const one = found.find(({ id }) => id === asked) ?? found[0];
    return one ? { id: one.id, revision: one.revision } : null;
  });
}
