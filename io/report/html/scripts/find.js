// Tasks by their names, or by a part of one.

// The task of this very name, then those whose names hold the text, be it in capitals or not.
function tasksNamed(text) {
  if (text === '') return [];
  const part = text.trim().toLowerCase();
  const exact = [];
  const holding = [];
  taskData.id.forEach((id, task) => {
    if (id === text || id === text.trim()) exact.push(task);
    else if (part !== '' && id.toLowerCase().includes(part)) holding.push(task);
  });
  return [...exact, ...holding];
}

function findForm(show) {
  const input = element('input', { type: 'search', 'aria-label': 'Name of a task, or a part of it',
                                   placeholder: 'Name of a task' });
  const form = element('form', {}, input, element('button', { type: 'submit' }, 'Find'));
  let asked = null;
  let tasks = [];
  let place = 0;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (input.value === asked && tasks.length > 0) place = (place + 1) % tasks.length;
    else [asked, tasks, place] = [input.value, tasksNamed(input.value), 0];
    foundTask = tasks.length > 0 ? tasks[place] : -1;
    const more = tasks.length > 1
      ? `${number(place + 1, 9)} of ${number(tasks.length, 9)} names with this in them, Enter for the next. ` : '';
    if (foundTask < 0) show(shown, 'No task has this in its name. ');
    else show(around(foundTask), `${taskWords(foundTask)}. ${more}`);
  });
  return form;
}
