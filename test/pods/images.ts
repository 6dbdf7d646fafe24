import { accessSync, constants, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What an image has, of what this machine has. */
export interface Image {
  /** Folders of programs, one after the other. */
  readonly path: readonly string[];
  /** What an image does where the container has no command of its own. */
  readonly entrypoint: readonly string[];
  /** Variables that the image sets. */
  readonly env: Readonly<Record<string, string>>;
  /** Folders of this machine that stand elsewhere in the image. */
  readonly folders: readonly (readonly [host: string, inside: string])[];
}

/** All of coreutils. */
const coreutils =
  '[ arch b2sum base32 base64 basename basenc cat chcon chgrp chmod chown cksum comm cp csplit cut date dd df dir dircolors dirname du echo env expand expr factor false fmt fold groups head hostid id install join link ln logname ls md5sum mkdir mkfifo mknod mktemp mv nice nl nohup nproc numfmt od paste pathchk pinky pr printenv printf ptx pwd readlink realpath rm rmdir runcon seq sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf sleep sort split stat stty sum sync tac tail tee test timeout touch tr true truncate tsort tty uname unexpand uniq unlink users vdir wc who whoami yes'.split(
    ' ',
  );

/** Where programs of the system are; whatever else is on the PATH may be something of the same name. */
const system = ['/usr/bin', '/bin', '/usr/local/bin'];

/** Tells an image by its name. */
export function imageOf(name: string, folder: string): Image {
  if (/(^|\/)aws-cli[:@]/.test(name)) return shellImage(folder, 'aws-cli', ['aws']);
  if (/(^|\/)postgres[:@]/.test(name)) {
    const image = shellImage(folder, 'postgres', ['gzip', 'perl', 'tar']);
    return { ...image, path: [...image.path, postgresql()] };
  }
  return projectImage();
}

/** Where the programs of PostgreSQL are: `psql` of Debian's /usr/bin is a wrapper, which the image does not have. */
export function postgresql(): string {
  const root = '/usr/lib/postgresql';
  const [newest] = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return join(root, newest ?? '', 'bin');
}

function shellImage(folder: string, name: string, more: readonly string[]): Image {
  const inside = '/image/bin';
  const bin = links(folder, name, ['bash', ...coreutils, ...more]);
  return { path: [inside], entrypoint: [], env: {}, folders: [[bin, inside]] };
}

/** The program of this project, from its sources: it is the same that the image is built from. */
function projectImage(): Image {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const tsx = fileURLToPath(import.meta.resolve('tsx'));
  const inside = tsx.replace(root, '/program/');
  const node = dirname(process.execPath);
  return {
    path: [node],
    entrypoint: ['node', '--import', inside, '/program/src/bin.ts'],
    // As the Dockerfile has them.
    env: {
      NODE_ENV: 'production',
      UV_THREADPOOL_SIZE: '16',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      // The image has it compiled.
      TSX_DISABLE_CACHE: '1',
    },
    folders: [
      [root, '/program'],
      ...(node.startsWith('/usr/') ? [] : [[dirname(node), dirname(node)] as const]),
    ],
  };
}

/** A folder that has these programs and no other. */
function links(folder: string, name: string, programs: readonly string[]): string {
  const bin = join(folder, 'bin', name);
  mkdirSync(bin, { recursive: true });
  const there = new Set(readdirSync(bin));
  for (const program of programs) {
    const target = system.map((where) => join(where, program)).find(runs);
    if (target === undefined) throw new Error(`The image ${name} has ${program}, and this machine has not.`);
    if (!there.has(program)) symlinkSync(target, join(bin, program));
  }
  return bin;
}

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
