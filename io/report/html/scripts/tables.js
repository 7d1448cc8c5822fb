// Elements and tables. Texts of the files go into text nodes alone: no name can become markup.
function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// heads: names, those that begin with '<' stand to the left. rows: lists of texts; the first names
// the row.
function table(caption, heads, rows) {
  const left = heads.map((head) => head.startsWith('<'));
  const side = (i) => (left[i] ? { class: 'left' } : {});
  const names = heads.map((head, i) =>
    element('th', { scope: 'col', ...side(i) }, head.replace(/^</, '')));
  const body = rows.map((row) => element('tr', {}, ...row.map((cell, i) =>
    i === 0 ? element('th', { scope: 'row', ...side(i) }, cell) : element('td', side(i), cell))));
  return element('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': caption },
    element('table', {}, element('caption', {}, element('span', {}, caption)),
      element('thead', {}, element('tr', {}, ...names)), element('tbody', {}, ...body)));
}

// A table that is made when it is opened: there are many, and most are never read.
function foldedTable(title, make) {
  const place = element('div');
  const folded = element('details', { class: 'data' },
    element('summary', {}, `Table: ${title}`), place);
  folded.fill = () => { if (folded.open) place.replaceChildren(make()); };
  folded.addEventListener('toggle', folded.fill);
  return folded;
}

function section(id, title, ...children) {
  const head = element('h2', { id }, title);
  document.getElementById('content').append(element('section', { 'aria-labelledby': id }, head, ...children));
  document.getElementById('sections').append(element('a', { href: `#${id}` }, title));
}
