import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { launch } from './browser.ts';
import { DemoProcess } from './process.ts';

/** Longest that anything here may take, in milliseconds: it takes a few seconds, of which others on this machine take their share. */
const timeout = 60_000;

describe('the demo, in a browser', () => {
  const errors: string[] = [];
  const demo = new DemoProcess(['--port', '0', '--speed', '10']);
  let browser: Browser;
  let page: Page;
  let url = '';

  beforeAll(async () => {
    browser = await launch();
    page = await browser.newPage();
    page.setDefaultTimeout(timeout);
    page.on('pageerror', ({ message }) => errors.push(message));
    url = await demo.said(/^Open (\S+)$/m);
    await page.goto(url);
    await page.getByText('All is well').waitFor();
    // While the engines start there is nothing to show, and the browser tells of each question that has no answer yet.
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
  }, timeout);

  afterAll(async () => {
    await browser.close();
    demo.remove();
  });

  test('begins with a healthy service, of which only the Watchdog tells', async () => {
    await demo.said(/^All is well/m);
    expect(await page.locator('.replicas .up').count()).toBe(3);
    expect(await page.locator('.alert b').allTextContents()).toEqual(['Watchdog']);
    expect(await page.locator('#objectives').innerText()).toMatch(/99\.9\d\d %\s+20 % of the budget left/);
    expect(await page.locator('#incidents').innerText()).toBe('No incident.');
    await page.getByText('heard the Watchdog').waitFor();
  });

  test('shows the page and the message of an outage', async () => {
    await page.getByRole('button', { name: 'No replica is left' }).click();
    await page.locator('.incident.triggered').waitFor();
    expect(await page.locator('.incident').innerText()).toContain('CRITICAL production: ServiceDown.');
    const message = page.getByLabel('Slack #incidents').locator('.attachment.danger');
    await message.waitFor();
    expect(await message.innerText()).toContain('No replica has answered a scrape for a minute');
    // The engines are asked now and then: a message may be here before it is seen why.
    await page.locator('#steps .done').nth(3).waitFor();
    const [fault, ...steps] = await page.locator('#steps b').allTextContents();
    expect(fault).toBe('0 s');
    expect(steps.filter((step) => /^\+[\d.]+ s$/.test(step))).toHaveLength(3);
    expect(await page.getByRole('status').innerText()).toContain('Incident triggered: CRITICAL');
  });

  test('leads from the message to the runbook, and to the engines', async () => {
    const href = await page.locator('.attachment.danger a', { hasText: 'Runbook' }).getAttribute('href');
    expect(href).toBe(`${url}runbooks/availability.md#servicedown`);
    const runbook = await (await fetch(href ?? '')).text();
    expect(runbook).toContain('<h2 id="servicedown">ServiceDown</h2>');
    const rules = await (await fetch(`${url}prometheus/api/v1/rules?type=alert`)).text();
    expect(rules).toContain('ServiceDown');
    expect((await fetch(`${url}alertmanager/`)).status).toBe(200);
  });

  test('remembers who has taken the incident on, and resolves it when the fault is over', async () => {
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await page.locator('.incident.acknowledged').waitFor();
    await page.getByRole('button', { name: 'End the fault' }).click();
    await page.locator('.incident.resolved').waitFor();
    await page.getByLabel('Slack #incidents').locator('.attachment.good').waitFor();
    await page.getByText('All is well').waitFor();
  });

  test('loads nothing from elsewhere, and makes no error', async () => {
    const asked = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(asked.filter((name) => !name.startsWith(url) && !name.startsWith('data:'))).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('ends with Ctrl-C, and leaves nothing', async () => {
    expect((await demo.children()).map(({ args }) => args.split(' ')[0]).sort()).toEqual([
      'prometheus',
      'prometheus-alertmanager',
    ]);
    expect(await demo.stop('SIGINT')).toBe(0);
    expect(await demo.children()).toEqual([]);
    expect(demo.leftovers()).toEqual([]);
    await expect(fetch(url)).rejects.toThrow();
  });
});
