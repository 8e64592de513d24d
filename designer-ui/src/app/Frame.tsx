import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { Link, Outlet } from "@tanstack/react-router";
import { createContext, type ReactNode, use, useState } from "react";
import { createPortal } from "react-dom";
import classes from "./Frame.module.css";
import { IconMoon, IconSun } from "./icons";

const BarSlot = createContext<HTMLElement | null>(null);

/** Puts a page's own things into the top bar. */
export function InBar({ children }: { readonly children: ReactNode }) {
  const slot = use(BarSlot);
  return slot ? createPortal(children, slot) : null;
}

/** The top bar and, below it, the page. */
export function Frame() {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  return (
    <BarSlot value={slot}>
      <div className={classes.frame}>
        <header className={classes.bar}>
          <Link to="/" className={classes.mark} aria-label="Millrace, all pipelines">
            <Mark />
            Millrace
          </Link>
          <nav className={classes.sections} aria-label="Sections">
            <Link to="/" className={classes.section} activeOptions={{ exact: true, includeSearch: false }}>
              Pipelines
            </Link>
            <Link to="/cluster" className={classes.section}>
              Cluster
            </Link>
          </nav>
          <div className={classes.slot} ref={setSlot} />
          <SchemeSwitch />
        </header>
        <main className={classes.main}>
          <Outlet />
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
