/**
 * The script of the page: filtering, unfolding, copying, printing. Without it everything is still visible. It never makes HTML
 * from text. The items that the filter hides are problems and the rows of sessions.
 */
export const SCRIPT = `'use strict';
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const toolbar = document.getElementById('toolbar');
  const filter = document.getElementById('filter');
  const shown = document.getElementById('shown');
  const severities = all('input[name=severity]', toolbar);
  const findings = all('[data-severity]');
  const sessions = all('details.session').map((element) => ({
    element,
    rows: all('tbody.item', element),
    title: all('summary, .facts', element).slice(0, 2).map((each) => each.textContent).join(' ').toLowerCase(),
  }));
  const texts = new WeakMap();
  const textOf = (element) => {
    let text = texts.get(element);
    if (text === undefined) {
      text = element.textContent.toLowerCase();
      texts.set(element, text);
    }
    return text;
  };
  const apply = () => {
    const words = filter.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const fits = (text) => words.every((word) => text().includes(word));
    const wanted = new Set(severities.filter((box) => box.checked).map((box) => box.value));
    let found = 0;
    for (const finding of findings) {
      finding.hidden = !(wanted.has(finding.dataset.severity) && fits(() => textOf(finding)));
      if (!finding.hidden) found += 1;
    }
    let visible = 0;
    for (const { element, rows, title } of sessions) {
      const whole = fits(() => title);
      let any = whole;
      for (const row of rows) {
        row.hidden = !(whole || fits(() => title + ' ' + textOf(row)));
        if (!row.hidden) any = true;
      }
      element.hidden = !any;
      if (any) visible += 1;
    }
    for (const section of all('section[data-filtered]')) {
      const items = all('[data-severity], details.session', section);
      section.classList.toggle('nothing', items.length > 0 && items.every((item) => item.hidden));
    }
    shown.value = found + ' of ' + findings.length + ' problems, ' + visible + ' of ' + sessions.length + ' sessions';
  };
  const fold = (open) => {
    for (const element of all('details')) if (!element.closest('[hidden]')) element.open = open;
  };
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target === null) return;
    for (let at = target; at !== null; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
    target.scrollIntoView({ block: 'center' });
  };
  const copy = (button, text) => {
    const said = (word) => {
      button.textContent = word;
      setTimeout(() => { button.textContent = 'copy'; }, 1500);
    };
    const byHand = () => {
      const field = document.createElement('textarea');
      field.value = text;
      document.body.append(field);
      field.select();
      const done = document.execCommand('copy');
      field.remove();
      button.focus();
      said(done ? 'copied' : 'not copied');
    };
    if (navigator.clipboard === undefined) byHand();
    else navigator.clipboard.writeText(text).then(() => said('copied'), byHand);
  };
  for (const element of all('.copied')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'copy';
    button.addEventListener('click', () => copy(button, element.textContent));
    if (element.tagName !== 'PRE') {
      element.after(button);
      continue;
    }
    const holder = document.createElement('div');
    holder.className = 'holder';
    element.replaceWith(holder);
    holder.append(element, button);
  }
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = all('details.session:not([open]), details.group:not([open])');
    for (const element of folded) element.open = true;
  });
  addEventListener('afterprint', () => {
    for (const element of folded) element.open = false;
  });
  filter.addEventListener('input', apply);
  for (const box of severities) box.addEventListener('change', apply);
  document.getElementById('open').addEventListener('click', () => fold(true));
  document.getElementById('close').addEventListener('click', () => fold(false));
  addEventListener('hashchange', reveal);
  addEventListener('keydown', (event) => {
    if (event.key === '/' && document.activeElement !== filter && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      filter.focus();
    } else if (event.key === 'Escape' && document.activeElement === filter) {
      filter.value = '';
      apply();
    }
  });
  toolbar.hidden = false;
  apply();
  reveal();
})();
`;
