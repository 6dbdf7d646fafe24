import { expect, test } from 'vitest';
import { archiveFiles } from '../../../src/logs/archive/files.ts';
import { makeEnvironment } from '../../../src/stack.ts';
import { production, withSettings } from '../../good.ts';
import { withArchive } from './good.ts';

const folder = 'production/log-archive/';
const files = new Map(archiveFiles(withArchive()));
const page = files.get(`${folder}README.md`) ?? '';

test('the page has a command for each document of the bucket, and tells of those of roles', () => {
  const names = [...files.keys()]
    .filter((path) => path.endsWith('.json'))
    .map((path) => path.slice(folder.length));
  expect(names.filter((name) => !page.includes(`file://${name}`))).toEqual([
    'writer-policy.json',
    'reader-policy.json',
  ]);
  expect(names.filter((name) => !page.includes(name))).toEqual([]);
});

test('versions come before the lock, and everything before somebody may write', () => {
  const commands = page.match(/^aws s3api \S+/gm)?.map((line) => line.slice('aws s3api '.length));
  expect(commands).toEqual([
    'create-bucket',
    'put-public-access-block',
    'put-bucket-ownership-controls',
    'put-bucket-versioning',
    'put-bucket-encryption',
    'put-object-lock-configuration',
    'put-bucket-lifecycle-configuration',
    'put-bucket-policy',
  ]);
});

test('only us-east-1 has no LocationConstraint', () => {
  expect(page).toContain('LocationConstraint=eu-central-1');
  const [[, american] = []] = archiveFiles(withArchive({ region: 'us-east-1' }));
  expect(american).not.toContain('LocationConstraint');
});

test('other clouds of AWS have other names', () => {
  const files = archiveFiles(withArchive({ region: 'us-gov-west-1' }));
  const policy = files.find(([path]) => path.endsWith('bucket-policy.json'))?.[1];
  expect(policy).toContain('arn:aws-us-gov:s3:::fraiseql-logs-production/*');
});

test('without an archive there are none', () => {
  expect(archiveFiles(withSettings(production, { logs: undefined }))).toEqual([]);
});

test('synth writes them, and has nothing against the pods', () => {
  const { files: all, problems } = makeEnvironment(withArchive());
  expect(problems).toEqual([]);
  expect([...files].filter(([path, text]) => all.get(path) !== text)).toEqual([]);
  expect(all.has('production/manifests/log-archive.k8s.yaml')).toBe(true);
});

test('synth says what does not agree', () => {
  const { problems } = makeEnvironment(withArchive({ region: 'us-east-1' }));
  expect(problems.map(({ check, where }) => [check, where])).toEqual([
    ['archive-agrees', 'production/log-archive'],
  ]);
});
