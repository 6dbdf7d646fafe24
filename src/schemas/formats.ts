/** An amount as Kubernetes reads it: a number, and a unit of tens, of twos or an exponent. */
const quantity = /^[+-]?(\d+\.?\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

const base64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const dateTime = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

/** A format that the schemas name. */
interface Format {
  /** Of other types than this, the format demands nothing. */
  readonly type: 'string' | 'number';
  readonly suits: (value: never) => boolean;
  /** What the value must do, for people, with the value if it may be shown. */
  readonly says: (shown: string) => string;
}

/** Formats by the name that the schemas give them. */
export const formats: Readonly<Record<string, Format>> = {
  quantity: {
    type: 'string',
    suits: (text: string) => quantity.test(text),
    says: (shown) => `${shown} is not a quantity such as 250m or 2Gi.`,
  },
  // What is written in base64 is a secret.
  byte: {
    type: 'string',
    suits: (text: string) => base64.test(text.replace(/[\r\n]/g, '')),
    says: () => 'Must be base64.',
  },
  'date-time': {
    type: 'string',
    suits: (text: string) => dateTime.test(text) && !Number.isNaN(Date.parse(text)),
    says: (shown) => `${shown} is not a time such as 2026-01-31T12:00:00Z.`,
  },
  int32: {
    type: 'number',
    suits: (value: number) => value === (value | 0),
    says: (shown) => `${shown} does not fit into 32 bits.`,
  },
};
