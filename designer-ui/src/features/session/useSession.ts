import { useQuery } from "@tanstack/react-query";
import { useControlPlane } from "../../app/Plane";

/** Who is signed in. Fails with `SessionExpired` when nobody is. */
export function useSession() {
  const { sessions } = useControlPlane();
  return useQuery({ queryKey: ["session"], queryFn: () => sessions.current() });
}
