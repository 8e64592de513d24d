import { EditRefused } from "./refusal";

/** A list whose elements have identities, as edits see it: they add, remove, replace and move elements by name. */
export class Listing<T> {
  constructor(
    private readonly what: string,
    readonly elements: readonly T[],
    private readonly identity: (element: T) => string,
  ) {}

  /** Where the element stands; refuses when it is not there. */
  require(id: string): number {
    const position = this.elements.findIndex((element) => this.identity(element) === id);
    if (position < 0) throw EditRefused.missing(this.what, id);
    return position;
  }

  /** Refuses when an element of this identity is there. */
  requireFree(id: string): void {
    if (this.elements.some((element) => this.identity(element) === id)) throw EditRefused.exists(this.what, id);
  }

  get(id: string): T {
    return this.elements[this.require(id)] as T;
  }

  added(element: T, index: number | undefined): readonly T[] {
    this.requireFree(this.identity(element));
    return this.elements.toSpliced(within(index, this.elements.length), 0, element);
  }

  removed(id: string): readonly T[] {
    return this.elements.toSpliced(this.require(id), 1);
  }

  replaced(id: string, element: T): readonly T[] {
    return this.elements.with(this.require(id), element);
  }

  moved(id: string, index: number): readonly T[] {
    const from = this.require(id);
    const others = this.elements.toSpliced(from, 1);
    return others.toSpliced(within(index, others.length), 0, this.elements[from] as T);
  }

  /** The same list with other elements. */
  of(elements: readonly T[]): Listing<T> {
    return new Listing(this.what, elements, this.identity);
  }
}

/** A position an edit names, brought into the list: before the start is the start, past the end or absent is the end. */
export function within(index: number | undefined, size: number): number {
  return Math.max(0, Math.min(index ?? size, size));
}
