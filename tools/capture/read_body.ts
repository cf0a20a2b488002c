/** A request that is turned away with an HTTP status. */
export class Refusal extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

/** What cameras, phones and screens make. */
const TYPES: readonly string[] = [
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/heic",
  "image/heif",
  "image/avif",
];

/**
 * The picture in a request: no other type, and not a byte more than allowed, whatever its
 * `Content-Length` says.
 *
 * @throws {Refusal} 415 for another type, 413 for too much, 400 for nothing.
 */
export async function readBody(request: Request, most: number): Promise<Uint8Array> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0].trim().toLowerCase();
  if (!TYPES.includes(type)) {
    await request.body?.cancel();
    throw new Refusal(415, `"${type}" is no photo: send JPEG, PNG, WebP, AVIF or HEIC`);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > most) throw new Refusal(413, `a photo of over ${most / 1e6} MB is too large`);
    chunks.push(chunk);
  }
  if (length === 0) throw new Refusal(400, "the photo is empty");
  return new Uint8Array(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}
