import type { CompiledExpression } from "../compile/expression_module.ts";

/** A thread's compiled expressions, by number; those that it lacks are made from bytes in memory. */
export function threadExpressions(
  memory: WebAssembly.Memory,
): (number: number, address: number, bytes: number) => CompiledExpression {
  const known = new Map<number, CompiledExpression>();
  return (number, address, length) => {
    let expression = known.get(number);
    if (!expression) {
      const bytes = new Uint8Array(memory.buffer, address, length).slice();
      const module = new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>);
      const instance = new WebAssembly.Instance(module, { env: { memory } });
      expression = instance.exports.run as CompiledExpression;
      known.set(number, expression);
    }
    return expression;
  };
}
