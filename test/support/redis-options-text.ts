/** The table of options as src/storage/README.md has it, made from the one in the source. */
import { redisOptions } from 'clausal/redis';

export function redisOptionsText(): string {
  const rows = Object.entries(redisOptions).map(
    ([name, { default: value, unit, doc }]) => `| \`${name}\` | ${shown(value, unit)} | ${doc} |\n`,
  );
  return `| option | default | |\n|---|---|---|\n${rows.join('')}`;
}

function shown(value: unknown, unit: string | undefined): string {
  if (value === undefined) return '';
  return unit === undefined ? `\`${value}\`` : `\`${value}\` ${unit}`;
}
