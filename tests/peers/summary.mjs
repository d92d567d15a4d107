// The printable page of a screening, as patients see and print it.
//   node summary.mjs WIDTH SCREENSHOT_FOLDER URL...
// Prints "ok N name" or "not ok N name: why" for each page, and exits with 1 where one failed.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { axeFindings, check, launch, tooWide } from './browser.mjs';

const [widthText, folder, ...urls] = process.argv.slice(2);
if (urls.length === 0) {
  console.error('Usage: node summary.mjs WIDTH SCREENSHOT_FOLDER URL...');
  process.exit(2);
}

const width = Number(widthText);
mkdirSync(folder, { recursive: true });
const browser = await launch();
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
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(url);
    await page.getByRole('button', { name: 'Print or save as PDF' }).waitFor();
    name = (await page.locator('.outcome').innerText()).trim();
    await page.screenshot({ path: join(folder, `summary-${index + 1}-${width}.png`), fullPage: true });
    await readable();
    await accessible();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: join(folder, `summary-${index + 1}-${width}-dark.png`), fullPage: true });
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
  const over = await tooWide(page);
  const smallest = await page.evaluate(() => Math.min(...[...document.querySelectorAll('main *')].filter(element => element.textContent.trim()).map(element => parseFloat(getComputedStyle(element).fontSize))));
  check(over <= 0, `the page is ${over} pixels too wide`);
  check(smallest >= 14, `letters of ${smallest} pixels`);
}

/** Meets WCAG 2.2 AA as far as axe can tell. */
async function accessible() {
  const found = await axeFindings(page);
  check(!found, found);
}

async function onOnePage(path) {
  await page.pdf({ path, preferCSSPageSize: true });
  const pdf = readFileSync(path, 'latin1');
  const pages = pdf.match(/\/Type\s*\/Page(?![a-z])/g)?.length ?? 0;
  check(pages === 1, `it prints on ${pages} pages`);
  check(/\/MediaBox\s*\[\s*0 0 612 792\s*\]/.test(pdf), 'the paper is not US letter');
}
