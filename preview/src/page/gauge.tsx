import { formattedValueToString, type FieldDisplay, type GrafanaTheme2 } from '@grafana/data';
import { valuesOf, type ValueProps } from './stat.tsx';

/** Where the dial begins and ends, in degrees from the top. */
const sweep = { from: -120, to: 120 } as const;

/** Dials side by side. Grafana does not publish the component that draws its own: this one shows the same from the same values. */
export function Gauge(props: ValueProps) {
  const values = valuesOf(props);
  return (
    <div style={{ display: 'flex' }}>
      {values.map((value, index) => (
        <Dial
          key={index}
          {...props}
          value={value}
          width={props.width / values.length}
          titled={values.length > 1}
        />
      ))}
    </div>
  );
}

interface DialProps extends ValueProps {
  readonly value: FieldDisplay;
  readonly titled: boolean;
}

function Dial({ value, width, height, theme, panel, titled }: DialProps) {
  const { min, max } = endsOf(value);
  const { display } = value;
  // The dial is as high as one and a half of its radius, and the marks stand around it.
  const radius = Math.min((width / 2 - 16) / 1.12, (height - (titled ? 44 : 24)) / 1.68);
  const middle = { x: width / 2, y: 14 + radius * 1.12 };
  const thick = radius * 0.24;
  const share = (number: number) => Math.min(1, Math.max(0, (number - min) / (max - min)));
  const ring = (from: number, to: number, size: number) => arc(middle, size, [share(from), share(to)]);
  const marks = panel.options?.showThresholdMarkers === false ? [] : stepsOf(value, theme);
  return (
    <svg width={width} height={height} fill="none" fontFamily={theme.typography.fontFamily}>
      <path d={ring(min, max, radius)} stroke={theme.colors.background.secondary} strokeWidth={thick} />
      <path d={ring(min, display.numeric, radius)} stroke={display.color} strokeWidth={thick} />
      {marks.map(({ from, to, color }) => (
        <path key={from} d={ring(from, to, radius + thick / 2 + 6)} stroke={color} strokeWidth={5} />
      ))}
      <Text at={{ ...middle, y: middle.y + radius * 0.14 }} size={radius * 0.4} color={display.color}>
        {formattedValueToString(display)}
      </Text>
      <Text at={{ ...middle, y: height - 6 }} size={14} color={theme.colors.text.primary}>
        {titled ? display.title : undefined}
      </Text>
    </svg>
  );
}

interface TextProps {
  readonly at: Point;
  readonly size: number;
  readonly color: string | undefined;
  readonly children: string | undefined;
}

const Text = ({ at, size, color, children }: TextProps) => (
  <text x={at.x} y={at.y} textAnchor="middle" fontSize={size} fontWeight={500} fill={color}>
    {children}
  </text>
);

/** The ends of the dial; Grafana's are 0 and 100 where the JSON says nothing. */
const endsOf = ({ field: { min, max } }: FieldDisplay) => ({ min: min ?? 0, max: max ?? 100 });

/** The stretches between thresholds, in their colours. */
function stepsOf(value: FieldDisplay, theme: GrafanaTheme2) {
  const { min, max } = endsOf(value);
  const steps = value.field.thresholds?.steps ?? [];
  return steps.map(({ value: begin, color }, index) => ({
    from: Math.max(min, begin),
    to: Math.min(max, steps[index + 1]?.value ?? max),
    color: theme.visualization.getColorByName(color),
  }));
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The path of a part of the dial: from one share of it to another. */
function arc({ x, y }: Point, radius: number, shares: readonly [number, number]): string {
  const [start, end] = shares.map((share) => {
    const radians = ((sweep.from + share * (sweep.to - sweep.from)) * Math.PI) / 180;
    return `${(x + radius * Math.sin(radians)).toFixed(2)} ${(y - radius * Math.cos(radians)).toFixed(2)}`;
  });
  const large = (shares[1] - shares[0]) * (sweep.to - sweep.from) > 180 ? 1 : 0;
  const size = radius.toFixed(2);
  return `M ${start ?? ''} A ${size} ${size} 0 ${String(large)} 1 ${end ?? ''}`;
}
