// Figures: a chart with a caption, words for those who do not see it, and its table. Charts are drawn
// when they come near the window, one a turn, so that a long page opens at once.
const figures = [];
const waiting = [];

function drawFigure(figure) {
  if (figure.chart) figure.chart.destroy();
  figure.chart = new Chart(figure.canvas, figure.configure());
  figure.canvas.dataset.drawn = 'yes';
}

function drawNext() {
  const figure = waiting.shift();
  if (!figure) return;
  if (!figure.chart) drawFigure(figure);
  if (waiting.length > 0) setTimeout(drawNext);
}

const nearWindow = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    nearWindow.unobserve(entry.target);
    waiting.push(figures.find((figure) => figure.node === entry.target));
    if (waiting.length === 1) setTimeout(drawNext);
  }
}, { rootMargin: '600px' });

// title, note: caption; says: the chart in words; configure: a function that gives Chart.js its
// configuration; tableOf: heads and rows of the table behind it; heightRem.
function figure({ title, note = '', says, configure, tableOf, heightRem = 17 }) {
  const canvas = element('canvas', { role: 'img', 'aria-label': `${title}. ${says}` });
  const holder = element('div', { class: 'canvas', style: `height: ${heightRem}rem` }, canvas);
  const caption = element('figcaption', {}, title);
  if (note) caption.append(element('span', {}, note));
  const node = element('figure', {}, caption, holder);
  if (tableOf) {
    node.append(foldedTable(title, () => {
      const { heads, rows } = tableOf();
      return table(title, heads, rows);
    }));
  }
  const entry = { node, canvas, holder, configure, chart: null };
  figures.push(entry);
  nearWindow.observe(node);
  return entry;
}

function drawAllFigures() {
  for (const figure of figures) drawFigure(figure);
}

themeListeners.push(() => {
  for (const figure of figures) if (figure.chart || onPaper) drawFigure(figure);
});

// Steps between ticks of a time axis, s.
const niceSteps = [1, 5, 15, 60, 300, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 604800];

// Moments between two that a clock shows as whole steps.
function clockTicks(from, to, step) {
  const epoch = epochMs / 1000;
  const ticks = [];
  for (let at = Math.ceil((epoch + from) / step); at * step - epoch <= to; ++at) ticks.push(at * step - epoch);
  return ticks;
}

function timeAxis(from, to) {
  const week = niceSteps[niceSteps.length - 1];
  const step = niceSteps.find((one) => (to - from) / one <= 9) || week * Math.ceil((to - from) / week / 9);
  return {
    type: 'linear', min: from, max: to, title: { display: true, text: 'UTC' },
    afterBuildTicks: (axis) => { axis.ticks = clockTicks(from, to, step).map((value) => ({ value })); },
    ticks: { maxRotation: 0, autoSkip: true, autoSkipPadding: 14, callback: (value) => clock(value, step < 60) },
  };
}

function valueAxis(text, more = {}) {
  return { title: { display: true, text }, ...more, ticks: { callback: (value) => number(value), ...more.ticks } };
}

// Points of a column by slot, for a line in steps: the last value lasts until the end.
function steps(values, per = 1) {
  const points = Array.from(values, (value, slot) =>
    ({ x: slotEdges[slot], y: Number.isFinite(value) ? value / per : null }));
  if (points.length > 0) points.push({ x: slotEdges[points.length], y: points[points.length - 1].y });
  return points;
}

function stepLine(label, points, colourName, more = {}) {
  return { label, data: points, stepped: true, pointRadius: 0, pointStyle: 'line', pointHitRadius: 6, borderWidth: 2,
           borderColor: colour(colourName), backgroundColor: colour(colourName), ...more };
}

// Lines look in the legend as they do in the chart: Chart.js leaves out their dashes. Bands have no entry.
const lineLegend = {
  usePointStyle: true, pointStyleWidth: 24,
  filter: (item, data) => !data.datasets[item.datasetIndex].band,
  generateLabels: (chart) => Chart.defaults.plugins.legend.labels.generateLabels(chart)
    .map((item) => ({ ...item, lineDash: chart.data.datasets[item.datasetIndex].borderDash })),
};
