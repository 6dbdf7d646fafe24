import { playOutage } from './outage.ts';

const usage = `Usage: npm run e2e [-- --speed N]

Takes a service down under a real Prometheus and a real Alertmanager that run what production's settings make (those of
test/good/), at production's waits, and shows when PagerDuty and Slack are told, and what. About six minutes; with
--speed 10 a tenth of that.`;

const [flag, value = '1', ...rest] = process.argv.slice(2);
const speed = Number(value);
if (flag === '--help') {
  console.log(usage);
} else if ((flag !== undefined && flag !== '--speed') || !(speed >= 1 && speed <= 60) || rest.length > 0) {
  console.error(`--speed takes a number from 1 to 60.\n\n${usage}`);
  process.exitCode = 2;
} else {
  const begin = Date.now();
  const outage = await playOutage(speed, (line) => {
    console.log(`${((Date.now() - begin) / 1000).toFixed(1).padStart(7)} s  ${line}`);
  });
  for (const { path, body } of [outage.page, outage.slack, outage.resolved]) {
    console.log(`\nPOST ${path}\n${JSON.stringify(body, null, 2)}`);
  }
}
