import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { answerPeer } from './processes.ts'

/** Socket.IO with connection state recovery, at a port that stays the same over restarts. */
const http = createServer()
const io = new Server(http, {
  ...{ transports: ['websocket'], perMessageDeflate: false, serveClient: false },
  connectionStateRecovery: { maxDisconnectionDuration: 120_000, skipMiddlewares: true },
})
io.on('connection', (socket) => {
  if (!socket.recovered) socket.join('room')
})
http.listen({ port: Number(process.env.PORT), host: '127.0.0.1', backlog: 4096 })

answerPeer({
  say: (n: number) => void io.to('room').emit('said', { n }),
  sockets: () => io.engine.clientsCount,
})
