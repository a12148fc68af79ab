import type { SweepOrder, SweepReport } from './protocol.js';
import { runCell, runRange, type Watch } from './run.js';

/** Does what a page has ordered, and tells it piece by piece. The backend is in use already. */
export async function obey(
  order: SweepOrder,
  watch: Watch,
  report: (report: SweepReport) => void,
): Promise<void> {
  try {
    if (order.type === 'range') {
      const points = await runRange(order.state, order.test, watch);
      if (points !== undefined) report({ type: 'range', points });
    } else {
      for (const cell of order.cells) {
        const result = await runCell(order.state, order.map, cell, watch);
        if (result === undefined) return;
        report({ type: 'cell', result });
      }
    }
    report({ type: 'done' });
  } catch (error) {
    report({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}
