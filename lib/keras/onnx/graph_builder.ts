import type { Attribute, Initializer, Node } from "./proto.ts";

/** Collects the operations and tensors of a graph and names them. */
export class GraphBuilder {
  readonly nodes: Node[] = [];
  readonly initializers: Initializer[] = [];
  readonly #names = new Set<string>();
  /** Named after the layer that is being written. */
  scope = "";

  /** Adds an operation with one output. @returns the output's name. */
  op(type: string, inputs: string[], attributes: Readonly<Record<string, Attribute>> = {}): string {
    const output = this.name(`${this.scope}/${type}`);
    this.nodes.push({ type, inputs, outputs: [output], attributes });
    return output;
  }

  /** Adds numbers to the file. @returns their name. */
  numbers(data: ArrayLike<number>, shape: readonly number[], what = "value"): string {
    const name = this.name(`${this.scope}/${what}`);
    this.initializers.push({ name, shape, data: asFloat32(data) });
    return name;
  }

  /** Adds one number. */
  number(value: number): string {
    return this.numbers([value], []);
  }

  /** Adds a list of whole numbers, as shapes and axes are given. */
  integers(values: readonly number[]): string {
    const name = this.name(`${this.scope}/integers`);
    const data = BigInt64Array.from(values, BigInt);
    this.initializers.push({ name, shape: [values.length], data });
    return name;
  }

  /** A name not used before. */
  name(wanted: string): string {
    let name = wanted;
    for (let i = 1; this.#names.has(name); i++) name = `${wanted}_${i}`;
    this.#names.add(name);
    return name;
  }
}

function asFloat32(data: ArrayLike<number>): Float32Array {
  return data instanceof Float32Array ? data : Float32Array.from(data);
}
