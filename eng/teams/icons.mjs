// Draws the icons of the Teams app from the clinic's own mark: node eng/teams/icons.mjs, after 'npm ci' in tests/peers. Microsoft's rules: 192 x 192 in colour, without rounded corners of its own, and
// 32 x 32 in white on nothing.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const { chromium } = createRequire(new URL('../../tests/peers/package.json', import.meta.url))('playwright-core');
const spine = (colours) => `<g fill="${colours[0]}"><rect x="9" y="5" width="14" height="4.5" rx="2"/><rect x="10" y="13.8" width="14" height="4.5" rx="2"/><rect x="8" y="22.5" width="14" height="4.5" rx="2"/></g>
  <rect x="11" y="10.6" width="10" height="2" rx="1" fill="${colours[1]}"/><rect x="11" y="19.4" width="10" height="2" rx="1" fill="${colours[2]}"/>`;
// The symbol stands within the middle 96 x 96 of 192, as the edge is cut off in a circle in places.
const color = `<svg xmlns="http://www.w3.org/2000/svg" width="192" height="192" viewBox="-10 -10 52 52"><rect x="-10" y="-10" width="52" height="52" fill="#12475a"/>${spine(['#fff', '#f2a65a', '#7fc4c1'])}</svg>`;
const outline = `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32" viewBox="0 0 32 32">${spine(['#fff', '#fff', '#fff'])}</svg>`;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
for (const [name, svg, size] of [['color', color, 192], ['outline', outline, 32]]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
  await page.screenshot({ path: fileURLToPath(new URL(`../../src/ValorSpine.Bot.Channels/Teams/Package/${name}.png`, import.meta.url)), omitBackground: true });
}

await browser.close();
