import { ok, strictEqual } from "node:assert/strict";
import { EMOTIONS } from "#lib/core/emotions.ts";
import { COLOURS, EMOTION_COLOURS, EMOTION_PALETTE } from "#lib/plots/theme.ts";

type Triple = [number, number, number];

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB. */
const SIGHT: Record<string, Triple[]> = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

Deno.test("theme: one colour per expression, in the order of EMOTIONS", () => {
  strictEqual(new Set(EMOTION_PALETTE).size, EMOTIONS.length);
  EMOTIONS.forEach((name, i) => strictEqual(EMOTION_PALETTE[i], EMOTION_COLOURS[name]));
});

for (const [sight, matrix] of Object.entries(SIGHT)) {
  Deno.test(`theme: expression colours stay apart with ${sight} sight`, () => {
    const seen = EMOTION_PALETTE.map((colour) => okLab(applied(matrix, linear(colour))));
    for (let i = 0; i < seen.length; i++) {
      for (let j = 0; j < i; j++) {
        const distance = Math.hypot(...seen[i].map((v, k) => v - seen[j][k]));
        ok(distance > 0.11, `${EMOTIONS[i]} and ${EMOTIONS[j]}: ${distance.toFixed(3)}`);
      }
    }
  });
}

Deno.test("theme: text on the paper passes WCAG AA", () => {
  for (const colour of [COLOURS.ink, COLOURS.muted]) {
    ok((1 + 0.05) / (luminance(colour) + 0.05) >= 4.5, colour);
  }
});

function linear(hex: string): Triple {
  return [1, 3, 5].map((at) => {
    const v = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  }) as Triple;
}

function applied(matrix: Triple[], v: Triple): Triple {
  return matrix.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as Triple;
}

function luminance(hex: string): number {
  return applied([[0.2126, 0.7152, 0.0722]], linear(hex))[0];
}

/** Ottosson 2020. */
function okLab(rgb: Triple): Triple {
  const cones = applied(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb.map((v) => Math.min(1, Math.max(0, v))) as Triple,
  ).map(Math.cbrt) as Triple;
  return applied([
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
  ], cones);
}
