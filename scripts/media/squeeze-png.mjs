// Deflates a PNG's pixels anew with Zopfli: the same picture, a tenth smaller. Usage: node scripts/media/squeeze-png.mjs FILE…
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { crc32, inflateSync } from "node:zlib";
import zopfli from "@gfx/zopfli";

const SIGNATURE_LENGTH = 8;
/** Of a chunk: its length and type before its data, and its checksum behind. */
const CHUNK = { before: 8, after: 4 };

/** Writes the picture again in place. */
export async function squeezePng(path) {
  const png = readFileSync(path);
  const parts = [png.subarray(0, SIGNATURE_LENGTH)];
  const pixels = [];
  for (let at = SIGNATURE_LENGTH; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const next = at + CHUNK.before + length + CHUNK.after;
    const type = png.toString("latin1", at + 4, at + 8);
    if (type === "IDAT") pixels.push(png.subarray(at + CHUNK.before, next - CHUNK.after));
    else {
      if (type === "IEND") parts.push(chunk("IDAT", await deflated(inflateSync(Buffer.concat(pixels)))));
      parts.push(png.subarray(at, next));
    }
    at = next;
  }
  const squeezed = Buffer.concat(parts);
  if (squeezed.length < png.length) writeFileSync(path, squeezed);
}

async function deflated(data) {
  const made = await zopfli.zlibAsync(data, { numiterations: 15 });
  if (!inflateSync(made).equals(data)) throw new Error("Zopfli changed a picture");
  return made;
}

function chunk(type, data) {
  const made = Buffer.alloc(CHUNK.before + data.length + CHUNK.after);
  made.writeUInt32BE(data.length, 0);
  made.write(type, 4, "latin1");
  made.set(data, CHUNK.before);
  made.writeUInt32BE(crc32(made.subarray(4, CHUNK.before + data.length)), CHUNK.before + data.length);
  return made;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const path of process.argv.slice(2)) await squeezePng(path);
}
