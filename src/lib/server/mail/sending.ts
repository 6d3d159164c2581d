import { createTransport } from 'nodemailer';

export interface Letter {
  to: string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
}

/** The outside world of mail, one function wide. Without SMTP nothing leaves: letters stay in the outbox to be read there. */
export interface Postman {
  delivers: boolean;
  send(letter: Letter): Promise<void>;
}

export const postmanFrom = (smtpUrl: string | undefined, from: string): Postman => {
  if (!smtpUrl) return { delivers: false, send: async () => {} };
  const transport = createTransport(smtpUrl);
  return {
    delivers: true,
    send: async (letter) => void (await transport.sendMail({ from, ...letter })),
  };
};
