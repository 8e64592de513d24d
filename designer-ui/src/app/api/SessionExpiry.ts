/** Whether the control plane said last that nobody is signed in. */
export class SessionExpiry {
  private isExpired = false;
  private readonly listeners = new Set<() => void>();

  readonly snapshot = (): boolean => this.isExpired;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(isExpired: boolean): void {
    if (isExpired === this.isExpired) return;
    this.isExpired = isExpired;
    for (const listener of this.listeners) listener();
  }
}
