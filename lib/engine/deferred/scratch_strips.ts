import type { Storage } from "../backend/storage.ts";

/** Strips for values in between; one is used again when the value in it has been read for the last time. */
export class ScratchStrips {
  /** Strips needed so far. */
  count = 0;
  readonly #free: number[] = [];
  readonly #taken = new Map<Storage, number>();
  readonly #endsAt = new Map<number, Storage[]>();

  /** @param kept values that are read after the last step too */
  constructor(
    order: readonly Storage[],
    { operandsOf, kept }: {
      operandsOf: (storage: Storage) => readonly unknown[];
      kept: ReadonlySet<Storage>;
    },
  ) {
    const last = new Map<Storage, number>();
    const waiting = new Set(order);
    order.forEach((storage, place) => {
      for (const operand of operandsOf(storage)) {
        if (waiting.has(operand as Storage)) last.set(operand as Storage, place);
      }
    });
    for (const [storage, place] of last) {
      if (kept.has(storage)) continue;
      this.#endsAt.set(place, [...(this.#endsAt.get(place) ?? []), storage]);
    }
  }

  /** The number of the strip that will hold a value. */
  take(storage: Storage): number {
    const number = this.#free.pop() ?? this.count++;
    this.#taken.set(storage, number);
    return number;
  }

  /** The step at `place` is over: strips that it was the last to read are free. */
  giveBack(place: number): void {
    for (const storage of this.#endsAt.get(place) ?? []) {
      const number = this.#taken.get(storage);
      if (number !== undefined) this.#free.push(number);
    }
  }
}
