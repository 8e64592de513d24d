import type { Surroundings } from "../ports/Surroundings";

/** Time and chance of the browser. The only place that asks it. */
export const BROWSER: Surroundings = {
  now: () => new Date(),
  random: () => Math.random(),
  later: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
