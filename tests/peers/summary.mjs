// The printable page of a screening, as patients see and print it.
//   node summary.mjs WIDTH SCREENSHOT_FOLDER URL...
// Prints "ok N name" or "not ok N name: why" for each page, and exits with 1 where one failed.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const [widthText, folder, ...urls] = process.argv.slice(2);
if (urls.length === 0) {
  console.error('Usage: node summary.mjs WIDTH SCREENSHOT_FOLDER URL...');
  process.exit(2);
}

const width = Number(widthText);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage({ viewport: { width, height: width < 600 ? 844 : 900 } });
const complaints = [];
page.on('pageerror', error => complaints.push(`script error: ${error.message}`));
page.on('console', message => {
  if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
});

let failures = 0;
for (const [index, url] of urls.entries()) {
  complaints.length = 0;
  let why;
  let name = 'summary';
  try {
    await page.goto(url);
    await page.getByRole('button', { name: 'Print or save as PDF' }).waitFor();
    name = (await page.locator('.outcome').innerText()).trim();
    await page.screenshot({ path: join(folder, `summary-${index + 1}-${width}.png`), fullPage: true });
    await readable();
    await accessible();
    await onOnePage(join(folder, `summary-${index + 1}-${width}.pdf`));
    if (complaints.length > 0) why = complaints.join('; ');
  } catch (error) {
    why = error.message.split('\n')[0];
  }

  if (why) failures++;
  console.log(why ? `not ok ${index + 1} ${name}: ${why}` : `ok ${index + 1} ${name}`);
}

await browser.close();
process.exit(failures === 0 ? 0 : 1);

async function readable() {
  const found = await page.evaluate(() => ({
    over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    smallest: Math.min(...[...document.querySelectorAll('main *')].filter(element => element.textContent.trim()).map(element => parseFloat(getComputedStyle(element).fontSize))),
  }));
  check(found.over <= 0, `the page is ${found.over} pixels too wide`);
  check(found.smallest >= 14, `letters of ${found.smallest} pixels`);
}

/** Meets WCAG 2.2 AA as far as axe can tell. */
async function accessible() {
  // The page's own policy lets no other script in, so it is evaluated from outside.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  check(violations.length === 0, violations.map(violation => `${violation.id} (${violation.nodes.map(node => node.target).join(', ')})`).join('; '));
}

async function onOnePage(path) {
  await page.pdf({ path, preferCSSPageSize: true });
  const pdf = readFileSync(path, 'latin1');
  const pages = pdf.match(/\/Type\s*\/Page(?![a-z])/g)?.length ?? 0;
  check(pages === 1, `it prints on ${pages} pages`);
  check(/\/MediaBox\s*\[\s*0 0 612 792\s*\]/.test(pdf), 'the paper is not US letter');
}

function check(condition, why) {
  if (!condition) throw new Error(String(why).replaceAll('\n', ' '));
}
