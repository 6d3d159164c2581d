import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const routes = resolve(import.meta.dirname, '../src/routes');

export interface Address {
  /** As the folder is called: `/desk/[brand]/team`. */
  pattern: string;
  page: boolean;
  /** The names of the form actions; `default` is posted to without a name. */
  actions: string[];
  /** The methods of an endpoint. */
  methods: string[];
}

/** Every address of the site, read from the folder of routes, so that none can be forgotten. */
export const addresses = (): Address[] =>
  readdirSync(routes, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .concat(routes)
    .filter((folder) =>
      ['+page.svelte', '+server.ts', '+page.server.ts'].some((name) => existsSync(join(folder, name))),
    )
    .map((folder) => {
      const read = (name: string) =>
        existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '';
      const server = read('+page.server.ts');
      const block = server.slice(server.indexOf('export const actions'));
      return {
        pattern: `/${relative(routes, folder)}`,
        page: existsSync(join(folder, '+page.svelte')),
        actions: server.includes('export const actions')
          ? [...block.matchAll(/^ {2}'?([\w-]+)'?(?:: (?:async|\()|,$)/gm)].map(([, name]) => name!)
          : [],
        methods: [...read('+server.ts').matchAll(/export const (GET|POST|PUT|PATCH|DELETE)/g)].map(
          ([, name]) => name!,
        ),
      };
    })
    .sort((a, b) => a.pattern.localeCompare(b.pattern));
