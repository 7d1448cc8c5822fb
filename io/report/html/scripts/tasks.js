// The schedule: servers down, time to the right. Zoomed by buttons, keys, or by drawing a rectangle.
let shown = null;
let foundTask = -1;
const shareNames = ['up to 20 %', 'to 40 %', 'to 60 %', 'to 80 %', 'to 100 %'];
const stateNames = { 'on-time': 'in time', late: 'late', free: 'no deadline' };
const serverName = (row) => taskData.server_id[rowServers[row]];

// What there is to say of a task, in lines that fit a phone.
function taskLines(task) {
  const lines = [`${clock(planned.start[task], true)} to ${clock(planned.end[task], true)}`,
                 `on ${short(taskData.server_id[planned.server[task]], 30)}, level ${planned.level[task]}`];
  if (!Number.isNaN(planned.deadline[task])) lines.push(`due ${clock(planned.deadline[task], true)}`);
  if (planned.lateness[task] > 0) lines.push(`${lasting(planned.lateness[task])} late`);
  return [short(taskData.id[task], 40), ...lines];
}

function taskWords(task) {
  const [name, ...lines] = taskLines(task);
  return `${name}: ${lines.join(', ')}`;
}

function shareLines({ first, last, x }, held) {
  const servers = last - first === 1 ? short(serverName(first), 40)
    : `${short(serverName(first), 18)} to ${short(serverName(last - 1), 18)}`;
  return [servers, `${clock(x[0])} to ${clock(x[1])}`, `${held} held`];
}

function barsOf(view, heightPx) {
  const rowPx = heightPx / (view.lastRow - view.firstRow);
  if (canTellApart(view)) {
    const { bars, lanes } = singleTasks(view);
    return { single: true, thickness: Math.max(1, rowPx / lanes - (rowPx / lanes > 3 ? 1 : 0)),
             perRow: 1, sets: Object.keys(bars).filter((state) => bars[state].length > 0)
               .map((state) => ({ label: stateNames[state], data: bars[state], colour: state })) };
  }
  const { bars, perRow } = shareBars(view);
  return { single: false, thickness: Math.max(1, rowPx * perRow - 1), perRow,
           sets: bars.map((data, step) => ({ label: shareNames[step], data, colour: `share-${step + 1}` })) };
}

function rowAxis(view, perRow) {
  const narrow = document.documentElement.clientWidth < 700;
  return {
    type: 'linear', reverse: true, min: view.firstRow, max: view.lastRow, offset: false,
    grid: { display: false, offset: false },
    afterBuildTicks: (axis) => {
      axis.ticks = [];
      for (let row = view.firstRow; row < view.lastRow; row += perRow) {
        axis.ticks.push({ value: Math.min(row + perRow / 2, view.lastRow) });
      }
    },
    ticks: { autoSkip: true, autoSkipPadding: 4,
             callback: (value) => short(serverName(Math.floor(Math.max(view.firstRow, value - perRow / 2))),
                                        narrow ? 12 : 18) },
  };
}

// A line after bars that are wide enough for it. None above and below: lanes may be two pixels high.
function gap(context) {
  if (!context.raw || context.raw.task === undefined) return 0;
  const { x } = context.chart.scales;
  return { right: x.getPixelForValue(context.raw.x[1]) - x.getPixelForValue(context.raw.x[0]) > 4 ? 1 : 0 };
}

function scheduleChart(view, heightPx) {
  const { single, thickness, perRow, sets } = barsOf(view, heightPx);
  const label = (item) =>
    (item.raw.task === undefined ? shareLines(item.raw, item.dataset.label) : taskLines(item.raw.task));
  return {
    type: 'bar',
    data: { datasets: sets.map((set) => ({
      label: set.label, data: set.data, barThickness: thickness, grouped: false, minBarLength: 1,
      borderColor: colour('paper'), borderWidth: single ? gap : 0,
      backgroundColor: set.data.some((bar) => bar.task === foundTask)
        ? set.data.map((bar) => colour(bar.task === foundTask ? 'found' : set.colour)) : colour(set.colour),
    })) },
    options: {
      indexAxis: 'y',
      scales: { x: timeAxis(view.from, view.to), y: rowAxis(view, perRow) },
      plugins: { tooltip: { callbacks: { title: () => '', label } } },
    },
  };
}

function viewWords(view) {
  return `${dated(view.from)} to ${dated(view.to)} UTC, servers ${view.firstRow + 1} to ${view.lastRow} of the `
    + `${rowServers.length} in use: ${count(countTasks(view), 'task')}, ${canTellApart(view) ? 'each of them drawn'
      : 'too many to tell apart: colours say how much of the servers they hold'}.`;
}

const mostTableRows = 200;

function tasksTable() {
  const rows = [];
  visitTasks(shown, (task, row) => { if (rows.length < mostTableRows) rows.push([task, row]); });
  const all = countTasks(shown);
  const energy = numbers(rows.map(([task]) => planned.energy[task]));
  return table(`Tasks in view${all > rows.length ? `: the first ${rows.length} of ${number(all, 9)}` : ''}`,
    ['<task', '<server', 'start', 'end', 'due', 'level', 'late', 'kWh'],
    rows.map(([task, row], i) => [taskData.id[task], serverName(row), clock(planned.start[task], true),
      clock(planned.end[task], true),
      Number.isNaN(planned.deadline[task]) ? 'none' : clock(planned.deadline[task], true),
      String(planned.level[task]), planned.lateness[task] > 0 ? lasting(planned.lateness[task]) : 'no',
      energy[i]]));
}

function addSchedule() {
  if (rowServers.length === 0) return;
  shown = wholeNight();
  const words = element('p', { 'aria-live': 'polite', id: 'view' });
  const chartHeight = 30;
  const made = figure({
    title: 'Schedule', heightRem: chartHeight,
    says: `${count(planned.server.length, 'task')} on ${count(rowServers.length, 'server')}.`,
    configure: () => scheduleChart(shown, made.holder.clientHeight - 70),
  });
  const tasksFold = foldedTable('tasks in view', tasksTable);
  const show = (view, extra = '') => {
    shown = view;
    drawFigure(made);
    words.textContent = extra + viewWords(shown);
    tasksFold.fill();
  };
  addControls(made, words, tasksFold, show);
  words.textContent = viewWords(shown);
}
