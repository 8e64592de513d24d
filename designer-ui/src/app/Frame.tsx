import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { createContext, type ReactNode, use, useState } from "react";
import { createPortal } from "react-dom";
import { ExpiredPanel } from "../features/session";
import classes from "./Frame.module.css";
import { IconMoon, IconSun } from "./icons";
import { usePorts } from "./Ports";

const BarSlot = createContext<HTMLElement | null>(null);

/** Puts a page's own things into the top bar. */
export function InBar({ children }: { readonly children: ReactNode }) {
  const slot = use(BarSlot);
  return slot ? createPortal(children, slot) : null;
}

/** The pages that lead to all others, in the order of the bar. */
const SECTIONS = [
  { name: "Pipelines", to: "/w/$workspace", isExact: true },
  { name: "Deployments", to: "/w/$workspace/deployments", isExact: false },
  { name: "Files", to: "/w/$workspace/files", isExact: false },
  { name: "Cluster", to: "/w/$workspace/cluster", isExact: false },
] as const;

/** The top bar and, below it, the page. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const { workspace } = usePorts();
  return (
    <BarSlot value={slot}>
      <div className={classes.frame}>
        <header className={classes.bar}>
          <Link to="/w/$workspace" params={{ workspace }} className={classes.mark} aria-label="Millrace, all pipelines">
            <Mark />
            Millrace
          </Link>
          <nav className={classes.sections} aria-label="Sections">
            {SECTIONS.map(({ name, to, isExact }) => (
              <Link
                key={name}
                to={to}
                params={{ workspace }}
                className={classes.section}
                activeOptions={{ exact: isExact, includeSearch: false }}
              >
                {name}
              </Link>
            ))}
          </nav>
          <div className={classes.slot} ref={setSlot} />
          <SchemeSwitch />
        </header>
        <main className={classes.main}>
          <ExpiredPanel />
          {children}
        </main>
      </div>
    </BarSlot>
  );
}

/** Water over a wheel: three streams that become one. */
function Mark() {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
    >
      <path d="M2 4h4c3 0 3 6 6 6h6M2 10h16M2 16h4c3 0 3-6 6-6" strokeLinecap="round" />
    </svg>
  );
}

function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const other = scheme === "dark" ? "light" : "dark";
  return (
    <Tooltip label={`Switch to ${other}`}>
      <ActionIcon variant="subtle" color="gray" aria-label={`Switch to ${other}`} onClick={() => setColorScheme(other)}>
        {scheme === "dark" ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}
