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
  if (!mct) return '';
  const saved = savedAgainstMct(name);
  if (saved === 0) return 'as much as mct';
  const share = mct[name] > 0 ? `${percent(Math.abs(saved) / mct[name])}, ` : '';
  return `${share}${number(Math.abs(saved), 3)} ${unit} ${saved >= 0 ? 'less' : 'more'} than mct`;
}

function tone(name) {
  const saved = mct ? savedAgainstMct(name) : 0;
  if (saved === 0) return '';
  return saved > 0 ? 'good' : 'bad';
}

// What a better plan could save at most: a share of the cost where neither can be below zero.
function gapCard() {
  const { lower_bound: bound, gap } = night.totals;
  if (bound === null) return card('Proven gap', 'none', 'no bound was computed');
  return card('Proven gap', gap === null || bound < 0 ? money(planTotals.cost - bound) : percent(gap),
              `no plan costs less than ${money(bound)}`);
}

function headline() {
  const { scenarios, benchmark } = night.totals;
  const cards = [
    card('Cost', money(planTotals.cost), againstMct('cost', night.currency), tone('cost')),
    card('Energy', `${number(planTotals.energy_kwh)} kWh`, againstMct('energy_kwh', 'kWh'), tone('energy_kwh')),
    card('Carbon', `${number(planTotals.carbon_kg)} kg CO₂`, againstMct('carbon_kg', 'kg'), tone('carbon_kg')),
    card('Late tasks', number(planTotals.late_tasks, 9), mct ? `mct: ${number(mct.late_tasks, 9)}` : '',
         tone('late_tasks')),
    gapCard(),
    card('Renewable', percent(planTotals.renewable_share),
         `of what came in; ${number(planTotals.renewable_kwh)} of `
         + `${number(planTotals.renewable_available_kwh)} kWh at hand`),
  ];
  if (benchmark) cards.unshift(card(benchmark.objective, number(benchmark.value, 6), benchmark.name));
  const parts = [element('ul', { class: 'cards' }, ...cards)];
  if (mct) {
    parts.push(element('p', { class: 'note' }, 'mct is what a good dispatcher does: in the order of '
      + 'arrival, each task to the server that completes it first.'));
  }
  if (scenarios) {
    parts.push(element('p', {}, `In ${scenarios.scenarios} scenarios of the errors of its forecasts the plan `
      + `costs ${number(scenarios.cost_low)} to ${money(scenarios.cost_high)} (90 % of them), `
      + `${money(scenarios.cost_mean)} on average.`));
  }
  if (night.violations.length > 0) {
    parts.push(element('div', { class: 'warning' },
      element('p', {}, 'The plan breaks limits of the instance, so its costs cannot be had:'),
      element('ul', {}, ...night.violations.slice(0, 20).map((one) => element('li', {}, one)))));
  }
  return parts;
}

function comparisonTable() {
  const names = priced.map((row) => (row.feasible ? row.rule : `${row.rule} *`));
  const values = ['cost', 'energy_cost', 'tardiness_cost', 'energy_kwh', 'carbon_kg', 'late_tasks', 'tardiness_h', 'pue']
    .map((name) => numbers(priced.map((row) => row[name]), name === 'late_tasks' ? 1 : 5,
                           [planTotals, mct || planTotals].map((row) => row[name])));
  const notes = night.totals.rows.filter((row) => row.note !== '').map((row) => [row.rule, row.note]);
  const broken = priced.some((row) => !row.feasible) ? '; * breaks a limit of the instance' : '';
  return table(`The plan against simple rules${broken}`,
    ['<', `cost, ${night.currency}`, 'energy cost', 'tardiness cost', 'kWh', 'kg CO₂', 'late tasks',
     'hours late', 'PUE', 'renewable'],
    [...rowsOf([names, ...values, priced.map((row) => percent(row.renewable_share))]), ...notes]);
}

// Rules that cost so much that nothing else could be seen stand in the table alone.
function comparable() {
  const reference = mct || planTotals;
  const most = 2 * Math.max(reference.cost, planTotals.cost);
  const drawn = priced.filter((row) => row === planTotals || most <= 0 || row.cost <= most);
  const left = priced.filter((row) => !drawn.includes(row)).map((row) => row.rule);
  return { drawn, note: left.length > 0 ? `Too dear to be drawn: ${left.join(', ')}.` : '' };
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

// Bars of parts, a row of totals each. parts: [label, colour, value of a row].
function stackedFigure(title, unit, note, rows, parts, says) {
  const used = parts.filter((part) => rows.some((row) => part[2](row) !== 0));
  return figure({
    title, note, says, heightRem: 4.5 + 2.2 * rows.length,
    configure: () => ({
      type: 'bar',
      data: {
        labels: rows.map((row) => (row.feasible ? row.rule : `${row.rule} *`)),
        datasets: used.map(([label, colourName, value]) =>
          ({ label, data: rows.map(value), backgroundColor: colour(colourName) })),
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
