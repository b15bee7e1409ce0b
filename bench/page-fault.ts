/** What it costs on this machine to touch a page of memory for the first time: from 0.1 µs to, on virtual ones, 20 µs. */
import type { Seconds } from './suite.ts';

const PAGE = 4096;
const BYTES = 64 * 1024 * 1024;

export function pageFaultTime(): Seconds {
  const memory = new Uint8Array(BYTES);
  const before = process.resourceUsage().minorPageFault;
  const { user, system } = process.cpuUsage();
  for (let at = 0; at < BYTES; at += PAGE) memory[at] = 1;
  const used = process.cpuUsage({ user, system });
  // Where memory comes in pages of another size there are fewer faults.
  const faults = Math.max(1, process.resourceUsage().minorPageFault - before);
  return (used.user + used.system) / 1e6 / faults;
}
