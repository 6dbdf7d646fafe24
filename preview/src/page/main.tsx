import { createTheme } from '@grafana/data';
import { GlobalStyles, ThemeContext } from '@grafana/ui';
import { useEffect, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { ShownBoard } from '../shown.ts';
import { Board } from './board.tsx';

/** Draws the board that the page is served with, and says so when all of it stands. */
async function draw(): Promise<void> {
  const board = (await (await fetch('/board.json')).json()) as ShownBoard;
  const theme = createTheme({ colors: { mode: board.theme } });
  const root = createRoot(document.body.appendChild(document.createElement('main')));
  const show = (content: ReactNode) => {
    root.render(
      <ThemeContext.Provider value={theme}>
        <GlobalStyles />
        {content}
      </ThemeContext.Provider>,
    );
  };
  // Graphs are painted once: their font, which the styles bring, must be there before.
  await new Promise<void>((resolve) => {
    show(<Once then={resolve} />);
  });
  await Promise.all([400, 500].map((weight) => document.fonts.load(`${String(weight)} 12px Inter`)));
  show(<Board board={board} theme={theme} drawn={done} />);
}

/** Tells when it has been rendered. */
function Once({ then }: { then: () => void }) {
  useEffect(then, [then]);
  return null;
}

function done(): void {
  // What the last panel asked to be drawn is drawn with the next frame.
  requestAnimationFrame(() => {
    requestAnimationFrame(() => {
      document.body.dataset.drawn = 'true';
    });
  });
}

await draw();
