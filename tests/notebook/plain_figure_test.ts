import fc from "fast-check";
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { plainFigure } from "#lib/notebook/plain_figure.ts";

Deno.test("a long typed array becomes base64 that holds the same numbers", () => {
  fc.assert(fc.property(
    fc.float32Array({ minLength: 50, maxLength: 200, noNaN: true }),
    (values) => {
      // A view into a larger buffer must not bring its neighbours along.
      const padded = new Float32Array([9, ...values, 9]).subarray(1, -1);
      const { dtype, bdata } = plainFigure(padded) as { dtype: string; bdata: string };
      strictEqual(dtype, "f4");
      deepStrictEqual(new Float32Array(Uint8Array.fromBase64(bdata).buffer), values);
    },
  ));
});

Deno.test("short ones are lists of the shortest decimals for the same numbers", () => {
  deepStrictEqual(plainFigure(new Float32Array([0.1, -2.5, 16777216])), [0.1, -2.5, 16777216]);
  fc.assert(fc.property(fc.float32Array({ maxLength: 49, noNaN: true }), (values) => {
    // JSON knows no negative zero.
    const expected = values.map((value) => value + 0);
    deepStrictEqual(new Float32Array(plainFigure(values) as number[]), expected);
  }));
  deepStrictEqual(plainFigure(new Uint8Array([1, 2])), [1, 2]);
});

Deno.test("rows of typed arrays become one array with a shape", () => {
  const rows = Array.from({ length: 10 }, (_, i) => new Uint8Array(7).fill(i));
  const { dtype, bdata, shape } = (plainFigure({ z: rows }) as { z: Record<string, string> }).z;
  deepStrictEqual([dtype, shape], ["u1", "10, 7"]);
  deepStrictEqual([...Uint8Array.fromBase64(bdata)], rows.flatMap((row) => [...row]));
  // In a button's arguments, a row of arrays is one array for each trace.
  deepStrictEqual(plainFigure({ x: [new Uint8Array(1)] }), { x: [[0]] });
  // Rows of different lengths stay rows.
  deepStrictEqual(plainFigure({ z: [new Uint8Array(1), new Uint8Array(2)] }), {
    z: [[0], [0, 0]],
  });
});

Deno.test("all else goes through unchanged, however deep, without undefined", () => {
  const figure = { data: [{ x: ["a", null], marker: { color: [1], size: undefined } }], n: NaN };
  const plain = plainFigure(figure) as typeof figure;
  deepStrictEqual(plain, { data: [{ x: ["a", null], marker: { color: [1] } }], n: NaN } as unknown);
  ok(plain !== figure);
});
