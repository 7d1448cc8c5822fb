// Numbers, moments and lasting times as people read them. All moments are UTC.
const numberStyles = new Map();

// Of a number of that size, with so many digits. Whole ones are not cut off: 12345.6 is 12,346.
const decimalsFor = (size, digits) =>
  (size === 0 ? 0 : Math.max(0, Math.min(9, digits - 1 - Math.floor(Math.log10(size)))));

function number(value, digits = 4) {
  if (value === null || !Number.isFinite(value)) return 'none';
  const decimals = decimalsFor(Math.abs(value), digits);
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
  const decimals = decimalsFor(largest, digits);
  const style = new Intl.NumberFormat('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  return Array.from(values, (value) =>
    (value === null || !Number.isFinite(value) ? 'none' : style.format(value).replace(/^-(0[.0]*)$/, '$1')));
}

// Rows of a table from its columns.
const rowsOf = (columns) => columns[0].map((_, row) => columns.map((cells) => cells[row]));

const percent = (share) => (share === null ? 'none' : `${number(100 * share, 3)} %`);
const money = (value) => `${number(value)} ${night.currency}`;

// The number with so many digits that is next to the value: never above it, or never below it.
function cut(value, side, digits) {
  if (value === null || !Number.isFinite(value)) return value;
  const decimals = decimalsFor(Math.abs(value), digits);
  const nearest = Number(value.toFixed(decimals));
  const passed = side === 'down' ? nearest > value : nearest < value;
  return passed ? nearest + (side === 'down' ? -1 : 1) * 10 ** -decimals : nearest;
}

// What is proven is not rounded up, and what is left open not down.
const moneyFrom = (value) => money(cut(value, 'down', 4));
const moneyUpTo = (value) => money(cut(value, 'up', 4));
const percentUpTo = (share) => percent(cut(100 * share, 'up', 3) / 100);

const epochMs = Date.parse(night.epoch) || 0;
const two = (value) => String(value).padStart(2, '0');

// Moments of the first 24 h are told apart by the clock; what is longer needs days.
const aDay = 24 * 3600;
const longerThanADay = night.horizon_s > aDay;

function clock(seconds, exact = false) {
  const moment = new Date(epochMs + Math.round(seconds * 1000));
  const another = longerThanADay || seconds >= aDay || seconds < 0;
  const day = another ? `${two(moment.getUTCMonth() + 1)}-${two(moment.getUTCDate())} ` : '';
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
