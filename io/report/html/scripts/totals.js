// What the plan costs, against the rules that simple dispatchers follow, and where the energy goes.
const planTotals = night.totals.rows[0];
const priced = night.totals.rows.filter((row) => row.note === '');
const mct = priced.find((row) => row.rule === 'mct' && row.feasible);

function card(label, value, small, tone = '') {
  return element('li', {}, element('span', {}, label), element('strong', { class: tone }, value),
                 element('small', {}, small));
}

// What the plan saves against mct; 0 where rounding alone explains the difference.
function savedAgainstMct(name) {
  const saved = mct[name] - planTotals[name];
  const rounding = name === 'cost' ? night.run.allowed_difference : 1e-9 * Math.abs(mct[name]);
  return Math.abs(saved) <= rounding ? 0 : saved;
}

// "12 % less than mct", or more.
function againstMct(name, unit) {
  if (!mct || !planTotals.feasible) return '';
  const saved = savedAgainstMct(name);
  if (saved === 0) return 'as much as mct';
  const share = mct[name] > 0 ? `${percent(Math.abs(saved) / mct[name])}, ` : '';
  return `${share}${number(Math.abs(saved), 3)} ${unit} ${saved >= 0 ? 'less' : 'more'} than mct`;
}

function tone(name) {
  const saved = mct && planTotals.feasible ? savedAgainstMct(name) : 0;
  if (saved === 0) return '';
  return saved > 0 ? 'good' : 'bad';
}

// What a better plan could save at most: a share of the cost where neither can be below zero.
function gapCard() {
  const { lower_bound: bound, gap } = night.totals;
  if (bound === null) return card('Proven gap', 'none', 'no bound was computed');
  const { allowed_difference: rounding } = night.run;
  const open = planTotals.cost - bound;
  const says = `costs less than ${moneyFrom(bound)}`;
  if (open < -rounding) return card('Proven gap', 'none', `no plan that keeps the limits ${says}`);
  const real = open > rounding;
  const share = gap !== null && bound >= 0;
  return card('Proven gap', share ? percentUpTo(real ? gap : 0) : moneyUpTo(real ? open : 0), `no plan ${says}`);
}

// Of a plan that goes on after its night only a part of these is known.
const untilEnd = planTotals.beyond ? 'until the night\u2019s end' : '';

const between = (low, high) => (low === high ? number(low, 9) : `${number(low, 9)} to ${number(high, 9)}`);

function scenarioWords(found) {
  const late = between(found.late_low, found.late_high);
  return `In ${found.scenarios} scenarios of the errors of its forecasts the plan costs ${number(found.cost_low)} to `
    + `${money(found.cost_high)} (90 % of them), ${money(found.cost_mean)} on average, with ${late} late tasks.`
    + (found.beyond_high > 0
      ? ` ${between(found.beyond_low, found.beyond_high)} tasks end after the night or their server\u2019s window.` : '')
    + (found.infeasible > 0 ? ` In ${number(found.infeasible, 9)} of them it breaks a limit of power or energy.` : '');
}

// What no card shows.
function planWords() {
  const { servers_used: used, makespan_s: lastEnd, peak_kw: peak } = planTotals;
  return `On ${number(used, 9)} of ${count(night.servers, 'server')}; the last task ends after ${lasting(lastEnd)}. `
    + `The highest slots of the sites add up to ${number(peak)} kW from the grid.`;
}

function movedWords({ hash, change_penalty: penalty }) {
  return `${number(planTotals.changed_tasks, 9)} of ${count(night.tasks, 'task')} moved from the published plan ${hash}, `
    + `${money(penalty)} each.`;
}

const mostViolations = 20;

function violationParts() {
  const more = night.violations.length - mostViolations;
  return element('div', { class: 'warning' },
    element('p', {}, 'The plan breaks limits of the instance, so its costs cannot be had:'),
    element('ul', {}, ...night.violations.slice(0, mostViolations).map((one) => element('li', {}, one))),
    ...(more > 0 ? [element('p', {}, `${number(more, 9)} more; nightwatt evaluate names them.`)] : []));
}

function headline() {
  const { scenarios, benchmark, published } = night.totals;
  const cards = [
    card('Cost', money(planTotals.cost), untilEnd || againstMct('cost', night.currency), tone('cost')),
    card('Energy', `${number(planTotals.energy_kwh)} kWh`, untilEnd || againstMct('energy_kwh', 'kWh'), tone('energy_kwh')),
    card('Carbon', `${number(planTotals.carbon_kg)} kg CO₂`, untilEnd || againstMct('carbon_kg', 'kg'), tone('carbon_kg')),
    card('Late tasks', number(planTotals.late_tasks, 9), mct ? `mct: ${number(mct.late_tasks, 9)}` : '',
         tone('late_tasks')),
    gapCard(),
    card('Renewable', percent(planTotals.renewable_share),
         `of what came in${untilEnd && ` ${untilEnd}`}; ${number(planTotals.renewable_kwh)} of `
         + `${number(planTotals.renewable_available_kwh)} kWh at hand`),
  ];
  if (benchmark) cards.unshift(card(benchmark.objective, number(benchmark.value, 6), benchmark.name));
  const parts = [element('ul', { class: 'cards' }, ...cards)];
  if (mct) {
    parts.push(element('p', { class: 'note' }, 'mct is what a good dispatcher does: in the order of '
      + 'arrival, each task to the server that completes it first.'));
  }
  parts.push(element('p', {}, planWords()));
  if (published) parts.push(element('p', {}, movedWords(published)));
  if (scenarios) parts.push(element('p', {}, scenarioWords(scenarios)));
  if (night.violations.length > 0) parts.push(violationParts());
  return parts;
}

// Of what runs after the night only the lateness is known.
const knownBeyond = ['cost', 'tardiness_cost', 'late_tasks', 'tardiness_h'];

function comparisonTable() {
  const names = priced.map((row) => (row.feasible ? row.rule : `${row.rule} *`));
  const values = ['cost', 'energy_cost', 'tardiness_cost', 'energy_kwh', 'carbon_kg', 'late_tasks', 'tardiness_h', 'pue']
    .map((name) => numbers(priced.map((row) => row[name]), name === 'late_tasks' ? 1 : 5,
                           [planTotals, mct || planTotals].map((row) => row[name]))
      .map((text, i) => (priced[i].beyond && !knownBeyond.includes(name) ? '–' : text)));
  const shares = priced.map((row) => (row.beyond ? '–' : percent(row.renewable_share)));
  const notes = night.totals.rows.filter((row) => row.note !== '').map((row) => [row.rule, row.note]);
  const broken = priced.some((row) => !row.feasible) ? '; * breaks a limit of the instance' : '';
  const beyond = priced.some((row) => row.beyond)
    ? '; –: ends after the night, and what runs then is not counted, and the cost leaves it out, too' : '';
  const anew = priced.length > 1 && night.totals.change_penalty > 0
    ? '; the rules plan anew, and their costs hold no change penalty' : '';
  return table(`The plan against simple rules${broken}${beyond}${anew}`,
    ['<', `cost, ${night.currency}`, 'energy cost', 'tardiness cost', 'kWh', 'kg CO₂', 'late tasks',
     'hours late', 'PUE', 'renewable'],
    [...rowsOf([names, ...values, shares]), ...notes]);
}

// Rules that cost so much that nothing else could be seen stand in the table alone, and those that run on
// after the night, whose energy is not all known.
function comparable() {
  const reference = mct || planTotals;
  const most = 2 * Math.max(reference.cost, planTotals.cost);
  const drawn = priced.filter((row) => row === planTotals || (!row.beyond && (most <= 0 || row.cost <= most)));
  const left = (beyond) => priced.filter((row) => !drawn.includes(row) && row.beyond === beyond)
    .map((row) => row.rule).join(', ');
  const notes = [['Too dear to be drawn', left(false)], ['Not drawn, as they end after the night', left(true)],
    ['Counted until the night\u2019s end', planTotals.beyond ? planTotals.rule : '']];
  return { drawn, note: notes.filter(([, rules]) => rules !== '').map((note) => `${note.join(': ')}.`).join(' ') };
}

const costItems = [
  ['energy_cost', 'energy', 'one'], ['tardiness_cost', 'missed deadlines', 'late'],
  ['transfer_cost', 'transfers', 'four'], ['soft_cap_cost', 'above the soft cap', 'six'],
  ['peak_cost', 'peak charge', 'three'], ['makespan_cost', 'makespan', 'five'],
  ['change_cost', 'moved tasks', 'seven'], ['heat_credit', 'heat credit', 'two'],
];

const energyItems = [
  ['dynamic', 'running tasks', 'one', (row) => row.dynamic_kwh],
  ['idle', 'idling', 'three', (row) => row.idle_kwh],
  ['sleep', 'sleep', 'four', (row) => row.sleep_kwh],
  ['wake', 'waking', 'six', (row) => row.wake_kwh],
  ['cooling', 'cooling and overhead', 'five', (row) => row.energy_kwh - row.it_energy_kwh],
  ['battery', 'battery losses', 'two', (row) => row.battery_loss_kwh],
  ['transfer', 'transfers', 'seven', (row) => row.transfer_kwh],
];

// Bars of parts, a row of totals each, with room for a legend of two parts a line, as on a phone. parts:
// [label, colour, value of a row].
function stackedFigure(title, unit, note, rows, parts, says) {
  const used = parts.filter((part) => rows.some((row) => part[2](row) !== 0));
  return figure({
    title, note, says, heightRem: 5 + 2.2 * rows.length + 1.4 * Math.ceil(used.length / 2),
    configure: () => ({
      type: 'bar',
      data: {
        labels: rows.map((row) => (row.feasible ? row.rule : `${row.rule} *`)),
        datasets: used.map(([label, colourName, value]) =>
          ({ label, data: rows.map(value), backgroundColor: colour(colourName), maxBarThickness: 32 })),
      },
      options: {
        indexAxis: 'y',
        scales: { x: valueAxis(unit, { stacked: true }), y: { stacked: true, grid: { display: false } } },
        plugins: { tooltip: { mode: 'index', callbacks: {
          label: (item) => `${item.dataset.label}: ${number(item.parsed.x)} ${unit}` } } },
      },
    }),
    tableOf: () => ({ heads: ['<', ...used.map((part) => `${part[0]}, ${unit}`)],
                      rows: rowsOf([rows.map((row) => row.rule),
                                    ...used.map((part) => numbers(rows.map(part[2])))]) }),
  }).node;
}

function addTotals() {
  const { drawn, note } = comparable();
  const mostly = (row) => energyItems.map((item) => `${item[1]} ${number(item[3](row))} kWh`).join(', ');
  section('headline', 'The night', ...headline(), comparisonTable());
  section('costs', 'Costs and energy', element('div', { class: 'charts' },
    stackedFigure('Where the money goes', night.currency, note, drawn,
      costItems.map(([name, label, colourName]) =>
        [label, colourName, (row) => (name === 'heat_credit' ? -row[name] : row[name])]),
      `The plan costs ${money(planTotals.cost)}${mct ? `, mct ${money(mct.cost)}` : ''}.`),
    stackedFigure('Where the energy goes', 'kWh', note, drawn,
      energyItems.map(([, label, colourName, value]) => [label, colourName, value]),
      `This plan: ${mostly(planTotals)}.`)));
}
