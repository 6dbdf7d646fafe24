/** A Service's host name in a text, as `service.namespace.svc` with or without a port. */
export interface Host {
  readonly service: string;
  readonly namespace: string;
  readonly port?: number;
}

const hostName = /([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?![a-z0-9-])(?:\.cluster\.local)?(?::(\d+))?/g;

/** All host names of Services in a text. */
export const hostsIn = (text: string): Host[] =>
  // Most texts have none, and rules are long.
  [...(text.includes('.svc') ? text.matchAll(hostName) : [])].map(
    ([, service = '', namespace = '', port]) => ({
      service,
      namespace,
      ...(port === undefined ? {} : { port: Number(port) }),
    }),
  );

/** A host name in words. */
export const hostInWords = ({ service, namespace, port }: Host): string =>
  `${service}.${namespace}.svc${port === undefined ? '' : `:${String(port)}`}`;
