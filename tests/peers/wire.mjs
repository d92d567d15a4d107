// A wire between a browser and the service that can be cut and led elsewhere.
import net from 'node:net';

export class Wire {
  constructor(address) {
    this.lead(address);
    this.open = new Set();
    this.server = net.createServer(near => {
      const far = net.connect(this.to.port, this.to.hostname);
      for (const [one, other] of [[near, far], [far, near]]) {
        this.open.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          this.open.delete(one);
          other.destroy();
        });
      }
    });
  }

  async listen() {
    await new Promise(resolve => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${this.server.address().port}`;
  }

  lead(address) {
    this.to = new URL(address);
  }

  /** Ends every connection that is open, without a word. */
  cut() {
    for (const socket of this.open) socket.destroy();
  }
}
