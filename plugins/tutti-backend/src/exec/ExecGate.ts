import http from 'node:http';
import { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { EXEC_PROTOCOL, EXEC_TICKET_PREFIX } from '@tutti/plugin-tutti-common';
import { WebSocket, WebSocketServer } from 'ws';
import { Share } from '../callers';
import { ExecTickets } from '../services/exec';
import { AuditNote, ExecGrant, Store } from '../store';
import { ExecConfig } from './config';
import { runTerminal } from './runTerminal';
import { refuseUpgrade, takeUpgrades } from './upgrades';

const PATH = '/api/tutti/v1/exec';
/** Nobody types more at once, and nobody pastes more by mistake. */
const LARGEST_MESSAGE = 64 * 1024;
const TERMINALS_EACH = 5;

/**
 * Opens terminals for those who have a ticket. It stands beside the routes, on the backend's own server: an
 * upgrade never reaches them.
 */
export class ExecGate {
  readonly #servers = new WeakSet<http.Server>();
  readonly #over = new AbortController();
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    perMessageDeflate: false,
    // Never the ticket.
    handleProtocols: () => EXEC_PROTOCOL,
  });
  readonly #terminals = new Share({
    what: 'terminals',
    atOnce: TERMINALS_EACH,
    waiting: 0,
    retryAfterS: 60,
  });

  constructor(
    private readonly options: {
      tickets: ExecTickets;
      config: ExecConfig;
      auditor: AuditorService;
      rows: Pick<Store['audit'], 'add' | 'close'>;
      logger: LoggerService;
    },
  ) {}

  /** @param socket - of any request that came to the backend: by it the server is found */
  attach(socket: Socket): void {
    const server: unknown = 'server' in socket ? socket.server : undefined;
    if (!isServer(server) || this.#servers.has(server)) return;
    this.#servers.add(server);
    takeUpgrades(
      server,
      ({ url = '' }) => url.split('?')[0] === PATH,
      (request, duplex, head) => {
        void this.#take(request, duplex, head).catch(error => {
          this.options.logger.error('A terminal could not be opened', error);
          duplex.destroy();
        });
      },
    );
  }

  /** All terminals end. */
  stop(): void {
    this.#over.abort();
  }

  /** It has ended, whether that can be written down or not. */
  async #close(row: number | undefined, note: AuditNote): Promise<void> {
    const { rows, logger } = this.options;
    try {
      if (row !== undefined) await rows.close(row, note);
    } catch (error) {
      logger.error(
        `The audit of a terminal of ${note.actor.name} could not be completed: ${error}`,
      );
    }
  }

  async #take(
    request: http.IncomingMessage,
    duplex: Duplex,
    head: Buffer,
  ): Promise<void> {
    const { tickets, config } = this.options;
    const { origin } = request.headers;
    if (origin === undefined || !config.origins.includes(origin)) {
      refuseUpgrade(
        duplex,
        403,
        'Terminals are opened by pages of the portal only: its address is app.baseUrl.',
      );
      return;
    }
    const ticket = ticketOf(request);
    const grant =
      ticket === undefined ? undefined : await tickets.redeem(ticket);
    if (!grant || this.#over.signal.aborted) {
      refuseUpgrade(duplex, 401, 'The ticket is used, too old, or none.');
      return;
    }
    this.#sockets.handleUpgrade(request, duplex, head, socket => {
      // Without a listener an error would end the process.
      socket.on('error', () => socket.terminate());
      socket.pause();
      void this.#run(socket, grant);
    });
  }

  async #run(socket: WebSocket, grant: ExecGrant): Promise<void> {
    const { auditor, rows, logger, tickets, config } = this.options;
    const { by, application, environment, pod, container, command } = grant;
    const event = await auditor.createEvent({
      eventId: 'exec',
      severityLevel: 'high',
      meta: {
        by,
        application,
        environment,
        pod,
        container,
        command: command.join(' '),
      },
    });
    const note = noteOf(grant);
    let row: number | undefined;
    const began = performance.now();
    const seconds = () => Math.round((performance.now() - began) / 1000);
    try {
      row = await rows.add(note);
      const end = await this.#terminals.take(by, this.#over.signal, () =>
        runTerminal(socket, {
          ...config,
          connect: (listener, signal) =>
            tickets.connect(grant, listener, signal),
          signal: this.#over.signal,
        }),
      );
      await this.#close(row, {
        ...note,
        outcome: 'succeeded',
        after: { seconds: seconds(), ...end },
      });
      await event.success({ meta: { seconds: seconds(), ...end } });
    } catch (error) {
      const { message } = toError(error);
      if (socket.readyState === socket.OPEN) {
        socket.send(JSON.stringify({ ended: { message } }));
      }
      socket.resume();
      socket.close(1000);
      logger.warn(`A terminal in ${application}/${environment}: ${message}`);
      await this.#close(row, {
        ...note,
        outcome: 'failed',
        reason: message,
        after: { seconds: seconds() },
      });
      await event.fail({
        error: toError(error),
        meta: { seconds: seconds() },
      });
    }
  }
}

/** It stays open for as long as the terminal does. */
function noteOf(grant: ExecGrant): AuditNote {
  const { by, application, environment, environmentId, pod, container } = grant;
  return {
    actor: { kind: 'user', name: by },
    verb: 'exec',
    action: 'WebSocket /exec',
    application: { id: grant.applicationId, name: application },
    environment: { id: environmentId, name: environment },
    object: `${pod}/${container}`,
    outcome: 'open',
  };
}

function isServer(server: unknown): server is http.Server {
  return (
    typeof server === 'object' &&
    server !== null &&
    'listenerCount' in server &&
    'closeIdleConnections' in server
  );
}

/** Offered as a protocol: addresses are logged on the way, and kept by browsers. */
function ticketOf(request: http.IncomingMessage): string | undefined {
  const offered = (request.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map(each => each.trim());
  return offered.includes(EXEC_PROTOCOL)
    ? offered
        .find(each => each.startsWith(EXEC_TICKET_PREFIX))
        ?.slice(EXEC_TICKET_PREFIX.length)
    : undefined;
}
