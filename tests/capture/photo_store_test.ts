import { deepStrictEqual, rejects } from "node:assert/strict";
import { PhotoStore } from "#tools/capture/photo_store.ts";

const place = { set: "train", emotion: "happy" } as const;
const crop = (shade: number) => new Uint8Array(48 * 48).fill(shade);
const jpeg = Uint8Array.of(0xff, 0xd8, 1);
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 2);

async function withStore(use: (store: PhotoStore) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  await use(new PhotoStore(folder));
  await Deno.remove(folder, { recursive: true });
}

async function names({ folder }: PhotoStore): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(`${folder}/train`), ({ name }) => name)).sort();
}

Deno.test("a photo taken again leaves nothing of the old one, whatever kind that was", async () => {
  await withStore(async (store) => {
    await store.save(place, crop(1), jpeg);
    await store.save(place, crop(2), png);
    deepStrictEqual(await names(store), ["happy.original.png", "happy.png"]);
    await store.remove(place);
    await store.remove(place);
    deepStrictEqual(await names(store), []);
  });
});

Deno.test("a photo that cannot be saved costs nothing of the one that was there", async () => {
  await withStore(async (store) => {
    await store.save(place, crop(1), jpeg);
    const before = await store.crop(place);
    // A folder in the way stands for a full disk.
    await Deno.mkdir(`${store.folder}/train/happy.original.png`);
    await rejects(store.save(place, crop(2), png));
    deepStrictEqual(await store.crop(place), before);
    deepStrictEqual(await Deno.readFile(`${store.folder}/train/happy.original.jpg`), jpeg);
  });
});
