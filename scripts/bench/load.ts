// One load, in a process of its own so that it takes no time from what it measures. The task comes on the
// standard input, the result goes to the standard output, both as JSON.
import { readFileSync } from 'node:fs';
import autocannon, { type Request } from 'autocannon';

export interface Task {
  url: string;
  seconds: number;
  connections: number;
  headers?: Record<string, string>;
  /** Who asks, another each time, round and round; a body makes it a post. */
  visitors?: { cookie: string; body?: string }[];
}
export interface Result {
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p95: number;
  /** How often each status was answered. */
  statuses: Record<string, number>;
  errors: number;
  bytes: number;
}

if (import.meta.main) {
  const task = JSON.parse(readFileSync(0, 'utf8')) as Task;
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  let bytes = 0;
  let next = 0;
  const { visitors } = task;
  const run = autocannon({
    url: task.url,
    connections: task.connections,
    duration: task.seconds,
    headers: task.headers ?? {},
    ...(visitors && {
      requests: [
        {
          method: visitors[0]!.body === undefined ? 'GET' : 'POST',
          setupRequest: (request: Request) => {
            const { cookie, body } = visitors[next++ % visitors.length]!;
            return {
              ...request,
              headers: { ...request.headers, cookie },
              ...(body !== undefined && { body }),
            };
          },
        },
      ],
    }),
  });
  run.on('response', (_client, status, size, time) => {
    times.push(time);
    statuses[status] = (statuses[status] ?? 0) + 1;
    bytes = size;
  });
  const started = performance.now();
  const { errors, timeouts } = await run;
  const seconds = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 10) / 10;
  const result: Result = {
    perSecond: times.length / seconds,
    p50: at(0.5),
    p95: at(0.95),
    statuses,
    errors: errors + timeouts,
    bytes,
  };
  console.log(JSON.stringify(result));
}
