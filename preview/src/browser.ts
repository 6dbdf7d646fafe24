import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium, type Browser, type Page, type Route } from 'playwright-core';
import type { Bundle } from './bundle.ts';
import type { ShownBoard } from './shown.ts';

/** Where the page seems to be: nothing leaves this machine. */
const origin = 'http://preview.test';

const require = createRequire(import.meta.url);
const fonts = join(dirname(require.resolve('@fontsource/inter/package.json')), 'files');
const icons = join(dirname(require.resolve('@grafana/ui/package.json')), 'dist/public');

/** Draws boards in a headless Chromium. */
export class Painter {
  private constructor(
    private readonly browser: Browser,
    private readonly bundle: Bundle,
  ) {}

  /** Starts one. Text is laid out the same on every screen and no animation runs, so that two runs give the same bytes. */
  static async start(executablePath: string, bundle: Bundle): Promise<Painter> {
    const browser = await chromium.launch({
      executablePath,
      args: [
        '--font-render-hinting=none',
        '--disable-lcd-text',
        '--force-color-profile=srgb',
        '--disable-gpu',
        '--hide-scrollbars',
      ],
    });
    return new Painter(browser, bundle);
  }

  stop(): Promise<void> {
    return this.browser.close();
  }

  /** The picture of a board. */
  async paint(board: ShownBoard): Promise<Buffer> {
    const page = await this.browser.newPage({
      viewport: { width: board.width, height: 900 },
      deviceScaleFactor: 1,
      reducedMotion: 'reduce',
      timezoneId: 'UTC',
      locale: 'en-US',
    });
    try {
      const errors = await this.open(page, board);
      await page.waitForSelector('body[data-drawn]', { timeout: 30_000 }).catch((error: unknown) => {
        throw new Error(`Board '${board.title}' was not drawn: ${errors.join('\n') || String(error)}`);
      });
      // Icons are files of their own.
      await page.waitForLoadState('networkidle');
      if (errors.length > 0) throw new Error(`Board '${board.title}': ${errors.join('\n')}`);
      return await page.locator('main').screenshot({ animations: 'disabled' });
    } finally {
      await page.close();
    }
  }

  /** Opens the page. Returns what it complains about, as it does. */
  private async open(page: Page, board: ShownBoard): Promise<string[]> {
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.route('**/*', (route) => this.serve(route, board, errors));
    await page.goto(`${origin}/`);
    return errors;
  }

  private async serve(route: Route, board: ShownBoard, errors: string[]): Promise<void> {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
    if (pathname === '/page.js')
      return route.fulfill({ contentType: 'text/javascript', body: this.bundle.script });
    if (pathname === '/page.css') return route.fulfill({ contentType: 'text/css', body: this.bundle.style });
    if (pathname === '/board.json') return route.fulfill({ json: board });
    const file = fileFor(pathname);
    if (file !== undefined) return route.fulfill(file);
    errors.push(`asks for ${pathname}, which is not served`);
    return route.abort();
  }
}

const html = `<!doctype html>
<meta charset="utf-8" />
<link rel="stylesheet" href="/page.css" />
<style>body { margin: 0; } main { width: max-content; }</style>
<script type="module" src="/page.js"></script>`;

/** Weights by the names that Grafana gives the files of its font. */
const weights: Readonly<Record<string, number>> = { Regular: 400, Medium: 500 };

/** Fonts and icons, as their packages have them. */
function fileFor(pathname: string): { body: Buffer; contentType: string } | undefined {
  const weight = weights[/\/Inter-(\w+)\.woff2$/.exec(pathname)?.[1] ?? ''];
  if (weight !== undefined) {
    const name = `inter-latin-${String(weight)}-normal.woff2`;
    return { contentType: 'font/woff2', body: readFileSync(join(fonts, name)) };
  }
  const icon = /\/(img\/icons\/[\w/-]+\.svg)$/.exec(pathname)?.[1];
  return icon === undefined
    ? undefined
    : { contentType: 'image/svg+xml', body: readFileSync(join(icons, icon)) };
}
