import { createServer } from 'node:http';

/** What Node's own server takes for an answer of the same size, made of nothing: the measure for the health service. It tells its CPU time, too. */
const body = Buffer.alloc(Number(process.argv[2]), 'x');
const length = String(body.length);

createServer(({ url }, response) => {
  const { user, system } = process.cpuUsage();
  if (url === '/metrics') response.end(`process_cpu_seconds_total ${String((user + system) / 1e6)}\n`);
  else response.writeHead(200, ['content-type', 'application/json', 'content-length', length]).end(body);
}).listen(Number(process.argv[3]), '127.0.0.1');
