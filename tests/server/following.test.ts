import { describe, expect, test } from 'vitest';
import { OpenLines } from '../../src/lib/server/challenges/limiting-followers.ts';

describe('lines that are held open', () => {
  test('are counted by network where the address is public', () => {
    const lines = new OpenLines({ network: 2, all: 100 });
    const ends = [lines.take('203.0.113.7'), lines.take('203.0.113.8')];
    expect(ends.every(Boolean)).toBe(true);
    expect(lines.take('203.0.113.9')).toBeNull();
    expect(lines.take('198.51.100.1')).not.toBeNull();
    expect(lines.take('2001:db8:1:2::1')).not.toBeNull();
    expect(lines.take('2001:db8:1:3::1')).not.toBeNull();
    expect(lines.take('2001:db8:1:4::1')).toBeNull();
    ends[0]!();
    ends[0]!();
    expect(lines.take('203.0.113.9')).not.toBeNull();
    expect(lines.take('203.0.113.9')).toBeNull();
  });

  test('are those of many behind a proxy that names nobody, up to what a process holds', () => {
    const lines = new OpenLines({ network: 2, all: 9 });
    const ends = Array.from({ length: 9 }, (_, i) => lines.take(i % 2 ? '127.0.0.1' : '10.0.0.4'));
    expect(ends.every(Boolean)).toBe(true);
    expect(lines.take('10.0.0.4')).toBeNull();
    expect(lines.take('203.0.113.7')).toBeNull();
    ends[4]!();
    expect(lines.take('10.0.0.4')).not.toBeNull();
  });
});
