import { once } from 'node:events';
import {
  createWriteStream,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  readFileSync,
} from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Bytes after which a runtime cuts a line. */
const cut = 16_384;

type Stream = 'stdout' | 'stderr';

/** The log of one container, as containerd and kubelet keep it. */
export class PodLog {
  private readonly folder: string;
  private rotated = 0;

  constructor(podLogs: string, pod: string, container = 'fraiseql') {
    this.folder = join(podLogs, pod, container);
    mkdirSync(this.folder, { recursive: true });
  }

  /** What a container has written, a line at a time. */
  async write(lines: readonly (string | Buffer)[], stream: Stream = 'stdout'): Promise<void> {
    await appendFile(this.file, Buffer.concat(lines.flatMap((line) => cri(Buffer.from(line), stream))));
  }

  /** Bytes as they are: for what no runtime writes. */
  async raw(bytes: Buffer | string): Promise<void> {
    await appendFile(this.file, bytes);
  }

  /** Gives the file another name, as kubelet does: the one before is compressed, and of old ones the oldest goes. */
  rotate(keep = 4): void {
    const old = readdirSync(this.folder).filter((name) => /\.log\.\d{8}-\d{6}$/.test(name));
    for (const name of old) {
      const path = join(this.folder, name);
      writeFileSync(`${path}.tmp`, gzipSync(readFileSync(path), { level: 1 }));
      renameSync(`${path}.tmp`, `${path}.gz`);
      rmSync(path);
    }
    renameSync(this.file, `${this.file}.20261124-${String(this.rotated++).padStart(6, '0')}`);
    const compressed = readdirSync(this.folder)
      .filter((name) => name.endsWith('.gz'))
      .sort();
    for (const name of compressed.slice(0, Math.max(0, compressed.length - keep + 1)))
      rmSync(join(this.folder, name));
  }

  /** Bytes in the newest file. */
  get size(): number {
    return statSync(this.file, { throwIfNoEntry: false })?.size ?? 0;
  }

  private get file(): string {
    return join(this.folder, '0.log');
  }
}

/** A line in the form of the container runtimes: cut into parts where it is long. */
export function cri(line: Buffer, stream: Stream = 'stdout'): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at === 0 || at < line.length; at += cut) {
    const tag = at + cut < line.length ? 'P' : 'F';
    parts.push(
      Buffer.from(`${timestamp()} ${stream} ${tag} `),
      line.subarray(at, at + cut),
      Buffer.from('\n'),
    );
  }
  return parts;
}

let nanos = 0;

/** Each part has another time, as it has with nanoseconds. */
const timestamp = (): string =>
  `2026-03-01T10:00:${String(nanos++ % 60).padStart(2, '0')}.${String(nanos).padStart(9, '0')}Z`;

/** Writes many lines at once, faster than through {@link PodLog}. */
export async function fill(path: string, lines: Iterable<string>): Promise<void> {
  const file = createWriteStream(path);
  let chunk: Buffer[] = [];
  const flush = async () => {
    if (!file.write(Buffer.concat(chunk))) await once(file, 'drain');
    chunk = [];
  };
  for (const line of lines) {
    chunk.push(...cri(Buffer.from(line)));
    if (chunk.length > 30_000) await flush();
  }
  await flush();
  await new Promise<void>((resolve) => {
    file.end(resolve);
  });
}
