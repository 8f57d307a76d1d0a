import { createServer, type Server } from 'node:net';

/** A mail server on this computer that takes every letter, in clear and from anybody. */
export class LetterBox {
  readonly letters: string[] = [];
  readonly port: number;
  private readonly server: Server;

  private constructor(server: Server, port: number) {
    this.server = server;
    this.port = port;
  }

  static open(): Promise<LetterBox> {
    return new Promise((resolve) => {
      const server = createServer((socket) => {
        let rest = '';
        let letter: string[] | undefined;
        socket.write('220 box\r\n');
        socket.on('error', () => socket.destroy());
        socket.on('data', (chunk) => {
          const lines = (rest + chunk.toString()).split('\r\n');
          rest = lines.pop() ?? '';
          for (const line of lines) {
            if (letter && line === '.') {
              box.letters.push(letter.join('\n'));
              letter = undefined;
              socket.write('250 taken\r\n');
            } else if (letter) letter.push(line);
            else if (line.startsWith('DATA')) {
              letter = [];
              socket.write('354 go on\r\n');
            } else socket.write('250 ok\r\n');
          }
        });
      });
      let box: LetterBox;
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        box = new LetterBox(server, typeof address === 'object' && address ? address.port : 0);
        resolve(box);
      });
    });
  }

  close(): void {
    this.server.close();
  }
}
