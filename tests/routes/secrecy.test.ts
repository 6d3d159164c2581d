import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { run, signIn, type Running } from '../running.ts';

/** Stands wherever a number of a hidden tally stands, and nowhere else. */
const mark = '7654321';
const shown = /7,?654,?321/;

describe('a tally that is hidden until the close', () => {
  let app: Running;
  let marked: DatabaseSync;
  const hidden: { id: string; method: string; slug: string }[] = [];
  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'muster-secrecy-'));
    cpSync(inject('demo'), dataDir, { recursive: true });
    marked = new DatabaseSync(join(dataDir, 'muster.sqlite'));
    hidden.push(
      ...(marked
        .prepare(
          `select challenges.id, method, slug from challenges join brands on brands.id = brand_id
           where state = 'voting' and tally_shown = 'after-close'`,
        )
        .all() as typeof hidden),
    );
    for (const { id } of hidden) {
      marked
        .prepare(
          `update challenges set none_picks = ${mark}, default_option = 1 where id = ? and method = 'picks'`,
        )
        .run(id);
      marked
        .prepare(`update drafts set picks = ${mark}, picks_outdated = ${mark} where challenge_id = ?`)
        .run(id);
      marked
        .prepare(
          `update kept_counts set outcome = json_set(outcome, '$.ballots', ${mark}), ballots = ${mark} where challenge_id = ?`,
        )
        .run(id);
    }
    app = await run({ dataDir, env: { WORKER: 'off' } });
  });
  afterAll(async () => {
    marked?.close();
    await app?.stop();
  });

  /** What is said at these addresses to somebody, and as data for the scripts. */
  const said = async (paths: string[], cookie: string) =>
    Promise.all(
      paths
        .flatMap((path) => [path, path.replace(/(\?|$)/, '/__data.json$1').replace('//', '/')])
        .map(async (path) => {
          const response = await fetch(`${app.origin}${path}`, { headers: { cookie }, redirect: 'manual' });
          return { path, status: response.status, text: await response.text() };
        }),
    );

  test('is on no page, in no feed and in no data, for its brand neither', async () => {
    expect(hidden.map(({ method }) => method).sort()).toEqual(['picks', 'schulze', 'score', 'stv']);
    const drafts = (challenge: string) =>
      app
        .query<{ id: string }>('select id from drafts where challenge_id = ?', challenge)
        .map(({ id }) => id);
    const everybody = ['/', '/challenges', '/campaigns', '/brands', '/search?q=sneaker', '/feed.atom'];
    const of = ({ id, slug }: (typeof hidden)[number]) => [
      `/brands/${slug}`,
      `/brands/${slug}/feed.atom`,
      `/challenges/${id}`,
      `/challenges/${id}/result`,
      `/challenges/${id}/ballot`,
      `/challenges/${id}/rule`,
      `/challenges/${id}/receipt`,
      `/challenges/${id}/log`,
      `/challenges/${id}/log/file?form=count`,
      ...drafts(id).flatMap((draft) => [`/drafts/${draft}`, `/drafts/${draft}/revisions`]),
    ];
    const desk = ({ id, slug }: (typeof hidden)[number]) => [
      `/desk/${slug}`,
      `/desk/${slug}/challenges`,
      `/desk/${slug}/challenges/${id}`,
      `/desk/${slug}/challenges/${id}/decision`,
      `/desk/${slug}/challenges/${id}/quarantine`,
      ...drafts(id).map((draft) => `/desk/${slug}/drafts/${draft}`),
    ];
    const owners: Record<string, string> = {
      'halo-supply': 'designer@example.com',
      dashu: 'owner@example.com',
    };
    const fan = await signIn(app, 'fan@example.com', 'muster-demo');
    const answers = [
      ...(await said([...everybody, ...hidden.flatMap(of)], '')),
      ...(await said([...everybody, ...hidden.flatMap(of)], fan)),
    ];
    for (const [slug, email] of Object.entries(owners)) {
      const own = hidden.filter((one) => one.slug === slug);
      expect(own.length).toBeGreaterThan(0);
      answers.push(
        ...(await said(
          own.flatMap((one) => [...of(one), ...desk(one)]),
          await signIn(app, email, 'muster-demo'),
        )),
      );
    }
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(100);
    expect(answers.filter(({ text }) => shown.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('is there once it may be shown', async () => {
    const picks = hidden.find(({ method }) => method === 'picks')!;
    marked.prepare(`update challenges set tally_shown = 'live' where id = ?`).run(picks.id);
    const designer = await signIn(app, 'designer@example.com', 'muster-demo');
    const [page] = await said([`/desk/halo-supply/challenges/${picks.id}`], designer);
    expect(page!.text).toMatch(shown);
  });
});
