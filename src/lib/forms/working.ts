import type { Challenge } from 'altcha-lib';

/** Does the task that the site asks for while very many join; empty where the browser cannot. The page stays alive meanwhile. */
export const workOn = async (task: Challenge): Promise<string> => {
  try {
    const [{ solveChallenge }, { deriveKey }] = await Promise.all([
      import('altcha-lib'),
      import('altcha-lib/algorithms/web/pbkdf2'),
    ]);
    const solution = await solveChallenge({ challenge: task, deriveKey });
    return solution ? JSON.stringify({ challenge: task, solution }) : '';
  } catch {
    return '';
  }
};
