/**
 * The pixels of the largest picture that a HEIC file says it holds: the boxes `ispe` in its head
 * (ISO/IEC 23008-12, 6.5.3), before anything is decoded, cropped or turned.
 *
 * @returns 0 where the head names no size.
 */
export function heicPixels(file: Uint8Array): number {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const [from, to] = metaBox(view);
  let largest = 0;
  for (let at = from; at + 16 <= to; at++) {
    if (view.getUint32(at) !== ISPE) continue;
    largest = Math.max(largest, view.getUint32(at + 8) * view.getUint32(at + 12));
  }
  return largest;
}

const META = 0x6d657461;
const ISPE = 0x69737065;

/** Where the contents of the box `meta` begin and end; at 0 both where there is none. */
function metaBox(view: DataView): readonly [from: number, to: number] {
  for (let at = 0; at + 16 <= view.byteLength;) {
    const short = view.getUint32(at);
    const size = short === 0
      ? view.byteLength - at
      : short === 1
      ? Number(view.getBigUint64(at + 8))
      : short;
    const end = Math.min(at + size, view.byteLength);
    if (view.getUint32(at + 4) === META) return [at + 8, end];
    if (size < 8) break;
    at = end;
  }
  return [0, 0];
}
