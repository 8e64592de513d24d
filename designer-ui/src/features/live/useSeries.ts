import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { usePorts } from "../../app/Ports";
import { useFigures } from "./FiguresContext";
import { pointNow, pointsOf, type SeriesPoint, SHOWN_SECONDS, withPoint } from "./series";

/** The last ten minutes of a deployment, or of a node of it: first from history, then as they come. */
export function useSeries(deployment: string, node: string | undefined) {
  const { deployments, surroundings } = usePorts();
  const figures = useFigures();
  const history = useQuery({
    queryKey: ["deployment", deployment, "metrics"],
    queryFn: () => deployments.metrics(deployment, new Date(surroundings.now().getTime() - SHOWN_SECONDS * 1_000)),
    staleTime: 0,
    gcTime: 0,
  });
  const [fresh, setFresh] = useState<readonly SeriesPoint[]>([]);
  useEffect(() => {
    setFresh([]);
    return figures.subscribe(() => {
      const current = figures.deployment();
      if (current.status !== "running") return;
      setFresh((before) => withPoint(before, pointNow(current, surroundings.now(), node)));
    });
  }, [figures, surroundings, node]);
  const past = useMemo(
    () => history.data && pointsOf(history.data, figures.deployment(), node),
    [history.data, figures, node],
  );
  const last = past?.at(-1)?.at ?? 0;
  return { history, points: past && [...past, ...fresh.filter(({ at }) => at > last)].slice(-SHOWN_SECONDS) };
}
