/** What the bench uses of it; the package brings no types. */
declare module 'autocannon' {
  interface Request {
    method?: string;
    headers?: Record<string, string>;
    body?: string;
    setupRequest?: (request: Request) => Request;
  }
  interface Options extends Request {
    url: string;
    connections: number;
    duration: number;
    requests?: Request[];
  }
  interface Run extends Promise<{ errors: number; timeouts: number }> {
    on(
      event: 'response',
      listener: (client: unknown, status: number, bytes: number, milliseconds: number) => void,
    ): void;
  }
  const autocannon: (options: Options) => Run;
  export default autocannon;
  export type { Request, Options };
}
