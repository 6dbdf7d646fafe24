import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readEnvironments, readSettings } from '../../src/settings/read.ts';
import { bend, good, messageOf } from './message.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a settings file', () => {
  test('that does not exist, or is a folder, is refused', () => {
    mkdirSync(join(folder, 'folder.yaml'));
    expect(messageOf(() => readSettings(join(folder, 'gone.yaml')), folder)).toBe(
      'gone.yaml:1:1: does not exist.',
    );
    expect(messageOf(() => readSettings(join(folder, 'folder.yaml')), folder)).toBe(
      'folder.yaml:1:1: is not a file.',
    );
  });
});

describe('a folder of environments', () => {
  test('tells of every problem in every file at once', () => {
    writeFileSync(
      join(folder, 'production.yaml'),
      bend('profile: tuned', 'profile: loud').replace('job: fraiseql\n', 'jobs: 1\n'),
    );
    writeFileSync(join(folder, 'staging.yaml'), '');
    expect(messageOf(() => readEnvironments(folder), folder).split('\n')).toEqual([
      "production.yaml:4:3: missing key 'service.job': it must be text.",
      "production.yaml:6:3: unknown key 'service.jobs'. Did you mean 'job'?",
      "production.yaml:22:12: 'thresholds.profile' must be one of tuned, initial, got 'loud'.",
      'staging.yaml:1:1: is empty. Copy another environment and change what differs.',
    ]);
  });

  test('takes no file under another ending, and passes over hidden ones', () => {
    writeFileSync(join(folder, '.#production.yaml'), 'x');
    writeFileSync(join(folder, 'production.yaml'), good);
    expect(messageOf(() => readEnvironments(folder), folder)).toBe('nothing wrong');
    writeFileSync(join(folder, 'production.yml'), good);
    expect(messageOf(() => readEnvironments(folder), folder)).toBe(
      'production.yml:1:1: must be called <environment>.yaml.',
    );
  });

  test('without any, or that does not exist, is refused', () => {
    expect(messageOf(() => readEnvironments(folder), folder)).toMatch(
      /:1:1: holds no environment\. Put a file such as production\.yaml there\.$/,
    );
    expect(messageOf(() => readEnvironments(join(folder, 'gone')), folder)).toBe('gone:1:1: does not exist.');
  });
});
