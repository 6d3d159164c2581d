import { isDisposableDomain } from '../src/lib/server/quarantine/disposable.ts';
import { simulate, type Outcome, type Share } from '../tests/simulation/simulating.ts';

/** `npm run simulate -- 6 20`: ten thousand scripted ballots against two thousand honest ones, once for each seed from the one to the other. */
const [first = 6, last = 20] = process.argv.slice(2).map(Number);
const seeds = Array.from({ length: last - first + 1 }, (_, i) => first + i);

const percent = ({ flagged, count }: Share) => `${((100 * flagged) / count).toFixed(2)} %`.padStart(9);
const sum = (shares: Share[]): Share => ({
  flagged: shares.reduce((all, { flagged }) => all + flagged, 0),
  count: shares.reduce((all, { count }) => all + count, 0),
});

const both = ({ scripted, honest }: Outcome) =>
  `${percent(scripted)} ${`${percent(honest)} (${honest.flagged})`.padStart(16)}`;

console.log('                 an attack            on a new site     without an attack');
console.log('seed  scripted  honest        scripted  honest        honest');
const outcomes = seeds.map((seed) => {
  const outcome = simulate(seed, isDisposableDomain);
  const fresh = simulate(seed, isDisposableDomain, { newSite: true });
  const calm = simulate(seed, isDisposableDomain, { attacked: false });
  console.log(
    `${String(seed).padStart(4)} ${both(outcome)} ${both(fresh)} ${percent(calm.honest)} (${calm.honest.flagged})`,
  );
  return outcome;
});
console.log(
  ` all ${percent(sum(outcomes.map(({ scripted }) => scripted))).padStart(18)} ${percent(sum(outcomes.map(({ honest }) => honest))).padStart(20)}\n`,
);
for (const scripted of [true, false]) {
  console.log(scripted ? 'scripted, by habit' : '\nhonest, by kind');
  for (const [kind, of] of outcomes[0]!.kinds) {
    if (of.scripted !== scripted) continue;
    const all = sum(outcomes.map(({ kinds }) => kinds.get(kind)!));
    console.log(`  ${kind.padEnd(32)} ${percent(all)}  of ${all.count}`);
  }
}
console.log('\nreasons');
for (const [reason, count] of [...outcomes[0]!.reasons].sort(([, one], [, other]) => other - one))
  console.log(`  ${reason.padEnd(32)} ${count} in seed ${first}`);
