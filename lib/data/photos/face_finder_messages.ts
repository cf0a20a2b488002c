import type { Face } from "../../preprocess/face.ts";
import type { Photo } from "../../preprocess/photo.ts";

/** What the face finder's worker is told. */
export interface FinderOrder {
  readonly id: number;
  readonly photo: Photo;
}

/** What it answers. */
export type FinderReply =
  | { readonly id: number; readonly faces: readonly Face[] }
  | { readonly id: number; readonly error: string };
