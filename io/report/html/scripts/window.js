// The part of the schedule that is looked at: moments and rows. Never empty, never outside.
let lastEnd = null;

// A plan that breaks its horizon goes on after it.
function viewEnd() {
  if (lastEnd === null) lastEnd = planned.end.reduce((latest, one) => Math.max(latest, one), 0);
  return Math.max(night.horizon_s, lastEnd);
}

// A benchmark's horizon may be many times as long as its plan.
function wholeNight() {
  const end = viewEnd();
  return { from: 0, to: lastEnd < end / 2 ? 1.05 * lastEnd : end, firstRow: 0, lastRow: rowServers.length };
}
const shortestView = Math.min(night.horizon_s, 10);

function within(view) {
  const length = Math.min(viewEnd(), Math.max(shortestView, view.to - view.from));
  const from = Math.min(Math.max(0, view.from), viewEnd() - length);
  const rows = Math.min(rowServers.length, Math.max(1, Math.round(view.lastRow - view.firstRow)));
  const firstRow = Math.min(Math.max(0, Math.round(view.firstRow)), rowServers.length - rows);
  return { from, to: from + length, firstRow, lastRow: firstRow + rows };
}

function zoomTime(view, factor) {
  const middle = (view.from + view.to) / 2;
  const half = (view.to - view.from) * factor / 2;
  return within({ ...view, from: middle - half, to: middle + half });
}

function zoomRows(view, factor) {
  const rows = Math.max(1, Math.round((view.lastRow - view.firstRow) * factor));
  const firstRow = Math.round((view.firstRow + view.lastRow - rows) / 2);
  return within({ ...view, firstRow, lastRow: firstRow + rows });
}

function pan(view, time, rows) {
  const shift = time * (view.to - view.from);
  const down = Math.sign(rows) * Math.ceil(Math.abs(rows) * (view.lastRow - view.firstRow));
  return within({ from: view.from + shift, to: view.to + shift,
                  firstRow: view.firstRow + down, lastRow: view.lastRow + down });
}

// A task with what runs about it.
function around(task) {
  const row = rowOfServer.get(planned.server[task]);
  const margin = Math.max(300, 2 * (planned.end[task] - planned.start[task]));
  return within({ from: planned.start[task] - margin, to: planned.end[task] + margin,
                  firstRow: row - 2, lastRow: row + 3 });
}

// [name of the button, what it does in words, key, change of the view]
const moves = [
  ['+', 'Zoom in', '+', (view) => zoomRows(zoomTime(view, 0.5), 0.5)],
  ['−', 'Zoom out', '-', (view) => zoomRows(zoomTime(view, 2), 2)],
  ['◀', 'Earlier', 'ArrowLeft', (view) => pan(view, -0.25, 0)],
  ['▶', 'Later', 'ArrowRight', (view) => pan(view, 0.25, 0)],
  ['▲', 'Servers above', 'ArrowUp', (view) => pan(view, 0, -0.25)],
  ['▼', 'Servers below', 'ArrowDown', (view) => pan(view, 0, 0.25)],
  ['Whole night', 'Show the whole night', 'Home', wholeNight],
];
const rowMoves = [
  ['+', 'Fewer servers', null, (view) => zoomRows(view, 0.5)],
  ['−', 'More servers', null, (view) => zoomRows(view, 2)],
];
const timeMoves = [
  ['+', 'Shorter time', null, (view) => zoomTime(view, 0.5)],
  ['−', 'Longer time', null, (view) => zoomTime(view, 2)],
];
