import type { Emotion } from "../lib/core/emotions.ts";
import type { Look, PhotoSet, Saved, State } from "./messages.ts";

/** What the page asks of its server. Every call shows the token that the page was opened with. */
export interface Api {
  state(): Promise<State>;
  /** What is to be seen in a frame of the camera. */
  look(frame: Blob): Promise<Look>;
  save(set: PhotoSet, emotion: Emotion, photo: Blob): Promise<Saved>;
  remove(set: PhotoSet, emotion: Emotion): Promise<void>;
  /** The crop that lies on disk, as an address for `<img>`. */
  crop(set: PhotoSet, emotion: Emotion): Promise<string>;
}

/** Types that a browser does not know by the file's name. */
const BY_NAME: Readonly<Record<string, string>> = { heic: "image/heic", heif: "image/heif" };

/**
 * The server as functions.
 *
 * @throws {Error} in each call, with the server's own words, when it refuses or cannot be reached.
 */
export function createApi(token: string): Api {
  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...init.headers, "x-mien-token": token };
    let response: Response;
    try {
      response = await fetch(path, { ...init, headers });
    } catch (error) {
      throw new Error("The server does not answer. Start deno task capture again.", {
        cause: error,
      });
    }
    if (response.ok) return response;
    const { error } = await response.json().catch(() => ({ error: response.statusText }));
    throw new Error(error);
  }
  const send = (path: string, photo: Blob) => {
    const ending = photo instanceof File ? photo.name.split(".").at(-1)!.toLowerCase() : "";
    const type = photo.type || BY_NAME[ending] || "application/octet-stream";
    return ask(path, { method: "POST", body: photo, headers: { "content-type": type } });
  };
  const place = (set: PhotoSet, emotion: Emotion) => `/api/photo/${set}/${emotion}`;
  return {
    state: async () => await (await ask("/api/state")).json(),
    look: async (frame) => await (await send("/api/look", frame)).json(),
    save: async (set, emotion, photo) => await (await send(place(set, emotion), photo)).json(),
    async remove(set, emotion) {
      await ask(place(set, emotion), { method: "DELETE" });
    },
    crop: async (set, emotion) =>
      URL.createObjectURL(await (await ask(place(set, emotion))).blob()),
  };
}
