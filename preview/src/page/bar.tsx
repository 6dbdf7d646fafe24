import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Icon, type IconName } from '@grafana/ui';
import type { ReactNode } from 'react';
import type { ShownBoard } from '../shown.ts';

/** What stands above the panels: the title, what the board is for, the time, the variables, and the links. */
export function Bar({ board, theme }: { board: ShownBoard; theme: GrafanaTheme2 }) {
  const { title, description, span, variables, switches, links } = board;
  const quiet = { color: theme.colors.text.secondary };
  return (
    <div style={{ marginBottom: 12 }}>
      <Line>
        <span style={{ fontSize: 20, fontWeight: 500 }}>{title}</span>
        <Box theme={theme}>
          <Icon name="clock-nine" /> {moment(span.from)} to {moment(span.to)}{' '}
          <span style={{ color: theme.colors.primary.text }}>UTC</span>
        </Box>
      </Line>
      <div style={{ ...quiet, margin: '2px 0 10px' }}>{description}</div>
      <Line>
        <div style={{ display: 'flex', gap: 8 }}>
          {variables
            .filter(({ hidden }) => !hidden)
            .map(({ name, label, text }) => (
              <Box key={name} theme={theme} label={label}>
                {text} <Icon name="angle-down" />
              </Box>
            ))}
          {switches.map(({ name, iconColor, enable }) => (
            <Box key={name} theme={theme}>
              <Dot color={theme.visualization.getColorByName(iconColor)} filled={enable} />
              {enable ? name : <span style={quiet}>{name}, off</span>}
            </Box>
          ))}
        </div>
        <div style={{ display: 'flex', gap: 8 }}>
          {links.map((link) => (
            <Box key={link.title} theme={theme}>
              <Icon name={iconOf(link)} /> {link.title}
            </Box>
          ))}
        </div>
      </Line>
    </div>
  );
}

const iconOf = ({ type, icon }: ShownBoard['links'][number]): IconName =>
  type === 'dashboards' ? 'apps' : icon === 'doc' ? 'file-alt' : 'external-link-alt';

function Line({ children }: { children: ReactNode }) {
  return (
    <div style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center' }}>{children}</div>
  );
}

function Box({ theme, label, children }: { theme: GrafanaTheme2; label?: string; children: ReactNode }) {
  const { border, background } = theme.colors;
  const cell = { display: 'flex', alignItems: 'center', gap: 6, padding: '0 8px', height: 30 } as const;
  return (
    <div
      style={{
        display: 'flex',
        border: `1px solid ${border.weak}`,
        borderRadius: 2,
        background: background.primary,
        fontSize: 12,
      }}
    >
      {label !== undefined && (
        <div style={{ ...cell, background: background.secondary, fontWeight: 500 }}>{label}</div>
      )}
      <div style={cell}>{children}</div>
    </div>
  );
}

function Dot({ color, filled }: { color: string; filled: boolean }) {
  const background = filled ? color : 'transparent';
  return (
    <span style={{ width: 10, height: 10, borderRadius: 5, border: `2px solid ${color}`, background }} />
  );
}

/** A moment as Grafana's time picker writes it. */
const moment = (seconds: number): string => dateTimeFormat(seconds * 1000, { timeZone: 'utc' });
