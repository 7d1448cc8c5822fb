// Light or dark: as the system asks, until the reader chooses. Paper is always light.
const systemDark = matchMedia('(prefers-color-scheme: dark)');
let chosenTheme = null;
let onPaper = false;
const themeListeners = [];

function themeName() {
  if (onPaper) return 'light';
  return chosenTheme || (systemDark.matches ? 'dark' : 'light');
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function applyTheme() {
  const name = themeName();
  document.documentElement.dataset.theme = name;
  const button = document.getElementById('theme');
  button.hidden = false;
  button.textContent = name === 'dark' ? 'Light' : 'Dark';
  button.setAttribute('aria-label', name === 'dark' ? 'Show in light colours' : 'Show in dark colours');
  Chart.defaults.color = colour('soft');
  Chart.defaults.borderColor = colour('line');
  for (const listener of themeListeners) listener();
}

function startTheme() {
  Chart.defaults.animation = false;
  Chart.defaults.font.family = 'system-ui, sans-serif';
  Chart.defaults.maintainAspectRatio = false;
  Chart.defaults.plugins.legend.position = 'bottom';
  Chart.defaults.plugins.legend.labels.boxWidth = 14;
  Chart.defaults.plugins.legend.labels.boxHeight = 10;
  document.getElementById('theme').addEventListener('click', () => {
    chosenTheme = themeName() === 'dark' ? 'light' : 'dark';
    applyTheme();
  });
  systemDark.addEventListener('change', applyTheme);
  const toPaper = (paper) => {
    onPaper = paper;
    document.documentElement.toggleAttribute('data-paper', paper);
    applyTheme();
  };
  addEventListener('beforeprint', () => toPaper(true));
  addEventListener('afterprint', () => toPaper(false));
  applyTheme();
}
