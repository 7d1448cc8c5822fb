// What moves the schedule: buttons, keys, a rectangle drawn by the mouse.
function moveButtons(list, title, show) {
  return element('span', { role: 'group', 'aria-label': title }, ...list.map(([face, words, , move]) => {
    const button = element('button', { type: 'button', 'aria-label': words, title: words }, face);
    button.addEventListener('click', () => show(move(shown)));
    return button;
  }));
}

// A rectangle drawn over the chart becomes the view.
function drawRectangles(made, show) {
  const box = element('div', { class: 'selection', hidden: '' });
  made.holder.append(box);
  let from = null;
  const place = (event) => {
    const edges = made.holder.getBoundingClientRect();
    return { x: event.clientX - edges.left, y: event.clientY - edges.top };
  };
  made.canvas.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'touch' || event.button !== 0) return;
    from = place(event);
    made.canvas.setPointerCapture(event.pointerId);
  });
  made.canvas.addEventListener('pointermove', (event) => {
    if (!from) return;
    const to = place(event);
    box.hidden = false;
    box.style.left = `${Math.min(from.x, to.x)}px`;
    box.style.top = `${Math.min(from.y, to.y)}px`;
    box.style.width = `${Math.abs(to.x - from.x)}px`;
    box.style.height = `${Math.abs(to.y - from.y)}px`;
  });
  made.canvas.addEventListener('pointerup', (event) => {
    if (!from) return;
    const [first, to] = [from, place(event)];
    from = null;
    box.hidden = true;
    if (Math.abs(to.x - first.x) < 8 || Math.abs(to.y - first.y) < 8) return;
    const { x, y } = made.chart.scales;
    const moments = [first.x, to.x].map((pixel) => x.getValueForPixel(pixel)).sort((a, b) => a - b);
    const rows = [first.y, to.y].map((pixel) => y.getValueForPixel(pixel)).sort((a, b) => a - b);
    show(within({ from: moments[0], to: moments[1], firstRow: Math.floor(rows[0]), lastRow: Math.ceil(rows[1]) }));
  });
  made.canvas.addEventListener('pointercancel', () => { from = null; box.hidden = true; });
}

function addControls(made, words, tasksFold, show) {
  const group = element('div', { tabindex: '0', role: 'group', id: 'schedule-view',
    'aria-label': 'Schedule: arrow keys move, plus and minus zoom, Home shows the whole night' }, made.node);
  group.addEventListener('keydown', (event) => {
    if (event.target !== group || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key === '=' ? '+' : event.key;
    const move = moves.find((one) => one[2] === key);
    if (!move) return;
    event.preventDefault();
    show(move[3](shown));
  });
  drawRectangles(made, show);
  const controls = element('div', { class: 'controls' }, moveButtons(moves, 'View', show),
    element('span', {}, 'time', moveButtons(timeMoves, 'Time', show)),
    element('span', {}, 'servers', moveButtons(rowMoves, 'Servers', show)), findForm(show),
    element('span', { class: 'note' }, 'Zoom with the buttons, with + and − and the arrow keys, or by drawing a rectangle.'));
  section('schedule', 'Schedule', controls, words, group, tasksFold);
}
