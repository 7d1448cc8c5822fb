// Numbers, moments and lasting times as people read them. All moments are UTC.
const numberStyles = new Map();

function number(value, digits = 4) {
  if (value === null || !Number.isFinite(value)) return 'none';
  const size = Math.abs(value);
  // Without cutting whole digits off: 12345.6 is 12,346.
  const decimals = size === 0 ? 0 : Math.max(0, Math.min(9, digits - 1 - Math.floor(Math.log10(size))));
  if (!numberStyles.has(decimals)) {
    numberStyles.set(decimals, new Intl.NumberFormat('en', { maximumFractionDigits: decimals }));
  }
  return numberStyles.get(decimals).format(value).replace(/^-0$/, '0');
}

const largestSize = (values) =>
  values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);

// A column of a table: as many decimals for all as the largest needs, or the largest of `like`.
function numbers(values, digits = 5, like = values) {
  const largest = largestSize(like);
  const decimals = largest === 0 ? 0 : Math.max(0, Math.min(9, digits - 1 - Math.floor(Math.log10(largest))));
  const style = new Intl.NumberFormat('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  return Array.from(values, (value) =>
    (value === null || !Number.isFinite(value) ? 'none' : style.format(value).replace(/^-(0[.0]*)$/, '$1')));
}

// Rows of a table from its columns.
const rowsOf = (columns) => columns[0].map((_, row) => columns.map((cells) => cells[row]));

const percent = (share) => (share === null ? 'none' : `${number(100 * share, 3)} %`);
const money = (value) => `${number(value)} ${night.currency}`;

const epochMs = Date.parse(night.epoch) || 0;
const two = (value) => String(value).padStart(2, '0');

// A night fits on the clock; a longer horizon needs days.
const longerThanADay = night.horizon_s > 36 * 3600;

function clock(seconds, exact = false) {
  const moment = new Date(epochMs + Math.round(seconds * 1000));
  const day = longerThanADay ? `${two(moment.getUTCMonth() + 1)}-${two(moment.getUTCDate())} ` : '';
  const tail = exact ? `:${two(moment.getUTCSeconds())}` : '';
  return `${day}${two(moment.getUTCHours())}:${two(moment.getUTCMinutes())}${tail}`;
}

// With its day, where a night goes past midnight.
function dated(seconds) {
  const moment = new Date(epochMs + Math.round(seconds * 1000));
  return moment.toISOString().slice(longerThanADay ? 0 : 5, 16).replace('T', ' ');
}

function lasting(seconds) {
  const size = Math.abs(seconds);
  if (size < 60) return `${number(size, 3)} s`;
  const whole = Math.round(size);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(size / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

// The middle is left out: numbers stand at the end of names.
function short(text, most) {
  if (text.length <= most) return text;
  const head = Math.ceil((most - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (most - 1 - head))}`;
}

const count = (value, word) => `${number(value, 9)} ${word}${value === 1 ? '' : 's'}`;

// The unit of power in which numbers stay short.
function powerUnit(largestW) {
  if (largestW >= 2e6) return { name: 'MW', per: 1e6 };
  return largestW >= 2e3 ? { name: 'kW', per: 1e3 } : { name: 'W', per: 1 };
}
