// What the schedule shows of a part of the night: every task, or how much of the servers is held where
// there are too many to be told apart.
const mostTasks = 1500;
const mostRows = 40;
const mostBins = 96;
const shareSteps = 5;

// Calls visit(task, row, place) for the tasks of these rows that run between two moments.
function visitTasks({ from, to, firstRow, lastRow }, visit) {
  for (let row = firstRow; row < lastRow; ++row) {
    const tasks = tasksOf(rowServers[row]);
    for (let place = 0; place < tasks.length; ++place) {
      const task = tasks[place];
      if (planned.start[task] >= to) break;
      if (planned.end[task] > from) visit(task, row, place);
    }
  }
}

function countTasks(view) {
  let tasks = 0;
  visitTasks(view, () => { ++tasks; });
  return tasks;
}

// Few enough for a bar each.
const canTellApart = (view) =>
  view.lastRow - view.firstRow <= mostRows && countTasks(view) <= mostTasks;

const stateOf = (task) => {
  if (planned.lateness[task] > 0) return 'late';
  return Number.isNaN(planned.deadline[task]) ? 'free' : 'on-time';
};

// One bar a task. Lanes are as high in every row, so that a bar's height means the same everywhere.
function singleTasks(view) {
  const bars = { 'on-time': [], late: [], free: [] };
  let lanes = 1;
  for (let row = view.firstRow; row < view.lastRow; ++row) {
    lanes = Math.max(lanes, lanesOf(rowServers[row]).most);
  }
  visitTasks(view, (task, row, place) => {
    const lane = lanesOf(rowServers[row]).lanes[place];
    bars[stateOf(task)].push({ x: [planned.start[task], planned.end[task]], y: row + (lane + 0.5) / lanes, task });
  });
  return { bars, lanes };
}

// What tasks hold of each resource of a server, bin by bin: held[resource * mostBins + bin].
function heldOfServer(view, row) {
  const width = (view.to - view.from) / mostBins;
  const held = new Float64Array(planned.shares.length * mostBins);
  visitTasks({ ...view, firstRow: row, lastRow: row + 1 }, (task) => {
    const start = (Math.max(planned.start[task], view.from) - view.from) / width;
    const end = (Math.min(planned.end[task], view.to) - view.from) / width;
    const last = Math.min(mostBins - 1, Math.ceil(end) - 1);
    for (let bin = Math.floor(start); bin <= last; ++bin) {
      const part = Math.min(end, bin + 1) - Math.max(start, bin);
      planned.shares.forEach((share, resource) => { held[resource * mostBins + bin] += share[task] * part; });
    }
  });
  return held;
}

// Rows of several servers, and bins of time: the mean share of these servers that tasks hold. A server is
// held as much as that resource of it which is held most.
function heldShares(view) {
  const servers = view.lastRow - view.firstRow;
  const perRow = Math.ceil(servers / mostRows);
  const rows = Math.ceil(servers / perRow);
  const held = new Float64Array(rows * mostBins);
  for (let row = view.firstRow; row < view.lastRow; ++row) {
    const base = Math.floor((row - view.firstRow) / perRow) * mostBins;
    const ofServer = heldOfServer(view, row);
    for (let bin = 0; bin < mostBins; ++bin) {
      let most = 0;
      for (let at = bin; at < ofServer.length; at += mostBins) most = Math.max(most, ofServer[at]);
      held[base + bin] += most;
    }
  }
  return { held, rows, perRow, width: (view.to - view.from) / mostBins };
}

// Bars by share, the same shares beside each other joined.
function shareBars(view) {
  const { held, rows, perRow, width } = heldShares(view);
  const bars = Array.from({ length: shareSteps }, () => []);
  for (let row = 0; row < rows; ++row) {
    const first = view.firstRow + row * perRow;
    const servers = Math.min(perRow, view.lastRow - first);
    const stepOf = (bin) => {
      const share = Math.min(1, held[row * mostBins + bin] / servers);
      return share < 0.005 ? -1 : Math.min(shareSteps - 1, Math.floor(share * shareSteps));
    };
    for (let bin = 0; bin < mostBins;) {
      const step = stepOf(bin);
      let end = bin + 1;
      while (end < mostBins && stepOf(end) === step) ++end;
      if (step >= 0) {
        bars[step].push({ x: [view.from + bin * width, view.from + end * width],
                          y: first + perRow / 2, first, last: first + servers });
      }
      bin = end;
    }
  }
  return { bars, rows, perRow };
}
