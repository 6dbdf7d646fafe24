import { describe, expect, test } from 'vitest';
import { bent, good } from './bend.ts';
import { bends } from './bends.ts';
import { contractServer } from './contract-server.ts';
import { found, harms, lines } from './found.ts';

describe('a server that is all well', () => {
  test.each(['contract', 'fraiseql-2.15'] as const)(
    '%s conforms, and nothing that reads it is harmed',
    (binding) => {
      const judgement = found(good[binding], binding);
      expect(lines(judgement)).toEqual([]);
      expect(judgement).toMatchObject({ conforms: true, harms: [] });
    },
  );

  test('of the contract is made from the contract', async () => {
    await expect(await contractServer()).toMatchFileSnapshot('contract.prom');
  });
});

describe('bent in one place', () => {
  test.each(bends)('$bend', ({ binding = 'contract', bending, finds, harms: expected }) => {
    const judgement = found(bent(good[binding], bending), binding);
    const told = lines(judgement);
    expect(told.map((line, at) => (line.startsWith(finds[at] ?? '\0') ? finds[at] : line))).toEqual(finds);
    expect(harms(judgement).sort()).toEqual([...expected].sort());
    expect(judgement.conforms).toBe(told.every((line) => /^(differs|not seen yet)/.test(line)));
  });
});
