import type { Appearance } from "./appearance.ts";
import { faceTemplate } from "./face_template.ts";

/** A part of the head beyond the face mask, in the head's frame, mm. */
export interface HeadPart {
  readonly points: Float64Array;
  readonly normals: Float64Array;
  readonly uv: Float64Array;
  readonly triangles: Uint16Array;
  readonly material: "skin" | "hair" | "clothes";
}

type Spot = readonly [x: number, y: number, z: number, nx: number, ny: number, nz: number];

/** A grid of spots as triangles; `uv` is across and down, in mm-like units for strands. */
function sheet(
  rows: number,
  columns: number,
  material: HeadPart["material"],
  spot: (r: number, c: number) => Spot,
): HeadPart {
  const n = rows * columns;
  const [points, normals] = [new Float64Array(n * 3), new Float64Array(n * 3)];
  const uv = new Float64Array(n * 2);
  const triangles: number[] = [];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const i = r * columns + c;
      const [x, y, z, nx, ny, nz] = spot(r / (rows - 1), c / (columns - 1));
      const length = Math.hypot(nx, ny, nz) || 1;
      points.set([x, y, z], i * 3);
      normals.set([nx / length, ny / length, nz / length], i * 3);
      uv.set([c / (columns - 1), r / (rows - 1)], i * 2);
      if (r > 0 && c > 0) {
        const [a, b, d] = [i - columns - 1, i - columns, i - 1];
        triangles.push(a, d, i, a, i, b);
      }
    }
  }
  return { points, normals, uv, triangles: Uint16Array.from(triangles), material };
}

function ellipsoid(
  centre: readonly [number, number, number],
  radii: readonly [number, number, number],
  material: HeadPart["material"],
  [rows, columns]: readonly [number, number] = [13, 21],
): HeadPart {
  return sheet(rows, columns, material, (r, c) => {
    const [polar, around] = [Math.PI * r, 2 * Math.PI * c];
    const [nx, ny, nz] = [
      Math.sin(polar) * Math.sin(around),
      Math.cos(polar),
      Math.sin(polar) * -Math.cos(around),
    ];
    return [
      centre[0] + radii[0] * nx,
      centre[1] + radii[1] * ny,
      centre[2] + radii[2] * nz,
      nx / radii[0],
      ny / radii[1],
      nz / radii[2],
    ];
  });
}

/** Hair that hangs past the ears: a tube, open towards the face. */
function curtain(look: Appearance, halfWidth: number): HeadPart {
  return sheet(9, 14, "hair", (r, c) => {
    const open = (74 * Math.PI) / 180;
    const around = open + (2 * Math.PI - 2 * open) * c;
    const y = 20 + (look.hairEnd - 20) * r;
    const wave = 1 + 0.05 * Math.sin(r * 9 + look.grain % 7) + 0.06 * r;
    const [nx, nz] = [Math.sin(around), Math.cos(around)];
    return [halfWidth * wave * nx, y, -58 + 78 * nz, nx, 0.1, nz];
  });
}

const cached = new WeakMap<Float64Array, { look: Appearance; parts: readonly HeadPart[] }>();

/** Skull, ears, neck, shoulders and hair that go with a face at rest; kept for the next picture. */
export function headParts(look: Appearance, rest: Float64Array): readonly HeadPart[] {
  const known = cached.get(rest);
  if (known?.look === look) return known.parts;
  let [width, top] = [0, 0];
  for (const i of faceTemplate().outline) {
    width = Math.max(width, Math.abs(rest[i * 3]));
    top = Math.max(top, rest[i * 3 + 1]);
  }
  const parts = buildParts(look, width, top);
  cached.set(rest, { look, parts });
  return parts;
}

function buildParts(look: Appearance, width: number, top: number): HeadPart[] {
  const parts = [
    ellipsoid([0, 12, -62], [width + 1, top + 14, 88], look.hairTop > 0 ? "hair" : "skin"),
    ellipsoid([0, -20, -58], [width - 5, 72, 62], "skin"),
    sheet(5, 13, "skin", (r, c) => {
      const around = -Math.PI / 2 + Math.PI * c;
      const radius = 0.74 * width + 6 * r * r;
      const [nx, nz] = [Math.sin(around), Math.cos(around)];
      return [radius * nx, -62 - 110 * r, -48 + 46 * nz - 8 * r, nx, -0.15, nz];
    }),
    sheet(4, 13, "clothes", (r, c) => {
      const x = -240 + 480 * c;
      const y = -146 - 0.16 * Math.max(0, Math.abs(x) - 40) - 70 * r;
      return [x, y, -20 - 0.1 * Math.abs(x), x / 300, 0.5 - 0.4 * r, 1];
    }),
  ];
  if (look.hairEnd > -20) {
    for (const side of [1, -1]) {
      parts.push(ellipsoid([side * (width + 1), 4, -50], [8.5, 29, 15], "skin", [7, 10]));
    }
  }
  if (look.hairTop > 0) {
    const half = width + look.hairSide;
    parts.push(ellipsoid(
      [3 * look.parting, 22, -66],
      [half, top - 12 + look.hairTop, 92],
      "hair",
    ));
    if (look.hairEnd < 0) parts.push(curtain(look, half));
  }
  return parts;
}

/** Frames of glasses before the eyes at (±x, y, z) mm: two rims, a bridge and the temples. */
export function glassesParts(
  [ex, ey, ez]: readonly [number, number, number],
  thickness: number,
  round: number,
): { points: Float64Array; triangles: Uint16Array } {
  const points: number[] = [];
  const triangles: number[] = [];
  const quad = (corners: number[][]) => {
    const first = points.length / 3;
    corners.forEach((corner) => points.push(...corner));
    triangles.push(first, first + 1, first + 2, first, first + 2, first + 3);
  };
  const power = 2 + 3 * (1 - round);
  const [w, h] = [22, 15 + 4 * round];
  for (const side of [1, -1]) {
    const at = (k: number, grow: number) => {
      const angle = (2 * Math.PI * k) / 20;
      const [cx, cy] = [Math.cos(angle), Math.sin(angle)];
      const scale = (Math.abs(cx) ** power + Math.abs(cy) ** power) ** (-1 / power);
      const x = (w + grow) * cx * scale + ex + 1.5;
      return [side * x, ey - 3 + (h + grow) * cy * scale, ez + 13 - 0.006 * x * x];
    };
    for (let k = 0; k < 20; k++) {
      quad([at(k, 0), at(k + 1, 0), at(k + 1, thickness), at(k, thickness)]);
    }
    const hinge = ex + w + 1.5;
    const z = ez + 13 - 0.006 * hinge * hinge;
    quad([
      [side * hinge, ey + 2, z],
      [side * hinge, ey + 2 + thickness, z],
      [side * 80, ey - 2 + thickness, -60],
      [side * 80, ey - 2, -60],
    ]);
  }
  const inner = ex - w + 1.5;
  quad([
    [-inner, ey, ez + 13],
    [-inner, ey + thickness, ez + 13],
    [inner, ey + thickness, ez + 13],
    [inner, ey, ez + 13],
  ]);
  return { points: Float64Array.from(points), triangles: Uint16Array.from(triangles) };
}
