import type { Tabs } from "./BrowserKeptEdits";

/** Tabs tell that they live by a lock each, which the browser takes from them however they end. */
export function browserTabs(): Tabs {
  const own = crypto.randomUUID();
  const nameOf = (tab: string) => `millrace-edits-${tab}`;
  void navigator.locks?.request(nameOf(own), () => new Promise(() => {}));
  return {
    own,
    async isAlive(tab) {
      if (!navigator.locks) return false;
      return navigator.locks.request(nameOf(tab), { ifAvailable: true }, (lock) => lock === null);
    },
  };
}
