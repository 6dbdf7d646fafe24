import { launch } from './browser.ts';
import { DemoProcess } from './process.ts';

/** Draws the picture of the documentation: the page in an outage, as soon as somebody is paged, at production's waits. */
const [file = 'docs/screenshots/demo.png'] = process.argv.slice(2);
const demo = new DemoProcess(['--port', '8080', '--scenario', 'outage']);
const browser = await launch();
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  await page.goto(await demo.said(/^Open (\S+)$/m));
  await page.locator('.incident.triggered').waitFor({ timeout: 300_000 });
  await page.locator('.attachment.danger').waitFor();
  await page.screenshot({ path: file, fullPage: true });
  console.log(`${file} is drawn.`);
} finally {
  await browser.close();
  await demo.stop();
  demo.remove();
}
