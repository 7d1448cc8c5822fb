// What the program wrote into this page. Columns of numbers are base64 of 32-bit values, little-endian
// as every machine with a browser is; they become typed arrays when first asked for.
const night = JSON.parse(document.getElementById('night').textContent);
let taskData = null;

function bytesOf(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const plain = atob(text);
  const bytes = new Uint8Array(plain.length);
  for (let i = 0; i < bytes.length; ++i) bytes[i] = plain.charCodeAt(i);
  return bytes;
}

const unpacked = new Map();

function column(table, name, Kind = Float32Array) {
  const text = table[name];
  if (!unpacked.has(text)) unpacked.set(text, new Kind(bytesOf(text).buffer));
  return unpacked.get(text);
}

// Starts of the slots and the end of the last one, s.
const slotEdges = Array.from({ length: night.slots + 1 }, (_, slot) => slot * night.slot_s);

const anyAbove = (values, least) => values.some((value) => value > least);
const largestOf = (values) => values.reduce((most, value) => (value > most ? value : most), 0);
const sumOf = (values) => values.reduce((sum, value) => sum + value, 0);
