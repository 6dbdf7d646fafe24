import { chromium, type Browser } from 'playwright-core';
import { findChromium } from './chromium.ts';

const quiet =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** A Chromium that asks nobody for anything. */
export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: findChromium(), args: quiet.split(' ') });
