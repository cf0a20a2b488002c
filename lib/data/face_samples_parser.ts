import { type Emotion, EMOTIONS } from "../core/emotions.ts";
import { faultMessage } from "../core/errors.ts";
import { literalNumber, NumberScan } from "./literal_number.ts";

/** One cloud as it was found in a file. */
export interface FoundCloud {
  readonly sample: string;
  readonly emotion: Emotion;
  /** `[points, 3]` in the unit of the file. */
  readonly points: Float32Array;
  /** Where it is: the line on which it ends, or the name of its file. */
  readonly place: string;
}

const AXES = ["x", "y", "z"] as const;
const LEVELS = ["sample", "emotion", "axis"] as const;
const REMEDY = "The file must read as face_samples = { sample: { emotion: { axis: [numbers] } } }.";

type State = "start" | "key" | "colon" | "value" | "numbers" | "next" | "end";

/**
 * Reads the course's `face_samples` from bytes as they come: a Python dict literal or the same as
 * JSON. It is read, never executed. Whatever is not of the form
 * `{ sample: { emotion: { "x": [numbers], "y": …, "z": … } } }` is refused with its line.
 *
 * Numbers are kept to 15 significant digits before they become float32.
 */
export class FaceSamplesParser {
  readonly #file: string;
  readonly #onCloud: (cloud: FoundCloud) => void;
  #bytes = new Uint8Array(1 << 19);
  #at = 0;
  #end = 0;
  #line = 1;
  #state: State = "start";
  /** The keys that lead to where we are: sample, emotion, axis. */
  #path: string[] = [];
  #depth = 0;
  readonly #seen: Set<string>[] = [new Set(), new Set(), new Set()];
  #values = AXES.map(() => new Float32Array(1 << 11));
  #counts = [0, 0, 0];
  #afterNumber = false;
  readonly #scan = new NumberScan();

  constructor(file: string, onCloud: (cloud: FoundCloud) => void) {
    this.#file = file;
    this.#onCloud = onCloud;
  }

  /** Takes the next bytes of the file; the chunk may be reused afterwards. */
  push(chunk: Uint8Array): void {
    this.#bytes.copyWithin(0, this.#at, this.#end);
    this.#end -= this.#at;
    this.#at = 0;
    if (this.#end + chunk.length > this.#bytes.length) {
      const larger = new Uint8Array(2 * (this.#end + chunk.length));
      larger.set(this.#bytes.subarray(0, this.#end));
      this.#bytes = larger;
    }
    this.#bytes.set(chunk, this.#end);
    this.#end += chunk.length;
    this.#consume(false);
  }

  /** Says that there is no more; @throws {SyntaxError} when the file ends too soon. */
  end(): void {
    this.#consume(true);
    if (this.#state === "end") return;
    this.#fail(this.#state === "start" ? "there is no { in it" : "the file ends too soon");
  }

  #fail(what: string, remedy = REMEDY): never {
    const path = this.#path.map((key, level) => `${LEVELS[level]} "${key}"`).join(", ");
    const where = { file: this.#file, line: this.#line };
    throw new SyntaxError(faultMessage(path ? `${path}: ${what}` : what, where, remedy));
  }

  /** Consumes whole tokens; a token that may go on in the next chunk waits for it. */
  #consume(final: boolean): void {
    for (;;) {
      if (this.#state === "numbers") {
        if (!this.#numbers(final)) return;
        continue;
      }
      if (!this.#skipBlanks(final)) return;
      if (!this.#token(final)) return;
    }
  }

  /** Moves to the next token; false where the bytes end first. */
  #skipBlanks(final: boolean): boolean {
    const bytes = this.#bytes;
    while (this.#at < this.#end) {
      const byte = bytes[this.#at];
      if (byte === 10) this.#line++;
      else if (byte === 35) { // a comment, to the end of its line
        const stop = bytes.subarray(this.#at, this.#end).findIndex((b) => b === 10 || b === 13);
        if (stop < 0) {
          if (final) this.#at = this.#end;
          return false;
        }
        this.#at += stop;
        continue;
      } else if (byte !== 32 && byte !== 9 && byte !== 13) return true;
      this.#at++;
    }
    return false;
  }

  #token(final: boolean): boolean {
    const byte = this.#bytes[this.#at];
    switch (this.#state) {
      case "start":
        return this.#start(byte, final);
      case "key":
        if (byte === 125) return this.#closeDict();
        return this.#key(byte, final);
      case "colon":
        if (byte !== 58) this.#fail(`${this.#shown()} instead of ":"`);
        return this.#step("value");
      case "value":
        return this.#open(byte);
      case "next":
        if (byte === 44) return this.#step("key");
        if (byte === 125) return this.#closeDict();
        return this.#fail(`${this.#shown()} instead of "," or "}"`);
      default:
        return this.#fail(`${this.#shown()} after the end`);
    }
  }

  #step(state: State): true {
    this.#at++;
    this.#state = state;
    return true;
  }

  /** A name and an equals sign may stand before the dict, and a byte order mark before all. */
  #start(byte: number, final: boolean): boolean {
    if (byte === 123) {
      this.#depth = 1;
      return this.#step("key");
    }
    // A decoder left to itself drops the byte order mark, and nobody would step over its bytes.
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    const head = decoder.decode(this.#bytes.subarray(this.#at, this.#end));
    const assignment = /^(\uFEFF\s*)?([A-Za-z_]\w*\s*=\s*)?(?=\{)/.exec(head);
    if (!assignment) {
      if (!final && head.length < 1000) return false;
      this.#fail("it does not begin with a dict");
    }
    this.#line += assignment[0].split("\n").length - 1;
    this.#at += new TextEncoder().encode(assignment[0]).length;
    return true;
  }

  #key(quote: number, final: boolean): boolean {
    if (quote !== 34 && quote !== 39) this.#fail(`${this.#shown()} instead of a name in quotes`);
    const start = this.#at + 1;
    const length = this.#bytes.subarray(start, this.#end).indexOf(quote);
    if (length < 0) {
      if (final || this.#end - start > 1000) this.#fail("a quote is never closed");
      return false;
    }
    const key = new TextDecoder().decode(this.#bytes.subarray(start, start + length));
    if (/[\\\n]/.test(key)) this.#fail(`a name with an escape or a line break: ${key}`);
    this.#checkKey(key);
    this.#path.push(key);
    this.#at = start + length;
    return this.#step("colon");
  }

  #checkKey(key: string): void {
    const level = this.#depth - 1;
    const known: readonly string[] | undefined = [undefined, EMOTIONS, AXES][level];
    if (known && !known.includes(key)) {
      this.#fail(`"${key}" is no ${LEVELS[level]}`, `Use one of ${known.join(", ")}.`);
    }
    if (this.#seen[level].has(key)) {
      this.#fail(`the ${LEVELS[level]} "${key}" occurs twice`, "Remove one of them.");
    }
    this.#seen[level].add(key);
  }

  #open(byte: number): boolean {
    if (this.#depth < 3) {
      if (byte !== 123) this.#fail(`${this.#shown()} instead of "{"`);
      this.#seen[this.#depth].clear();
      this.#depth++;
      return this.#step("key");
    }
    if (byte !== 91) this.#fail(`${this.#shown()} instead of "["`);
    this.#counts[AXES.indexOf(this.#path[2] as "x")] = 0;
    this.#afterNumber = false;
    return this.#step("numbers");
  }

  #closeDict(): boolean {
    if (this.#depth === 3) this.#emit();
    this.#depth--;
    this.#path.pop();
    return this.#step(this.#depth === 0 ? "end" : "next");
  }

  #emit(): void {
    const absent = AXES.find((axis) => !this.#seen[2].has(axis));
    if (absent) this.#fail(`axis "${absent}" is missing`, "Each cloud needs x, y and z.");
    const [n, ...others] = this.#counts;
    if (others.some((count) => count !== n)) {
      this.#fail(
        `x, y and z have ${this.#counts.join(", ")} numbers`,
        "Each point needs all three.",
      );
    }
    if (n === 0) this.#fail("it has no points", "Remove the cloud, or record it again.");
    const points = new Float32Array(3 * n);
    for (let axis = 0; axis < 3; axis++) {
      const values = this.#values[axis];
      for (let i = 0; i < n; i++) points[3 * i + axis] = values[i];
    }
    const [sample, emotion] = this.#path as [string, Emotion];
    this.#onCloud({ sample, emotion, points, place: `line ${this.#line}` });
  }

  /** The numbers of a list up to its end, or as far as the bytes go; true when the list is over. */
  #numbers(final: boolean): boolean {
    const axis = AXES.indexOf(this.#path[2] as "x");
    const [bytes, end, scan] = [this.#bytes, this.#end, this.#scan];
    let values = this.#values[axis];
    let count = this.#counts[axis];
    let at = this.#at;
    while (at < end) {
      const byte = bytes[at];
      if (byte === 32 || byte === 9 || byte === 13) at++;
      else if (byte === 10) {
        this.#line++;
        at++;
      } else if (byte === 44) {
        this.#at = at;
        if (!this.#afterNumber) this.#fail("a comma without a number before it");
        this.#afterNumber = false;
        at++;
      } else if (byte === 93) {
        this.#at = at + 1;
        this.#counts[axis] = count;
        this.#state = "next";
        this.#path.pop();
        return true;
      } else if (byte === 35) {
        this.#at = at;
        this.#counts[axis] = count;
        if (!this.#skipBlanks(final)) return false;
        at = this.#at;
      } else {
        literalNumber(bytes, at, end, scan);
        // A number that touches the end of the bytes may go on in the next chunk.
        if (scan.next === end && !final) break;
        if (!scan.valid || this.#afterNumber) {
          this.#at = at;
          this.#failNumber(count);
        }
        if (count === values.length) {
          const larger = new Float32Array(2 * count);
          larger.set(values);
          values = this.#values[axis] = larger;
        }
        values[count++] = scan.value;
        this.#afterNumber = true;
        at = scan.next;
      }
    }
    this.#at = at;
    this.#counts[axis] = count;
    if (this.#end - at > 1000) this.#failNumber(count);
    return false;
  }

  #failNumber(count: number): never {
    const point = `point ${count + 1}`;
    if (this.#afterNumber) this.#fail(`after ${count} numbers a comma is missing`);
    this.#fail(
      `${point} is ${this.#shown()}, which is no finite number`,
      "Correct it, or remove the cloud.",
    );
  }

  /** The next word, for messages. */
  #shown(): string {
    const rest = this.#bytes.subarray(this.#at, Math.min(this.#end, this.#at + 40));
    return `"${/^(?:[^\s,\]}:]+|.)/.exec(new TextDecoder().decode(rest))?.[0] ?? ""}"`;
  }
}
