import type { LayersModel } from "@tensorflow/tfjs";
import { messageOf } from "#lib/core/errors.ts";
import { type Emotion, EMOTIONS } from "#lib/core/emotions.ts";
import { createFaceFinder } from "#lib/data/photos/face_finder.ts";
import { type FacePhoto, readFacePhoto } from "#lib/data/photos/read_face_photo.ts";
import { predict } from "#lib/eval/predict.ts";
import { type Look, type PhotoSet, type Saved, SETS, type State } from "../../capture/messages.ts";
import { type Access, checkRequest } from "./check_request.ts";
import { guidePicture } from "./guide_picture.ts";
import { type PageFiles, pageFiles } from "./page_files.ts";
import { type PhotoPlace, PhotoStore } from "./photo_store.ts";
import { readBody, Refusal } from "./read_body.ts";

/** How the capture page is served. */
export interface CaptureOptions {
  /** Where the photos go. */
  readonly folder: string;
  /** 0, the default, takes any that is free. */
  readonly port?: number;
  /** Gives the live probabilities; without it there are none. */
  readonly model?: { readonly name: string; readonly network: LayersModel };
}

/** A page that is being served. */
export interface CaptureServer {
  /** The address with the token of this start. */
  readonly url: string;
  /** Ends it, and the face finder with it. */
  close(): Promise<void>;
}

/** Bytes of a frame from the camera, and of a photo. */
const [FRAME, PHOTO] = [4e6, 40e6];

const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; " +
    "media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
    "frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(self), microphone=(), geolocation=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * Serves the capture page on loopback. Photos are looked at here and saved in `folder`; nothing leaves
 * the machine, and other pages of the browser are turned away.
 */
export async function serveCapture(options: CaptureOptions): Promise<CaptureServer> {
  const { folder, port = 0, model } = options;
  const files = await pageFiles();
  const finder = createFaceFinder();
  const store = new PhotoStore(folder);
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  const token = bytes.toBase64({ alphabet: "base64url" });
  const access: { port: number; token: string } = { port, token };

  const look = async (file: Uint8Array): Promise<{ seen: FacePhoto; look: Look }> => {
    const seen = await readFacePhoto(file, finder, { name: "the photo", longestSide: 1280 })
      .catch((error) => {
        throw error instanceof SyntaxError ? new Refusal(422, messageOf(error)) : error;
      });
    const { photo: { width, height }, faces, crop, findings } = seen;
    const boxes = faces.map(({ box }) => ({
      left: box.left / width,
      top: box.top / height,
      width: box.width / width,
      height: box.height / height,
    }));
    const probabilities = crop && model ? [...await predict(model.network, crop)] : undefined;
    return { seen, look: { boxes, findings, probabilities } };
  };

  const take = async (place: PhotoPlace, file: Uint8Array): Promise<Saved> => {
    const { seen: { crop }, look: { findings, ...rest } } = await look(file);
    if (!crop) return { ...rest, findings, saved: false };
    const twin = await store.twin(crop, place);
    if (twin) {
      const round = twin.set === "train" ? "first" : "second";
      const what = `this is the ${twin.emotion} photo of the ${round} round already`;
      const remedy = "Each place needs a photo of its own: take a new one.";
      return { ...rest, findings: [{ refused: true, what, remedy }], saved: false };
    }
    await store.save(place, crop, file);
    return { ...rest, findings, saved: true };
  };

  const api = async (request: Request, path: string): Promise<Response> => {
    const route = `${request.method} ${path}`;
    if (route === "GET /api/state") {
      const state: State = { folder, model: model?.name, taken: await store.taken() };
      return json(state);
    }
    if (route === "POST /api/look") return json((await look(await readBody(request, FRAME))).look);
    const place = placeOf(path);
    if (!place) throw new Refusal(404, "there is no such place");
    if (request.method === "POST") return json(await take(place, await readBody(request, PHOTO)));
    if (request.method === "DELETE") {
      await store.remove(place);
      return json({});
    }
    if (request.method !== "GET") throw new Refusal(405, `${request.method} is not known here`);
    const crop = await store.crop(place);
    if (!crop) throw new Refusal(404, "that photo has not been taken yet");
    return new Response(crop as Uint8Array<ArrayBuffer>, {
      headers: { "content-type": "image/png" },
    });
  };

  const server = Deno.serve({ hostname: "127.0.0.1", port, onListen() {} }, async (request) => {
    const response = await answer(request, { access, files, api });
    for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
    return response;
  });
  access.port = server.addr.port;
  return {
    url: `http://127.0.0.1:${access.port}/?token=${token}`,
    async close() {
      finder.close();
      await server.shutdown();
    },
  };
}

interface Parts {
  readonly access: Access;
  readonly files: PageFiles;
  api(request: Request, path: string): Promise<Response>;
}

async function answer(request: Request, { access, files, api }: Parts): Promise<Response> {
  const refused = checkRequest(request, access);
  if (refused) return json({ error: refused }, 403);
  const { pathname } = new URL(request.url);
  try {
    if (pathname.startsWith("/api/")) return await api(request, pathname);
    if (request.method !== "GET") throw new Refusal(405, `${request.method} is not known here`);
    const file = files.get(pathname);
    if (file) return new Response(file.body, { headers: { "content-type": file.type } });
    const emotion = /^\/guide\/(\w+)\.png$/.exec(pathname)?.[1];
    if (!isEmotion(emotion)) throw new Refusal(404, "there is no such page");
    const picture = guidePicture(emotion) as Uint8Array<ArrayBuffer>;
    return new Response(picture, { headers: { "content-type": "image/png" } });
  } catch (error) {
    if (error instanceof Refusal) return json({ error: error.message }, error.status);
    console.error(`capture: ${messageOf(error)}`);
    return json({ error: `that did not work: ${messageOf(error)}` }, 500);
  }
}

/** `/api/photo/train/happy`; nothing else names a place. */
function placeOf(path: string): PhotoPlace | undefined {
  const [, set, emotion] = /^\/api\/photo\/(\w+)\/(\w+)$/.exec(path) ?? [];
  const known = (SETS as readonly string[]).includes(set) && isEmotion(emotion);
  return known ? { set: set as PhotoSet, emotion } : undefined;
}

function isEmotion(name: string | undefined): name is Emotion {
  return (EMOTIONS as readonly (string | undefined)[]).includes(name);
}

function json(value: unknown, status = 200): Response {
  return Response.json(value, { status });
}
